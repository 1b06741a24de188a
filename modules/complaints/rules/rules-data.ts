// The shapes of the city's files on complaints and denunciations (city/*/complaints/*.json).
import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false } as const;
const Words = Type.Object({ vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, strict);
const Code = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64 });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Dated = {
  document: Code,
  article: Type.Optional(Type.String()),
  note: Type.Optional(Words),
  validFrom: Day,
  validTo: Type.Union([Day, Type.Null()]),
};
const Round = Type.Union([Type.Literal(1), Type.Literal(2), Type.Null()]);

/** Complaint about an administrative decision or act; denunciation of a breach of law. */
export const kinds = ['khieu_nai', 'to_cao'] as const;
export type Kind = (typeof kinds)[number];

export const TermsFile = Type.Object(
  {
    terms: Type.Array(
      Type.Object(
        {
          id: Code,
          kind: Type.Enum(kinds),
          step: Type.Enum(['file', 'accept', 'resolve', 'effect']),
          /** First or second time; null for either. */
          round: Round,
          /** Whether the place is hard to reach; null for either. */
          remote: Type.Union([Type.Boolean(), Type.Null()]),
          amount: Type.Integer({ minimum: 1 }),
          unit: Type.Enum(['calendar-days', 'working-days']),
          /** How much each extension adds, in order. */
          extensions: Type.Array(Type.Integer({ minimum: 1 })),
          ...Dated,
        },
        strict,
      ),
    ),
    /** Units whose places count as hard to reach. */
    remoteUnits: Type.Array(Type.Object({ id: Code, unit: Type.String(), ...Dated }, strict)),
    /** Where the body must hear the person before it decides. */
    dialogue: Type.Array(Type.Object({ id: Code, kind: Type.Enum(kinds), round: Round, ...Dated }, strict)),
  },
  strict,
);
export type TermsFile = Static<typeof TermsFile>;
export type TermRow = TermsFile['terms'][number];

export const ReceiversFile = Type.Object(
  {
    commune: Type.Object({ code: Type.String(), name: Words, superior: Code }, strict),
    bodies: Type.Array(
      Type.Object({ code: Code, name: Words, superior: Type.Union([Code, Type.Null()]), ...Dated }, strict),
    ),
  },
  strict,
);
export type ReceiversFile = Static<typeof ReceiversFile>;

export const DocumentsFile = Type.Array(
  Type.Object(
    { code: Code, number: Type.String(), issuer: Type.String(), title: Words, note: Type.Optional(Words) },
    strict,
  ),
);
export type LegalDocument = Static<typeof DocumentsFile>[number];
