// Identifiers: UUID version 7 (RFC 9562), ordered by time, made here because PostgreSQL 15 cannot.
import { v7 } from 'uuid';

/** A new id. `at` is the instant that orders it (the clock of the transaction). */
export function newId(at?: Date): string {
  return v7(at ? { msecs: at.getTime() } : undefined);
}

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isId(text: string): boolean {
  return form.test(text);
}
