// The shape of a question as the body that owes an answer gets it.
import { type Static, Type } from 'typebox';

const Words = Type.Object({ vi: Type.String(), en: Type.String() });
export const Question = Type.Object(
  {
    id: Type.String(),
    state: Type.Enum(['open', 'answered']),
    words: Type.String(),
    askedAt: Type.String({ format: 'date-time' }),
    dueAt: Type.String({ format: 'date-time' }),
    isLate: Type.Boolean(),
    look: Type.Object({
      at: Type.String({ format: 'date-time' }),
      what: Words,
      object: Type.Union([Type.String(), Type.Null()]),
      purpose: Type.Union([Type.String(), Type.Null()]),
      post: Type.Union([Words, Type.Null()]),
      isYours: Type.Boolean(),
    }),
    answer: Type.Union([Type.String(), Type.Null()]),
    wasRight: Type.Union([Type.Boolean(), Type.Null()]),
  },
  { $id: 'TrailQuestion' },
);
export type Question = Static<typeof Question>;
