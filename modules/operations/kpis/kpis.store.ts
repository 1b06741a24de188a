// The calls of a position, each with the acknowledgement that answered it, and what has stood too long.
import { sql } from 'kysely';
import type { OperationsTx } from '../alarms/alarm.store.ts';
import type { Call } from './kpis.ts';

/** Calls from `from` (inclusive) to `to` (exclusive), in order. The next step `ack` of the alarm answers a call. */
export async function callsOf(tx: OperationsTx, position: string, from: Date, to: Date): Promise<Call[]> {
  const found = await sql<{
    alarm_id: string;
    definition: string;
    priority: number;
    at: Date;
    acked_at: Date | null;
  }>`
    select e.alarm_id, e.definition, e.priority, e.at,
           (select k.at from operations.alarm_event k
             where k.alarm_id = e.alarm_id and k.seq > e.seq and k.action = 'ack'
               and not exists (select 1 from operations.alarm_event n
                                where n.alarm_id = e.alarm_id and n.is_call and n.seq > e.seq and n.seq < k.seq)
             order by k.seq limit 1) as acked_at
      from operations.alarm_event e
     where e.is_call and e.position = ${position} and e.at >= ${from} and e.at < ${to}
     order by e.at, e.alarm_id, e.seq`.execute(tx.db);
  return found.rows.map((row) => ({
    alarmId: row.alarm_id,
    definition: row.definition,
    priority: row.priority,
    at: row.at.getTime(),
    ackSeconds: row.acked_at === null ? null : (row.acked_at.getTime() - row.at.getTime()) / 1000,
  }));
}

/** Alarms of a position that have been active for longer than this without a word from anybody. */
export async function countStale(tx: OperationsTx, position: string, since: Date): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from operations.alarm
     where position = ${position} and state in ('UNACK', 'ACKED', 'RTNUN') and called_at < ${since}`.execute(
    tx.db,
  );
  return found.rows[0]?.n ?? 0;
}
