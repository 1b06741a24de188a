// The fields of a POSTed service request, wherever the client put them: body or query, once or several times.
import { attributesOf, type Attribute, type Open311File } from './open311-data.ts';
import { missing, wrong } from './open311-error.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Some clients send `jurisdiction_id` and the key in the query and the rest in the body: both are read, the body first. */
export function fieldsOf(body: unknown, query: unknown): Fields {
  return { ...(query as object | undefined), ...(body as object | undefined) };
}

/** The first value of a field as text; empty counts as not given. */
export function textOf(fields: Fields, name: string): string | undefined {
  const given = fields[name];
  const value: unknown = Array.isArray(given) ? given[0] : given;
  if (value === undefined || value === null) return undefined;
  const text = String(value).trim();
  return text === '' ? undefined : text;
}

/** All values of a field that may come several times. */
export function textsOf(fields: Fields, name: string): string[] {
  const values = [fields[name], fields[`${name}[]`]].flat();
  return values.flatMap((value) =>
    value === undefined || value === null || value === '' ? [] : [String(value)],
  );
}

/** @throws Open311Error unless it is a number. */
export function numberOf(fields: Fields, name: string): number | undefined {
  const text = textOf(fields, name);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isFinite(number)) throw wrong(name, 'must be a number');
  return number;
}

export interface GivenAttribute {
  readonly code: string;
  readonly given: readonly string[];
}

/**
 * Answers to what the service asks: `attribute[CODE]=value`, several as `attribute[CODE][]=value`.
 * @throws Open311Error that names the attribute: missing, unknown, of another datatype, not in the list.
 */
export function readAttributes(
  file: Open311File,
  service: string,
  day: string,
  fields: Fields,
): GivenAttribute[] {
  const asked = attributesOf(file, service, day);
  const nested = (fields['attribute'] ?? {}) as Readonly<Record<string, unknown>>;
  const named = Object.keys(fields).flatMap(
    (name) => /^attribute\[([^\]]+)\](?:\[\])?$/.exec(name)?.[1] ?? [],
  );
  for (const code of [...named, ...(typeof nested === 'object' ? Object.keys(nested) : [])])
    if (!asked.some((one) => one.code === code))
      throw wrong(`attribute[${code}]`, 'is not asked for by this service');
  return asked.flatMap((attribute) => {
    const name = `attribute[${attribute.code}]`;
    const given = [...textsOf(fields, name), ...textsOf(nested, attribute.code)];
    if (given.length === 0) {
      if (attribute.required) throw missing(name);
      return [];
    }
    for (const value of given) checkValue(attribute, name, value);
    if (given.length > 1 && attribute.datatype !== 'multivaluelist') throw wrong(name, 'takes one value');
    return [{ code: attribute.code, given }];
  });
}

function checkValue({ datatype, values }: Attribute, name: string, value: string): void {
  if (value.length > 1_000) throw wrong(name, 'is longer than 1000 characters');
  if (datatype === 'number' && !Number.isFinite(Number(value))) throw wrong(name, 'must be a number');
  if (datatype === 'datetime' && Number.isNaN(Date.parse(value)))
    throw wrong(name, 'must be a date and time (ISO 8601)');
  const isList = datatype === 'singlevaluelist' || datatype === 'multivaluelist';
  if (isList && !values.some(({ key }) => key === value))
    throw wrong(name, `must be one of ${values.map(({ key }) => key).join(', ')}`);
}
