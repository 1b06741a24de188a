// The rows of endpoints, for their owners.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';

export interface Endpoint {
  readonly endpointId: string;
  readonly owner: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly active: boolean;
  /** `gone`: the receiver answered 410. `stopped`: by its owner. */
  readonly stoppedReason: 'gone' | 'stopped' | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  /** Until when the secret before the last change is still used beside the new one. */
  readonly oldSecretUntil: Date | null;
  /** Since when nothing has got through; null while all is well. */
  readonly failingSince: Date | null;
  /** Deliveries not finished, and those given up. */
  readonly waiting: number;
  readonly dead: number;
}

const columns = sql`endpoint_id as "endpointId", owner, url, event_types as events, active, stopped_reason as "stoppedReason",
  created_at as "createdAt", changed_at as "changedAt", old_secret_until as "oldSecretUntil", failing_since as "failingSince",
  (select count(*)::int from webhooks.delivery d where d.endpoint_id = e.endpoint_id and d.state in ('queued', 'waiting')) as waiting,
  (select count(*)::int from webhooks.delivery d where d.endpoint_id = e.endpoint_id and d.state = 'dead') as dead`;

export async function insertEndpoint<DB>(
  tx: Tx<DB>,
  endpoint: { endpointId: string; owner: string; url: string; events: readonly string[]; secret: Buffer },
): Promise<void> {
  await sql`insert into webhooks.endpoint (endpoint_id, owner, url, event_types, secret, created_at, changed_at)
    values (${endpoint.endpointId}, ${endpoint.owner}, ${endpoint.url}, ${endpoint.events}::text[], ${endpoint.secret}, ${tx.now}, ${tx.now})`.execute(
    tx.db,
  );
}

export async function countOf<DB>(tx: Tx<DB>, owner: string): Promise<number> {
  const found = await sql<{
    n: number;
  }>`select count(*)::int as n from webhooks.endpoint where owner = ${owner}`.execute(tx.db);
  return found.rows[0]?.n ?? 0;
}

export async function endpointsOf<DB>(
  tx: Tx<DB>,
  which: { owner?: string; endpointId?: string },
): Promise<Endpoint[]> {
  const found = await sql<Endpoint>`select ${columns} from webhooks.endpoint e
    where (${which.owner ?? null}::text is null or owner = ${which.owner ?? null})
      and (${which.endpointId ?? null}::uuid is null or endpoint_id = ${which.endpointId ?? null}::uuid)
    order by endpoint_id`.execute(tx.db);
  return found.rows;
}

/** Locks the endpoint, as everyone does who adds to or takes from its queue. False when there is none. */
export async function lockEndpoint<DB>(tx: Tx<DB>, endpointId: string): Promise<boolean> {
  const found =
    await sql`select 1 from webhooks.endpoint where endpoint_id = ${endpointId} for update`.execute(tx.db);
  return found.rows.length === 1;
}

export async function updateEndpoint<DB>(
  tx: Tx<DB>,
  endpointId: string,
  change: { url?: string; events?: readonly string[]; active?: boolean },
): Promise<void> {
  const { url = null, events = null, active = null } = change;
  await sql`update webhooks.endpoint set
      url = coalesce(${url}, url),
      event_types = coalesce(${events}::text[], event_types),
      active = coalesce(${active}, active),
      stopped_reason = case ${active}::boolean when true then null when false then coalesce(stopped_reason, 'stopped') else stopped_reason end,
      failures = 0, last_failed = null, failing_since = null, paused_until = null,
      changed_at = ${tx.now}
    where endpoint_id = ${endpointId}`.execute(tx.db);
}

export async function replaceSecret<DB>(
  tx: Tx<DB>,
  endpointId: string,
  secret: Buffer,
  oldUntil: Date,
): Promise<void> {
  await sql`update webhooks.endpoint set old_secret = secret, old_secret_until = ${oldUntil}, secret = ${secret}, changed_at = ${tx.now}
    where endpoint_id = ${endpointId}`.execute(tx.db);
}

export async function deleteEndpoint<DB>(tx: Tx<DB>, endpointId: string): Promise<boolean> {
  const done = await sql`delete from webhooks.endpoint where endpoint_id = ${endpointId}`.execute(tx.db);
  return done.numAffectedRows === 1n;
}
