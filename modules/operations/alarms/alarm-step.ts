// One step of an alarm: ask the state machine, write row and step, say it to the city, count the call.
import { AppError } from '@city/kernel/errors';
import { newId } from '@city/kernel/database';
import { alarmChanged } from '../events.ts';
import { noteCall } from '../floods/flood.action.ts';
import type { OperationsCity } from '../module-city.ts';
import { type AlarmAction, type AlarmWho, annunciates, decideAlarm } from './alarm-states.ts';
import { type OperationsTx, writeAlarm } from './alarm.store.ts';
import type { AlarmRow } from './tables.ts';

export interface AlarmStep {
  readonly action: AlarmAction;
  readonly who: readonly AlarmWho[];
  /** What the step changes beside the state; what the machine asks about is read after it. */
  readonly patch?: Partial<AlarmRow>;
  readonly words?: string | null;
  readonly detail?: Readonly<Record<string, unknown>> | null;
}

/** What an alarm is before its first step. */
export type NewAlarm = Omit<AlarmRow, 'alarm_id' | 'state' | 'version' | 'changed_at' | 'called_at'>;

const kindOf = (who: readonly AlarmWho[]) => {
  if (who.includes('source')) return 'source' as const;
  if (who.includes('clock')) return 'clock' as const;
  return who.includes('design') ? ('design' as const) : ('operator' as const);
};

/** What leaves a state behind: a shelf that is over, an acknowledgement that no longer counts. */
function leftBehind(to: AlarmRow['state'], now: Date, isCall: boolean): Partial<AlarmRow> {
  const shelf =
    to === 'SHLVD' ? {} : { shelved_at: null, shelved_until: null, shelved_by: null, asked: null };
  const hidden =
    to === 'SHLVD' || to === 'DSUPR' || to === 'OOSRV' ? {} : { hidden_title: null, hidden_reason: null };
  const call = isCall ? { called_at: now, acked_at: null, acked_by: null, acked_title: null } : {};
  return { ...shelf, ...hidden, ...call };
}

/**
 * Takes a step of a locked alarm.
 * @returns the alarm as it is now.
 * @throws AppError `operations_alarm_step_not_possible` (409), `forbidden`.
 */
export function stepAlarm(
  tx: OperationsTx,
  city: OperationsCity,
  alarm: AlarmRow,
  step: AlarmStep,
): Promise<AlarmRow> {
  return write(tx, city, { row: alarm, from: alarm.state, version: alarm.version }, step);
}

/** Writes a new alarm with its first step. */
export function beginAlarm(
  tx: OperationsTx,
  city: OperationsCity,
  alarm: NewAlarm,
  step: AlarmStep,
): Promise<AlarmRow> {
  const row: AlarmRow = {
    ...alarm,
    alarm_id: newId(tx.now),
    state: 'NORM',
    called_at: null,
    changed_at: tx.now,
    version: 0,
  };
  return write(tx, city, { row, from: 'none', version: 0 }, step);
}

async function write(
  tx: OperationsTx,
  city: OperationsCity,
  at: { readonly row: AlarmRow; readonly from: AlarmRow['state'] | 'none'; readonly version: number },
  step: AlarmStep,
): Promise<AlarmRow> {
  const moved = { ...at.row, ...step.patch };
  const decision = decideAlarm(at.from, step.action, step.who, {
    active: moved.is_active,
    latching: moved.is_latching,
    shelfIsOver: at.row.shelved_until !== null && at.row.shelved_until <= tx.now,
  });
  if (!decision.allowed)
    throw new AppError(decision.why === 'not-you' ? 'forbidden' : 'operations_alarm_step_not_possible');
  const { to } = decision;
  const isCall = annunciates(step.action, to);
  const after: AlarmRow = {
    ...moved,
    ...leftBehind(to, tx.now, isCall),
    state: to,
    changed_at: tx.now,
    version: at.version + 1,
  };
  await writeAlarm(tx, after, {
    alarm_id: after.alarm_id,
    seq: after.version,
    at: tx.now,
    action: step.action,
    from_state: at.from,
    to_state: to,
    is_call: isCall,
    definition: after.definition,
    position: after.position,
    priority: after.priority,
    severity: after.severity,
    value: after.value,
    actor_kind: kindOf(step.who),
    post: tx.actor.post?.title ?? null,
    words: step.words ?? null,
    detail: step.detail ?? null,
  });
  say(tx, after, step.action, isCall);
  if (isCall) await noteCall(tx, city, after.position);
  return after;
}

/** The event, and for what a person decided the trail. */
export function say(tx: OperationsTx, row: AlarmRow, action: string, isCall: boolean): void {
  tx.emit(alarmChanged, row.alarm_id, {
    alarmId: row.alarm_id,
    version: row.version,
    action,
    state: row.state,
    isCall,
    isActive: row.is_active,
    definition: row.definition,
    position: row.position,
    priority: row.priority,
    ward: row.ward,
    at: tx.now.toISOString(),
  });
  if (tx.actor.kind !== 'system')
    tx.trail({
      action: `alarm.${action}`,
      object: { type: 'alarm', id: row.alarm_id },
      detail: { state: row.state, definition: row.definition, seq: row.version },
    });
}
