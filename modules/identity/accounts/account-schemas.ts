// What the desk of disabled accounts gets and sends.
import { type Static, Type } from 'typebox';

const Reason = Type.String({ minLength: 10, maxLength: 1000 });
const Moment = Type.String({ format: 'date-time' });

export const BlockView = Type.Object({
  person: Type.String(),
  name: Type.String(),
  at: Moment,
  reason: Type.String(),
  document: Type.Union([Type.String(), Type.Null()]),
  /** The caller disabled it: somebody else enables it. */
  isOwn: Type.Boolean(),
  liftedAt: Type.Union([Moment, Type.Null()]),
  liftReason: Type.Union([Type.String(), Type.Null()]),
});
export type BlockView = Static<typeof BlockView>;
export const Disable = Type.Object(
  {
    personalNumber: Type.String({ maxLength: 30 }),
    reason: Reason,
    document: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
);
export const Enable = Type.Object({ reason: Reason }, { additionalProperties: false });
