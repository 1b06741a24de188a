// What falls due by itself: shelves whose time is over, floods that have run off.
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import type { Sweep } from '@city/kernel/jobs';
import type { ModuleContext } from '@city/kernel/module';
import { rowAt } from '../definitions/city-files.ts';
import { settleFloods } from '../floods/flood.action.ts';
import { limits } from '../limits.ts';
import { operationsCity } from '../module-city.ts';
import type { OperationsTables } from '../tables.ts';
import { stepAlarm } from './alarm-step.ts';
import { alarmSelection, type OperationsTx } from './alarm.store.ts';
import type { AlarmRow } from './tables.ts';

const actor = system('operations.clock');

export function alarmSweep(m: ModuleContext<OperationsTables>): Sweep {
  return {
    name: 'operations.clock',
    everyMilliseconds: 5_000,
    run: async () => {
      await passTime(m);
      return m.db.transaction(actor, nextShelf, { readOnly: true });
    },
  };
}

/** Takes everything that is due now; answers how many shelves were over. */
export async function passTime(m: ModuleContext<OperationsTables>): Promise<number> {
  const city = operationsCity(m);
  let taken = 0;
  for (;;) {
    const rows = await m.db.transaction(actor, async (tx) => {
      const due = await sql<AlarmRow>`
        select ${alarmSelection} from operations.alarm a where shelved_until <= ${tx.now}
         order by alarm_id limit ${limits.sweepRows} for update skip locked`.execute(tx.db);
      for (const alarm of due.rows) await stepAlarm(tx, city, alarm, { action: 'expire', who: ['clock'] });
      return due.rows.length;
    });
    taken += rows;
    if (rows < limits.sweepRows) break;
  }
  await m.db.transaction(actor, (tx) => settleFloods(tx, rowAt(city.files.rules.flood, tx.now)));
  return taken;
}

async function nextShelf(tx: OperationsTx): Promise<Date | null> {
  const found = await sql<{ at: Date | null }>`
    select min(shelved_until) as at from operations.alarm where shelved_until is not null`.execute(tx.db);
  return found.rows[0]?.at ?? null;
}
