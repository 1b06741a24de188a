// Identifiers: UUID version 7 (RFC 9562), ordered by time, made here because PostgreSQL 15 cannot.
import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** Random bytes are drawn for this many ids at once: a call to the system for each costs more than the id. */
const idsPerDraw = 256;
const bytesPerId = 16;
const drawn = new Uint8Array(idsPerDraw * bytesPerId);
let used = drawn.length;

function randomBytes(): Uint8Array {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  return drawn.slice(used, (used += bytesPerId));
}

/** A new id. `at` is the instant that orders it (the clock of the transaction). */
export function newId(at?: Date): string {
  return at ? v7({ msecs: at.getTime(), random: randomBytes() }) : v7();
}

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isId(text: string): boolean {
  return form.test(text);
}
