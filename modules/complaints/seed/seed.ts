// Complaints of the demo, at several stages of their way: filed and handled by the true actions with times of the past.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type Actor, anonymous, system } from '@city/kernel/access';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { examine } from '../cases/filing.ts';
import { fileMatter } from '../cases/file.action.ts';
import type { ComplaintsTx } from '../cases/matter.store.ts';
import { openMatter } from '../cases/step.ts';
import { takeOfficeStep } from '../cases/office-step.action.ts';
import type { ComplaintsTables } from '../cases/tables.ts';
import { type ComplaintsCity, complaintsCity } from '../complaints-city.ts';
import { type SeedMatter, seedMatters, type SeedStep } from './words.ts';

const dayMs = 86_400_000;

/** Fills an empty city; changes nothing when there are matters. */
export async function seedDemo(
  m: ModuleContext<ComplaintsTables>,
  progress: (line: string) => void,
): Promise<void> {
  const city = complaintsCity(m);
  const there = await m.db.transaction(
    system('complaints.seed'),
    (tx) => sql`select 1 from complaints.matter where source_report is null limit 1`.execute(tx.db),
    { readOnly: true },
  );
  if (there.rows.length > 0) return;
  for (const matter of seedMatters) await live(m, city, matter);
  progress(`${seedMatters.length} đơn khiếu nại, tố cáo mẫu`);
}

/** The same transaction at another time. */
const at = (tx: ComplaintsTx, now: Date): ComplaintsTx => ({ ...tx, now });

/** Lives one matter up to where it should stand; each hand in a transaction of its own, as the row policies ask. */
async function live(
  m: ModuleContext<ComplaintsTables>,
  city: ComplaintsCity,
  given: SeedMatter,
): Promise<void> {
  const began = new Date(m.now().getTime() - given.daysAgo * dayMs);
  const learnedOn =
    given.input.kind === 'khieu_nai' ? localDate(new Date(began.getTime() - 9 * dayMs)) : undefined;
  const input = { ...given.input, ...(learnedOn === undefined ? {} : { learnedOn }) };
  const matter = await m.db.transaction(anonymous, (tx) => {
    const examined = examine(city, input, began, ['matter', 'person']);
    return fileMatter(at(tx, began), city, examined, { lang: 'vi', personId: null, evidence: [] });
  });
  for (const step of given.steps)
    await m.db.transaction(handOf(matter.body_code, step), async (tx) => {
      const now = new Date(began.getTime() + step.afterDays * dayMs);
      const opened = await openMatter(at(tx, now), city, matter.matter_id, { lock: true });
      await takeOfficeStep(at(tx, now), city, opened, { action: step.verb, words: step.words });
    });
}

function handOf(body: string, { by }: SeedStep): Actor {
  const title = by === 'leader' ? 'Lãnh đạo cơ quan' : 'Cán bộ xử lý đơn';
  const role = by === 'leader' ? 'leader' : 'complaints';
  const post = { id: randomUUID(), body, unit: null, role, title };
  return { kind: 'officer', id: randomUUID(), name: null, level: 2, post };
}
