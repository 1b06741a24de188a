// The shape of the city's data on privacy (`city/…/privacy`): rights with their terms, the clock of breaches, purposes of consent.
import { type Static, Type } from 'typebox';

export const rightKinds = ['access', 'correct', 'erase', 'restrict', 'object', 'withdraw'] as const;
export const RightKind = Type.Enum(rightKinds);
export type RightKind = (typeof rightKinds)[number];

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Words = Type.Object({ vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) });
const Amount = Type.Object(
  {
    amount: Type.Integer({ minimum: 1, maximum: 366 }),
    unit: Type.Union([Type.Literal('working-days'), Type.Literal('calendar-days')]),
  },
  { additionalProperties: false },
);
const dated = {
  id: Type.String({ minLength: 1 }),
  document: Type.String({ minLength: 1 }),
  article: Type.String({ minLength: 1 }),
  note: Type.Optional(Words),
  validFrom: Day,
  validTo: Type.Union([Day, Type.Null()]),
};

const Right = Type.Object(
  {
    ...dated,
    kind: RightKind,
    /** Within it the person hears that the request is in hand, and how it goes on. */
    respond: Amount,
    resolve: Amount,
    /** The same, when a processor or a third party must act too. */
    resolveWithOthers: Amount,
    /** Once, at most. */
    extension: Amount,
    /** Answered at once by the city itself, since nothing is to be weighed. */
    automatic: Type.Boolean(),
    twoPersons: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type Right = Static<typeof Right>;

const BreachClock = Type.Object(
  {
    ...dated,
    hours: Type.Integer({ minimum: 1, maximum: 720 }),
    warnAtHours: Type.Array(Type.Integer({ minimum: 1, maximum: 720 })),
    authority: Words,
  },
  { additionalProperties: false },
);
export type BreachClock = Static<typeof BreachClock>;

const ExportTerm = Type.Object(
  { ...dated, days: Type.Integer({ minimum: 1, maximum: 90 }) },
  { additionalProperties: false },
);
export type ExportTerm = Static<typeof ExportTerm>;

const ChildRule = Type.Object(
  { ...dated, ownWordFromYears: Type.Integer({ minimum: 0 }), untilYears: Type.Integer({ maximum: 21 }) },
  { additionalProperties: false },
);
export type ChildRule = Static<typeof ChildRule>;

export const RightsFile = Type.Object(
  {
    rights: Type.Array(Right),
    breach: Type.Array(BreachClock),
    exports: Type.Array(ExportTerm),
    children: Type.Array(ChildRule),
  },
  { additionalProperties: false },
);
export type RightsFile = Static<typeof RightsFile>;

export const DocumentsFile = Type.Array(
  Type.Object(
    {
      code: Type.String(),
      number: Type.String(),
      issuer: Type.String(),
      title: Words,
      note: Type.Optional(Words),
    },
    { additionalProperties: false },
  ),
);
export type LegalDocument = Static<typeof DocumentsFile>[number];

const Purpose = Type.Object(
  {
    ...dated,
    /** Such as `email-news`: what other modules ask for. */
    purpose: Type.String({ pattern: '^[a-z][a-z0-9-]{2,59}$' }),
    /** Who asks: a module of the city or a client of the sign-in. */
    client: Type.String({ minLength: 1 }),
    title: Words,
    /** What the person agrees to: kinds of data, use, who uses them, rights. A change is a new version. */
    text: Words,
    textVersion: Type.String({ minLength: 1 }),
    claims: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
    /** Publishing private life: for a child both the child and the representative decide (Art. 24). */
    publishes: Type.Boolean(),
    days: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  },
  { additionalProperties: false },
);
export type Purpose = Static<typeof Purpose>;
export const PurposesFile = Type.Object({ purposes: Type.Array(Purpose) }, { additionalProperties: false });
