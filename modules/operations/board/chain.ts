// The chain of a figure's values: each carries the hash of the one before, so that a changed, missing or inserted value shows. Pure.
import { createHash } from 'node:crypto';

export interface Link {
  readonly figure: string;
  readonly seq: number;
  readonly value: number | null;
  /** ISO, milliseconds. */
  readonly asOf: string;
  readonly previous: string;
  readonly hash: string;
}

/** What the first value of a figure follows. */
export const beginning = '0'.repeat(64);

/** SHA-256 over the fields in this order, as JSON. */
export function hashOf({ figure, seq, value, asOf, previous }: Omit<Link, 'hash'>): string {
  return createHash('sha256')
    .update(JSON.stringify([figure, seq, value, asOf, previous]))
    .digest('hex');
}

/** The first value that does not fit its place; null when the chain is whole. `links` in order. */
export function firstBreak(links: readonly Link[]): number | null {
  let previous = beginning;
  for (const [at, link] of links.entries()) {
    if (link.seq !== at + 1 || link.previous !== previous || link.hash !== hashOf(link)) return at + 1;
    previous = link.hash;
  }
  return null;
}
