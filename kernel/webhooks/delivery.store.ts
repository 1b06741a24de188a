// The queue of each endpoint: one event of a key at a time, in the order of the stream.
import { sql } from 'kysely';
import { newId, type Tx } from '@city/kernel/database';
import type { CityEvent } from '@city/kernel/events';
import { patternsOf } from './patterns.ts';
import { deliveryLimits } from './schedule.ts';

export type DeliveryState = 'queued' | 'waiting' | 'delivered' | 'dead';

export interface Delivery {
  readonly deliveryId: string;
  readonly eventId: string;
  readonly type: string;
  readonly key: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly dueAt: Date;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastMilliseconds: number | null;
  readonly lastError: string | null;
}

export interface Attempt {
  readonly at: Date;
  readonly status: number | null;
  readonly milliseconds: number;
  readonly error: string | null;
}

/** Endpoints that want this event, locked so that none is just finishing its queue; in one order, against deadlocks. */
export async function lockReceivers(tx: Tx, type: string): Promise<string[]> {
  const found = await sql<{ id: string }>`select endpoint_id as id from webhooks.endpoint
    where active and event_types && ${patternsOf(type)}::text[] order by endpoint_id for share`.execute(
    tx.db,
  );
  return found.rows.map((row) => row.id);
}

/** What the active endpoints of this module ask for, all together. */
export async function patternsWanted(tx: Tx): Promise<ReadonlySet<string>> {
  const found = await sql<{
    pattern: string;
  }>`select distinct unnest(event_types) as pattern from webhooks.endpoint where active`.execute(tx.db);
  return new Set(found.rows.map(({ pattern }) => pattern));
}

/** Puts the event into the queues of locked endpoints: its turn is now, unless an earlier one of the key is not finished. */
export async function insertDeliveries(
  tx: Tx,
  event: CityEvent,
  endpoints: readonly string[],
): Promise<void> {
  const rows = endpoints.map((endpointId) => ({ endpoint_id: endpointId, delivery_id: newId(tx.now) }));
  await sql`
    insert into webhooks.delivery (endpoint_id, delivery_id, event_id, type, key, xid, seq, state, due_at, since_at, created_at)
    select r.endpoint_id, r.delivery_id, ${event.id}::uuid, ${event.type}, ${event.key}, ${event.position.xid}::xid8,
           ${event.position.seq}::bigint,
           case when exists (select 1 from webhooks.delivery d
                              where d.endpoint_id = r.endpoint_id and d.key = ${event.key} and d.state in ('queued', 'waiting'))
                then 'queued' else 'waiting' end,
           ${tx.now}, ${tx.now}, ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(endpoint_id uuid, delivery_id uuid)
        on conflict (endpoint_id, xid, seq) do nothing`.execute(tx.db);
}

/** Gives the turn to the first queued delivery of the key, or of every key that has nobody's turn. */
export async function giveTurn<DB>(tx: Tx<DB>, endpointId: string, key: string | null): Promise<void> {
  await sql`
    update webhooks.delivery d set state = 'waiting', due_at = ${tx.now}
      from (select distinct on (q.key) q.delivery_id
              from webhooks.delivery q
             where q.endpoint_id = ${endpointId} and q.state = 'queued' and (${key}::text is null or q.key = ${key})
               and not exists (select 1 from webhooks.delivery w
                                where w.endpoint_id = q.endpoint_id and w.key = q.key and w.state = 'waiting')
             order by q.key, q.xid, q.seq) next
     where d.endpoint_id = ${endpointId} and d.delivery_id = next.delivery_id`.execute(tx.db);
}

const fields = sql`delivery_id as "deliveryId", event_id as "eventId", type, key, state, attempts, due_at as "dueAt",
  created_at as "createdAt", finished_at as "finishedAt", last_status as "lastStatus",
  last_milliseconds as "lastMilliseconds", last_error as "lastError"`;

/** Newest first; `before` is the id of the last one on the page before. */
export async function deliveriesOf<DB>(
  tx: Tx<DB>,
  endpointId: string,
  which: { state?: DeliveryState; before?: string; limit?: number },
): Promise<Delivery[]> {
  const found = await sql<Delivery>`select ${fields} from webhooks.delivery
    where endpoint_id = ${endpointId}
      and (${which.state ?? null}::text is null or state = ${which.state ?? null})
      and (${which.before ?? null}::uuid is null or (xid, seq) < (
            select b.xid, b.seq from webhooks.delivery b where b.endpoint_id = ${endpointId} and b.delivery_id = ${which.before ?? null}::uuid))
    order by xid desc, seq desc limit ${Math.min(which.limit ?? 50, 200)}`.execute(tx.db);
  return found.rows;
}

export async function attemptsOf<DB>(tx: Tx<DB>, endpointId: string, deliveryId: string): Promise<Attempt[]> {
  const found = await sql<Attempt>`select at, status, milliseconds, error from webhooks.attempt
    where endpoint_id = ${endpointId} and delivery_id = ${deliveryId} order by at, attempt_id limit 200`.execute(
    tx.db,
  );
  return found.rows;
}

/** Makes a finished delivery unfinished again, at the end of a fresh schedule; it takes its old place in the order. */
export async function renewDelivery<DB>(
  tx: Tx<DB>,
  endpointId: string,
  deliveryId: string,
): Promise<boolean> {
  const done = await sql<{
    key: string;
  }>`update webhooks.delivery set state = 'queued', attempts = 0, since_at = ${tx.now}, due_at = ${tx.now},
      finished_at = null, last_error = null
    where endpoint_id = ${endpointId} and delivery_id = ${deliveryId} and state in ('delivered', 'dead') returning key`.execute(
    tx.db,
  );
  const key = done.rows[0]?.key;
  if (key === undefined) return false;
  await giveTurn(tx, endpointId, key);
  return true;
}

/** Gives up everything that is not finished, or what is older than `createdBefore`. */
export async function giveUp<DB>(
  tx: Tx<DB>,
  endpointId: string,
  why: string,
  createdBefore: Date | null,
): Promise<void> {
  await sql`update webhooks.delivery set state = 'dead', finished_at = ${tx.now}, last_error = coalesce(last_error, ${why})
    where endpoint_id = ${endpointId} and state in ('queued', 'waiting')
      and (${createdBefore}::timestamptz is null or since_at < ${createdBefore})`.execute(tx.db);
  await giveTurn(tx, endpointId, null);
}

/** Endpoints with something overdue that nobody is working on: their job was lost. */
export async function forgottenEndpoints(tx: Tx, overdueBefore: Date): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select distinct d.endpoint_id as id
      from webhooks.delivery d join webhooks.endpoint e using (endpoint_id)
     where d.state = 'waiting' and d.due_at < ${overdueBefore} and e.active
       and (e.paused_until is null or e.paused_until < ${overdueBefore})
       and (e.lease_until is null or e.lease_until < ${tx.now})
     limit 500`.execute(tx.db);
  return found.rows.map((row) => row.id);
}

/** Removes a batch of what was finished long ago; answers how many. */
export async function pruneDeliveries(tx: Tx): Promise<number> {
  const before = new Date(tx.now.getTime() - deliveryLimits.keepDays * 86_400_000);
  const done = await sql`delete from webhooks.delivery where (endpoint_id, delivery_id) in (
      select endpoint_id, delivery_id from webhooks.delivery where finished_at < ${before} order by finished_at limit 2000)`.execute(
    tx.db,
  );
  return Number(done.numAffectedRows);
}
