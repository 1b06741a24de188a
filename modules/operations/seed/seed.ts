// The demo city on an afternoon with a high tide: alarms of each priority, an incident from one of them, the city on watch.
import { system } from '@city/kernel/access';
import type { ModuleContext } from '@city/kernel/module';
import { clearAlarm, type Raised, raiseAlarm } from '../alarms/raise.action.ts';
import { openIncident } from '../incidents/incident.action.ts';
import { operationsCity } from '../module-city.ts';
import type { OperationsTables } from '../tables.ts';

const actor = system('operations.seed');
const source = 'demo';

/** As instruments would say it: what, where, how much. */
const conditions: readonly (Omit<Raised, 'source'> & { readonly isOver?: boolean })[] = [
  {
    condition: 'hon-dau',
    definition: 'tide-forecast-4m',
    severity: 3,
    value: 4.05,
    unitCode: 'MTR',
    point: { lat: 20.6686, lon: 106.8077 },
  },
  {
    condition: 'lach-tray',
    definition: 'river-level',
    severity: 2,
    value: 2.3,
    unitCode: 'MTR',
    point: { lat: 20.8167, lon: 106.6849 },
  },
  {
    condition: 'ho-sen',
    definition: 'street-flood',
    severity: 2,
    value: 32,
    unitCode: 'CMT',
    point: { lat: 20.8442, lon: 106.6766 },
  },
  {
    condition: 'cau-dat',
    definition: 'rain-1h',
    severity: 2,
    value: 54,
    unitCode: 'MMT',
    point: { lat: 20.8561, lon: 106.6889 },
  },
  {
    condition: 'dinh-vu',
    definition: 'wind-gust',
    severity: 2,
    value: 18.4,
    unitCode: 'MTS',
    point: { lat: 20.8333, lon: 106.7667 },
  },
  {
    condition: 'an-duong',
    definition: 'pm25-high',
    severity: 1,
    value: 158,
    unitCode: 'GQ',
    point: { lat: 20.8785, lon: 106.6019 },
  },
  {
    condition: 'kien-an',
    definition: 'rain-1h',
    severity: 1,
    value: 41,
    unitCode: 'MMT',
    point: { lat: 20.8085, lon: 106.6286 },
    isOver: true,
  },
  {
    condition: 'vinh-bao',
    definition: 'gauge-stale',
    severity: 1,
    value: null,
    point: { lat: 20.6936, lon: 106.4771 },
  },
];

/** Fills the demo; changes nothing when run again. */
export async function seedDemo(
  m: ModuleContext<OperationsTables>,
  progress: (line: string) => void,
): Promise<void> {
  const city = operationsCity(m);
  const isThere = await m.db.transaction(
    actor,
    async (tx) =>
      (
        await tx.db
          .selectFrom('operations.alarm')
          .select('alarm_id')
          .where('source', '=', source)
          .limit(1)
          .execute()
      ).length > 0,
    { readOnly: true },
  );
  if (isThere) return;
  await m.db.transaction(actor, async (tx) => {
    const raised: string[] = [];
    for (const { isOver = false, ...condition } of conditions) {
      raised.push((await raiseAlarm(tx, city, { source, ...condition })).alarm_id);
      if (isOver) await clearAlarm(tx, city, { source, condition: condition.condition });
    }
    await openIncident(tx, city, {
      type: 'ngap-lut',
      severity: 2,
      title: 'Ngập ven sông Lạch Tray do triều cường',
      words: 'Nước sông lên nhanh, các cống ngăn triều đang được đóng.',
      alarms: raised.slice(1, 2),
      dispatch: true,
    });
  });
  progress(`operations: ${conditions.length} alarms, 1 incident`);
}
