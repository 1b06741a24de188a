// The shapes of the device engineer's desk.
import { type Static, Type } from 'typebox';
import { CODEC } from '../codecs/limits.ts';
import { RuleDefinition } from '../rules/rule.ts';

const OrNull = <S extends import('typebox').TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Time = Type.String({ format: 'date-time' });
export const Code = Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{1,63}$', maxLength: 64 });

export const deviceKinds = [
  'air',
  'weather',
  'water',
  'road',
  'traffic',
  'fire',
  'port',
  'gateway',
  'sparkplug',
  'network',
  'other',
] as const;

export const NewDevice = Type.Object({
  code: Code,
  kind: Type.Enum([...deviceKinds]),
  title: Type.String({ minLength: 1, maxLength: 200 }),
  lat: Type.Optional(OrNull(Type.Number({ minimum: -90, maximum: 90 }))),
  lon: Type.Optional(OrNull(Type.Number({ minimum: -180, maximum: 180 }))),
  periodSeconds: Type.Integer({ minimum: 1, maximum: 604_800 }),
  isPublic: Type.Boolean(),
  /** Code of the gateway, edge node or network server that speaks for it, and its address there. */
  via: Type.Optional(OrNull(Code)),
  address: Type.Optional(OrNull(Type.String({ minLength: 1, maxLength: 200 }))),
  codec: Type.Optional(OrNull(Code)),
});
export type NewDevice = Static<typeof NewDevice>;

export const DeviceLine = Type.Object(
  {
    code: Type.String(),
    kind: Type.String(),
    title: Type.String(),
    via: OrNull(Type.String()),
    address: OrNull(Type.String()),
    codec: OrNull(Type.String()),
    periodSeconds: Type.Integer(),
    isPublic: Type.Boolean(),
    isActive: Type.Boolean(),
    series: Type.Integer(),
    heardAt: OrNull(Time),
    isLate: Type.Boolean(),
    setAside: Type.Integer(),
  },
  { $id: 'SensingDevice' },
);
export type DeviceLine = Static<typeof DeviceLine>;

export const Key = Type.Object({ code: Type.String(), key: Type.String() }, { $id: 'SensingDeviceKey' });
export type Key = Static<typeof Key>;

export const CodecInput = Type.Object({
  code: Code,
  script: Type.String({ minLength: 1, maxLength: CODEC.scriptCharacters }),
});
export type CodecInput = Static<typeof CodecInput>;

export const CodecLine = Type.Object(
  { code: Type.String(), script: Type.String(), savedAt: Time },
  { $id: 'SensingCodec' },
);
export type CodecLine = Static<typeof CodecLine>;

export const Trial = Type.Object({
  script: Type.String({ minLength: 1, maxLength: CODEC.scriptCharacters }),
  hex: Type.String({ pattern: '^([0-9A-Fa-f]{2}\\s*)*$', maxLength: CODEC.payloadBytes * 3 }),
  fPort: Type.Integer({ minimum: 0, maximum: 255 }),
});
export type Trial = Static<typeof Trial>;

export const TrialAnswer = Type.Object({
  /** What the script answered, as JSON. */
  data: Type.String(),
  warnings: Type.Array(Type.String()),
  /** What would be stored. */
  values: Type.Array(Type.Object({ metric: Type.String(), v: Type.Number() })),
});
export type TrialAnswer = Static<typeof TrialAnswer>;

export const ConditionLine = Type.Object(
  {
    id: Type.String(),
    rule: Type.String(),
    subject: Type.String(),
    severity: Type.Integer(),
    value: OrNull(Type.Number()),
    raisedAt: Time,
    clearedAt: OrNull(Time),
  },
  { $id: 'SensingCondition' },
);
export type ConditionLine = Static<typeof ConditionLine>;

export const AnomalyLine = Type.Object(
  {
    subject: Type.String(),
    at: Time,
    score: Type.Number(),
    value: Type.Number(),
    baseline: Type.Number(),
    method: Type.String(),
    thisWeek: Type.Integer(),
  },
  { $id: 'SensingAnomaly' },
);
export type AnomalyLine = Static<typeof AnomalyLine>;

export const RuleInput = Type.Object({ definition: RuleDefinition, isActive: Type.Boolean() });
