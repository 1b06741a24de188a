// The shapes of the leader's screens: the ladder with its rungs, the league of bodies month by month. Safe in a browser.
import { type Static, Type } from 'typebox';
import { BodyRef, DeskItem, Words } from '../contract.ts';

const Count = Type.Integer({ minimum: 0 });
const orNull = <S extends import('typebox').TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

export const LadderRung = Type.Object({
  level: Type.Integer({ minimum: 1 }),
  /** A share of the term, or working time after its end. */
  share: orNull(Type.Number()),
  late: orNull(Type.Object({ amount: Type.Number(), unit: Type.String() })),
  tell: Type.Enum(['handler', 'body', 'coordinator', 'city']),
  toldHandler: Type.Boolean({ description: 'The officer in charge is told' }),
  told: Type.Array(Words, { description: 'Titles of the posts that are told for the body in view' }),
  document: Type.String(),
  count: Count,
  items: Type.Array(DeskItem, { description: 'Reports that stand on this rung, longest overdue first' }),
});
export type LadderRung = Static<typeof LadderRung>;
export const Ladder = Type.Object({
  body: orNull(BodyRef),
  below: Type.Integer({ minimum: 0, description: 'Open reports with a promise that have reached no rung' }),
  rungs: Type.Array(LadderRung),
});
export type Ladder = Static<typeof Ladder>;

const Share = Type.Object({
  value: Type.Number({ minimum: 0, maximum: 1 }),
  low: Type.Number(),
  high: Type.Number({ description: 'Wilson interval, 95%' }),
});
export type ShareWithInterval = Static<typeof Share>;

export const LeagueMonth = Type.Object({
  month: Type.String({ description: 'YYYY-MM, of filing' }),
  promised: Count,
  onTime: orNull(Share),
});
export const LeagueRow = Type.Object({
  body: BodyRef,
  filed: Count,
  answered: Count,
  promised: Count,
  onTime: orNull(Share),
  medianDays: orNull(Type.Number({ description: 'From filing to answer, days on the calendar' })),
  reopened: orNull(Share),
  rating: orNull(Type.Number({ description: 'Mean of five ratings at least' })),
  rated: Count,
  isFew: Type.Boolean({ description: 'Too few answers for a place in the order' }),
  months: Type.Array(LeagueMonth),
});
export type LeagueRow = Static<typeof LeagueRow>;
export const League = Type.Object({
  from: Type.String(),
  to: Type.String(),
  months: Type.Array(Type.String()),
  fewest: Type.Integer({ description: 'Answers below which a body has no place in the order' }),
  items: Type.Array(LeagueRow),
  next: Type.Null(),
  recompute: Type.String({ description: 'The open data that these figures are made of' }),
});
export type League = Static<typeof League>;
