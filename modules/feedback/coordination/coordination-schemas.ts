// The shapes of the coordinator's boards: what waits for a decision, what bounced between bodies, what a storm gathers. Safe in a browser.
import { type Static, Type } from 'typebox';
import { BodyRef, DeskItem, Words } from '../contract.ts';
import { transferKinds } from '../transfer/transferred.ts';

const Instant = Type.String({ format: 'date-time' });
const orNull = <S extends import('typebox').TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

/** Why a report waits for the coordinator, most pressing first. */
export const triageReasons = ['returned-twice', 'other-procedure', 'returned', 'no-clear-body'] as const;
export type TriageReason = (typeof triageReasons)[number];

export const Stop = Type.Object({
  body: BodyRef,
  how: Type.Enum(['filed', 'handed-over', 'returned']),
  since: Instant,
  until: orNull(Instant),
  workingMinutes: Type.Integer({ minimum: 0, description: 'Working time that the report stayed there' }),
  reason: orNull(Type.String({ description: 'What was written when the report came here' })),
});
export type Stop = Static<typeof Stop>;

export const TriageItem = Type.Object({
  report: DeskItem,
  reason: Type.Enum(triageReasons),
  because: Words,
  asksFor: orNull(
    Type.Enum(transferKinds, { description: 'The procedure that the words point at, when they do' }),
  ),
  from: orNull(BodyRef),
  said: orNull(Type.String({ description: 'What the last body wrote when it returned the report' })),
});
export type TriageItem = Static<typeof TriageItem>;
export const TriageList = Type.Object({ items: Type.Array(TriageItem), next: Type.Null() });
export type TriageList = Static<typeof TriageList>;

export const BouncedReport = Type.Object({
  report: DeskItem,
  path: Type.Array(Stop, { description: 'Bodies in the order in which they held the report' }),
  returned: Type.Integer({ minimum: 0 }),
  returnsAllowed: Type.Integer({ minimum: 0 }),
  openToDecide: Type.Boolean({ description: 'No body may return it any more: the coordinator decides' }),
});
export type BouncedReport = Static<typeof BouncedReport>;
export const BouncedList = Type.Object({ items: Type.Array(BouncedReport), next: Type.Null() });
export type BouncedList = Static<typeof BouncedList>;
