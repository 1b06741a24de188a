// The SQL of the ledger of consents: rows are written once and change only by withdrawal.
import { sql } from 'kysely';
import type { PrivacyTx } from '../privacy-city.ts';
import type { ConsentRow } from '../tables.ts';
import { ConsentChanged } from '../events.ts';

export async function insertConsent(
  tx: PrivacyTx,
  row: Omit<ConsentRow, 'evidence'> & { readonly evidence: object },
): Promise<void> {
  await tx.db
    .insertInto('privacy.consent')
    .values({ ...row, evidence: JSON.stringify(row.evidence) } as never)
    .execute();
}

/** What a person has agreed to and not taken back, expired or not. */
export async function livingConsents(tx: PrivacyTx, personId: string): Promise<readonly ConsentRow[]> {
  const rows = await tx.db
    .selectFrom('privacy.consent')
    .selectAll()
    .where('person_id', '=', personId)
    .where('withdrawn_at', 'is', null)
    .orderBy('given_at')
    .execute();
  return rows as unknown as readonly ConsentRow[];
}

export async function consentHistory(
  tx: PrivacyTx,
  personId: string,
  limit: number,
): Promise<readonly ConsentRow[]> {
  const rows = await tx.db
    .selectFrom('privacy.consent')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('given_at', 'desc')
    .limit(limit)
    .execute();
  return rows as unknown as readonly ConsentRow[];
}

/** Takes consents back: of one purpose or of all, of one part or of both. Says each to the city; answers how many. */
export async function withdrawAll(
  tx: PrivacyTx,
  personId: string,
  purpose: string | null,
  part: ConsentRow['part'] | null = null,
): Promise<number> {
  const by = tx.actor.kind === 'system' || tx.actor.id === null ? personId : tx.actor.id;
  const gone = await sql<Pick<ConsentRow, 'consent_id' | 'purpose' | 'client' | 'part'>>`
    update privacy.consent set withdrawn_at = ${tx.now}, withdrawn_by = ${by}
     where person_id = ${personId} and withdrawn_at is null
       and (${purpose}::text is null or purpose = ${purpose}::text)
       and (${part}::text is null or part = ${part}::text)
     returning consent_id, purpose, client, part`.execute(tx.db);
  for (const row of gone.rows) {
    tx.trail({
      action: 'consent.withdrawn',
      object: { type: 'consent', id: row.consent_id },
      subject: personId,
      detail: { purpose: row.purpose, part: row.part },
    });
    tx.emit(ConsentChanged, personId, {
      personId,
      purpose: row.purpose,
      client: row.client,
      part: row.part,
      given: false,
    });
  }
  return gone.rows.length;
}

/** Whether the person has had uses for this purpose stopped. */
export async function isRestricted(tx: PrivacyTx, personId: string, purpose: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('privacy.restriction')
    .select('restriction_id')
    .where('person_id', '=', personId)
    .where('lifted_at', 'is', null)
    .where((e) => e.or([e('purpose', 'is', null), e('purpose', '=', purpose)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the person has taken back every consent, or those of this purpose, since an instant. */
export async function hasWithdrawnSince(
  tx: PrivacyTx,
  personId: string,
  purpose: string,
  since: Date,
): Promise<boolean> {
  const row = await tx.db
    .selectFrom('privacy.request')
    .select('request_id')
    .where('person_id', '=', personId)
    .where('kind', '=', 'withdraw')
    .where('state', '=', 'done')
    .where('closed_at', '>=', since)
    .where((e) => e.or([e('purpose', 'is', null), e('purpose', '=', purpose)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface Restriction {
  readonly restriction_id: string;
  readonly purpose: string | null;
  readonly since: Date;
}

export async function standingRestrictions(tx: PrivacyTx, personId: string): Promise<readonly Restriction[]> {
  return tx.db
    .selectFrom('privacy.restriction')
    .select(['restriction_id', 'purpose', 'since'])
    .where('person_id', '=', personId)
    .where('lifted_at', 'is', null)
    .orderBy('since')
    .execute();
}

/** The person's own; answers whether there was such a one. */
export async function liftRestriction(tx: PrivacyTx, restrictionId: string): Promise<boolean> {
  const lifted = await tx.db
    .updateTable('privacy.restriction')
    .set({ lifted_at: tx.now })
    .where('restriction_id', '=', restrictionId)
    .where('person_id', '=', tx.actor.id as string)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  return lifted.numUpdatedRows > 0n;
}
