// Decisions take effect when their day is over: looked for again and again, so no timer can be lost.
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import type { Sweep } from '@city/kernel/jobs';
import type { ModuleContext } from '@city/kernel/module';
import { complaintsCity } from '../complaints-city.ts';
import { openMatter, takeStep } from './step.ts';
import type { ComplaintsTables } from './tables.ts';

const batch = 100;
const actor = system('complaints.take-effect');

export function takeEffectSweep(m: ModuleContext<ComplaintsTables>): Sweep {
  return {
    name: 'complaints.take-effect',
    everyMilliseconds: 60_000,
    run: async () => {
      await takeEffectAll(m);
      return null;
    },
  };
}

/** Takes what is due; answers how many decisions took effect. */
export async function takeEffectAll(m: ModuleContext<ComplaintsTables>): Promise<number> {
  const city = complaintsCity(m);
  let taken = 0;
  for (;;) {
    const count = await m.db.transaction(actor, async (tx) => {
      const due = await sql<{ matter_id: string }>`
        select matter_id from complaints.matter where state = 'decided' and effect_at <= ${tx.now}
         order by effect_at limit ${batch} for update skip locked`.execute(tx.db);
      for (const { matter_id } of due.rows)
        await takeStep(tx, city, await openMatter(tx, city, matter_id, { lock: true }), {
          action: 'take_effect',
        });
      return due.rows.length;
    });
    taken += count;
    if (count < batch) return taken;
  }
}
