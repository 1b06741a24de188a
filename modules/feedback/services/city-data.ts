// The shapes of the city's files on services, bodies, routing and deadlines (city/*/services/*.json).
import { type Static, Type } from 'typebox';
import { transferKinds } from '../transfer/transferred.ts';

const strict = { additionalProperties: false } as const;
const Words = Type.Object({ vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, strict);
const Code = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64 });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Valid = { validFrom: Day, validTo: Type.Union([Day, Type.Null()]) };
const ServiceOrAny = Type.Union([Type.Literal('*'), Code]);

export const severities = ['urgent', 'normal', 'complex'] as const;
export type Severity = (typeof severities)[number];
const SeverityCode = Type.Enum(severities);

/** Kinds of matter in the public path: phản ánh (report), kiến nghị (proposal), hỏi đáp (question). */
export const matterKinds = ['phan_anh', 'kien_nghi', 'hoi_dap'] as const;
export type MatterKind = (typeof matterKinds)[number];
const KindCode = Type.Enum(matterKinds);

export const ServicesFile = Type.Object(
  {
    groups: Type.Array(Type.Object({ code: Code, name: Words, icon: Type.String() }, strict), {
      minItems: 1,
    }),
    services: Type.Array(
      Type.Object(
        {
          code: Code,
          group: Code,
          icon: Type.String(),
          name: Words,
          /** A title as people would write it: shown under the name and used by the seed. */
          example: Words,
          keywords: Type.Array(Type.String({ minLength: 2 })),
          /** 1 is most pressing, 4 least. */
          priority: Type.Integer({ minimum: 1, maximum: 4 }),
          severity: SeverityCode,
          photo: Type.Enum(['helpful', 'optional']),
          /** Place among the few shown first; null for those behind "more". */
          common: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
          /** Words that make a report of this service urgent. */
          urgentWords: Type.Array(Type.String({ minLength: 2 })),
          ...Valid,
        },
        strict,
      ),
      { minItems: 1 },
    ),
  },
  strict,
);
export type ServicesFile = Static<typeof ServicesFile>;
export type Service = ServicesFile['services'][number];
export type ServiceGroup = ServicesFile['groups'][number];

const BodyKind = Type.Enum([
  'commune',
  'district',
  'department',
  'utility',
  'police',
  'coordinator',
  'office',
]);
export const BodiesFile = Type.Object(
  {
    coordinator: Code,
    hotline: Type.String(),
    trackingPrefix: Type.String({ pattern: '^[A-HJKMNP-TV-Z]{2,4}$' }),
    /** Where the map of the form begins when neither photo nor device says where. */
    mapCentre: Type.Object({ lat: Type.Number(), lon: Type.Number() }, strict),
    /** How the People's Committee of a unit is called: `{code}`, `{validFrom}`, `{name}`, `{kind}`, `{kindEn}` are filled in. */
    communeRule: Type.Object(
      {
        code: Type.String(),
        datedCode: Type.String(),
        datedBefore: Day,
        kind: Type.Literal('commune'),
        name: Words,
        document: Code,
      },
      strict,
    ),
    /** English words for the kinds of unit. */
    kindNames: Type.Record(Type.String(), Type.String()),
    districtRule: Type.Object(
      { code: Type.String(), kind: Type.Literal('district'), name: Words, document: Code, ...Valid },
      strict,
    ),
    bodies: Type.Array(
      Type.Object(
        {
          code: Code,
          kind: BodyKind,
          name: Words,
          short: Words,
          icon: Type.String(),
          document: Code,
          ...Valid,
        },
        strict,
      ),
    ),
  },
  strict,
);
export type BodiesFile = Static<typeof BodiesFile>;

export const RoutingFile = Type.Object(
  {
    areas: Type.Array(
      Type.Object(
        {
          code: Code,
          name: Words,
          /** Inclusive ranges of five-digit unit codes. */
          unitRanges: Type.Array(Type.Tuple([Type.String(), Type.String()])),
          /** Kinds of unit in the area; null for all. */
          kinds: Type.Union([Type.Array(Type.String()), Type.Null()]),
        },
        strict,
      ),
    ),
    rules: Type.Array(
      Type.Object(
        {
          id: Code,
          service: ServiceOrAny,
          /** An area's code, or a unit's code; null for the whole city. */
          area: Type.Union([Code, Type.Null()]),
          severity: Type.Union([SeverityCode, Type.Null()]),
          /** A body's code, or `commune` / `district`: the People's Committee of the place. */
          body: Code,
          /** `holder`: gets the report; `also`: is concerned and can be handed it. */
          part: Type.Enum(['holder', 'also']),
          /** Decides between rules equally specific: the lower wins. */
          rank: Type.Integer({ minimum: 1 }),
          document: Code,
          why: Words,
          ...Valid,
        },
        strict,
      ),
      { minItems: 1 },
    ),
  },
  strict,
);
export type RoutingFile = Static<typeof RoutingFile>;
export type RoutingRule = RoutingFile['rules'][number];

const Term = Type.Object(
  {
    amount: Type.Number({ exclusiveMinimum: 0 }),
    unit: Type.Enum(['working-hours', 'working-days', 'calendar-days']),
  },
  strict,
);
export const DeadlinesFile = Type.Object(
  {
    /** How long after an answer the reporter may have the matter looked at again. */
    reopenWindow: Type.Array(
      Type.Object({ id: Code, calendarDays: Type.Integer({ minimum: 1 }), document: Code, ...Valid }, strict),
      { minItems: 1 },
    ),
    /** How often bodies may return a report before the coordinator's choice is final. */
    returnsAllowed: Type.Array(
      Type.Object({ id: Code, count: Type.Integer({ minimum: 0 }), document: Code, ...Valid }, strict),
      { minItems: 1 },
    ),
    policies: Type.Array(
      Type.Object(
        {
          id: Code,
          service: ServiceOrAny,
          /** Reports where it is not named; proposals and questions have terms of their own. */
          kind: Type.Optional(KindCode),
          severity: SeverityCode,
          /** From filing until somebody of the body has taken it. */
          accept: Term,
          /** From filing until the answer; after a reopening from that. */
          resolve: Term,
          document: Code,
          ...Valid,
        },
        strict,
      ),
      { minItems: 1 },
    ),
  },
  strict,
);
export type DeadlinesFile = Static<typeof DeadlinesFile>;
export type DeadlinePolicy = DeadlinesFile['policies'][number];

const OrNull = <S extends import('typebox').TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
/** What offices must and may do between taking a report and answering it. */
export const HandlingFile = Type.Object(
  {
    /** Answers that a leader approves before anyone sees them. */
    approval: Type.Array(
      Type.Object(
        { id: Code, service: ServiceOrAny, severity: OrNull(SeverityCode), document: Code, ...Valid },
        strict,
      ),
    ),
    /** Answers that need a picture of the place, taken at most so many metres from the pin when the picture says where. */
    evidence: Type.Array(
      Type.Object(
        { id: Code, service: ServiceOrAny, metres: Type.Integer({ minimum: 1 }), document: Code, ...Valid },
        strict,
      ),
    ),
    /** When the reporter is asked whether it was really fixed, how long one may answer, and which marks go to a leader. */
    survey: Type.Array(
      Type.Object(
        {
          id: Code,
          days: Type.Integer({ minimum: 1 }),
          answerDays: Type.Integer({ minimum: 1 }),
          unsatisfiedUpTo: Type.Integer({ minimum: 1, maximum: 4 }),
          document: Code,
          ...Valid,
        },
        strict,
      ),
    ),
    /** How long the clock stands still for an answer of the reporter. */
    waiting: Type.Array(
      Type.Object({ id: Code, workingDays: Type.Integer({ minimum: 1 }), document: Code, ...Valid }, strict),
      { minItems: 1 },
    ),
    /** How often a term may be extended, and by which share of itself at most. */
    extensions: Type.Array(
      Type.Object(
        {
          id: Code,
          count: Type.Integer({ minimum: 0 }),
          share: Type.Number({ exclusiveMinimum: 0 }),
          document: Code,
          ...Valid,
        },
        strict,
      ),
      { minItems: 1 },
    ),
    /** From which share of the term on a change of category needs the coordinator. */
    recategorise: Type.Array(
      Type.Object(
        { id: Code, share: Type.Number({ minimum: 0, maximum: 1 }), document: Code, ...Valid },
        strict,
      ),
      { minItems: 1 },
    ),
    /** Words of people that ask for a procedure of its own: the coordinator looks before anyone works on it. */
    otherProcedure: Type.Array(
      Type.Object(
        {
          id: Code,
          phrase: Type.String({ minLength: 2 }),
          /** Only when written with its marks: without them it means other things, too. */
          marked: Type.Boolean(),
          /** The procedure that the words point at. */
          kind: Type.Enum(transferKinds),
          because: Words,
          document: Code,
          ...Valid,
        },
        strict,
      ),
    ),
    /** Rungs of escalation: at a share of the term, or so much working time after its end. */
    ladder: Type.Array(
      Type.Object(
        {
          id: Code,
          level: Type.Integer({ minimum: 1 }),
          share: OrNull(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
          late: OrNull(Term),
          /** Who is told: the officer in charge, the body's leader, the coordinator, the city's leader. */
          tell: Type.Enum(['handler', 'body', 'coordinator', 'city']),
          document: Code,
          ...Valid,
        },
        strict,
      ),
    ),
    /** Whom a rung tells by name: the officer in charge, and the posts of a body that have one of the roles. */
    telling: Type.Array(
      Type.Object(
        {
          id: Code,
          tell: Type.Enum(['handler', 'body', 'coordinator', 'city']),
          handler: Type.Boolean(),
          /** `holder`: the body that has the report; `coordinator`; or the code of an office of the city. */
          body: Code,
          roles: Type.Array(Type.String({ minLength: 1 })),
          posts: Type.Enum(['always', 'when-nobody-is-in-charge']),
          document: Code,
          ...Valid,
        },
        strict,
      ),
    ),
    /** Words to start from; an officer edits them before they are sent. */
    templates: Type.Array(
      Type.Object(
        {
          id: Code,
          service: ServiceOrAny,
          use: Type.Enum(['ask', 'resolve', 'reject', 'return']),
          name: Words,
          words: Words,
          document: Code,
          ...Valid,
        },
        strict,
      ),
    ),
  },
  strict,
);
export type HandlingFile = Static<typeof HandlingFile>;

export const DocumentsFile = Type.Array(
  Type.Object(
    {
      code: Code,
      number: Type.String({ minLength: 1 }),
      issuer: Type.String({ minLength: 1 }),
      issuedOn: Day,
      inForceFrom: Day,
      /** `basis`: binds this city; `model`: borrowed until the city issues its own. */
      standing: Type.Enum(['basis', 'model']),
      title: Words,
      note: Words,
    },
    strict,
  ),
);
export type DocumentsFile = Static<typeof DocumentsFile>;
export type LegalDocument = DocumentsFile[number];

/** A row with a span of days counts on `day` (YYYY-MM-DD) when both ends include it. */
export function isValidOn(
  row: { readonly validFrom: string; readonly validTo: string | null },
  day: string,
): boolean {
  return row.validFrom <= day && (row.validTo === null || day <= row.validTo);
}
