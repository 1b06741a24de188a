// The only functions that read who filed: each read stands on the trail and in the matter's own list, with its purpose.
import { sql } from 'kysely';
import { newId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { ComplaintsCity } from '../complaints-city.ts';
import { limits } from '../limits.ts';
import type { ComplaintsTx } from './matter.store.ts';
import type { Identity, MatterRow } from './tables.ts';

/**
 * Who filed, for an officer of the receiving body. The transaction's actor must carry the purpose, or the database answers nothing.
 * @returns null when the matter has no name.
 * @throws AppError `complaint_purpose_missing`.
 */
export async function accessIdentity(
  tx: ComplaintsTx,
  city: ComplaintsCity,
  matter: Pick<MatterRow, 'matter_id' | 'kind'>,
): Promise<Identity | null> {
  const purpose = tx.actor.purpose?.trim() ?? '';
  if (purpose.length < limits.purposeMin)
    throw new AppError('complaint_purpose_missing', { field: 'purpose' });
  const identity = await readIdentity(tx, city, matter.matter_id);
  if (!identity) return null;
  await sql`insert into complaints.identity_read (matter_id, read_id, at, body_code, title, purpose)
    values (${matter.matter_id}, ${newId(tx.now)}, ${tx.now}, ${tx.actor.post?.body ?? ''},
            ${tx.actor.post?.title ?? ''}, ${purpose})`.execute(tx.db);
  tx.trail({
    action: 'complaint.identity.read',
    object: { type: 'complaint', id: matter.matter_id },
    // The trail would tie a denouncer to the matter: they see the reads on their own page instead.
    ...(matter.kind === 'khieu_nai' ? { subject: identity.personId } : {}),
    purpose,
  });
  return identity;
}

/** The same for the city's own hand that tells the person what happened. */
export async function accessIdentityToTell(
  tx: ComplaintsTx,
  city: ComplaintsCity,
  matterId: string,
): Promise<Identity | null> {
  const purpose = 'tell the person what happened';
  await sql`select set_config('city.purpose', ${purpose}, true)`.execute(tx.db);
  const identity = await readIdentity(tx, city, matterId);
  if (identity)
    tx.trail({ action: 'complaint.identity.tell', object: { type: 'complaint', id: matterId }, purpose });
  return identity;
}

async function readIdentity(
  tx: ComplaintsTx,
  city: ComplaintsCity,
  matterId: string,
): Promise<Identity | null> {
  const found = await sql<{ sealed: Buffer }>`
    select sealed from complaints.identity where matter_id = ${matterId}`.execute(tx.db);
  const sealed = found.rows[0]?.sealed;
  return sealed ? city.seals.identity.open<Identity>(matterId, sealed) : null;
}

export interface IdentityRead {
  readonly at: Date;
  readonly body_code: string;
  readonly title: string;
  readonly purpose: string;
}

/** Who looked at the identity, newest first: for the person who filed. */
export async function identityReads(tx: ComplaintsTx, matterId: string): Promise<IdentityRead[]> {
  const found = await sql<IdentityRead>`
    select at, body_code, title, purpose from complaints.identity_read
     where matter_id = ${matterId} order by at desc limit ${limits.listMax}`.execute(tx.db);
  return found.rows;
}
