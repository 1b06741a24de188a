// The life of a demo report up to now: drawn at random, but every step is one that the state machine allows.
import { addWorkingTime, type WorkingCalendar, workingMinutesBetween } from '@city/kernel/time';
import type { EventRow, ReportRow } from '../cases/tables.ts';
import { decide, isOpen, type ReportAction } from '../cases/states.ts';
import { reopenUntil } from '../deadlines/deadline.ts';
import { nextRung } from '../handling/rules.ts';
import type { DeadlinesFile, HandlingFile } from '../services/city-data.ts';
import { acceptWords, handOverReasons, localReason, type Lines, rejectReasons } from './words.ts';
import type { Random } from './random.ts';

export interface LifeWorld {
  readonly calendar: WorkingCalendar;
  readonly deadlines: DeadlinesFile;
  readonly handling: HandlingFile;
  /** Bodies that the report could be handed to. */
  readonly others: readonly string[];
  readonly lines: Lines;
  readonly now: Date;
  /** How reliably this body answers in time, 0 to 1. */
  readonly diligence: number;
}

/** A report in the making: its row and its story change together. */
interface Story {
  row: ReportRow;
  readonly events: EventRow[];
}

/** Lives the report from its filing until `now`. */
export function live(
  filed: ReportRow,
  first: EventRow,
  world: LifeWorld,
  random: Random,
): { row: ReportRow; events: EventRow[] } {
  const { row, events } = liveOn(filed, first, world, random);
  const rung = isOpen(row.state) ? nextRung(world.handling, world.calendar, row) : null;
  return { row: { ...row, escalate_at: rung?.at ?? null }, events };
}

function liveOn(
  filed: ReportRow,
  first: EventRow,
  world: LifeWorld,
  random: Random,
): { row: ReportRow; events: EventRow[] } {
  const story: Story = { row: filed, events: [first] };
  const term = filed.due_at ? workingMinutes(world, filed) : 960;
  // Diligent bodies finish in about half of the term, others around its end; some leave it lying.
  const pace = (random.chance(world.diligence) ? 0.5 : 1.15) * random.logNormal(0.35);
  let at = filed.filed_at;
  const later = (share: number): boolean => {
    at = addWorkingTime(at, { minutes: Math.max(3, term * pace * share) }, world.calendar);
    return at <= world.now;
  };
  if (random.chance(0.02)) {
    if (later(0.2))
      step(
        story,
        'reject',
        at,
        { reason: random.pick(rejectReasons) },
        { closed_at: at, reopen_until: reopenUntil(world.deadlines, at) },
      );
    return story;
  }
  if (!later(0.12)) return story;
  step(story, 'accept', at, { words: random.pick(acceptWords) }, { accepted_at: at });
  const other = world.others[0];
  if (other !== undefined && random.chance(0.18)) {
    if (!later(0.1)) return story;
    step(story, 'hand_over', at, { reason: reasonFor(other, random), to: other }, { body_code: other });
  }
  if (random.chance(0.06) || !later(0.3)) return story;
  step(story, 'start', at, { words: random.pick(world.lines.working) }, {});
  if (!later(0.5)) return story;
  step(
    story,
    'resolve',
    at,
    { words: random.pick(world.lines.answers) },
    { resolved_at: at, reopen_until: reopenUntil(world.deadlines, at) },
  );
  if (random.chance(0.55) && later(0.15)) {
    const score = random.pick([3, 4, 4, 5, 5]);
    step(story, 'rate', at, {}, { rating: score }, 'reporter');
    step(story, 'close', at, {}, { closed_at: at }, 'reporter');
  } else if (random.chance(0.5) && later(0.3)) step(story, 'close', at, {}, { closed_at: at });
  return story;
}

function reasonFor(body: string, random: Random): string {
  return body.startsWith('ubnd-') ? localReason : random.pick(handOverReasons);
}

function step(
  story: Story,
  action: ReportAction,
  at: Date,
  say: { words?: string | null; reason?: string; to?: string },
  patch: Partial<ReportRow>,
  actor: 'office' | 'reporter' = 'office',
): void {
  const { row } = story;
  const decision = decide(row.state, action, ['holder', 'leader', 'coordinator', 'reporter'], {
    returns: 0,
    returnsAllowed: 2,
    now: at.getTime(),
    reopenUntil: row.reopen_until?.getTime() ?? null,
    rated: false,
    before: row.before_state,
    needsApproval: false,
    lateInTermFrom: null,
    extensions: 0,
    extensionsAllowed: 0,
    waitUntil: null,
    rungAt: null,
  });
  if (!decision.allowed)
    throw new Error(`The demo cannot ${action} a report that is ${row.state}: ${decision.why}`);
  const seq = row.version + 1;
  story.events.push({
    report_id: row.report_id,
    seq,
    at,
    actor_kind: actor,
    body_code: actor === 'office' ? row.body_code : null,
    action,
    from_state: row.state,
    to_state: decision.to,
    to_body: say.to ?? null,
    words: say.words ?? null,
    reason: say.reason ?? null,
    due_at: row.due_at,
    detail: null,
  });
  story.row = { ...row, ...patch, state: decision.to, version: seq, changed_at: at };
}

/** The working time that was promised; urgent terms are short, so a body that is slow runs over them soon. */
function workingMinutes(world: LifeWorld, row: ReportRow): number {
  return Math.max(120, workingMinutesBetween(row.filed_at, row.due_at!, world.calendar));
}
