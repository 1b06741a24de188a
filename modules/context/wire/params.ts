// Reads query parameters: flags, numbers, lists and the representation asked for (GS CIM 009 §6.3.7, §6.3.10, §6.3.11).
import type { Format, RenderAs } from '../entities/render.ts';
import { LIMITS } from '../limits.ts';
import { entityMembers, parseProjection } from '../query/projection.ts';
import type { TermMap } from '../terms/term-map.ts';
import { badData, invalid } from './problem.ts';
import type { Call } from './call.ts';

export function flagOf(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  if (value === null || value === 'false') return false;
  if (value === 'true') return true;
  throw badData(`${name} must be true or false`);
}

export function wholeOf(query: URLSearchParams, name: string, fallback: number, most: number): number {
  const value = query.get(name);
  if (value === null) return fallback;
  if (!/^\d{1,9}$/.test(value)) throw badData(`${name} must be a whole number`);
  if (Number(value) > most) throw badData(`${name} may be at most ${most}`);
  return Number(value);
}

/** Names separated by commas; a comma within brackets or quotes does not separate. */
export function listOf(query: URLSearchParams, name: string): readonly string[] | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  const parts = value.split(',').map((part) => part.trim());
  if (parts.some((part) => part === '')) throw badData(`${name} has an empty entry`);
  return parts;
}

export const optionsOf = (query: URLSearchParams): ReadonlySet<string> =>
  new Set((query.get('options') ?? '').split(',').filter((option) => option !== ''));

const formats: Readonly<Record<string, Format>> = {
  normalized: 'normalized',
  concise: 'concise',
  keyValues: 'simplified',
  simplified: 'simplified',
};

/** The representation: `format` goes before `options`. @throws Problem `InvalidRequest` */
export function formatOf(query: URLSearchParams): Format {
  const named = query.get('format');
  if (named !== null) {
    const format = formats[named];
    if (!format) throw invalid(`format ${named} is not known`);
    return format;
  }
  for (const option of optionsOf(query)) if (formats[option]) return formats[option];
  return 'normalized';
}

const known = new Set([
  'normalized',
  'concise',
  'keyValues',
  'simplified',
  'sysAttrs',
  'noOverwrite',
  'update',
  'replace',
  'temporalValues',
  'aggregatedValues',
  'local',
]);

export function checkOptions(query: URLSearchParams): void {
  for (const option of optionsOf(query))
    if (!known.has(option)) throw invalid(`options has ${option}, which is not known`);
}

/** How entities of this request are shown; `attrs` is the older way to pick. */
export function renderingOf(call: Pick<Call, 'terms' | 'query'>): RenderAs {
  const { query, terms } = call;
  checkOptions(query);
  return {
    terms,
    format: formatOf(query),
    sysAttrs: optionsOf(query).has('sysAttrs'),
    lang: query.get('lang') ?? undefined,
    ...projections({ attrs: query.get('attrs'), pick: query.get('pick'), omit: query.get('omit') }, terms),
    datasets: query.has('datasetId') ? new Set(listOf(query, 'datasetId')) : undefined,
  };
}

/** @throws Problem `BadRequestData` when something is picked and left out at once */
export function projections(
  given: { readonly attrs: string | null; readonly pick: string | null; readonly omit: string | null },
  terms: TermMap,
): Pick<RenderAs, 'pick' | 'omit'> {
  const [attrs, picked, omit] = [given.attrs, given.pick, given.omit].map((text) =>
    text === null ? undefined : parseProjection(text, terms),
  );
  if (picked && omit)
    for (const name of picked.names)
      if (omit.names.has(name) && !omit.linked.has(name)) throw badData(`${name} is both picked and omitted`);
  const pick = picked ?? (attrs && { ...attrs, names: new Set([...entityMembers, ...attrs.names]) });
  return { pick, omit };
}

export interface Page {
  readonly limit: number;
  readonly offset: number;
  readonly count: boolean;
}

/** @throws Problem `BadRequestData` */
export function pageOf(query: URLSearchParams): Page {
  const count = flagOf(query, 'count');
  const limit = wholeOf(query, 'limit', LIMITS.pageEntities, LIMITS.mostPageEntities);
  if (limit === 0 && !count) throw badData('limit may be 0 only with count=true');
  return { limit, offset: wholeOf(query, 'offset', 0, LIMITS.mostOffset), count };
}
