// Hears that what credentials stand on changes: posts, mandates, entries of registers.
import { sql } from 'kysely';
import {
  type KeptPost,
  MandateExpired,
  MandateHandedOver,
  MandateNarrowed,
  MandateRevoked,
  PersonChanged,
  PostKept,
} from '@city/identity';
import type { Tx } from '@city/kernel/database';
import type { CityEvent, Subscription } from '@city/kernel/events';
import { addDays, startOfDay } from '@city/kernel/time';
import type { Tables } from '../tables.ts';
import { holdersOn } from './credential.store.ts';
import { forgetEnding, keepEnding } from './ending.store.ts';
import { recheck } from './recheck.job.ts';

/** A post's last day is known ahead: the sweep revokes on time; what changed about it is looked at now. */
export const hearPosts: Subscription<Tables> = {
  name: 'hear-posts',
  events: [PostKept],
  handle: async (tx, event) => {
    const { postId, validTo } = (event as CityEvent<KeptPost>).data;
    const ground = { type: 'official-badge', reference: `post:${postId}` };
    if (validTo === null) await forgetEnding(tx, ground);
    else await keepEnding(tx, { ...ground, endsAt: startOfDay(addDays(validTo, 1)) });
    for (const personId of await holdersOn(tx, ground)) tx.enqueue(recheck, { personId });
  },
};

export const hearMandates: Subscription<Tables> = {
  name: 'hear-mandates',
  events: [MandateRevoked, MandateExpired, MandateNarrowed, MandateHandedOver],
  handle: async (tx, event) => {
    const { agentId } = (event as CityEvent<{ agentId: string }>).data;
    if (await holdsAny(tx, agentId)) tx.enqueue(recheck, { personId: agentId });
  },
};

export const hearRegisters: Subscription<Tables> = {
  name: 'hear-registers',
  events: [PersonChanged],
  handle: async (tx, event) => {
    const { personId } = (event as CityEvent<{ personId: string }>).data;
    if (await holdsAny(tx, personId)) tx.enqueue(recheck, { personId });
  },
};

async function holdsAny(tx: Tx<Tables>, personId: string): Promise<boolean> {
  const found = await sql`
    select 1 from wallet.batch where person_id = ${personId} and revoked_at is null and expires_at > ${tx.now} limit 1`.execute(
    tx.db,
  );
  return found.rows.length > 0;
}
