// A sign-in from a device that none of the person's sessions was on: its owner is told.
import type { Tx } from '@city/kernel/database';
import type { Identity } from '../identity.ts';
import type { Tables } from '../tables.ts';
import { tellChange } from './tell.ts';

/** Call it before the new session is written. The first session of all is no news. */
export async function newDevice(
  tx: Tx<Tables>,
  identity: Identity,
  personId: string,
  device: string | null,
): Promise<void> {
  const known = await tx.db
    .selectFrom('identity.session')
    .select('device')
    .where('person_id', '=', personId)
    .groupBy('device')
    .limit(100)
    .execute();
  if (known.length === 0 || known.some((one) => one.device === device)) return;
  await tellChange(tx, identity, personId, { what: 'new_device' });
}
