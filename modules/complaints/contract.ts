// What others may know of complaints: the states, the limits, the shapes of the interface. No event goes out and nothing is listed.
import { type Static, Type } from 'typebox';
import { matterActions, matterStates } from './cases/states.ts';
import { limits } from './limits.ts';
import { kinds } from './rules/rules-data.ts';

export {
  isEnded,
  isOpen,
  type MatterAction,
  matterActions,
  type MatterState,
  matterStates,
  transitions,
} from './cases/states.ts';
export { complaintsErrors } from './errors.ts';
export { limits } from './limits.ts';
export type { Kind } from './rules/rules-data.ts';

const strict = { additionalProperties: false } as const;
const Instant = Type.String({ format: 'date-time' });
const Maybe = { type: ['string', 'null'] } as const;
const MaybeText = Type.Unsafe<string | null>(Maybe);
const MaybeInstant = Type.Unsafe<string | null>({ ...Maybe, format: 'date-time' });
export const Words = Type.Object({ vi: Type.String(), en: Type.String() });
export const BodyRef = Type.Object({ code: Type.String(), name: Words });

/** What is written down of a new matter; body of POST /api/desk/complaints. */
export const NewMatter = Type.Object(
  {
    kind: Type.Enum(kinds),
    round: Type.Optional(Type.Integer({ minimum: 1, maximum: 2, default: 1 })),
    aboutBody: Type.String({ minLength: 1, maxLength: 64 }),
    headsIt: Type.Optional(
      Type.Boolean({ description: 'The person denounced heads the body or is their deputy' }),
    ),
    subject: Type.String({ maxLength: limits.subjectMax }),
    words: Type.String({ maxLength: limits.wordsMax }),
    request: Type.Optional(Type.String({ maxLength: limits.requestMax })),
    learnedOn: Type.Optional(Type.String({ maxLength: 10, description: 'YYYY-MM-DD' })),
    lateReason: Type.Optional(Type.String({ maxLength: limits.subjectMax })),
    firstDecision: Type.Optional(Type.String({ maxLength: limits.subjectMax })),
    name: Type.Optional(Type.String({ maxLength: limits.nameMax })),
    address: Type.Optional(Type.String({ maxLength: limits.addressMax })),
    phone: Type.Optional(Type.String({ maxLength: limits.phoneMax })),
    email: Type.Optional(Type.String({ maxLength: limits.emailMax })),
    paper: Type.Optional(Type.String({ maxLength: limits.paperMax })),
    anonymous: Type.Optional(
      Type.Boolean({ description: 'A denunciation without a name: taken as information only' }),
    ),
  },
  strict,
);
export type NewMatter = Static<typeof NewMatter>;

export const FiledMatter = Type.Object({
  code: Type.String(),
  state: Type.Enum(matterStates),
  body: BodyRef,
  dueAt: MaybeInstant,
  ownUrl: Type.String({ description: 'Only the person gets it: opens the matter without an account' }),
});
export type FiledMatter = Static<typeof FiledMatter>;

export const StoryEntry = Type.Object({
  seq: Type.Integer(),
  at: Instant,
  actor: Type.Enum(['person', 'office', 'system']),
  title: MaybeText,
  action: Type.Enum(matterActions),
  to: Type.Enum(matterStates),
  words: MaybeText,
  dueAt: MaybeInstant,
});
export type StoryEntry = Static<typeof StoryEntry>;

export const MatterItem = Type.Object({
  id: Type.String(),
  code: Type.String(),
  kind: Type.Enum(kinds),
  round: Type.Integer(),
  state: Type.Enum(matterStates),
  subject: Type.String(),
  aboutBody: BodyRef,
  filedAt: Instant,
  dueAt: MaybeInstant,
  isLate: Type.Boolean(),
  isAnonymous: Type.Boolean(),
  handler: MaybeText,
  version: Type.Integer(),
});
export type MatterItem = Static<typeof MatterItem>;

export const MatterView = Type.Object({
  ...MatterItem.properties,
  body: BodyRef,
  words: Type.String(),
  request: Type.String(),
  learnedOn: MaybeText,
  lateReason: MaybeText,
  firstDecision: MaybeText,
  remote: Type.Boolean(),
  evidence: Type.Array(Type.String({ description: 'Address of a picture' })),
  documents: Type.Array(
    Type.Object(
      { address: Type.String(), bytes: Type.Integer({ minimum: 1 }) },
      { description: 'PDF, to download' },
    ),
  ),
  term: MaybeText,
  firstAcceptDueAt: MaybeInstant,
  firstDueAt: MaybeInstant,
  effectAt: MaybeInstant,
  nextExtensionDays: Type.Unsafe<number | null>({ type: ['integer', 'null'] }),
  hasIdentity: Type.Boolean(),
  actions: Type.Array(Type.Enum(matterActions)),
  story: Type.Array(StoryEntry),
});
export type MatterView = Static<typeof MatterView>;

export const IdentityView = Type.Object({
  name: MaybeText,
  address: MaybeText,
  phone: MaybeText,
  email: MaybeText,
  paper: MaybeText,
});
export type IdentityView = Static<typeof IdentityView>;

export const StepInput = Type.Object(
  { words: Type.Optional(Type.String({ maxLength: limits.answerMax })) },
  strict,
);
