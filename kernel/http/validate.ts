// Checking what comes in: strict for JSON bodies, text turned into numbers and flags only where the wire has nothing but text.
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { TSchema } from 'typebox';
import type { Bilingual, FieldError } from '@city/kernel/errors';

const options = {
  allErrors: true,
  removeAdditional: false,
  useDefaults: true,
  strict: false,
  allowUnionTypes: true,
} as const;
const strict = new Ajv({ ...options, coerceTypes: false });
const fromText = new Ajv({ ...options, coerceTypes: 'array' });
for (const ajv of [strict, fromText]) {
  addFormats.default(ajv);
  ajv.addKeyword({ keyword: 'says', schemaType: 'object' });
}

export type Check = (value: unknown) => readonly FieldError[];

/**
 * A check of a schema, compiled when it is first used: a city has hundreds, and a start does not wait for them. `text: true` for query,
 * path and forms. The value is completed with defaults in place.
 */
export function checkOf(schema: TSchema, how: { text: boolean }): Check {
  let check: ValidateFunction | undefined;
  return (value) => {
    check ??= (how.text ? fromText : strict).compile(schema);
    return check(value) ? [] : fieldErrors(check.errors ?? []);
  };
}

function fieldErrors(errors: readonly ErrorObject[]): FieldError[] {
  const seen = new Map<string, FieldError>();
  for (const error of errors) {
    if (error.keyword === 'anyOf' || error.keyword === 'oneOf' || error.keyword === 'if') continue;
    const one = fieldError(error);
    if (!seen.has(one.pointer)) seen.set(one.pointer, one);
    if (seen.size >= 20) break;
  }
  const first = errors[0];
  if (seen.size === 0 && first) seen.set(first.instancePath, fieldError(first));
  return [...seen.values()];
}

function fieldError(error: ErrorObject): FieldError {
  const params = error.params as Record<string, unknown>;
  const child = error.keyword === 'required' ? params['missingProperty'] : params['additionalProperty'];
  const pointer =
    typeof child === 'string'
      ? `${error.instancePath}/${child.replace(/~/g, '~0').replace(/\//g, '~1')}`
      : error.instancePath;
  return { pointer: pointer || '/', code: error.keyword, message: message(error.keyword, params) };
}

function message(keyword: string, params: Record<string, unknown>): Bilingual {
  const limit = String(params['limit'] ?? '');
  const words: Record<string, Bilingual> = {
    required: { vi: 'Cần điền ô này.', en: 'This is required.' },
    additionalProperties: { vi: 'Không có ô nào tên như vậy.', en: 'There is no such field.' },
    type: { vi: `Kiểu phải là ${String(params['type'])}.`, en: `Must be ${String(params['type'])}.` },
    minLength: { vi: `Cần ít nhất ${limit} ký tự.`, en: `Must have at least ${limit} characters.` },
    maxLength: { vi: `Dài nhất ${limit} ký tự.`, en: `Must have at most ${limit} characters.` },
    minimum: { vi: `Nhỏ nhất là ${limit}.`, en: `Must be at least ${limit}.` },
    maximum: { vi: `Lớn nhất là ${limit}.`, en: `Must be at most ${limit}.` },
    minItems: { vi: `Cần ít nhất ${limit} mục.`, en: `Must have at least ${limit} items.` },
    maxItems: { vi: `Nhiều nhất ${limit} mục.`, en: `Must have at most ${limit} items.` },
    format: {
      vi: `Chưa đúng dạng ${String(params['format'])}.`,
      en: `Must be a valid ${String(params['format'])}.`,
    },
    pattern: { vi: 'Chưa đúng dạng.', en: 'Does not have the expected form.' },
    enum: { vi: 'Không có trong các giá trị được chọn.', en: 'Is none of the values to choose from.' },
    const: { vi: 'Không phải giá trị được nhận.', en: 'Is not the accepted value.' },
  };
  return words[keyword] ?? { vi: 'Giá trị chưa đúng.', en: 'Is not valid.' };
}
