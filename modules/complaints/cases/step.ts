// One step of a matter: lock it, ask the state machine, move the clock, write row, event and trail, tell the person.
import type { Actor } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { dueAt, type Deadline, localDate, pauseDeadline, resumeDeadline } from '@city/kernel/time';
import type { ComplaintsCity } from '../complaints-city.ts';
import { clockOf, extended, type Lawful, needsDialogue, termRow } from '../rules/rules.ts';
import type { TermRow } from '../rules/rules-data.ts';
import { type ComplaintsTx, findMatter, type MatterPatch, writeStep } from './matter.store.ts';
import {
  type Circumstances,
  decide,
  type Decision,
  isEnded,
  isPaused,
  type MatterAction,
  type MatterState,
  possibleActions,
  type Who,
} from './states.ts';
import { type MatterRow, readClock, type StoredClock } from './tables.ts';
import { tellPerson } from './tell-person.task.ts';

export interface Opened {
  readonly matter: MatterRow;
  readonly who: readonly Who[];
  readonly circumstances: Circumstances;
}

/** Who someone is towards a matter that the database let them see. */
function rolesOf(actor: Actor, matter: MatterRow, isPerson: boolean): Who[] {
  const who: Who[] = isPerson ? ['person'] : [];
  if (actor.kind === 'system') who.push('clock');
  if (isPerson || actor.kind !== 'officer' || actor.post?.body !== matter.body_code) return who;
  if (actor.post.role === 'complaints') who.push('handler');
  if (actor.post.role === 'leader') who.push('leader');
  return who;
}

/**
 * A matter, locked when a step is to be taken.
 * @throws AppError `complaint_not_found`; `version_mismatch` when it has moved on since it was seen.
 */
export async function openMatter(
  tx: ComplaintsTx,
  city: ComplaintsCity,
  matterId: string,
  how: { lock: boolean; isPerson?: boolean; version?: number | undefined },
): Promise<Opened> {
  const matter = await findMatter(tx, matterId, how);
  if (!matter) throw new AppError('complaint_not_found');
  if (how.version !== undefined && how.version !== matter.version) throw new AppError('version_mismatch');
  const who = rolesOf(tx.actor, matter, how.isPerson === true);
  return { matter, who, circumstances: circumstancesOf(city, matter, tx.now) };
}

export const lawfulOf = ({ kind, round, remote }: MatterRow): Lawful => ({ kind, round, remote });

/** The term that the running clock follows: the one of the day on which it began. */
export function runningTerm(city: ComplaintsCity, matter: MatterRow): TermRow | undefined {
  if (matter.clock === null) return undefined;
  const step = matter.accepted_at === null ? 'accept' : 'resolve';
  return termRow(city.rules, step, lawfulOf(matter), localDate(new Date(matter.clock.startedAt)));
}

function circumstancesOf(city: ComplaintsCity, matter: MatterRow, now: Date): Circumstances {
  const row = runningTerm(city, matter);
  return {
    kind: matter.kind,
    extensionsLeft:
      row !== undefined && matter.clock !== null && row.extensions.length > matter.clock.extensions.length,
    dialogueDue: needsDialogue(city.rules, lawfulOf(matter), localDate(matter.accepted_at ?? now)),
    heard: matter.is_heard,
    accepted: matter.accepted_at !== null,
    withdrawalAsked: matter.withdrawal_asked,
    now: now.getTime(),
    effectAt: matter.effect_at?.getTime() ?? null,
    before: matter.before_state,
  };
}

export function actionsOf({ matter, who, circumstances }: Opened): MatterAction[] {
  return possibleActions(matter.state, who, circumstances);
}

export interface Step {
  readonly action: MatterAction;
  readonly words?: string | undefined;
  readonly patch?: MatterPatch;
}

/**
 * Takes the step.
 * @throws AppError `complaint_step_not_possible` (409), `forbidden` (403), or the condition that failed.
 */
export async function takeStep(
  tx: ComplaintsTx,
  city: ComplaintsCity,
  opened: Opened,
  step: Step,
): Promise<MatterRow> {
  const { matter } = opened;
  const decision = decide(matter.state, step.action, opened.who, opened.circumstances);
  if (!decision.allowed) throw refusal(decision.why);
  const moved = {
    ...step.patch,
    ...effects(city, matter, step.action, decision.to, tx.now),
    state: decision.to,
  };
  const after: MatterRow = { ...matter, ...moved, changed_at: tx.now, version: matter.version + 1 };
  const words = step.words?.normalize('NFC').trim() || null;
  const isPerson = opened.who.includes('person');
  await writeStep(tx, moved, {
    matter_id: matter.matter_id,
    seq: after.version,
    at: tx.now,
    actor_kind: isPerson ? 'person' : tx.actor.kind === 'system' ? 'system' : 'office',
    title: isPerson ? null : (tx.actor.post?.title ?? null),
    action: step.action,
    from_state: matter.state,
    to_state: decision.to,
    words: words === null ? null : city.seals.words.seal(`${matter.matter_id}:${after.version}`, words),
    due_at: after.due_at,
    detail: detailOf(step.action, after),
  });
  tx.trail({
    action: `complaint.${step.action}`,
    object: { type: 'complaint', id: matter.matter_id },
    detail: { from: matter.state, to: decision.to, seq: after.version },
  });
  if (!isPerson && step.action !== 'assign' && !matter.is_anonymous)
    tx.enqueue(tellPerson, { matterId: matter.matter_id, seq: after.version, action: step.action });
  return after;
}

function detailOf(action: MatterAction, after: MatterRow): Record<string, unknown> | null {
  if (action !== 'accept' && action !== 'extend') return null;
  const last = after.clock?.extensions.at(-1);
  return { term: (last ?? after.clock?.term)?.source, days: (last ?? after.clock?.term)?.amount };
}

/** What follows from a step for clock and times. */
function effects(
  city: ComplaintsCity,
  matter: MatterRow,
  action: MatterAction,
  to: MatterState,
  now: Date,
): MatterPatch {
  const patch = {
    ...clockAfter(city, matter, action, to, now),
    before_state: to === 'suspended' ? (matter.state as MatterRow['before_state']) : null,
    ...(isEnded(to) ? { closed_at: now } : {}),
  };
  if (action === 'hear') return { ...patch, is_heard: true };
  if (action === 'ask_withdrawal') return { ...patch, withdrawal_asked: true };
  if (action !== 'decide') return patch;
  const row = termRow(city.rules, 'effect', lawfulOf(matter), localDate(now));
  return {
    ...patch,
    decided_at: now,
    effect_at: row ? dueAt(clockOf(city.rules, row, now), city.calendar) : null,
  };
}

/** The clock begins anew with acceptance, stands still while paused, and ends with a decision or an end. */
function clockAfter(
  city: ComplaintsCity,
  matter: MatterRow,
  action: MatterAction,
  to: MatterState,
  now: Date,
): MatterPatch {
  if (matter.clock === null) return {};
  if (isEnded(to) || action === 'decide') return { clock: null, due_at: null };
  if (action === 'accept') return acceptedClock(city, matter, now);
  const clock = readClock(matter.clock);
  const next = moved(city, matter, clock, action, to, now);
  if (next === clock) return {};
  return { clock: next as unknown as StoredClock, due_at: dueAt(next, city.calendar) };
}

function moved(
  city: ComplaintsCity,
  matter: MatterRow,
  clock: Deadline,
  action: MatterAction,
  to: MatterState,
  now: Date,
): Deadline {
  if (isPaused(to) && !isPaused(matter.state)) return pauseDeadline(clock, now, action);
  if (isPaused(matter.state) && !isPaused(to)) return resumeDeadline(clock, now);
  if (action !== 'extend') return clock;
  const row = runningTerm(city, matter);
  return (row && extended(city.rules, row, clock)) ?? clock;
}

function acceptedClock(city: ComplaintsCity, matter: MatterRow, now: Date): MatterPatch {
  const row = termRow(city.rules, 'resolve', lawfulOf(matter), localDate(now));
  if (!row) throw new AppError('complaint_no_law');
  const clock = clockOf(city.rules, row, now);
  const due = dueAt(clock, city.calendar);
  return { clock: clock as unknown as StoredClock, due_at: due, first_due_at: due, accepted_at: now };
}

function refusal(why: Exclude<Decision, { allowed: true }>['why']): AppError {
  switch (why) {
    case 'not-you':
      return new AppError('forbidden');
    case 'extensions-left':
      return new AppError('complaint_extended_too_often');
    case 'heard-where-due':
      return new AppError('complaint_not_heard');
    case 'freely-withdrawn':
      return new AppError('complaint_not_freely_withdrawn');
    case 'withdrawal-asked':
      return new AppError('complaint_withdrawal_not_asked');
    case 'not-from-here':
    case 'accepted-denunciation':
    case 'effect-due':
    case 'is-denunciation':
      return new AppError('complaint_step_not_possible');
  }
}
