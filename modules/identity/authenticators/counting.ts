// Counting tries: by account, number, prefix of numbers, address of the caller; the same for what exists and what does not.
import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';

export interface Limit {
  /** What is counted: `code-number`, `password-account`. */
  readonly what: string;
  readonly of: string;
  readonly most: number;
  readonly seconds: number;
}

/** An address counts by its network: a /24 of IPv4, a /64 of IPv6, since one household has that many. */
export function networkOf(address: string): string {
  const v4 = /(\d+\.\d+\.\d+)\.\d+$/.exec(address)?.[1];
  if (v4 !== undefined) return v4;
  const [head = '', tail = ''] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::') ? Math.max(8 - left.length - right.length, 0) : 0;
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

/**
 * Counts one try under each limit.
 * @returns seconds to wait when one of them is used up, else null
 */
export async function countTry(
  tx: Tx<Tables>,
  key: Buffer,
  limits: readonly Limit[],
): Promise<number | null> {
  let wait: number | null = null;
  // Always in the same order, so that two tries never wait for each other crosswise.
  for (const limit of [...limits].sort((a, b) => a.what.localeCompare(b.what))) {
    const length = limit.seconds * 1000;
    const from = Math.floor(tx.now.getTime() / length) * length;
    const counted = createHmac('sha256', key).update(`count\0${limit.what}\0${limit.of}`).digest();
    const { rows } = await sql<{ count: number }>`
      insert into identity.attempt_count as c (key, window_at, until, count)
      values (${counted}, ${new Date(from)}, ${new Date(from + length)}, 1)
      on conflict (key, window_at) do update set count = least(c.count, 1000000) + 1
      returning count`.execute(tx.db);
    if ((rows[0]?.count ?? 0) > limit.most)
      wait = Math.max(wait ?? 0, Math.ceil((from + length - tx.now.getTime()) / 1000));
  }
  return wait;
}
