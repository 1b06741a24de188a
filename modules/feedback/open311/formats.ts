// Writing answers of Open311 in XML and JSON: plain values, lists with named items, no fractions of seconds, UTF-8.
import { AppError } from '@city/kernel/errors';
import { Answer } from '@city/kernel/http';

export type Format = 'xml' | 'json';
export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Value[]
  | { readonly [name: string]: Value };

/** Names of the root and of the items of lists in XML; JSON has bare arrays (GeoReport v2). */
export interface Shape {
  readonly root: string;
  /** Items of the root, when it is a list. */
  readonly item?: string;
  /** Items of lists inside, by the list's name. */
  readonly items?: Readonly<Record<string, string>>;
}

const mediaTypes = { xml: 'text/xml', json: 'application/json' } as const;

/** Exactly `text/xml` and `application/json`: older validators compare the whole header. UTF-8 is the default of both here. */
export function formatted(format: Format, shape: Shape, value: Value, status = 200): Answer {
  const text =
    format === 'json'
      ? JSON.stringify(value)
      : `<?xml version="1.0" encoding="utf-8"?>\n${root(shape, value)}\n`;
  return new Answer(status, Buffer.from(text), {
    'content-type': mediaTypes[format],
    'access-control-allow-origin': '*',
    'cache-control': 'no-cache',
  });
}

/** @throws AppError `not_found` for any other ending. */
export function formatOf(text: string): Format {
  if (text === 'xml' || text === 'json') return text;
  throw new AppError('not_found');
}

function root(shape: Shape, value: Value): string {
  if (!Array.isArray(value)) return element(shape.root, value, shape);
  const item = shape.item ?? 'item';
  return `<${shape.root}>${value.map((one: Value) => element(item, one, shape)).join('')}</${shape.root}>`;
}

function element(name: string, value: Value, shape: Shape): string {
  if (value === null || value === undefined) return `<${name}/>`;
  return `<${name}>${content(name, value, shape)}</${name}>`;
}

function content(name: string, value: Value, shape: Shape): string {
  if (Array.isArray(value)) {
    const item = shape.items?.[name] ?? 'item';
    return value.map((one: Value) => element(item, one, shape)).join('');
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, inner]) => element(key, inner as Value, shape))
      .join('');
  return escapeXml(String(value));
}

/** Characters that XML 1.0 forbids become spaces; the rest is escaped. */
export function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters that must not stand in XML
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ');
  return clean.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** RFC 3339 without a fraction, as GeoReport's clients expect. */
export const dateText = (at: Date | null): string | null =>
  at === null ? null : `${at.toISOString().slice(0, 19)}Z`;
