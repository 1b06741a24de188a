// The shapes of what inspectors get.
import { type Static, Type } from 'typebox';

const Words = Type.Object({ vi: Type.String(), en: Type.String() });
const MaybeWords = Type.Union([Words, Type.Null()]);
const MaybeText = Type.Union([Type.String(), Type.Null()]);
const Count = Type.Integer({ minimum: 0 });

const MaybeInstant = Type.Union([Type.String({ format: 'date-time' }), Type.Null()]);

export const LogHealth = Type.Object(
  {
    size: Count,
    signedAt: MaybeInstant,
    witnessedAt: MaybeInstant,
    alarms: Type.Array(
      Type.Object({
        at: Type.String({ format: 'date-time' }),
        witness: Type.String(),
        what: Type.Enum(['rolled_back', 'forked']),
        size: Count,
        seen: Count,
      }),
    ),
  },
  { $id: 'TrailLogHealth' },
);
export type LogHealth = Static<typeof LogHealth>;

export const Reading = Type.Object(
  {
    officer: Type.String(),
    post: MaybeText,
    title: MaybeWords,
    body: MaybeText,
    bodyName: MaybeWords,
    day: Type.String(),
    reads: Count,
    persons: Count,
    offHours: Count,
    unexplained: Count,
    signs: Type.Array(Type.Enum(['many_persons', 'off_hours', 'no_purpose'])),
  },
  { $id: 'TrailReading' },
);
export type Reading = Static<typeof Reading>;

export const SingleReading = Type.Object(
  {
    id: Type.String(),
    at: Type.String({ format: 'date-time' }),
    what: Words,
    object: MaybeText,
    purpose: MaybeText,
    bodyName: MaybeWords,
  },
  { $id: 'TrailSingleReading' },
);
export type SingleReading = Static<typeof SingleReading>;
