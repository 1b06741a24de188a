// One step of a petition: find and lock it, ask the state machine, write row, event and trail, say it to the city.
import type { Actor } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import type { WorkingCalendar } from '@city/kernel/time';
import { eventOf, factsOf } from '../events.ts';
import { nextRung } from '../rules/petition-rules.ts';
import type { RulesFile } from '../rules/rules-data.ts';
import { accessIsStarter } from './person.access.ts';
import {
  findPetition,
  lockPetition,
  type PetitionPatch,
  type PetitionTx,
  writeStep,
} from './petition.store.ts';
import { decide, isOwed, isPublic, type PetitionAction, type PetitionState, type Who } from './states.ts';
import type { EventRow, PetitionRow } from './tables.ts';

/** What a step needs of the city. */
export interface StepCity {
  readonly rules: RulesFile;
  readonly calendar: WorkingCalendar;
}

export interface Opened {
  readonly petition: PetitionRow;
  readonly who: readonly Who[];
}

/** Roles of posts that may answer for their body. */
const answering = ['officer', 'leader'];
/** The body that decides appeals beside the coordinator. */
const cityCommittee = 'ubnd-thanh-pho';

/** A petition for reading. Whoever has no part in one that is not public sees none. @throws AppError `petition_not_found` */
export async function openForReading(tx: PetitionTx, code: string): Promise<Opened> {
  return seen(tx, await findPetition(tx, code));
}

/**
 * A petition for a step, locked until the transaction ends.
 * @throws AppError `petition_not_found`; `version_mismatch` (412) when it has moved on since it was seen.
 */
export async function openForStep(tx: PetitionTx, code: string, version?: number): Promise<Opened> {
  const opened = await seen(tx, await lockPetition(tx, code));
  if (version !== undefined && version !== opened.petition.version) throw new AppError('version_mismatch');
  return opened;
}

async function seen(tx: PetitionTx, petition: PetitionRow | undefined): Promise<Opened> {
  if (!petition) throw new AppError('petition_not_found', { field: 'code' });
  const who = await rolesOf(tx, petition);
  if (!isShownTo(petition, who)) throw new AppError('petition_not_found', { field: 'code' });
  return { petition, who };
}

/** Before it is public, a petition is seen by its starter, by whoever has its link until it was looked at, and by moderators. */
function isShownTo({ state }: PetitionRow, who: readonly Who[]): boolean {
  if (isPublic(state) || state === 'seeking' || state === 'moderation') return true;
  if (who.includes('starter') || who.includes('clock')) return true;
  return state !== 'draft' && (who.includes('moderator') || who.includes('arbiter'));
}

async function rolesOf(tx: PetitionTx, petition: PetitionRow): Promise<Who[]> {
  const { actor } = tx;
  const who: Who[] = [];
  if (actor.kind === 'system') who.push('clock');
  const post = actor.kind === 'officer' ? actor.post : null;
  if (post?.role === 'moderator') who.push('moderator');
  if (isArbiter(actor) && actor.id !== petition.refused_by) who.push('arbiter');
  if (post?.role === 'coordinator') who.push('coordinator');
  if (post && post.body === petition.body_code && answering.includes(post.role)) who.push('holder');
  if (post && post.body === petition.body_code && post.role === 'leader') who.push('leader');
  if (await accessIsStarter(tx, petition.petition_id)) who.push('starter');
  return who;
}

/** Who decides appeals: the coordinator, or a leader of the city. */
export function isArbiter({ kind, post }: Actor): boolean {
  if (kind !== 'officer' || !post) return false;
  return post.role === 'coordinator' || (post.role === 'leader' && post.body === cityCommittee);
}

export interface Step {
  readonly action: PetitionAction;
  readonly patch?: PetitionPatch;
  /** Said to the public. */
  readonly words?: string | null;
  readonly reason?: string | null;
  /** Public facts that others can compute with. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** The speaker of a step: a transaction, or a member of a group commit. */
type Speaker = Pick<PetitionTx, 'actor' | 'now' | 'trail' | 'emit'>;

/**
 * Takes the step.
 * @returns the petition as it is now.
 * @throws AppError `petition_step_not_possible` (409), `forbidden` or `petition_not_yours` (403).
 */
export async function takeStep(
  tx: PetitionTx,
  city: StepCity,
  { petition, who }: Opened,
  step: Step,
): Promise<PetitionRow> {
  return writeAndSay(tx, tx, city, { petition, who }, step);
}

/** The same with another voice than the transaction's. */
export async function writeAndSay(
  tx: PetitionTx,
  speaker: Speaker,
  city: StepCity,
  { petition, who }: Opened,
  step: Step,
): Promise<PetitionRow> {
  const decision = decide(petition.state, step.action, who);
  if (!decision.allowed) throw refusal(decision.why, speaker.actor);
  const { patch, after } = applied(city, petition, step, decision.to, speaker.now);
  await writeStep(tx, petition.petition_id, patch, eventRow(speaker, petition, after, who, step));
  speaker.trail({
    action: `petition.${step.action}`,
    object: { type: 'petition', id: petition.petition_id },
    detail: { code: petition.code, from: petition.state, to: after.state, seq: after.version },
  });
  const said = eventOf(step.action);
  if (said) speaker.emit(said, petition.petition_id, factsOf(after, speaker.now));
  return after;
}

/** The row after a step, with the next rung of the ladder. */
function applied(
  city: StepCity,
  petition: PetitionRow,
  step: Step,
  to: PetitionState,
  now: Date,
): { patch: PetitionPatch; after: PetitionRow } {
  const moved = { ...petition, ...step.patch, state: to };
  const patch = { ...step.patch, state: to, escalate_at: rungOf(city, moved)?.at ?? null };
  return { patch, after: { ...moved, ...patch, version: petition.version + 1, changed_at: now } };
}

/** The next rung while somebody owes something: a moderator's look, or an answer. */
export function rungOf(city: StepCity, row: PetitionRow) {
  const waits = row.state === 'moderation' || row.state === 'appealed';
  if (!waits && !isOwed(row.state)) return null;
  const from = waits ? row.gathered_at : row.reached_at;
  if (from === null || row.due_at === null) return null;
  return nextRung(city.rules, city.calendar, { from, due: row.due_at, escalation: row.escalation });
}

function eventRow(
  { actor, now }: Speaker,
  petition: PetitionRow,
  after: PetitionRow,
  who: readonly Who[],
  step: Step,
): EventRow {
  return {
    petition_id: petition.petition_id,
    seq: after.version,
    at: now,
    actor_kind: actorKind(actor, who),
    body_code: actor.post?.body ?? null,
    action: step.action,
    from_state: petition.state,
    to_state: after.state,
    words: step.words?.trim() || null,
    reason: step.reason ?? null,
    due_at: after.due_at,
    detail: step.detail ?? null,
  };
}

function actorKind(actor: Actor, who: readonly Who[]): EventRow['actor_kind'] {
  if (who.includes('count') || actor.kind === 'system') return 'system';
  if (actor.kind !== 'officer' || !actor.post) return 'starter';
  if (actor.post.role === 'moderator') return 'moderator';
  return who.some((role) => role === 'holder' || role === 'coordinator' || role === 'arbiter')
    ? 'office'
    : 'starter';
}

function refusal(why: 'not-from-here' | 'not-you', actor: Actor): AppError {
  if (why === 'not-from-here') return new AppError('petition_step_not_possible');
  return new AppError(actor.kind === 'officer' && actor.post ? 'forbidden' : 'petition_not_yours');
}
