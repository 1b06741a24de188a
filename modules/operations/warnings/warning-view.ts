// What screens, programs and people see of a warning.
import { type Static, type TSchema, Type } from 'typebox';
import { Both } from '../alarms/alarm-view.ts';
import { capCertainties, capSeverities, capUrgencies } from '../cap/cap-message.ts';
import type { OperationsCity } from '../module-city.ts';
import { type WarningEventRow, type WarningRow, warningStates, warningStatuses } from './tables.ts';
import { possibleWarningActions, type WarningWho } from './warning-states.ts';

const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Moment = Type.String({ format: 'date-time' });

export const WarningView = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    identifier: OrNull(Type.String()),
    state: Type.Enum(warningStates),
    status: Type.Enum(warningStatuses),
    msgType: Type.Enum(['Alert', 'Update', 'Cancel']),
    event: Type.String(),
    eventName: Both,
    urgency: Type.Enum(capUrgencies),
    severity: Type.Enum(capSeverities),
    certainty: Type.Enum(capCertainties),
    headline: Both,
    description: Both,
    instruction: Both,
    areas: Type.Array(Type.Object({ code: Type.String(), name: Both })),
    expiresAt: Moment,
    sentAt: OrNull(Moment),
    previousId: OrNull(Type.String()),
  },
  { $id: 'OperationsWarning' },
);
export type WarningView = Static<typeof WarningView>;

export const WarningDetail = Type.Object(
  {
    warning: WarningView,
    writtenTitle: Type.String(),
    releasedTitle: OrNull(Type.String()),
    actions: Type.Array(Type.String()),
    /** The caller wrote a word of it: somebody else has to release it. */
    isOwn: Type.Boolean(),
    history: Type.Array(
      Type.Object({
        seq: Type.Integer(),
        at: Moment,
        action: Type.String(),
        by: Type.String(),
        words: OrNull(Type.String()),
      }),
    ),
  },
  { $id: 'OperationsWarningDetail' },
);
export type WarningDetail = Static<typeof WarningDetail>;

export function warningView(city: OperationsCity, row: WarningRow): WarningView {
  const event = city.files.warnings.events.findLast(({ id }) => id === row.event);
  return {
    id: row.warning_id,
    version: row.version,
    identifier: row.identifier,
    state: row.state,
    status: row.status,
    msgType: row.msg_type,
    event: row.event,
    eventName: event?.event ?? { vi: row.event, en: row.event },
    urgency: row.urgency,
    severity: row.severity,
    certainty: row.certainty,
    headline: { vi: row.headline_vi, en: row.headline_en },
    description: { vi: row.description_vi, en: row.description_en },
    instruction: { vi: row.instruction_vi, en: row.instruction_en },
    areas: row.areas.map((code) => ({ code, name: city.wardName(code) ?? { vi: code, en: code } })),
    expiresAt: row.expires_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    previousId: row.previous_id,
  };
}

export function warningDetail(
  city: OperationsCity,
  row: WarningRow,
  history: readonly WarningEventRow[],
  caller: { readonly id: string | null; readonly who: readonly WarningWho[] },
): WarningDetail {
  return {
    warning: warningView(city, row),
    writtenTitle: row.written_title,
    releasedTitle: row.released_title,
    actions: possibleWarningActions(row.state, caller.who),
    isOwn: caller.id !== null && row.written_by.includes(caller.id),
    history: history.map(({ seq, at, action, post, words }) => ({
      seq,
      at: at.toISOString(),
      action,
      by: post,
      words,
    })),
  };
}
