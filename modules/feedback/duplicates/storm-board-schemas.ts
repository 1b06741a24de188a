// The shape of a storm's board: where it rages, what it is about, what was merged and what still could be. Safe in a browser.
import { type Static, Type } from 'typebox';
import { ReportItem } from '../contract.ts';

const Instant = Type.String({ format: 'date-time' });
const orNull = <S extends import('typebox').TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Count = Type.Integer({ minimum: 0 });

export const StormView = Type.Object({
  id: Type.String(),
  group: Type.String(),
  groupName: Type.Object({ vi: Type.String(), en: Type.String() }),
  beganAt: Instant,
  beganBy: orNull(Type.String({ description: 'Title of the post; null when the city noticed it by itself' })),
  endedAt: orNull(Instant),
  looked: Type.Integer({ description: 'Reports looked at' }),
  merged: Type.Integer({ description: 'Reports merged with an earlier one' }),
});
export type StormView = Static<typeof StormView>;
export const StormFollower = Type.Object({
  trackingCode: Type.String(),
  version: Type.Integer({ minimum: 1 }),
  words: Type.String(),
  filedAt: Instant,
  metres: Count,
  photoUrl: orNull(Type.String()),
  mergedBy: Type.Enum(['city', 'office', 'reporter']),
});
export type StormFollower = Static<typeof StormFollower>;

export const StormMaster = Type.Object({
  report: ReportItem,
  photoUrl: orNull(Type.String({ description: 'Large enough to decide by' })),
  followers: Type.Array(StormFollower, { description: 'Those that came last, to look through and to undo' }),
});
export type StormMaster = Static<typeof StormMaster>;

export const StormCandidate = Type.Object({
  report: ReportItem,
  photoUrl: orNull(Type.String()),
  master: ReportItem,
  masterPhotoUrl: orNull(Type.String()),
  score: Type.Number({ minimum: 0, maximum: 1 }),
  metres: Count,
});
export type StormCandidate = Static<typeof StormCandidate>;

export const StormBoard = Type.Object({
  id: Type.String(),
  filed: Type.Integer({ minimum: 0, description: 'Reports of the matter since the storm began' }),
  followers: Count,
  perMinute: Type.Array(Count, {
    description: 'Reports that came in each of the last thirty minutes, oldest first',
  }),
  places: Type.Array(
    Type.Object({ code: Type.String(), lat: Type.Number(), lon: Type.Number(), isMaster: Type.Boolean() }),
  ),
  masters: Type.Array(StormMaster),
  candidates: Type.Array(StormCandidate),
});
export type StormBoard = Static<typeof StormBoard>;

export const StormGroups = Type.Object({
  items: Type.Array(
    Type.Object({
      group: Type.String(),
      name: Type.Object({ vi: Type.String(), en: Type.String() }),
      lasts: Type.Boolean(),
      lastTenMinutes: Count,
      threshold: Type.Integer({
        minimum: 0,
        description: 'From how many in ten minutes a storm begins by itself',
      }),
    }),
  ),
  next: Type.Null(),
});
export type StormGroups = Static<typeof StormGroups>;
