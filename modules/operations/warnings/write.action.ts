// Writing a warning: a draft, its changes, and handing it to a second person.
import { AppError } from '@city/kernel/errors';
import { newId } from '@city/kernel/database';
import type { Actor } from '@city/kernel/access';
import type { OperationsTx } from '../alarms/alarm.store.ts';
import { reasonOf } from '../alarms/operator.action.ts';
import { inForce } from '../definitions/city-files.ts';
import type { WarningEvent } from '../definitions/definitions-data.ts';
import { warningChanged } from '../events.ts';
import type { OperationsCity } from '../module-city.ts';
import type { CapInfo } from '../cap/cap-message.ts';
import type { WarningRow, WarningStatus } from './tables.ts';
import { decideWarning, type WarningAction, type WarningWho } from './warning-states.ts';
import { addWarningEvent, insertWarning, lockWarning, writeWarning } from './warning.store.ts';

export interface WarningText {
  readonly status: WarningStatus;
  readonly event: string;
  readonly urgency: CapInfo['urgency'];
  readonly severity: CapInfo['severity'];
  readonly certainty: CapInfo['certainty'];
  readonly headlineVi: string;
  readonly headlineEn: string;
  readonly descriptionVi: string;
  readonly descriptionEn: string;
  readonly instructionVi: string;
  readonly instructionEn: string;
  /** Codes of units; empty: the whole city. */
  readonly areas: readonly string[];
  readonly expiresAt: string;
}

const mostDays = 7;

/** @throws AppError `operations_warning_event_unknown` */
export function eventOf(city: OperationsCity, id: string, at: Date): WarningEvent {
  const event = city.files.warnings.events.find((row) => row.id === id && inForce(row, at));
  if (!event) throw new AppError('operations_warning_event_unknown', { field: 'event' });
  return event;
}

function columnsOf(city: OperationsCity, given: WarningText, now: Date) {
  eventOf(city, given.event, now);
  const expires = new Date(given.expiresAt);
  if (!(expires > now) || expires.getTime() - now.getTime() > mostDays * 86_400_000)
    throw new AppError('operations_warning_expires', { field: 'expiresAt' });
  const unknown = given.areas.find((code) => city.wardName(code) === null);
  if (unknown !== undefined)
    throw new AppError('operations_warning_area_unknown', { field: 'areas', params: { code: unknown } });
  return {
    status: given.status,
    event: given.event,
    urgency: given.urgency,
    severity: given.severity,
    certainty: given.certainty,
    headline_vi: given.headlineVi.trim(),
    headline_en: given.headlineEn.trim(),
    description_vi: given.descriptionVi.trim(),
    description_en: given.descriptionEn.trim(),
    instruction_vi: given.instructionVi.trim(),
    instruction_en: given.instructionEn.trim(),
    areas: [...new Set(given.areas)].sort(),
    expires_at: expires,
  };
}

/** A new warning, or one that updates a released one. */
export async function draftWarning(
  tx: OperationsTx,
  city: OperationsCity,
  given: WarningText,
  from: { readonly updates?: string; readonly incident?: string } = {},
): Promise<WarningRow> {
  if (from.updates !== undefined) {
    const previous = await openWarning(tx, from.updates);
    if (previous.state !== 'released') throw new AppError('operations_warning_step_not_possible');
  }
  const row: WarningRow = {
    ...columnsOf(city, given, tx.now),
    warning_id: newId(tx.now),
    state: 'draft',
    msg_type: from.updates === undefined ? 'Alert' : 'Update',
    previous_id: from.updates ?? null,
    incident_id: from.incident ?? null,
    created_at: tx.now,
    written_by: [tx.actor.id ?? ''],
    written_title: tx.actor.post?.title ?? '',
    submitted_at: null,
    released_by: null,
    released_title: null,
    sent_at: null,
    identifier: null,
    sender: null,
    xml: null,
    note: null,
    changed_at: tx.now,
    version: 1,
  };
  await insertWarning(tx, row);
  await addWarningEvent(tx, row, { action: 'draft', words: null });
  say(tx, row, 'draft');
  return row;
}

/** What an officer is to a warning. */
export function whoIs(
  { actor }: Pick<OperationsTx, 'actor'>,
  row: WarningRow,
  mayRelease: boolean,
): WarningWho[] {
  const who: WarningWho[] = [];
  if (isWriter(actor)) who.push('writer');
  if (mayRelease) who.push('releaser');
  if (mayRelease && !row.written_by.includes(actor.id ?? '')) who.push('second');
  return who;
}

const isWriter = ({ post }: Actor): boolean => post?.role === 'operator' || post?.role === 'shift_lead';

/** @throws AppError `operations_warning_not_found`; `version_mismatch` (412) when it has moved on since it was seen. */
export async function openWarning(tx: OperationsTx, id: string, version?: number): Promise<WarningRow> {
  const row = await lockWarning(tx, id);
  if (!row) throw new AppError('operations_warning_not_found', { field: 'id' });
  if (version !== undefined && version !== row.version) throw new AppError('version_mismatch');
  return row;
}

/** @throws AppError `operations_warning_own` (403), `operations_warning_step_not_possible` (409), `forbidden`. */
export function assertStep(row: WarningRow, action: WarningAction, who: readonly WarningWho[]): void {
  const decision = decideWarning(row.state, action, who);
  if (decision.allowed) return;
  if (decision.why === 'not-from-here') throw new AppError('operations_warning_step_not_possible');
  throw new AppError(who.includes('releaser') ? 'operations_warning_own' : 'forbidden');
}

/** Changes the words; whoever does is one of its writers from then on. */
export async function editWarning(
  tx: OperationsTx,
  city: OperationsCity,
  row: WarningRow,
  given: WarningText,
): Promise<WarningRow> {
  assertStep(row, 'edit', whoIs(tx, row, false));
  const writers = [...new Set([...row.written_by, tx.actor.id ?? ''])];
  const patch = {
    ...columnsOf(city, given, tx.now),
    written_by: writers,
    written_title: tx.actor.post?.title ?? '',
  };
  return step(tx, row, patch, 'edit', null);
}

export async function submitWarning(tx: OperationsTx, row: WarningRow): Promise<WarningRow> {
  assertStep(row, 'submit', whoIs(tx, row, false));
  return step(tx, row, { state: 'review', submitted_at: tx.now }, 'submit', null);
}

export async function sendBack(tx: OperationsTx, row: WarningRow, words: string): Promise<WarningRow> {
  assertStep(row, 'send_back', whoIs(tx, row, true));
  return step(tx, row, { state: 'draft', submitted_at: null }, 'send_back', reasonOf(words));
}

export async function discardWarning(tx: OperationsTx, row: WarningRow, words: string): Promise<WarningRow> {
  assertStep(row, 'discard', whoIs(tx, row, true));
  return step(tx, row, { state: 'discarded' }, 'discard', reasonOf(words));
}

async function step(
  tx: OperationsTx,
  row: WarningRow,
  patch: Partial<WarningRow>,
  action: 'edit' | 'submit' | 'send_back' | 'discard',
  words: string | null,
): Promise<WarningRow> {
  const after = await writeWarning(tx, row, patch, { action, words });
  say(tx, after, action);
  return after;
}

/** The event and the trail entry of a step. */
export function say(tx: OperationsTx, row: WarningRow, action: string): void {
  tx.emit(warningChanged, row.warning_id, {
    warningId: row.warning_id,
    state: row.state,
    msgType: row.msg_type,
    status: row.status,
    isPublic: row.sent_at !== null,
    at: tx.now.toISOString(),
  });
  tx.trail({
    action: `warning.${action}`,
    object: { type: 'warning', id: row.warning_id },
    detail: { state: row.state, status: row.status, msgType: row.msg_type, identifier: row.identifier },
  });
}
