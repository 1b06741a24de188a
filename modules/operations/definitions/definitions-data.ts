// The shapes of the city's files on the operations centre (city/*/operations/*.json).
import { type Static, type TProperties, type TSchema, Type } from 'typebox';

const strict = { additionalProperties: false } as const;
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Id = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64 });
export const Words = Type.Object(
  { vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
  strict,
);
export type Words = Static<typeof Words>;
const Count = Type.Integer({ minimum: 1 });
const dated = { document: Id, verified: Type.Boolean(), validFrom: Day, validTo: OrNull(Day) };
const rows = <P extends TProperties>(fields: P) =>
  Type.Array(Type.Object({ id: Id, ...fields, ...dated }, strict), { minItems: 1 });

/** 1 is the most urgent. Three or four priorities, as ISA-18.2 §6.3 advises. */
export const Priority = Type.Integer({ minimum: 1, maximum: 4 });

/** Alarms as they were rationalised: nothing calls an operator that has no row here. */
export const AlarmsFile = Type.Object(
  {
    note: Words,
    alarms: rows({
      /** Which conditions of a source it stands for: their definition's name, exact or with `*` at its end. */
      matches: Type.Array(Type.String({ minLength: 1, maxLength: 80 })),
      title: Words,
      priority: Priority,
      /** The operator position it calls. */
      position: Id,
      cause: Words,
      consequence: Words,
      response: Words,
      sop: Type.Array(Words, { minItems: 1, maxItems: 20 }),
      latching: Type.Boolean(),
      /** Alarms that explain this one: while one of them is active in the same unit, this one calls nobody. */
      suppressedBy: Type.Array(Id),
      /** The kind of incident that is opened from it. */
      incident: Id,
      /** The event of a public warning that may follow from it. */
      warning: OrNull(Id),
    }),
  },
  strict,
);
export type AlarmDefinition = Static<typeof AlarmsFile>['alarms'][number];

export const RulesFile = Type.Object(
  {
    note: Words,
    positions: rows({ name: Words }),
    shelving: rows({
      priority: Priority,
      mostMinutes: Count,
      mostMinutesPerDay: Count,
      secondPerson: Type.Boolean(),
    }),
    /** Shelved at once at one position. */
    shelves: rows({ most: Count }),
    flood: rows({ windowMinutes: Count, startsAbove: Count, endsBelow: Count }),
    kpis: rows({
      target: Type.Enum([
        'per-ten-minutes',
        'per-day',
        'flood-share',
        'top-ten-share',
        'stale',
        'chattering',
      ]),
      most: Type.Number({ minimum: 0 }),
    }),
    staleHours: rows({ hours: Count }),
    chatter: rows({ times: Count, seconds: Count }),
    /** When citizens' reports become an alarm: so many of one service within so far and so long. */
    clusters: rows({
      services: Type.Array(Type.String(), { minItems: 1 }),
      reports: Count,
      metres: Count,
      minutes: Count,
      alarm: Id,
    }),
  },
  strict,
);
export type RulesFile = Static<typeof RulesFile>;
export type ClusterRule = RulesFile['clusters'][number];

export const IncidentsFile = Type.Object(
  {
    note: Words,
    types: rows({
      name: Words,
      lead: Id,
      /** Minutes from opening until each severity (1 grave … 4 small) has to be under way. */
      underWayMinutes: Type.Array(Count, { minItems: 4, maxItems: 4 }),
      tasks: Type.Array(Type.Object({ title: Words, body: Id, dueMinutes: Count }, strict), { maxItems: 20 }),
    }),
  },
  strict,
);
export type IncidentType = Static<typeof IncidentsFile>['types'][number];

export const StagesFile = Type.Object(
  {
    note: Words,
    stages: rows({
      level: Type.Integer({ minimum: 1, maximum: 5 }),
      name: Words,
      meaning: Words,
      /** Colour token of the wall, never the only sign. */
      colour: Type.Enum(['green', 'yellow', 'orange', 'red', 'purple']),
    }),
  },
  strict,
);
export type StageRow = Static<typeof StagesFile>['stages'][number];

export const WarningsFile = Type.Object(
  {
    note: Words,
    senders: rows({
      /** CAP `sender`: no spaces, commas, `<` or `&`. */
      sender: Type.String({ pattern: '^[^\\s,<&]+$', maxLength: 120 }),
      name: Words,
      contact: Type.String({ maxLength: 120 }),
    }),
    events: rows({
      event: Words,
      category: Type.Enum([
        'Geo',
        'Met',
        'Safety',
        'Security',
        'Rescue',
        'Fire',
        'Health',
        'Env',
        'Transport',
        'Infra',
        'CBRNE',
        'Other',
      ]),
      headline: Words,
      description: Words,
      instruction: Words,
      responses: Type.Array(
        Type.Enum([
          'Shelter',
          'Evacuate',
          'Prepare',
          'Execute',
          'Avoid',
          'Monitor',
          'Assess',
          'AllClear',
          'None',
        ]),
      ),
    }),
    /** Those whose messages are taken in, by their `sender` and the fingerprint of their certificate. */
    partners: Type.Array(
      Type.Object(
        { id: Id, sender: Type.String(), name: Words, certificate: Type.String(), ...dated },
        strict,
      ),
    ),
  },
  strict,
);
export type WarningEvent = Static<typeof WarningsFile>['events'][number];

export const BoardFile = Type.Object(
  {
    note: Words,
    figures: rows({
      name: Words,
      unit: Words,
      source: Words,
      /** The body that answers for it. */
      owner: Id,
      periodMinutes: Count,
      /** The records behind it. */
      href: Type.String({ pattern: '^/' }),
    }),
  },
  strict,
);
export type BoardFigureRow = Static<typeof BoardFile>['figures'][number];

export const DocumentsFile = Type.Array(
  Type.Object(
    { code: Id, number: Type.String(), issuer: Type.String(), title: Words, note: OrNull(Words) },
    strict,
  ),
);
export type Documents = Static<typeof DocumentsFile>;
