// After a change of the working calendar: every open term is computed anew from its clock, and the step says so in the story.
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import type { Sweep } from '@city/kernel/jobs';
import type { ModuleContext } from '@city/kernel/module';
import { dueAt, localDate } from '@city/kernel/time';
import { type ComplaintsCity, complaintsCity } from '../complaints-city.ts';
import { clockOf, termRow } from '../rules/rules.ts';
import type { ComplaintsTx, MatterPatch } from './matter.store.ts';
import { lawfulOf, openMatter, takeStep } from './step.ts';
import { type ComplaintsTables, type MatterRow, readClock } from './tables.ts';

const batch = 200;
const actor = system('complaints.reschedule');

export function rescheduleSweep(m: ModuleContext<ComplaintsTables>): Sweep {
  return {
    name: 'complaints.reschedule',
    everyMilliseconds: 3_600_000,
    run: async () => {
      await rescheduleAll(m);
      return null;
    },
  };
}

/**
 * Computes open terms anew when the calendar is another one than at the last time. Begun again after a crash it moves
 * what is left: a term that already fits is not touched. A clock that stands still learns of the calendar when it goes on.
 * @returns how many matters moved.
 */
export async function rescheduleAll(m: ModuleContext<ComplaintsTables>): Promise<number> {
  const { version } = complaintsCity(m).calendar;
  const used = await m.db.transaction(actor, calendarUsed, { readOnly: true });
  if (used === version) return 0;
  const moved = used === null ? 0 : await moveAll(m);
  await m.db.transaction(actor, async (tx) => {
    await sql`insert into complaints.calendar_used (id, version, applied_at, moved_n) values (1, ${version}, ${tx.now}, ${moved})
      on conflict (id) do update set version = excluded.version, applied_at = excluded.applied_at, moved_n = excluded.moved_n`.execute(
      tx.db,
    );
    if (used !== null)
      tx.trail({
        action: 'complaint.reschedule.all',
        object: { type: 'calendar', id: version },
        detail: { from: used, to: version, moved },
      });
  });
  return moved;
}

async function calendarUsed(tx: ComplaintsTx): Promise<string | null> {
  const found = await sql<{ version: string }>`
    select version from complaints.calendar_used where id = 1`.execute(tx.db);
  return found.rows[0]?.version ?? null;
}

async function moveAll(m: ModuleContext<ComplaintsTables>): Promise<number> {
  let moved = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const ids = await m.db.transaction(actor, (tx) => countedAfter(tx, after), { readOnly: true });
    for (const id of ids) moved += await moveOne(m, id);
    const last = ids.at(-1);
    if (last === undefined || ids.length < batch) return moved;
    after = last;
  }
}

/** Matters whose clock runs, and decisions that have not taken effect. */
async function countedAfter(tx: ComplaintsTx, after: string): Promise<string[]> {
  const found = await sql<{ matter_id: string }>`
    select matter_id from complaints.matter
     where (due_at is not null or state = 'decided') and closed_at is null and matter_id > ${after}::uuid
     order by matter_id limit ${batch}`.execute(tx.db);
  return found.rows.map((row) => row.matter_id);
}

/** One matter in its own transaction; 1 when it moved. */
async function moveOne(m: ModuleContext<ComplaintsTables>, matterId: string): Promise<0 | 1> {
  const city = complaintsCity(m);
  return m.db.transaction(actor, async (tx) => {
    const opened = await openMatter(tx, city, matterId, { lock: true });
    const patch = movedTimes(city, opened.matter);
    if (patch === null) return 0;
    await takeStep(tx, city, opened, { action: 'reschedule', patch });
    return 1;
  });
}

/** The times that another calendar gives; null when they are the same. */
function movedTimes(city: ComplaintsCity, matter: MatterRow): MatterPatch | null {
  if (matter.state === 'decided') {
    const row =
      matter.decided_at && termRow(city.rules, 'effect', lawfulOf(matter), localDate(matter.decided_at));
    if (!row || !matter.decided_at || !matter.effect_at) return null;
    const at = dueAt(clockOf(city.rules, row, matter.decided_at), city.calendar);
    return at === null || at.getTime() === matter.effect_at.getTime() ? null : { effect_at: at };
  }
  if (matter.clock === null || matter.due_at === null) return null;
  const due = dueAt(readClock(matter.clock), city.calendar);
  return due === null || due.getTime() === matter.due_at.getTime() ? null : { due_at: due };
}
