// After a change of the working calendar: every open promise is computed anew from its history, and the change is told.
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import type { Sweep } from '@city/kernel/jobs';
import type { ModuleContext } from '@city/kernel/module';
import { type FeedbackTx, historyOf } from '../cases/report.store.ts';
import { isOpen, openStates } from '../cases/states.ts';
import { actionsOf, openForStep, takeStep } from '../cases/step.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import { feedbackCity } from '../module-city.ts';
import { termsFor } from './deadline.ts';
import { dueOf } from './rebuild.ts';

const batch = 200;
const actor = system('feedback.reschedule');

export function rescheduleSweep(m: ModuleContext<FeedbackTables>): Sweep {
  return {
    name: 'feedback.reschedule',
    everyMilliseconds: 3_600_000,
    run: async () => {
      await rescheduleAll(m);
      return null;
    },
  };
}

/**
 * Computes open promises anew when the calendar is another one than at the last time. Begun again after a crash it moves
 * what is left: a promise that already fits is not touched.
 * @returns how many promises moved.
 */
export async function rescheduleAll(m: ModuleContext<FeedbackTables>): Promise<number> {
  const { version } = feedbackCity(m).calendar;
  const used = await m.db.transaction(actor, calendarUsed, { readOnly: true });
  if (used === version) return 0;
  const moved = used === null ? 0 : await moveAll(m);
  await m.db.transaction(actor, async (tx) => {
    await sql`insert into feedback.calendar_used (id, version, applied_at, moved_n) values (1, ${version}, ${tx.now}, ${moved})
      on conflict (id) do update set version = excluded.version, applied_at = excluded.applied_at, moved_n = excluded.moved_n`.execute(
      tx.db,
    );
    if (used !== null)
      tx.trail({
        action: 'report.reschedule.all',
        object: { type: 'calendar', id: version },
        detail: { from: used, to: version, moved },
      });
  });
  return moved;
}

async function calendarUsed(tx: FeedbackTx): Promise<string | null> {
  const found = await sql<{
    version: string;
  }>`select version from feedback.calendar_used where id = 1`.execute(tx.db);
  return found.rows[0]?.version ?? null;
}

async function moveAll(m: ModuleContext<FeedbackTables>): Promise<number> {
  let moved = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await m.db.transaction(actor, (tx) => openAfter(tx, after), { readOnly: true });
    for (const { tracking_code: code } of rows) moved += await moveOne(m, code);
    const last = rows.at(-1);
    if (!last || rows.length < batch) return moved;
    after = last.report_id;
  }
}

/** Open reports that were promised something by a policy of ours. */
async function openAfter(
  tx: FeedbackTx,
  after: string,
): Promise<{ report_id: string; tracking_code: string }[]> {
  const found = await sql<{ report_id: string; tracking_code: string }>`
    select r.report_id, r.tracking_code from feedback.report r
     where r.state = any(${openStates}) and r.deadline_policy is not null and r.due_at is not null and r.report_id > ${after}::uuid
     order by r.report_id limit ${batch}`.execute(tx.db);
  return found.rows;
}

/** One promise in its own transaction; 1 when it moved. */
async function moveOne(m: ModuleContext<FeedbackTables>, code: string): Promise<0 | 1> {
  const city = feedbackCity(m);
  return m.db.transaction(actor, async (tx) => {
    const opened = await openForStep(tx, city, code);
    const { report } = opened;
    if (!isOpen(report.state) || !actionsOf(opened).includes('reschedule')) return 0;
    const { rules, calendar } = city;
    const due = dueOf(rules.deadlines, calendar, report, await historyOf(tx, report.report_id));
    if (!due || !report.due_at || due.getTime() === report.due_at.getTime()) return 0;
    const terms = termsFor(rules.deadlines, calendar, report, report.filed_at);
    await takeStep(tx, opened, {
      action: 'reschedule',
      reason: 'Lịch làm việc thay đổi',
      detail: { from: report.due_at.toISOString(), to: due.toISOString(), calendar: calendar.version },
      patch: {
        due_at: due,
        ...(report.accepted_at === null && terms ? { accept_due_at: terms.acceptDueAt } : {}),
      },
    });
    return 1;
  });
}
