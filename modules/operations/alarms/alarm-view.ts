// What programs and screens see of an alarm: its definition in words beside the figures of the moment.
import { type Static, Type } from 'typebox';
import type { OperationsCity } from '../module-city.ts';
import type { AlarmDefinition } from '../definitions/definitions-data.ts';
import { possibleAlarmActions, type AlarmState, alarmStates } from './alarm-states.ts';
import type { AlarmEventRow, AlarmRow } from './tables.ts';

const OrNull = <S extends import('typebox').TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Moment = Type.String({ format: 'date-time' });
export const Both = Type.Object({ vi: Type.String(), en: Type.String() });

export const AlarmView = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    version: Type.Integer(),
    definition: Type.String(),
    title: Both,
    priority: Type.Integer({ minimum: 1, maximum: 4 }),
    severity: Type.Integer({ minimum: 1, maximum: 4 }),
    state: Type.Enum(alarmStates),
    isActive: Type.Boolean(),
    isLatching: Type.Boolean(),
    position: Type.String(),
    value: OrNull(Type.Number()),
    unitCode: OrNull(Type.String()),
    lat: OrNull(Type.Number()),
    lon: OrNull(Type.Number()),
    ward: OrNull(Type.String()),
    wardName: OrNull(Both),
    occurredAt: Moment,
    calledAt: OrNull(Moment),
    clearedAt: OrNull(Moment),
    ackedAt: OrNull(Moment),
    ackedTitle: OrNull(Type.String()),
    shelvedUntil: OrNull(Moment),
    hiddenTitle: OrNull(Type.String()),
    hiddenReason: OrNull(Type.String()),
    asked: OrNull(
      Type.Object({ title: Type.String(), at: Moment, minutes: Type.Integer(), reason: Type.String() }),
    ),
    incidentId: OrNull(Type.String()),
  },
  { $id: 'OperationsAlarm' },
);
export type AlarmView = Static<typeof AlarmView>;

export const AlarmStepView = Type.Object({
  seq: Type.Integer(),
  at: Moment,
  action: Type.String(),
  from: Type.String(),
  to: Type.String(),
  by: OrNull(Type.String()),
  byKind: Type.String(),
  words: OrNull(Type.String()),
  severity: Type.Integer(),
  value: OrNull(Type.Number()),
});

export const AlarmDetail = Type.Object(
  {
    alarm: AlarmView,
    cause: Both,
    consequence: Both,
    response: Both,
    sop: Type.Array(Both),
    incidentType: Type.String(),
    warningEvent: OrNull(Type.String()),
    mostShelfMinutes: Type.Integer(),
    shelfNeedsSecond: Type.Boolean(),
    actions: Type.Array(Type.String()),
    history: Type.Array(AlarmStepView),
  },
  { $id: 'OperationsAlarmDetail' },
);
export type AlarmDetail = Static<typeof AlarmDetail>;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** The definition of an alarm as it stood when it occurred last; the newest of that name when none did. */
export function definitionOf(
  city: OperationsCity,
  row: Pick<AlarmRow, 'definition'>,
): AlarmDefinition | undefined {
  return city.files.alarms.alarms.findLast(({ id }) => id === row.definition);
}

export function alarmView(city: OperationsCity, row: AlarmRow): AlarmView {
  const { asked } = row;
  return {
    id: row.alarm_id,
    version: row.version,
    definition: row.definition,
    title: definitionOf(city, row)?.title ?? { vi: row.definition, en: row.definition },
    priority: row.priority,
    severity: row.severity,
    state: row.state,
    isActive: row.is_active,
    isLatching: row.is_latching,
    position: row.position,
    value: row.value,
    unitCode: row.unit_code,
    lat: row.lat,
    lon: row.lon,
    ward: row.ward,
    wardName: city.wardName(row.ward),
    occurredAt: row.occurred_at.toISOString(),
    calledAt: iso(row.called_at),
    clearedAt: iso(row.cleared_at),
    ackedAt: iso(row.acked_at),
    ackedTitle: row.acked_title,
    shelvedUntil: iso(row.shelved_until),
    hiddenTitle: row.hidden_title,
    hiddenReason: row.hidden_reason,
    asked: asked && { title: asked.title, at: asked.at, minutes: asked.minutes, reason: asked.reason },
    incidentId: row.incident_id,
  };
}

const nothing = { vi: '', en: '' };

export function alarmDetail(
  city: OperationsCity,
  row: AlarmRow,
  history: readonly AlarmEventRow[],
  who: Parameters<typeof possibleAlarmActions>[1],
): AlarmDetail {
  const definition = definitionOf(city, row);
  const rule = city.files.rules.shelving.findLast(({ priority }) => priority === row.priority);
  return {
    alarm: alarmView(city, row),
    cause: definition?.cause ?? nothing,
    consequence: definition?.consequence ?? nothing,
    response: definition?.response ?? nothing,
    sop: definition?.sop ?? [],
    incidentType: definition?.incident ?? 'khac',
    warningEvent: definition?.warning ?? null,
    mostShelfMinutes: rule?.mostMinutes ?? 0,
    shelfNeedsSecond: rule?.secondPerson ?? true,
    actions: possibleAlarmActions(row.state as AlarmState, who, {
      active: row.is_active,
      latching: row.is_latching,
      shelfIsOver: false,
    }),
    history: history.map((event) => ({
      seq: event.seq,
      at: event.at.toISOString(),
      action: event.action,
      from: event.from_state,
      to: event.to_state,
      by: event.post,
      byKind: event.actor_kind,
      words: event.words,
      severity: event.severity,
      value: event.value,
    })),
  };
}
