// Sends what waits: takes some under a lease, sends them side by side, writes down how it went. At least once, oldest first.
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import type { Broker } from '../broker.ts';
import { LIMITS } from '../limits.ts';
import { send } from './send.ts';
import type { SubscriptionRow } from './subscription.store.ts';

interface Waiting {
  readonly tenant: string;
  readonly notification_id: string;
  readonly subscription_id: string;
  readonly seq: number;
  readonly body: Record<string, unknown>;
}

export interface Delivery {
  /** Something waits: send it now. */
  wake(): void;
  /** Sends all that waits. */
  drain(): Promise<void>;
  /** Lets what is being sent end. */
  close(): Promise<void>;
}

const actor = system('context.notify');
const leaseSeconds = 60;
const deliveries = new WeakMap<Broker, Delivery>();

export function deliveryOf(broker: Broker): Delivery {
  const known = deliveries.get(broker);
  if (known) return known;
  let current: Promise<void> = Promise.resolve();
  let isAsked = false;
  let isClosed = false;
  const drain = (): Promise<void> => {
    if (isAsked || isClosed) return current;
    isAsked = true;
    current = current.then(async () => {
      isAsked = false;
      while (!isClosed && (await sendSome(broker)) > 0);
    });
    return current;
  };
  const made: Delivery = {
    drain,
    wake: () => {
      drain().catch((error: unknown) =>
        broker.m.log.warn({ err: error }, 'notifications wait; trying again'),
      );
    },
    close: async () => {
      isClosed = true;
      await current.catch(() => {});
    },
  };
  deliveries.set(broker, made);
  return made;
}

async function sendSome(broker: Broker): Promise<number> {
  const taken = await broker.m.db.transaction(actor, async (tx) => {
    const { rows } = await sql<Waiting>`
      update context.notification n set leased_until = ${tx.now}::timestamptz + make_interval(secs => ${leaseSeconds})
        from (select tenant, notification_id from context.notification
               where leased_until is null or leased_until < ${tx.now}
               order by seq limit ${LIMITS.notificationsAtOnce} for update skip locked) w
       where n.tenant = w.tenant and n.notification_id = w.notification_id
      returning n.tenant, n.notification_id, n.subscription_id, n.seq::float8 as seq, n.body`.execute(tx.db);
    const to = await sql<SubscriptionRow>`
      select s.* from context.subscription s
       where (s.tenant, s.id) in (select * from unnest(${rows.map((row) => row.tenant)}::text[], ${rows.map((row) => row.subscription_id)}::text[]))`.execute(
      tx.db,
    );
    return { rows, to: new Map(to.rows.map((row) => [`${row.tenant} ${row.id}`, row])) };
  });
  const bySubscription = Map.groupBy(taken.rows, (row) => `${row.tenant} ${row.subscription_id}`);
  await Promise.all(
    [...bySubscription].map(async ([key, rows]) => {
      const row = taken.to.get(key);
      // In order for each subscriber.
      for (const waiting of rows.sort((a, b) => a.seq - b.seq))
        await done(broker, waiting, row ? await attempt(broker, row, waiting) : null);
    }),
  );
  return taken.rows.length;
}

/** True when it arrived, false when not, null when it was not tried. */
async function attempt(broker: Broker, row: SubscriptionRow, { body }: Waiting): Promise<boolean | null> {
  if (!row.is_active) return null;
  const { cooldown } = row.doc.notification.endpoint;
  const rests =
    cooldown !== undefined &&
    row.last_failure !== null &&
    row.last_failure.getTime() + cooldown > broker.m.now().getTime();
  if (rests) return null;
  try {
    await send(broker, row, body);
    return true;
  } catch (error) {
    broker.m.log.info({ err: error, subscription: row.id }, 'a notification did not arrive');
    return false;
  }
}

async function done(broker: Broker, waiting: Waiting, arrived: boolean | null): Promise<void> {
  const { tenant, notification_id: id, subscription_id: subscription } = waiting;
  await broker.m.db.transaction(actor, async (tx) => {
    await sql`delete from context.notification where tenant = ${tenant} and notification_id = ${id}`.execute(
      tx.db,
    );
    if (arrived === null) return;
    await sql`
      update context.subscription
         set times_sent = times_sent + 1, times_failed = times_failed + ${arrived ? 0 : 1},
             last_notification = ${tx.now},
             last_success = case when ${arrived} then ${tx.now}::timestamptz else last_success end,
             last_failure = case when ${arrived} then last_failure else ${tx.now}::timestamptz end
       where tenant = ${tenant} and id = ${subscription}`.execute(tx.db);
  });
}
