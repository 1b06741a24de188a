// What the administrators' desk of clients gets and sends.
import { type Static, Type } from 'typebox';

const Words = Type.Object({ vi: Type.String(), en: Type.String() });
const Moment = Type.String({ format: 'date-time' });
export const Reason = Type.String({ minLength: 10, maxLength: 1000 });

export const ClientView = Type.Object({
  id: Type.String(),
  name: Words,
  owner: Words,
  state: Type.Union(
    ['sandbox', 'waiting', 'production', 'stopped'].map((one) => Type.Literal(one)) as never,
    {
      description: 'sandbox | waiting | production | stopped',
    },
  ),
  profile: Type.String(),
  purposes: Type.Array(Type.String()),
  redirects: Type.Array(Type.String()),
  proof: Type.String(),
  document: Type.String(),
  validFrom: Type.String(),
  isFirstParty: Type.Boolean(),
  isOwn: Type.Boolean(),
  stop: Type.Union([Type.Object({ at: Moment, reason: Type.String() }), Type.Null()]),
  wish: Type.Union([
    Type.Object({
      at: Moment,
      by: Type.String(),
      owner: Type.String(),
      reason: Type.String(),
      purposes: Type.Array(Type.String()),
    }),
    Type.Null(),
  ]),
});
export const ClientList = Type.Object({ items: Type.Array(ClientView) });
export type ClientView = Omit<Static<typeof ClientView>, 'state'> & {
  readonly state: 'sandbox' | 'waiting' | 'production' | 'stopped';
};

export const Decision = Type.Object(
  {
    isGranted: Type.Boolean(),
    answer: Reason,
    document: Type.Optional(Type.String({ maxLength: 200 })),
    purposes: Type.Array(Type.String({ maxLength: 60 }), { default: [], maxItems: 10 }),
  },
  { additionalProperties: false },
);
export const WithReason = Type.Object({ reason: Reason }, { additionalProperties: false });
export const Done = Type.Object({ id: Type.String() });
