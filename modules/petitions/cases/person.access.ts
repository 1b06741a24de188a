// The only functions that read who began or signed a petition: own rows, or the city's hand for a stated purpose and on the trail.
import { sql } from 'kysely';
import type { PetitionTx } from './petition.store.ts';

export type Part = 'starter' | 'signer';

const isPerson = (tx: PetitionTx): boolean => tx.actor.kind === 'citizen' || tx.actor.kind === 'officer';

/** Keeps that the transaction's person began a petition. */
export async function insertStarter(tx: PetitionTx, petitionId: string): Promise<void> {
  await sql`insert into petitions.person_petition (person_id, petition_id, part, at)
    values (${tx.actor.id}::uuid, ${petitionId}, 'starter', ${tx.now})`.execute(tx.db);
}

/** Whether the transaction's person began this petition. */
export async function accessIsStarter(tx: PetitionTx, petitionId: string): Promise<boolean> {
  return (await accessParts(tx, petitionId)).includes('starter');
}

/** What part the transaction's person has in a petition. People reading their own need no purpose and no trail. */
export async function accessParts(tx: PetitionTx, petitionId: string): Promise<readonly Part[]> {
  if (!isPerson(tx)) return [];
  const found = await sql<{ part: Part }>`
    select part from petitions.person_petition
     where person_id = ${tx.actor.id}::uuid and petition_id = ${petitionId}`.execute(tx.db);
  return found.rows.map(({ part }) => part);
}

/** The petitions of the transaction's person, newest first. */
export async function accessOwn(
  tx: PetitionTx,
  limit: number,
): Promise<readonly { readonly petitionId: string; readonly part: Part }[]> {
  if (!isPerson(tx)) return [];
  const found = await sql<{ petitionId: string; part: Part }>`
    select petition_id as "petitionId", part from petitions.person_petition
     where person_id = ${tx.actor.id}::uuid order by at desc limit ${limit}`.execute(tx.db);
  return found.rows;
}

/** How many petitions the transaction's person has started since a moment. */
export async function accessStartsSince(tx: PetitionTx, since: Date): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from petitions.person_petition
     where person_id = ${tx.actor.id}::uuid and part = 'starter' and at >= ${since}`.execute(tx.db);
  return found.rows[0]?.n ?? 0;
}

/** Takes back that the transaction's person signed. */
export async function forgetOwnSignature(tx: PetitionTx, petitionId: string): Promise<void> {
  await sql`delete from petitions.person_petition
    where person_id = ${tx.actor.id}::uuid and petition_id = ${petitionId} and part = 'signer'`.execute(
    tx.db,
  );
}

/**
 * Persons with a part in a petition, in batches by id, for the city's own hand that tells them something. The database asks
 * for a purpose; it is this one, and the read stands on the trail.
 */
export async function accessPersonsToTell(
  tx: PetitionTx,
  petitionId: string,
  batch: { readonly part: Part; readonly after: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const purpose = 'tell those who began or signed what became of the petition';
  await setPurpose(tx, purpose);
  const found = await sql<{ person_id: string }>`
    select person_id from petitions.person_petition
     where petition_id = ${petitionId} and part = ${batch.part}
       and (${batch.after}::uuid is null or person_id > ${batch.after}::uuid)
     order by person_id limit ${batch.limit}`.execute(tx.db);
  const persons = found.rows.map(({ person_id }) => person_id);
  if (persons.length > 0)
    tx.trail({
      action: 'petition.persons.tell',
      object: { type: 'petition', id: petitionId },
      purpose,
      detail: { part: batch.part, count: persons.length },
    });
  return persons;
}

/** Forgets who signed a petition that ended long ago; the signatures themselves stay under their keys. Answers how many rows. */
export async function forgetSigners(tx: PetitionTx, petitionId: string, limit: number): Promise<number> {
  await setPurpose(tx, 'forget who signed');
  const gone = await sql`
    delete from petitions.person_petition where ctid = any(array(
      select ctid from petitions.person_petition where petition_id = ${petitionId} and part = 'signer' limit ${limit}))`.execute(
    tx.db,
  );
  return Number(gone.numAffectedRows ?? 0n);
}

async function setPurpose(tx: PetitionTx, purpose: string): Promise<void> {
  await sql`select set_config('city.purpose', ${purpose}, true)`.execute(tx.db);
}
