// What the desk of keys is told: rings with their keys, and what was asked for.
import { type Static, Type } from 'typebox';

const When = Type.String({ format: 'date-time' });
const WhenOrNull = Type.Union([When, Type.Null()]);
const Words = Type.Object({ vi: Type.String(), en: Type.String() });

export const KeyView = Type.Object({
  id: Type.String(),
  use: Words,
  state: Type.Enum(['announced', 'signing', 'checking']),
  madeAt: WhenOrNull,
  signsFrom: WhenOrNull,
  until: WhenOrNull,
  nextAt: WhenOrNull,
});
export type KeyView = Static<typeof KeyView>;

export const RingView = Type.Object({
  module: Type.String(),
  ring: Type.String(),
  title: Words,
  keys: Type.Array(KeyView),
  /** Null where a button changes it. */
  byHand: Type.Union([Words, Type.Null()]),
});
export type RingView = Static<typeof RingView>;

export const RotationView = Type.Object({
  id: Type.String({ format: 'uuid' }),
  module: Type.String(),
  ring: Type.String(),
  reason: Type.String(),
  state: Type.Enum(['asked', 'confirmed', 'done', 'refused', 'withdrawn', 'lapsed']),
  askedPost: Type.String(),
  askedAt: When,
  until: When,
  endedPost: Type.Union([Type.String(), Type.Null()]),
  endedAt: WhenOrNull,
  outcome: Type.Union([Type.String(), Type.Null()]),
  isOwn: Type.Boolean({ description: 'Whoever asks now asked for it: they cannot confirm it' }),
});
export type RotationView = Static<typeof RotationView>;

export const Keys = Type.Object(
  {
    rings: Type.Array(RingView),
    rotations: Type.Array(RotationView),
    mayRotate: Type.Boolean(),
  },
  { $id: 'SigningKeys' },
);
export type Keys = Static<typeof Keys>;

export const NewRotation = Type.Object(
  {
    module: Type.String({ maxLength: 60 }),
    ring: Type.String({ maxLength: 60 }),
    reason: Type.String({ minLength: 5, maxLength: 500 }),
  },
  { additionalProperties: false },
);
