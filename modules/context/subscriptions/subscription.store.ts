// The SQL of subscriptions.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { Problem } from '../wire/problem.ts';
import type { SubscriptionDoc } from './subscription.ts';

export interface SubscriptionRow {
  readonly tenant: string;
  readonly id: string;
  readonly doc: SubscriptionDoc;
  readonly context: unknown;
  readonly is_active: boolean;
  readonly expires_at: Date | null;
  readonly throttling: number | null;
  readonly time_interval: number | null;
  readonly next_at: Date | null;
  readonly created_at: Date;
  readonly modified_at: Date;
  readonly last_notification: Date | null;
  readonly last_success: Date | null;
  readonly last_failure: Date | null;
  readonly times_sent: string;
  readonly times_failed: string;
}

export async function findSubscription(
  tx: Tx<Tables>,
  tenant: string,
  id: string,
  lock = false,
): Promise<SubscriptionRow | null> {
  const { rows } = await sql<SubscriptionRow>`
    select * from context.subscription where tenant = ${tenant} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

export async function listSubscriptions(
  tx: Tx<Tables>,
  tenant: string,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly SubscriptionRow[]; readonly hasMore: boolean; readonly count: number }> {
  const { rows } = await sql<SubscriptionRow>`
    select * from context.subscription where tenant = ${tenant}
     order by created_at, id limit ${page.limit + 1} offset ${page.offset}`.execute(tx.db);
  const counted = await sql<{
    number: string;
  }>`select count(*) as number from context.subscription where tenant = ${tenant}`.execute(tx.db);
  return {
    rows: rows.slice(0, page.limit),
    hasMore: rows.length > page.limit,
    count: Number(counted.rows[0]?.number),
  };
}

/** Answers false when there is one of this id already. */
export async function insertSubscription(
  tx: Tx<Tables>,
  tenant: string,
  given: { readonly id: string; readonly doc: SubscriptionDoc; readonly context: unknown },
): Promise<boolean> {
  const { id, doc, context } = given;
  const counted = await sql<{
    number: string;
  }>`select count(*) as number from context.subscription where tenant = ${tenant}`.execute(tx.db);
  if (Number(counted.rows[0]?.number) >= LIMITS.subscriptions)
    throw new Problem('OperationNotSupported', 'There are too many subscriptions');
  const { rows } = await sql`
    insert into context.subscription (tenant, id, doc, context, is_active, expires_at, throttling, time_interval, next_at, created_at, modified_at)
    values (${tenant}, ${id}, ${JSON.stringify(doc)}::jsonb, ${JSON.stringify(context)}::jsonb, ${doc.isActive ?? true},
            ${doc.expiresAt ?? null}::timestamptz, ${doc.throttling ?? null}, ${doc.timeInterval ?? null}, ${nextAt(tx.now, doc)}, ${tx.now}, ${tx.now})
    on conflict do nothing returning id`.execute(tx.db);
  if (rows.length > 0) await touch(tx, tenant);
  return rows.length > 0;
}

function nextAt(now: Date, { timeInterval }: SubscriptionDoc): Date | null {
  return timeInterval === undefined ? null : new Date(now.getTime() + timeInterval * 1000);
}

export async function updateSubscription(
  tx: Tx<Tables>,
  tenant: string,
  given: { readonly id: string; readonly doc: SubscriptionDoc; readonly context: unknown },
): Promise<void> {
  const { id, doc, context } = given;
  await sql`
    update context.subscription
       set doc = ${JSON.stringify(doc)}::jsonb, context = ${JSON.stringify(context)}::jsonb, is_active = ${doc.isActive ?? true},
           expires_at = ${doc.expiresAt ?? null}::timestamptz, throttling = ${doc.throttling ?? null},
           time_interval = ${doc.timeInterval ?? null}, next_at = ${nextAt(tx.now, doc)}, modified_at = ${tx.now}
     where tenant = ${tenant} and id = ${id}`.execute(tx.db);
  await touch(tx, tenant);
}

export async function deleteSubscription(tx: Tx<Tables>, tenant: string, id: string): Promise<boolean> {
  const { rows } =
    await sql`delete from context.subscription where tenant = ${tenant} and id = ${id} returning id`.execute(
      tx.db,
    );
  if (rows.length === 0) return false;
  await sql`delete from context.notification where tenant = ${tenant} and subscription_id = ${id}`.execute(
    tx.db,
  );
  await touch(tx, tenant);
  return true;
}

/** Tells every process that what it remembers of this tenant's subscriptions is old. */
async function touch(tx: Tx<Tables>, tenant: string): Promise<void> {
  await sql`
    insert into context.tenant (tenant, created_at, subscriptions) values (${tenant}, ${tx.now}, 1)
    on conflict (tenant) do update set subscriptions = context.tenant.subscriptions + 1`.execute(tx.db);
}

export async function subscriptionsVersion(tx: Tx<Tables>, tenant: string): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    select subscriptions::text as version from context.tenant where tenant = ${tenant}`.execute(tx.db);
  return rows[0]?.version ?? '0';
}

/** Those that hear of changes; those by the clock have their own way. */
export async function hearingSubscriptions(
  tx: Tx<Tables>,
  tenant: string,
): Promise<readonly SubscriptionRow[]> {
  const { rows } = await sql<SubscriptionRow>`
    select * from context.subscription where tenant = ${tenant} and is_active and time_interval is null order by id`.execute(
    tx.db,
  );
  return rows;
}

/** Takes the turn of a throttled subscription; false while the last one was too short ago. */
export async function takeTurn(
  tx: Tx<Tables>,
  row: Pick<SubscriptionRow, 'tenant' | 'id'>,
): Promise<boolean> {
  const { rows } = await sql`
    update context.subscription set last_notification = ${tx.now}
     where tenant = ${row.tenant} and id = ${row.id}
       and (last_notification is null or last_notification + make_interval(secs => throttling) <= ${tx.now})
    returning id`.execute(tx.db);
  return rows.length > 0;
}

/** Those by the clock that are due, with their next turn set; whoever else looks at them meanwhile passes by. */
export async function takeDue(tx: Tx<Tables>): Promise<readonly SubscriptionRow[]> {
  const { rows } = await sql<SubscriptionRow>`
    update context.subscription s set next_at = ${tx.now}::timestamptz + make_interval(secs => s.time_interval)
      from (select tenant, id from context.subscription
             where next_at <= ${tx.now} and is_active and (expires_at is null or expires_at > ${tx.now})
             order by next_at limit 50 for update skip locked) due
     where s.tenant = due.tenant and s.id = due.id returning s.*`.execute(tx.db);
  return rows;
}

export async function nextDue(tx: Tx<Tables>): Promise<Date | null> {
  const { rows } = await sql<{ next_at: Date }>`
    select next_at from context.subscription
     where next_at is not null and is_active and (expires_at is null or expires_at > ${tx.now}) order by next_at limit 1`.execute(
    tx.db,
  );
  return rows[0]?.next_at ?? null;
}
