// What a rule is: which series it listens to, when something is wrong there, and how long that must last.
import { type Static, Type } from 'typebox';

const Seconds = (maximum: number) => Type.Integer({ minimum: 0, maximum });
const Limit = {
  above: Type.Optional(Type.Number()),
  below: Type.Optional(Type.Number()),
  /** How far a value must come back before the condition may clear. */
  deadband: Type.Optional(Type.Number({ minimum: 0 })),
};

const day = 86_400;
export const Test = Type.Union([
  Type.Object({ kind: Type.Literal('threshold'), ...Limit }),
  /** n of the last m values. */
  Type.Object({
    kind: Type.Literal('nOfM'),
    n: Type.Integer({ minimum: 1, maximum: 100 }),
    m: Type.Integer({ minimum: 1, maximum: 100 }),
    ...Limit,
  }),
  /** Outside of what can be. */
  Type.Object({ kind: Type.Literal('range'), low: Type.Number(), high: Type.Number() }),
  /** Change in a minute, over the span of some seconds; either way. */
  Type.Object({
    kind: Type.Literal('rate'),
    overSeconds: Type.Integer({ minimum: 1, maximum: day }),
    perMinute: Type.Number({ exclusiveMinimum: 0 }),
  }),
  Type.Object({
    kind: Type.Literal('window'),
    of: Type.Enum(['avg', 'min', 'max', 'sum', 'count']),
    seconds: Type.Integer({ minimum: 60, maximum: day }),
    ...Limit,
  }),
  /** The same value for too long. */
  Type.Object({ kind: Type.Literal('stuck'), seconds: Type.Integer({ minimum: 1, maximum: 7 * day }) }),
  /** No value for too long. */
  Type.Object({ kind: Type.Literal('absence'), seconds: Type.Integer({ minimum: 1, maximum: 7 * day }) }),
  /** A CEL expression on the newest values of several metrics of the same device, none older than `maxAgeSeconds`. */
  Type.Object({
    kind: Type.Literal('expression'),
    cel: Type.String({ minLength: 1, maxLength: 1000 }),
    maxAgeSeconds: Type.Integer({ minimum: 1, maximum: day }),
  }),
]);
export type Test = Static<typeof Test>;

export const RuleDefinition = Type.Object({
  code: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,63}$', maxLength: 64 }),
  vi: Type.String({ minLength: 1, maxLength: 200 }),
  en: Type.String({ minLength: 1, maxLength: 200 }),
  /** All series of this metric, or of one device alone. */
  metric: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_./-]{0,63}$', maxLength: 64 }),
  device: Type.Optional(Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{1,63}$', maxLength: 64 })),
  kindOfDevice: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
  /** 1 minor, 2 moderate, 3 severe, 4 extreme. */
  severity: Type.Integer({ minimum: 1, maximum: 4 }),
  test: Test,
  /** It must be wrong that long before the condition is raised. */
  onDelaySeconds: Type.Optional(Seconds(day)),
  /** It must be right that long before it is cleared. */
  offDelaySeconds: Type.Optional(Seconds(day)),
});
export type RuleDefinition = Static<typeof RuleDefinition>;

/** What is wrong with a definition beyond its schema, or null. */
export function ruleFault({ test }: RuleDefinition): string | null {
  if (test.kind === 'threshold' || test.kind === 'nOfM' || test.kind === 'window') {
    if ((test.above === undefined) === (test.below === undefined)) return 'either above or below';
  }
  if (test.kind === 'nOfM' && test.n > test.m) return 'n must not be larger than m';
  if (test.kind === 'range' && test.low >= test.high) return 'low must lie below high';
  return null;
}
