// What people at the positions do with an alarm: acknowledge, take it back, shelve and unshelve, reset, note; the head of the shift takes out of service.
import { AppError } from '@city/kernel/errors';
import type { Actor } from '@city/kernel/access';
import { sql } from 'kysely';
import { rowAt } from '../definitions/city-files.ts';
import { limits } from '../limits.ts';
import type { OperationsCity } from '../module-city.ts';
import type { AlarmWho } from './alarm-states.ts';
import { say, stepAlarm } from './alarm-step.ts';
import { lockAlarm, type OperationsTx, writeAlarm } from './alarm.store.ts';
import { assertShelf, shelvedMinutes } from './shelving.ts';
import type { AlarmRow } from './tables.ts';

/** What an officer's post is to an alarm. */
export function whoIs({ kind, post }: Actor): readonly AlarmWho[] {
  if (kind !== 'officer' || !post) return [];
  if (post.role === 'shift_lead') return ['operator', 'lead'];
  return post.role === 'operator' ? ['operator'] : [];
}

/** @throws AppError `operations_alarm_not_found`; `version_mismatch` (412) when it has moved on since it was seen. */
export async function openAlarm(tx: OperationsTx, alarmId: string, version?: number): Promise<AlarmRow> {
  const alarm = await lockAlarm(tx, alarmId);
  if (!alarm) throw new AppError('operations_alarm_not_found', { field: 'id' });
  if (version !== undefined && version !== alarm.version) throw new AppError('version_mismatch');
  return alarm;
}

const title = (tx: OperationsTx): string => tx.actor.post?.title ?? '';

/** @throws AppError `operations_reason_short` */
export function reasonOf(words: string | undefined): string {
  const reason = (words ?? '').replaceAll(/\s+/g, ' ').trim();
  if (reason.length < limits.reasonMin)
    throw new AppError('operations_reason_short', { field: 'words', params: { least: limits.reasonMin } });
  return reason;
}

export async function acknowledge(
  tx: OperationsTx,
  city: OperationsCity,
  alarm: AlarmRow,
): Promise<AlarmRow> {
  return stepAlarm(tx, city, alarm, {
    action: 'ack',
    who: whoIs(tx.actor),
    patch: { acked_at: tx.now, acked_by: tx.actor.id, acked_title: title(tx) },
    detail: alarm.called_at
      ? { seconds: Math.round((tx.now.getTime() - alarm.called_at.getTime()) / 1000) }
      : null,
  });
}

export async function takeBack(
  tx: OperationsTx,
  city: OperationsCity,
  alarm: AlarmRow,
  { words }: { readonly words: string },
): Promise<AlarmRow> {
  return stepAlarm(tx, city, alarm, {
    action: 'unack',
    who: whoIs(tx.actor),
    words: reasonOf(words),
    patch: { acked_at: null, acked_by: null, acked_title: null },
  });
}

export async function reset(tx: OperationsTx, city: OperationsCity, alarm: AlarmRow): Promise<AlarmRow> {
  return stepAlarm(tx, city, alarm, { action: 'reset', who: whoIs(tx.actor) });
}

/**
 * Shelves, or for a priority that takes two persons asks for it.
 * @throws AppError `operations_shelf_too_long`, `operations_shelf_day_used_up`, `operations_shelf_full`, `operations_reason_short`
 */
export async function shelve(
  tx: OperationsTx,
  city: OperationsCity,
  alarm: AlarmRow,
  asked: { readonly minutes: number; readonly words: string },
): Promise<AlarmRow> {
  const reason = reasonOf(asked.words);
  const rule = rowAt(city.files.rules.shelving, tx.now, ({ priority }) => priority === alarm.priority);
  await assertRoom(tx, city, alarm, asked.minutes);
  if (!rule.secondPerson) return ontoShelf(tx, city, alarm, { ...asked, reason });
  const request = {
    by: tx.actor.id ?? '',
    title: title(tx),
    at: tx.now.toISOString(),
    minutes: asked.minutes,
    reason,
  };
  return note(tx, { ...alarm, asked: request }, reason, { asks: 'shelve', minutes: asked.minutes });
}

/** @throws AppError `operations_shelf_not_asked`, `operations_second_person_needed`, and those of `shelve`. */
export async function confirmShelf(
  tx: OperationsTx,
  city: OperationsCity,
  alarm: AlarmRow,
): Promise<AlarmRow> {
  const { asked } = alarm;
  if (asked === null) throw new AppError('operations_shelf_not_asked');
  if (asked.by === tx.actor.id) throw new AppError('operations_second_person_needed');
  await assertRoom(tx, city, alarm, asked.minutes);
  return ontoShelf(tx, city, alarm, { minutes: asked.minutes, reason: asked.reason, askedBy: asked.title });
}

async function ontoShelf(
  tx: OperationsTx,
  city: OperationsCity,
  alarm: AlarmRow,
  { minutes, reason, askedBy }: { minutes: number; reason: string; askedBy?: string },
): Promise<AlarmRow> {
  const until = new Date(tx.now.getTime() + minutes * 60_000);
  return stepAlarm(tx, city, alarm, {
    action: 'shelve',
    who: whoIs(tx.actor),
    words: reason,
    patch: {
      shelved_at: tx.now,
      shelved_until: until,
      shelved_by: tx.actor.id,
      hidden_title: title(tx),
      hidden_reason: reason,
      asked: null,
    },
    detail: { until: until.toISOString(), minutes, ...(askedBy === undefined ? {} : { askedBy }) },
  });
}

async function assertRoom(
  tx: OperationsTx,
  city: OperationsCity,
  alarm: AlarmRow,
  minutes: number,
): Promise<void> {
  const { shelving, shelves } = city.files.rules;
  const rule = rowAt(shelving, tx.now, ({ priority }) => priority === alarm.priority);
  const spans = await sql<{ at: Date; to_state: string; from_state: string }>`
    select at, from_state, to_state from operations.alarm_event
     where alarm_id = ${alarm.alarm_id} and (from_state = 'SHLVD') <> (to_state = 'SHLVD') order by seq`.execute(
    tx.db,
  );
  const shelved = await sql<{ n: number }>`
    select count(*)::int as n from operations.alarm where state = 'SHLVD' and position = ${alarm.position}`.execute(
    tx.db,
  );
  const used: { from: number; to: number | null }[] = [];
  for (const { at, to_state: to } of spans.rows) {
    const last = used.at(-1);
    if (to === 'SHLVD') used.push({ from: at.getTime(), to: null });
    else if (last) last.to = at.getTime();
  }
  const usedMinutes = shelvedMinutes(used, tx.now.getTime());
  const shelvedNow = shelved.rows[0]?.n ?? 0;
  assertShelf(rule, { minutes, usedMinutes, shelvedNow }, rowAt(shelves, tx.now).most);
}

export async function unshelve(tx: OperationsTx, city: OperationsCity, alarm: AlarmRow): Promise<AlarmRow> {
  return stepAlarm(tx, city, alarm, {
    action: 'unshelve',
    who: whoIs(tx.actor),
    patch: alarm.is_active ? { acked_at: tx.now, acked_by: tx.actor.id, acked_title: title(tx) } : {},
  });
}

export async function removeFromService(
  tx: OperationsTx,
  city: OperationsCity,
  alarm: AlarmRow,
  { words }: { readonly words: string },
): Promise<AlarmRow> {
  const reason = reasonOf(words);
  return stepAlarm(tx, city, alarm, {
    action: 'remove',
    who: whoIs(tx.actor),
    words: reason,
    patch: { hidden_title: title(tx), hidden_reason: reason },
  });
}

export async function restoreToService(
  tx: OperationsTx,
  city: OperationsCity,
  alarm: AlarmRow,
): Promise<AlarmRow> {
  return stepAlarm(tx, city, alarm, { action: 'restore', who: whoIs(tx.actor) });
}

/** Words beside an alarm; nothing of its state changes. */
export async function note(
  tx: OperationsTx,
  alarm: AlarmRow,
  words: string,
  detail: Readonly<Record<string, unknown>> | null = null,
): Promise<AlarmRow> {
  const after: AlarmRow = { ...alarm, changed_at: tx.now, version: alarm.version + 1 };
  await writeAlarm(tx, after, {
    alarm_id: after.alarm_id,
    seq: after.version,
    at: tx.now,
    action: 'note',
    from_state: alarm.state,
    to_state: alarm.state,
    is_call: false,
    definition: after.definition,
    position: after.position,
    priority: after.priority,
    severity: after.severity,
    value: after.value,
    actor_kind: 'operator',
    post: tx.actor.post?.title ?? null,
    words,
    detail,
  });
  say(tx, after, 'note', false);
  return after;
}
