// What others may use of petitions: shapes, events, limits.
import { type Static, type TSchema, Type } from 'typebox';
import { codePattern } from './cases/code.ts';
import { petitionActions, petitionStates } from './cases/states.ts';
import { limits } from './limits.ts';

export { type EventFacts, events } from './events.ts';
export { limits } from './limits.ts';

const strict = { additionalProperties: false } as const;
const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Instant = Type.String({ format: 'date-time' });
const Words = Type.Object({ vi: Type.String(), en: Type.String() });
const Named = Type.Object({ code: Type.String(), name: Words });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

export const PetitionCode = Type.String({ pattern: codePattern, description: 'Such as kn-7k2mq-9dx4t' });

/** A petition in a list. */
export const PetitionItem = Type.Object({
  code: Type.String(),
  url: Type.String(),
  title: Type.String(),
  ask: Type.String(),
  topic: Named,
  unit: OrNull(Named),
  body: Named,
  state: Type.Enum(petitionStates),
  signatures: Type.Integer({ minimum: 0 }),
  threshold: Type.Integer({ minimum: 1 }),
  supporters: Type.Integer({
    minimum: 1,
    description: 'First supporters that it needs before a moderator looks',
  }),
  signUntil: OrNull(Instant),
  publishedAt: OrNull(Instant),
  reachedAt: OrNull(Instant),
  dueAt: OrNull(Instant),
  isOverdue: Type.Boolean(),
  answeredAt: OrNull(Instant),
  version: Type.Integer({ minimum: 1 }),
});
export type PetitionItem = Static<typeof PetitionItem>;

const Step = Type.Object({
  seq: Type.Integer(),
  at: Instant,
  by: Type.Enum(['starter', 'moderator', 'office', 'system']),
  body: OrNull(Named),
  action: Type.Enum(petitionActions),
  state: Type.Enum(petitionStates),
  words: OrNull(Type.String()),
  reason: OrNull(Type.String()),
  dueAt: OrNull(Instant),
  detail: OrNull(Type.Record(Type.String(), Type.Unknown())),
});

export const CommitmentView = Type.Object({
  no: Type.Integer({ minimum: 1 }),
  words: Type.String(),
  dueOn: Day,
  progress: Type.Integer({ minimum: 0, maximum: 100 }),
  state: Type.Enum(['open', 'done', 'dropped']),
  isLate: Type.Boolean(),
  note: OrNull(Type.String()),
  changedAt: Instant,
});
export type CommitmentView = Static<typeof CommitmentView>;

/** One petition with everything that is public of it. */
export const PetitionView = Type.Object({
  ...PetitionItem.properties,
  words: Type.String(),
  bodyRule: Type.Union([
    Type.Literal('topic'),
    Type.Literal('chosen'),
    Type.Literal('handed-over'),
    Type.Null(),
  ]),
  people: Type.Integer({ description: 'People of the unit by the rule of the day' }),
  rule: Type.String({ description: 'Row of the city’s rules that sets the threshold' }),
  firstDueAt: OrNull(Instant),
  escalation: Type.Integer(),
  refusal: OrNull(Type.Object({ code: Type.String(), name: Words, advice: Words, document: Type.String() })),
  appealUntil: OrNull(Instant),
  days: Type.Array(Type.Object({ day: Day, signatures: Type.Integer(), total: Type.Integer() })),
  names: Type.Array(Type.String(), { description: 'Of those who agreed to be named, newest first' }),
  answer: OrNull(Type.Object({ words: Type.String(), at: Instant, onTime: Type.Boolean() })),
  commitments: Type.Array(CommitmentView),
  history: Type.Array(Step),
});
export type PetitionView = Static<typeof PetitionView>;

export const DraftInput = Type.Object(
  {
    title: Type.String({ maxLength: limits.titleMax }),
    ask: Type.String({ maxLength: limits.askMax }),
    words: Type.String({ maxLength: limits.wordsMax }),
    topic: Type.String({ maxLength: 64 }),
    unit: Type.Optional(
      OrNull(Type.String({ maxLength: 10, description: 'Code of the unit; none: the whole city' })),
    ),
    body: Type.Optional(
      OrNull(Type.String({ maxLength: 64, description: 'None: the body that the rules name' })),
    ),
  },
  strict,
);

export const SignInput = Type.Object(
  { named: Type.Optional(Type.Boolean({ description: 'Whether the name may stand on the page' })) },
  strict,
);
export const Signature = Type.Object({
  signed: Type.Boolean(),
  named: Type.Boolean(),
  signatures: Type.Integer({ minimum: 0 }),
});

const Reason = Type.String({ maxLength: limits.reasonMax });
export const NothingInput = Type.Object({}, strict);
export const RefuseInput = Type.Object({ ground: Type.String({ maxLength: 64 }), words: Reason }, strict);
export const WordsInput = Type.Object({ words: Reason }, strict);
export const HandOverInput = Type.Object({ body: Type.String({ maxLength: 64 }), words: Reason }, strict);
export const AnswerInput = Type.Object(
  {
    words: Type.String({ maxLength: limits.answerMax }),
    commitments: Type.Optional(
      Type.Array(
        Type.Object(
          { words: Type.String({ minLength: 3, maxLength: limits.commitmentMax }), dueOn: Day },
          strict,
        ),
        { maxItems: limits.commitmentsMax },
      ),
    ),
  },
  strict,
);
export const ProgressInput = Type.Object(
  {
    commitment: Type.Integer({ minimum: 1 }),
    progress: Type.Integer({ minimum: 0, maximum: 100 }),
    drop: Type.Optional(Type.Boolean()),
    words: Type.Optional(Type.String({ maxLength: limits.noteMax })),
  },
  strict,
);

/** What the desk sees beside the public view. */
export const DeskView = Type.Object({
  petition: PetitionView,
  actions: Type.Array(Type.Enum(petitionActions)),
  drafts: Type.Array(
    Type.Object({
      no: Type.Integer(),
      words: Type.String(),
      commitments: Type.Array(Type.Object({ words: Type.String(), dueOn: Day })),
      draftedAt: Instant,
      draftedTitle: Type.String(),
      decision: OrNull(Type.Enum(['approved', 'sent_back'])),
      decidedTitle: OrNull(Type.String()),
      decidedWords: OrNull(Type.String()),
    }),
  ),
  grounds: Type.Array(Type.Object({ code: Type.String(), name: Words, document: Type.String() })),
  bodies: Type.Array(Named),
});
export type DeskView = Static<typeof DeskView>;
