// The shapes of the city's files on petitions (city/*/petitions/*.json), and of the bodies that answer.
import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false } as const;
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const OrNull = <S extends import('typebox').TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Id = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64 });
export const Words = Type.Object(
  { vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
  strict,
);
export type Words = Static<typeof Words>;
const Dated = { document: Id, validFrom: Day, validTo: OrNull(Day) };
const rows = <P extends import('typebox').TProperties>(fields: P) =>
  Type.Array(Type.Object({ id: Id, ...fields, ...Dated }, strict), { minItems: 1 });
const Count = Type.Integer({ minimum: 1 });

export const termNames = ['moderation', 'appeal', 'signing', 'answer', 'forget'] as const;
export type TermName = (typeof termNames)[number];

export const RulesFile = Type.Object(
  {
    note: Words,
    /** How many people a unit has: `city`, a unit's code, or `*` for every unit of a kind that has no row of its own. */
    population: rows({ unit: Type.String(), kind: OrNull(Type.String()), people: Count }),
    /** Signatures that oblige: so many in a thousand people, between `least` and `most`; the row with the largest fitting `peopleFrom`. */
    thresholds: rows({
      peopleFrom: Type.Integer({ minimum: 0 }),
      perThousand: Type.Number({ exclusiveMinimum: 0 }),
      least: Count,
      most: Count,
    }),
    /** First supporters that a petition needs before a moderator looks at it, and the days to find them. */
    supporters: rows({ scope: Type.Enum(['unit', 'city']), count: Count, days: Count }),
    terms: rows({
      what: Type.Enum(termNames),
      amount: Count,
      unit: Type.Enum(['working-days', 'calendar-days']),
    }),
    /** Who is told when an answer nears or passes its term. */
    ladder: rows({
      level: Count,
      share: OrNull(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
      late: OrNull(
        Type.Object({ amount: Count, unit: Type.Enum(['working-hours', 'working-days']) }, strict),
      ),
      tell: Type.Enum(['handler', 'body', 'coordinator', 'city']),
    }),
    /** Petitions that one person may start in so many days. */
    starts: rows({ count: Count, days: Count }),
    /** Level of authentication that signing and starting need (NĐ 69/2024/NĐ-CP). */
    level: rows({ level: Type.Integer({ minimum: 1, maximum: 4 }) }),
    /** From which likeness on another petition is shown before one starts. */
    alike: rows({ suggestFrom: Type.Number({ minimum: 0, maximum: 1 }) }),
  },
  strict,
);
export type RulesFile = Static<typeof RulesFile>;

export const RefusalsFile = Type.Array(
  Type.Object({ code: Id, name: Words, advice: Words, ...Dated }, strict),
  {
    minItems: 1,
  },
);
export type Refusal = Static<typeof RefusalsFile>[number];

/** `city` and `unit`: the body that answers for the whole city, and for one unit (`commune`: that unit's committee). */
export const TopicsFile = Type.Array(
  Type.Object({ code: Id, name: Words, city: Id, unit: Id, ...Dated }, strict),
  { minItems: 1 },
);
export type Topic = Static<typeof TopicsFile>[number];

export const DocumentsFile = Type.Array(
  Type.Object(
    { code: Id, number: Type.String(), issuer: Type.String(), title: Words, note: OrNull(Words) },
    strict,
  ),
);
export type Documents = Static<typeof DocumentsFile>;

/** What this module reads of the city's register of bodies (services/bodies.json). */
export const BodiesFile = Type.Object({
  coordinator: Id,
  communeRule: Type.Object({ code: Type.String(), datedBefore: Day, name: Words }),
  kindNames: Type.Record(Type.String(), Type.String()),
  bodies: Type.Array(
    Type.Object({
      code: Id,
      kind: Type.String(),
      name: Words,
      short: Words,
      validFrom: Day,
      validTo: OrNull(Day),
    }),
  ),
});
export type BodiesFile = Static<typeof BodiesFile>;
