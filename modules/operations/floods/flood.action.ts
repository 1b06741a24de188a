// A flood begins with the call that is one too many, in the transaction of that call; a sweep sees when it is over.
import { sql } from 'kysely';
import { newId } from '@city/kernel/database';
import type { OperationsTx } from '../alarms/alarm.store.ts';
import type { FloodRow } from '../alarms/tables.ts';
import { rowAt } from '../definitions/city-files.ts';
import { floodChanged } from '../events.ts';
import type { OperationsCity } from '../module-city.ts';
import { type FloodRule, floodsOf } from './flood.ts';

/** Opens a flood at the position when this call is one too many. The step of the call is written already. */
export async function noteCall(tx: OperationsTx, city: OperationsCity, position: string): Promise<void> {
  const rule = rowAt(city.files.rules.flood, tx.now);
  const count = await countSince(tx, position, new Date(tx.now.getTime() - rule.windowMinutes * 60_000));
  if (count <= rule.startsAbove) return;
  const floodId = newId(tx.now);
  const opened = await sql`
    insert into operations.flood (flood_id, position, started_at, calls, peak)
    select ${floodId}, ${position}, ${tx.now}, ${count}, ${count}
     where not exists (select 1 from operations.flood where position = ${position} and ended_at is null)
    on conflict do nothing`.execute(tx.db);
  if (Number(opened.numAffectedRows ?? 0n) === 0) return;
  const at = tx.now.toISOString();
  tx.emit(floodChanged, position, { floodId, position, isOpen: true, calls: count, at });
}

async function countSince(tx: OperationsTx, position: string, after: Date): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from operations.alarm_event
     where is_call and position = ${position} and at > ${after} and at <= ${tx.now}`.execute(tx.db);
  return found.rows[0]?.n ?? 0;
}

/** Brings the open floods up to now: their size, their peak, and their end. Answers how many ended. */
export async function settleFloods(tx: OperationsTx, rule: FloodRule): Promise<number> {
  const open = await sql<FloodRow>`
    select * from operations.flood where ended_at is null order by flood_id for update skip locked`.execute(
    tx.db,
  );
  let ended = 0;
  for (const flood of open.rows) {
    const now = await measured(tx, rule, flood);
    await sql`
      update operations.flood set calls = ${now.calls}, peak = ${now.peak}, ended_at = ${now.endedAt}
       where flood_id = ${flood.flood_id}`.execute(tx.db);
    if (now.endedAt === null) continue;
    ended++;
    tx.emit(floodChanged, flood.position, {
      floodId: flood.flood_id,
      position: flood.position,
      isOpen: false,
      calls: now.calls,
      at: tx.now.toISOString(),
    });
  }
  return ended;
}

/** The flood counted anew from the calls: those of the window before it began, and all since. */
async function measured(tx: OperationsTx, rule: FloodRule, flood: FloodRow) {
  const from = new Date(flood.started_at.getTime() - rule.windowMinutes * 60_000);
  const found = await sql<{ at: Date }>`
    select at from operations.alarm_event
     where is_call and position = ${flood.position} and at > ${from} and at <= ${tx.now} order by at`.execute(
    tx.db,
  );
  const floods = floodsOf(
    found.rows.map(({ at }) => at.getTime()),
    rule,
    tx.now.getTime(),
  );
  const same = floods.find(({ to }) => to === null || to > flood.started_at.getTime());
  if (!same) return { calls: flood.calls, peak: flood.peak, endedAt: tx.now };
  return {
    calls: same.calls,
    peak: Math.max(flood.peak, same.peak),
    endedAt: same.to === null ? null : new Date(same.to),
  };
}
