// The figures that the board can show, each counted from the records it leads to. Which stand on the board is the city's data.
import { sql } from 'kysely';
import type { OperationsTx } from '../alarms/alarm.store.ts';

type Count = (tx: OperationsTx) => Promise<number | null>;

const one =
  (query: (now: Date) => ReturnType<typeof sql<{ n: number | null }>>): Count =>
  async (tx) =>
    (await query(tx.now).execute(tx.db)).rows[0]?.n ?? null;

export const figures: Readonly<Record<string, Count>> = {
  'alarms-calling': one(
    () => sql`select count(*)::int as n from operations.alarm where state in ('UNACK', 'RTNUN')`,
  ),
  'alarms-day': one(
    (now) => sql`select count(*)::int as n from operations.alarm_event
      where is_call and at > ${now}::timestamptz - interval '24 hours' and at <= ${now}`,
  ),
  'acknowledged-seconds': one(
    (now) => sql`select percentile_disc(0.5) within group (order by (detail ->> 'seconds')::int)::int as n
      from operations.alarm_event
     where action = 'ack' and detail ? 'seconds' and at > ${now}::timestamptz - interval '24 hours' and at <= ${now}`,
  ),
  'incidents-open': one(
    () =>
      sql`select count(*)::int as n from operations.incident where state in ('open', 'under_way', 'contained')`,
  ),
  'tasks-late': one(
    (now) =>
      sql`select count(*)::int as n from operations.task where state in ('sent', 'accepted') and due_at < ${now}`,
  ),
  'warnings-holding': one(
    (now) => sql`select count(*)::int as n from operations.warning
      where state = 'released' and msg_type <> 'Cancel' and status = 'Actual' and expires_at > ${now}`,
  ),
  'clusters-open': one(
    () => sql`select count(*)::int as n from operations.alarm where source = 'reports' and is_active`,
  ),
};
