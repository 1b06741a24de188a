// The only ways in for who filed: the code with the last four digits, the own link, the account. Each proof opens one matter in the database.
import { sql } from 'kysely';
import { hold } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { ComplaintsCity } from '../complaints-city.ts';
import { limits } from '../limits.ts';
import type { ComplaintsTx } from './matter.store.ts';
import { codeHash, readCode } from './receipt-code.ts';
import { isSame } from './seals.ts';

export interface Proof {
  readonly key?: string | undefined;
  readonly lastFour?: string | undefined;
  readonly personId?: string | null | undefined;
}

export type ProofResult = { readonly matterId: string } | { readonly refused: AppError };

interface FollowRow {
  matter_id: string;
  phone_mark: Buffer | null;
  wrong_n: number;
  wrong_at: Date | null;
}

/**
 * Opens the matter of a code for the rest of the transaction, when the proof is good.
 * A wrong code and a wrong proof look the same. The refusal is answered, not thrown, so that wrong digits stay counted.
 */
export async function accessByCode(
  tx: ComplaintsTx,
  city: ComplaintsCity,
  text: string,
  proof: Proof,
): Promise<ProofResult> {
  const code = readCode(text);
  const row = code === null ? undefined : await lockFollow(tx, code);
  const unknown = { refused: new AppError('complaint_not_found', { field: 'code' }) };
  if (!row) return unknown;
  const { matter_id: matterId } = row;
  if (city.seals.fits(matterId, proof.key) || (await isOwn(tx, city, matterId, proof.personId)))
    return open(tx, matterId);
  const digits = proof.lastFour?.replace(/\D/g, '') ?? '';
  if (digits.length !== 4 || row.phone_mark === null) return unknown;
  if (isLocked(row, tx.now))
    return { refused: new AppError('complaint_locked', { retryAfterSeconds: 3600 }) };
  if (isSame(city.seals.phoneMark(matterId, digits), row.phone_mark)) {
    await count(tx, matterId, 0);
    return open(tx, matterId);
  }
  await count(tx, matterId, isFresh(row, tx.now) ? row.wrong_n + 1 : 1);
  return unknown;
}

/** What the signed-in person has filed, newest first. */
export async function accessOwnMatters(
  tx: ComplaintsTx,
  city: ComplaintsCity,
  personId: string,
): Promise<readonly string[]> {
  await markPerson(tx, city, personId);
  const found = await sql<{ matter_id: string }>`
    select matter_id from complaints.person_matter order by filed_at desc limit ${limits.listMax}`.execute(
    tx.db,
  );
  return found.rows.map((row) => row.matter_id);
}

/** Lets the transaction see one matter that was proved to be the caller's. */
export async function open(tx: ComplaintsTx, matterId: string): Promise<{ matterId: string }> {
  await sql`select set_config('city.matter', ${matterId}, true)`.execute(tx.db);
  return { matterId };
}

async function isOwn(
  tx: ComplaintsTx,
  city: ComplaintsCity,
  matterId: string,
  personId: string | null | undefined,
): Promise<boolean> {
  if (!personId) return false;
  await markPerson(tx, city, personId);
  const found = await sql<{ own: boolean }>`
    select exists (select 1 from complaints.person_matter where matter_id = ${matterId}) as own`.execute(
    tx.db,
  );
  return found.rows[0]?.own === true;
}

async function markPerson(tx: ComplaintsTx, city: ComplaintsCity, personId: string): Promise<void> {
  const mark = city.seals.personMark(personId).toString('hex');
  await sql`select set_config('city.person_mark', ${mark}, true)`.execute(tx.db);
}

async function lockFollow(tx: ComplaintsTx, code: string): Promise<FollowRow | undefined> {
  await hold(tx, codeHash(code));
  const found = await sql<FollowRow>`
    select matter_id, phone_mark, wrong_n, wrong_at from complaints.follow_key
     where matter_id = (select matter_id from complaints.receipt where code_hash = ${codeHash(code)}) for update`.execute(
    tx.db,
  );
  return found.rows[0];
}

async function count(tx: ComplaintsTx, matterId: string, wrong: number): Promise<void> {
  await sql`update complaints.follow_key set wrong_n = ${wrong}, wrong_at = ${wrong === 0 ? null : tx.now}
    where matter_id = ${matterId}`.execute(tx.db);
}

const isFresh = ({ wrong_at: at }: FollowRow, now: Date): boolean =>
  at !== null && now.getTime() - at.getTime() < limits.wrongDigitsHours * 3_600_000;

const isLocked = (row: FollowRow, now: Date): boolean =>
  row.wrong_n >= limits.wrongDigits && isFresh(row, now);
