// Recording a breach of personal data, amending it, reporting it within the law's hours, telling the people concerned, closing it.
import { isId, newId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { localDate } from '@city/kernel/time';
import { BreachOpened } from '../events.ts';
import type { PrivacyCity, PrivacyTx } from '../privacy-city.ts';
import { hoursAfter } from '../rules/rules.ts';
import type { BreachRow } from '../tables.ts';
import {
  type Amendment,
  type BreachStep,
  type BreachView,
  breachView,
  type NewBreach,
  stepsOf,
} from './breach-view.ts';
import {
  breachEvents,
  countPeople,
  findBreach,
  insertBreach,
  insertBreachEvent,
  namePeople,
  patchBreach,
} from './breach.store.ts';
import { tellPeople } from './tell-people.task.ts';

/** @throws AppError `breach_detected_in_future` */
export async function openBreach(tx: PrivacyTx, city: PrivacyCity, given: NewBreach): Promise<BreachRow> {
  const detectedAt = new Date(given.detectedAt);
  if (detectedAt > tx.now) throw new AppError('breach_detected_in_future', { field: 'detectedAt' });
  const rule = city.rules.breachOn(localDate(detectedAt));
  const row: BreachRow = {
    breach_id: newId(tx.now),
    state: 'open',
    ...columnsOf(given),
    title: given.title,
    what_happened: given.whatHappened,
    kinds_of_data: given.kindsOfData,
    persons_n: given.personsN,
    consequences: given.consequences,
    measures: given.measures,
    contact: given.contact,
    detected_at: detectedAt,
    due_at: hoursAfter(detectedAt, rule.hours),
    rule: rule.id,
    tell_words: null,
    told_at: null,
    reported_at: null,
    reference: null,
    late_reason: null,
    closed_at: null,
    recorded_at: tx.now,
    version: 0,
  };
  const first = { ...row, version: 1 };
  await insertBreach(tx, first);
  await note(tx, row, 'open', null);
  tx.emit(BreachOpened, row.breach_id, { breachId: row.breach_id, dueAt: row.due_at.toISOString() });
  return first;
}

/** @throws AppError `breach_not_found`, `breach_step_not_possible` */
export async function openForStep(tx: PrivacyTx, id: string, step: BreachStep): Promise<BreachRow> {
  const row = isId(id) ? await findBreach(tx, id, { lock: true }) : null;
  if (!row) throw new AppError('breach_not_found');
  const named = await countPeople(tx, id);
  if (!stepsOf(row, named).includes(step)) throw new AppError('breach_step_not_possible');
  return row;
}

export async function amend(tx: PrivacyTx, row: BreachRow, given: Amendment): Promise<BreachRow> {
  return step(tx, row, 'amend', columnsOf(given), { fields: Object.keys(given) });
}

/** @throws AppError `breach_late_reason_needed` once the hours are over. */
export async function report(
  tx: PrivacyTx,
  city: PrivacyCity,
  row: BreachRow,
  given: { readonly reference: string; readonly lateReason?: string | undefined },
): Promise<BreachRow> {
  const { hours } = city.rules.breachOn(localDate(row.detected_at));
  const lateReason = given.lateReason?.trim() || null;
  if (tx.now > row.due_at && lateReason === null)
    throw new AppError('breach_late_reason_needed', { field: 'lateReason', params: { hours } });
  return step(tx, row, 'report', {
    state: 'reported',
    reported_at: tx.now,
    reference: given.reference,
    late_reason: lateReason,
  });
}

export async function name(tx: PrivacyTx, row: BreachRow, persons: readonly string[]): Promise<BreachRow> {
  const added = await namePeople(tx, row.breach_id, persons);
  for (const subject of persons)
    tx.trail({
      action: 'breach.person.named',
      object: { type: 'breach', id: row.breach_id },
      subject,
      reason: 'handles data protection',
    });
  return step(tx, row, 'name_people', {}, { added });
}

export async function tell(tx: PrivacyTx, row: BreachRow, words: string): Promise<BreachRow> {
  tx.enqueue(tellPeople, { breachId: row.breach_id }, { key: row.breach_id });
  return step(tx, row, 'tell', { tell_words: words, told_at: tx.now });
}

export async function close(tx: PrivacyTx, row: BreachRow): Promise<BreachRow> {
  return step(tx, row, 'close', { state: 'closed', closed_at: tx.now });
}

export type BreachAction = 'open' | 'amend' | 'warn' | 'report' | 'name_people' | 'tell' | 'close';

export async function step(
  tx: PrivacyTx,
  row: BreachRow,
  action: BreachAction,
  patch: Partial<BreachRow>,
  detail: object | null = null,
): Promise<BreachRow> {
  const next = { ...patch, version: row.version + 1 };
  await patchBreach(tx, row.breach_id, next);
  await note(tx, row, action, detail);
  return { ...row, ...next };
}

async function note(
  tx: PrivacyTx,
  row: Pick<BreachRow, 'breach_id' | 'version'>,
  action: BreachAction,
  detail: object | null,
): Promise<void> {
  await insertBreachEvent(tx, {
    breach_id: row.breach_id,
    seq: row.version + 1,
    at: tx.now,
    title: tx.actor.post?.title ?? null,
    action,
    detail,
  });
  tx.trail({ action: `breach.${action}`, object: { type: 'breach', id: row.breach_id } });
}

function columnsOf(given: Amendment): Partial<BreachRow> {
  const all = {
    title: given.title,
    what_happened: given.whatHappened,
    kinds_of_data: given.kindsOfData,
    persons_n: given.personsN,
    consequences: given.consequences,
    measures: given.measures,
    contact: given.contact,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

export async function viewOf(tx: PrivacyTx, city: PrivacyCity, row: BreachRow): Promise<BreachView> {
  const rule = city.rules.breachOn(localDate(row.detected_at));
  return breachView(row, {
    now: tx.now,
    namedN: await countPeople(tx, row.breach_id),
    events: await breachEvents(tx, row.breach_id),
    authority: rule.authority,
    law: { number: city.rules.document(rule.document).number, article: rule.article },
  });
}
