// The SQL of signatures: many at once, each person once; counts by day; taking back.
import { sql } from 'kysely';
import { hold } from '@city/kernel/database';
import type { PetitionTx } from '../cases/petition.store.ts';

export interface NewSignature {
  readonly petitionId: string;
  readonly personId: string;
  readonly signerKey: Buffer;
  readonly name: string | null;
  readonly at: Date;
  /** YYYY-MM-DD in the city. */
  readonly day: string;
}

/**
 * Writes signatures, and who gave them where only they and the city's hand can look. The petitions must be locked.
 * @returns `petition key` (hex) of those that are new, or given again after they were taken back.
 */
export async function addSignatures(tx: PetitionTx, given: readonly NewSignature[]): Promise<string[]> {
  const first = [
    ...new Map(
      given.map((one) => [`${one.petitionId} ${one.signerKey.toString('hex')}`, one] as const).reverse(),
    ),
  ].map(([, one]) => one);
  if (first.length === 0) return [];
  const rows = first.map((one) => ({
    petition_id: one.petitionId,
    signer_key: one.signerKey.toString('hex'),
    person_id: one.personId,
    name: one.name,
    signed_at: one.at,
  }));
  await hold(tx, ...first.map(({ signerKey }) => signerKey));
  const made = await sql<{ key: string }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as g(
        petition_id uuid, signer_key text, person_id uuid, name text, signed_at timestamptz)
    ), signed as (
      insert into petitions.signature as s (petition_id, signer_key, signed_at, name)
      select petition_id, decode(signer_key, 'hex'), signed_at, name from given order by petition_id, signer_key
      on conflict (petition_id, signer_key) do update
         set signed_at = excluded.signed_at, name = excluded.name, withdrawn_at = null
       where s.withdrawn_at is not null
      returning s.petition_id, encode(s.signer_key, 'hex') as signer_key
    ), person as (
      insert into petitions.person_petition (person_id, petition_id, part, at)
      select g.person_id, g.petition_id, 'signer', g.signed_at from given g join signed using (petition_id, signer_key)
      on conflict do nothing
    )
    select petition_id::text || ' ' || signer_key as key from signed`.execute(tx.db);
  return made.rows.map(({ key }) => key);
}

/** Adds to the counts of days and petitions; negative numbers take away. The petitions must be locked. */
export async function writeCounts(
  tx: PetitionTx,
  days: readonly { readonly petitionId: string; readonly day: string; readonly n: number }[],
): Promise<void> {
  if (days.length === 0) return;
  const rows = days.map(({ petitionId, day, n }) => ({ petition_id: petitionId, day, n }));
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as g(petition_id uuid, day date, n int)
    ), changed as (
      update petitions.signature_day d set signed_n = d.signed_n + g.n from given g
       where d.petition_id = g.petition_id and d.day = g.day returning d.petition_id, d.day
    ), made as (
      insert into petitions.signature_day (petition_id, day, signed_n)
      select petition_id, day, n from given where (petition_id, day) not in (select petition_id, day from changed)
    )
    update petitions.petition p set signature_n = p.signature_n + s.n
      from (select petition_id, sum(n)::int as n from given group by 1) s where p.petition_id = s.petition_id`.execute(
    tx.db,
  );
}

/** Whether a key has signed, and under which name. */
export async function findSignature(
  tx: PetitionTx,
  petitionId: string,
  signerKey: Buffer,
): Promise<{ readonly signed_at: Date; readonly name: string | null } | undefined> {
  await hold(tx, signerKey);
  const found = await sql<{ signed_at: Date; name: string | null }>`
    select signed_at, name from petitions.signature
     where petition_id = ${petitionId} and signer_key = ${signerKey} and withdrawn_at is null`.execute(tx.db);
  return found.rows[0];
}

/** Takes a signature back, and its name with it. Answers the day it was given, or null when there was none. */
export async function withdrawSignature(
  tx: PetitionTx,
  petitionId: string,
  signerKey: Buffer,
): Promise<Date | null> {
  await hold(tx, signerKey);
  const gone = await sql<{ signed_at: Date }>`
    update petitions.signature set withdrawn_at = ${tx.now}, name = null
     where petition_id = ${petitionId} and signer_key = ${signerKey} and withdrawn_at is null returning signed_at`.execute(
    tx.db,
  );
  return gone.rows[0]?.signed_at ?? null;
}

/** Signatures that stand by day, first to last. */
export async function signaturesByDay(
  tx: PetitionTx,
  petitionId: string,
): Promise<readonly { readonly day: string; readonly signed_n: number }[]> {
  const found = await sql<{ day: string; signed_n: number }>`
    select day::text, signed_n from petitions.signature_day where petition_id = ${petitionId} order by day`.execute(
    tx.db,
  );
  return found.rows;
}

/** Names of those who agreed to be named, newest first. */
export async function namesOf(tx: PetitionTx, petitionId: string, limit: number): Promise<readonly string[]> {
  const found = await sql<{ name: string }>`
    select name from petitions.signature where petition_id = ${petitionId} and name is not null
     order by signed_at desc limit ${limit}`.execute(tx.db);
  return found.rows.map(({ name }) => name);
}
