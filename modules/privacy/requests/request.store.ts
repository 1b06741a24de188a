// The SQL of requests: written, found, locked, listed; every function takes the transaction it belongs to.
import type { PrivacyTx } from '../privacy-city.ts';
import type { RequestEventRow, RequestRow } from '../tables.ts';

export async function insertRequest(tx: PrivacyTx, row: RequestRow): Promise<void> {
  await tx.db.insertInto('privacy.request').values(row).execute();
}

export async function insertEvent(
  tx: PrivacyTx,
  event: Omit<RequestEventRow, 'detail'> & { readonly detail: object | null },
): Promise<void> {
  const detail = event.detail === null ? null : JSON.stringify(event.detail);
  await tx.db
    .insertInto('privacy.request_event')
    .values({ ...event, detail })
    .execute();
}

/** A request that the actor may see, or null. */
export async function findRequest(
  tx: PrivacyTx,
  requestId: string,
  options: { readonly lock: boolean },
): Promise<RequestRow | null> {
  const query = tx.db.selectFrom('privacy.request').selectAll().where('request_id', '=', requestId);
  const row = await (options.lock ? query.forUpdate() : query).executeTakeFirst();
  return row ?? null;
}

export type RequestPatch = Partial<
  Pick<
    RequestRow,
    'state' | 'due_at' | 'responded_at' | 'extended_at' | 'closed_at' | 'proposed_by' | 'word_key' | 'version'
  >
>;

export async function patchRequest(tx: PrivacyTx, requestId: string, patch: RequestPatch): Promise<void> {
  await tx.db.updateTable('privacy.request').set(patch).where('request_id', '=', requestId).execute();
}

export async function eventsOf(tx: PrivacyTx, requestId: string): Promise<readonly RequestEventRow[]> {
  const rows = await tx.db
    .selectFrom('privacy.request_event')
    .selectAll()
    .where('request_id', '=', requestId)
    .orderBy('seq')
    .execute();
  return rows as unknown as readonly RequestEventRow[];
}

export async function requestsOf(
  tx: PrivacyTx,
  personId: string,
  limit: number,
): Promise<readonly RequestRow[]> {
  return tx.db
    .selectFrom('privacy.request')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('asked_at', 'desc')
    .limit(limit)
    .execute();
}

/** Requests of everybody: those that wait, the next due first, or the last that were closed. */
export async function deskRequests(
  tx: PrivacyTx,
  box: 'open' | 'closed',
  limit: number,
): Promise<readonly RequestRow[]> {
  const query = tx.db.selectFrom('privacy.request').selectAll().limit(limit);
  return box === 'open'
    ? query.where('closed_at', 'is', null).orderBy('due_at').orderBy('request_id').execute()
    : query.where('closed_at', 'is not', null).orderBy('closed_at', 'desc').execute();
}

export async function openOfKind(tx: PrivacyTx, personId: string, kind: RequestRow['kind']): Promise<number> {
  const found = await tx.db
    .selectFrom('privacy.request')
    .select((e) => e.fn.countAll<string>().as('n'))
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(found.n);
}
