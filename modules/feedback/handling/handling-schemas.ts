// Shapes of what offices send and see while they handle a report: requests to leaders, notes, words to start from.
import { type Static, Type } from 'typebox';
import { limits } from '../limits.ts';

const strict = { additionalProperties: false } as const;
const Instant = Type.String({ format: 'date-time' });
const OrNull = <S extends import('typebox').TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Words = Type.Object({ vi: Type.String(), en: Type.String() });
const Reason = Type.String({ minLength: 3, maxLength: limits.reasonMax, pattern: '\\S' });
const Text = Type.String({ minLength: limits.wordsMin, maxLength: limits.answerMax, pattern: '\\S' });
const Unit = Type.Enum(['working-hours', 'working-days', 'calendar-days']);

export const AskInput = Type.Object({ words: Text }, strict);
export const AnswerInput = Type.Object(
  { words: Text, key: Type.Optional(Type.String({ maxLength: 100 })) },
  strict,
);
export const ResumeInput = Type.Object({}, strict);
export const ExtensionInput = Type.Object(
  { amount: Type.Integer({ minimum: 1, maximum: 1000 }), unit: Unit, reason: Reason },
  strict,
);
export const ExtendInput = Type.Object(
  { approve: Type.Boolean(), words: Type.Optional(Type.String({ maxLength: limits.reasonMax })) },
  strict,
);
export const RecategoriseInput = Type.Object(
  { service: Type.String({ minLength: 1, maxLength: 64 }), reason: Reason },
  strict,
);
export const ApproveInput = Type.Object(
  {
    words: Type.Optional(Type.String({ maxLength: limits.answerMax, description: 'In place of the draft' })),
  },
  strict,
);
export const SendBackInput = Type.Object({ words: Reason }, strict);
export const WithdrawInput = ResumeInput;
export const NoteInput = Type.Object(
  { words: Type.String({ minLength: 1, maxLength: limits.noteMax, pattern: '\\S' }) },
  strict,
);

export const RequestView = Type.Object({
  no: Type.Integer(),
  kind: Type.Enum(['extension', 'answer']),
  askedAt: Instant,
  askedBy: Type.String({ description: 'Title of the post that asks' }),
  isOwn: Type.Boolean({ description: 'Asked by whoever looks: another person decides' }),
  reason: OrNull(Type.String()),
  amount: OrNull(Type.Integer()),
  unit: OrNull(Unit),
  words: OrNull(Type.String()),
  photos: Type.Array(Type.Object({ id: Type.String(), url: Type.String() })),
  decidedAt: OrNull(Instant),
  decision: OrNull(Type.Enum(['approved', 'refused', 'withdrawn'])),
  decidedBy: OrNull(Type.String()),
  decidedWords: OrNull(Type.String()),
});
export type RequestView = Static<typeof RequestView>;

export const NoteView = Type.Object({
  id: Type.String(),
  at: Instant,
  origin: Type.Enum(['office', 'reporter']),
  author: OrNull(Type.String({ description: 'Title of the post' })),
  words: Type.String(),
});
export type NoteView = Static<typeof NoteView>;

export const TemplateView = Type.Object({
  id: Type.String(),
  use: Type.Enum(['ask', 'resolve', 'reject', 'return']),
  name: Words,
  words: Words,
});

/** What the desk needs beside the report itself. */
export const HandlingView = Type.Object({
  needsApproval: Type.Boolean({ description: 'An answer goes to a leader first' }),
  evidenceMetres: OrNull(
    Type.Integer({ description: 'The answer needs a picture taken within so many metres of the pin' }),
  ),
  extension: Type.Object({
    left: Type.Integer(),
    most: OrNull(Type.Object({ amount: Type.Number(), unit: Unit })),
    mayAsk: Type.Boolean(),
  }),
  waitUntil: OrNull(Instant),
  requests: Type.Array(RequestView),
  notes: Type.Array(NoteView),
  templates: Type.Array(TemplateView),
});
export type HandlingView = Static<typeof HandlingView>;
