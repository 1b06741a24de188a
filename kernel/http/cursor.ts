// Opaque cursors for collections `{items, next}`: the key of the last row shown, never an offset.
import { type Static, type TSchema, Type } from 'typebox';
import { AppError } from '@city/kernel/errors';

export type Cursor = readonly (string | number | null)[];

/** Makes the `next` of a page from the sort key of its last row. */
export function cursorOf(key: Cursor): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * Reads a cursor back. `shape` says of what type each part must be, so that a made-up cursor never reaches SQL.
 * @throws AppError `invalid_cursor`.
 */
export function readCursor<S extends readonly ('string' | 'number')[]>(
  text: string | undefined,
  shape: S,
): Cursor | null {
  if (text === undefined || text === '') return null;
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch (cause) {
    throw new AppError('invalid_cursor', { field: 'cursor', cause });
  }
  const fits =
    Array.isArray(parts) &&
    parts.length === shape.length &&
    parts.every((part, at) => part === null || typeof part === shape[at]);
  if (!fits) throw new AppError('invalid_cursor', { field: 'cursor' });
  return parts as Cursor;
}

/** Schema of a collection. */
export function collection<S extends TSchema>(item: S) {
  return Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) });
}

export type Collection<S extends TSchema> = { items: Static<S>[]; next: string | null };
