// Climbs the ladder: reports whose promise is nearly or already missed are told to the level above, in batches.
import { eventOf, factsOf } from '../events.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import { type StepCity, stepDecision } from '../cases/step.ts';
import { isOpen } from '../cases/states.ts';
import type { EventRow, ReportRow } from '../cases/tables.ts';
import { nextRung, type Rung } from '../handling/rules.ts';
import { tellRungs } from './tell-rung.ts';
import { lockDueRungs, type RungTaken, writeRungs } from './escalate.store.ts';

/**
 * Takes the rungs that are due, at most `limit`.
 * @returns how many reports climbed.
 */
export async function escalateDue(tx: FeedbackTx, city: StepCity, limit: number): Promise<number> {
  const due = await lockDueRungs(tx, limit);
  if (due.length === 0) return 0;
  const looks = due.map((report) => ({ report, climb: climbOf(tx, city, report) }));
  const climbs = looks.flatMap(({ climb }) => climb ?? []);
  await writeRungs(
    tx,
    looks.map(({ report, climb }) => climb?.after ?? laterRung(city, report)),
    climbs.map(({ event }) => event),
  );
  const told = await tellRungs(
    tx,
    city,
    climbs.map(({ report, rung, event }) => ({ report, rung, seq: event.seq })),
  );
  for (const { report, after, rung } of climbs) {
    const whom = told.get(report.report_id);
    tx.trail({
      action: 'report.escalate',
      object: { type: 'report', id: report.report_id },
      detail: {
        trackingCode: report.tracking_code,
        level: rung.level,
        tell: rung.tell,
        posts: whom?.posts.map(({ post_id: id }) => id) ?? [],
        handler: whom?.person ?? null,
      },
    });
    tx.emit(eventOf('escalate'), report.report_id, factsOf(after, tx.now));
  }
  return due.length;
}

interface Climb {
  readonly report: ReportRow;
  readonly after: ReportRow;
  readonly event: EventRow;
  readonly rung: Rung;
}

/** A row whose rung is not due after all (its calendar or rules have changed) only learns when the next one is. */
function laterRung(city: StepCity, report: ReportRow): RungTaken {
  const rung = isOpen(report.state) ? nextRung(city.rules.handling, city.calendar, report) : null;
  return { ...report, escalate_at: rung?.at ?? null };
}

/** One rung of one report, or null when none is due. */
function climbOf(tx: FeedbackTx, city: StepCity, report: ReportRow): Climb | null {
  const { handling } = city.rules;
  const rung = nextRung(handling, city.calendar, report);
  const isDue = rung !== null && rung.at <= tx.now;
  if (!isDue || !stepDecision(city, report, 'escalate', ['clock'], tx.now).allowed) return null;
  const climbed = { ...report, escalation: rung.level };
  const after: ReportRow = {
    ...climbed,
    escalate_at: nextRung(handling, city.calendar, climbed)?.at ?? null,
    version: report.version + 1,
    changed_at: tx.now,
  };
  const event: EventRow = {
    report_id: report.report_id,
    seq: after.version,
    at: tx.now,
    actor_kind: 'system',
    body_code: null,
    action: 'escalate',
    from_state: report.state,
    to_state: report.state,
    to_body: null,
    words: null,
    reason: null,
    due_at: report.due_at,
    detail: { level: rung.level, tell: rung.tell, dueAt: rung.at.toISOString() },
  };
  return { report, after, event, rung };
}
