// The sweep of storms: notices when one begins, merges what is alike while it lasts, and ends it when it has been quiet.
import { system } from '@city/kernel/access';
import { newId } from '@city/kernel/database';
import type { Sweep } from '@city/kernel/jobs';
import type { ModuleContext } from '@city/kernel/module';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import { type FeedbackCity, feedbackCity } from '../module-city.ts';
import { stormRule } from './duplicate-data.ts';
import { weatherStorm } from './storm.action.ts';
import { endStorm, filedByService, insertStorm, lastingStorms, takeStorm } from './storm.store.ts';

const actor = system('feedback.storm');
const tenMinutesMs = 600_000;

export function stormSweep(m: ModuleContext<FeedbackTables>): Sweep {
  return {
    name: 'feedback.storm',
    everyMilliseconds: 5_000,
    run: async () => {
      await noticeStorms(m);
      await weatherStorms(m);
      return null;
    },
  };
}

/** Begins storms where reports come thick, and ends those that were quiet for a while. */
export async function noticeStorms(m: ModuleContext<FeedbackTables>): Promise<void> {
  const city = feedbackCity(m);
  await m.db.transaction(actor, async (tx) => {
    const rule = stormRule(city.rules.duplicates, tx.now);
    if (!rule) return;
    const lasting = await lastingStorms(tx);
    const counts = await countsByGroup(tx, city, tenMinutesMs);
    for (const [group, count] of counts) {
      const isLasting = lasting.some(({ group_code: code }) => code === group);
      if (isLasting || count < rule.filedInTenMinutes) continue;
      const id = newId(tx.now);
      const began = await insertStorm(tx, {
        storm_id: id,
        group_code: group,
        began_by: null,
        began_title: null,
        seen_until: new Date(tx.now.getTime() - tenMinutesMs),
      });
      if (began) trail(tx, 'report.storm.begin', id, { group, count });
    }
    const quiet = await countsByGroup(tx, city, rule.quietMinutes * 60_000);
    for (const storm of lasting) {
      const isYoung = tx.now.getTime() - storm.began_at.getTime() < rule.quietMinutes * 60_000;
      if (isYoung || (quiet.get(storm.group_code) ?? 0) >= rule.filedInTenMinutes) continue;
      if (await endStorm(tx, storm.storm_id, null)) trail(tx, 'report.storm.end', storm.storm_id, {});
    }
  });
}

/** Merges what is alike in all lasting storms; answers how many reports were looked at. */
export async function weatherStorms(m: ModuleContext<FeedbackTables>): Promise<number> {
  const city = feedbackCity(m);
  const storms = await m.db.transaction(actor, lastingStorms, { readOnly: true });
  let looked = 0;
  for (const { storm_id: id } of storms) {
    for (let isWhole = true; isWhole; ) {
      const done = await m.db.transaction(actor, async (tx) => {
        const storm = await takeStorm(tx, id);
        return storm ? weatherStorm(tx, city, storm) : { looked: 0, isWhole: false };
      });
      looked += done.looked;
      ({ isWhole } = done);
    }
  }
  return looked;
}

/** How many public reports of each group came within the last so many milliseconds. */
export async function countsByGroup(
  tx: FeedbackTx,
  city: FeedbackCity,
  spanMs: number,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { service, count } of await filedByService(tx, new Date(tx.now.getTime() - spanMs))) {
    const group = city.rules.catalogue.any(service)?.group;
    if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + count);
  }
  return counts;
}

function trail(tx: FeedbackTx, action: string, id: string, detail: Record<string, unknown>): void {
  tx.trail({ action, object: { type: 'storm', id }, detail });
}
