// What a sender reads and writes between two rounds, all under the endpoint's lock.
import { sql } from 'kysely';
import { newId, type Tx } from '@city/kernel/database';
import type { SentResult } from './send.ts';

export interface EndpointState {
  readonly url: string;
  readonly active: boolean;
  readonly secret: Buffer;
  readonly oldSecret: Buffer | null;
  readonly oldSecretUntil: Date | null;
  readonly lease: string | null;
  readonly leaseUntil: Date | null;
  readonly failures: number;
  readonly lastFailed: string | null;
  readonly failingSince: Date | null;
  readonly pausedUntil: Date | null;
}

export async function lockState(tx: Tx, endpointId: string): Promise<EndpointState | undefined> {
  const found = await sql<EndpointState>`
    select url, active, secret, old_secret as "oldSecret", old_secret_until as "oldSecretUntil", lease, lease_until as "leaseUntil",
           failures, last_failed as "lastFailed", failing_since as "failingSince", paused_until as "pausedUntil"
      from webhooks.endpoint where endpoint_id = ${endpointId} for update`.execute(tx.db);
  return found.rows[0];
}

export type Health = Pick<EndpointState, 'failures' | 'lastFailed' | 'failingSince' | 'pausedUntil'>;

export async function saveState(
  tx: Tx,
  endpointId: string,
  state: Health & { lease: string | null; leaseUntil: Date | null },
): Promise<void> {
  await sql`update webhooks.endpoint set lease = ${state.lease}, lease_until = ${state.leaseUntil}, failures = ${state.failures},
      last_failed = ${state.lastFailed}, failing_since = ${state.failingSince}, paused_until = ${state.pausedUntil}
    where endpoint_id = ${endpointId}`.execute(tx.db);
}

export async function stopGone(tx: Tx, endpointId: string): Promise<void> {
  await sql`update webhooks.endpoint set active = false, stopped_reason = 'gone', changed_at = ${tx.now}
    where endpoint_id = ${endpointId} and active`.execute(tx.db);
}

export interface DueDelivery {
  readonly deliveryId: string;
  readonly eventId: string;
  readonly type: string;
  readonly key: string;
  readonly attempts: number;
  readonly sinceAt: Date;
  /** Null when the event is no longer in the stream. */
  readonly event: { version: number; occurredAt: Date; data: unknown } | null;
}

export async function dueDeliveries(tx: Tx, endpointId: string, limit: number): Promise<DueDelivery[]> {
  const found = await sql<
    Omit<DueDelivery, 'event'> & { version: number | null; occurredAt: Date; data: unknown }
  >`
    select d.delivery_id as "deliveryId", d.event_id as "eventId", d.type, d.key, d.attempts, d.since_at as "sinceAt",
           o.version, o.occurred_at as "occurredAt", o.data
      from webhooks.delivery d left join events.outbox o on o.xid = d.xid and o.seq = d.seq
     where d.endpoint_id = ${endpointId} and d.state = 'waiting' and d.due_at <= ${tx.now}
     order by d.due_at, d.xid, d.seq limit ${limit}`.execute(tx.db);
  return found.rows.map(({ version, occurredAt, data, ...delivery }) => ({
    ...delivery,
    event: version === null ? null : { version, occurredAt, data },
  }));
}

export async function nextDue(tx: Tx, endpointId: string): Promise<Date | null> {
  const found = await sql<{ at: Date | null }>`select min(due_at) as at from webhooks.delivery
    where endpoint_id = ${endpointId} and state = 'waiting'`.execute(tx.db);
  return found.rows[0]?.at ?? null;
}

/** Writes a try into the log and onto its delivery; false when the delivery was finished or renewed meanwhile. */
export async function recordTry(
  tx: Tx,
  endpointId: string,
  result: SentResult,
  outcome: { state: 'waiting' | 'delivered' | 'dead'; dueAt: Date | null },
): Promise<boolean> {
  const finishedAt = outcome.state === 'waiting' ? null : tx.now;
  const { delivery, at, status, milliseconds, error } = result;
  const done =
    await sql`update webhooks.delivery set state = ${outcome.state}, attempts = attempts + 1, tried_at = ${at},
      due_at = coalesce(${outcome.dueAt}::timestamptz, due_at), finished_at = ${finishedAt},
      last_status = ${status}, last_milliseconds = ${milliseconds}, last_error = ${error}
    where endpoint_id = ${endpointId} and delivery_id = ${delivery.deliveryId} and state = 'waiting' and attempts = ${delivery.attempts}`.execute(
      tx.db,
    );
  if (done.numAffectedRows !== 1n) return false;
  await sql`insert into webhooks.attempt (endpoint_id, delivery_id, attempt_id, at, status, milliseconds, error)
    values (${endpointId}, ${delivery.deliveryId}, ${newId(at)}, ${at}, ${status}, ${milliseconds}, ${error})`.execute(
    tx.db,
  );
  return true;
}

/** The receiver is back: what failed while it was down need not wait out its schedule. */
export async function bringForward(tx: Tx, endpointId: string, failingSince: Date): Promise<void> {
  await sql`update webhooks.delivery set due_at = ${tx.now}
    where endpoint_id = ${endpointId} and state = 'waiting' and due_at > ${tx.now} and tried_at >= ${failingSince}`.execute(
    tx.db,
  );
}
