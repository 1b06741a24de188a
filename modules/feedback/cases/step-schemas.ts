// What is sent with each step of a report. Safe in a browser.
import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { transferKinds } from '../transfer/transferred.ts';
import { FileIds } from './filing-schemas.ts';

const strict = { additionalProperties: false } as const;

const Reason = Type.String({ minLength: 3, maxLength: limits.reasonMax, pattern: '\\S' });
const OptionalWords = Type.Optional(Type.String({ maxLength: limits.answerMax }));
export const AcceptInput = Type.Object({ words: OptionalWords }, strict);
export const StartInput = AcceptInput;
/** To an officer (`handler`, or `me`), or over to another body with a reason. */
export const AssignInput = Type.Object(
  {
    me: Type.Optional(Type.Boolean()),
    handler: Type.Optional(
      Type.Object(
        {
          id: Type.String({ minLength: 1, maxLength: 100 }),
          title: Type.String({ minLength: 1, maxLength: 200 }),
        },
        strict,
      ),
    ),
    body: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    reason: Type.Optional(Reason),
  },
  strict,
);
export const ResolveInput = Type.Object(
  {
    words: Type.String({ minLength: limits.wordsMin, maxLength: limits.answerMax, pattern: '\\S' }),
    photos: Type.Optional(FileIds),
  },
  strict,
);
export const CloseInput = Type.Object(
  { words: OptionalWords, key: Type.Optional(Type.String({ maxLength: 100 })) },
  strict,
);
export const ReturnInput = Type.Object({ reason: Reason }, strict);
/** Out of the public path, to a procedure of its own. */
export const TransferInput = Type.Object({ kind: Type.Enum(transferKinds), reason: Reason }, strict);
export const ReopenInput = Type.Object(
  { reason: Reason, key: Type.Optional(Type.String({ maxLength: 100 })) },
  strict,
);
export const RateInput = Type.Object(
  {
    score: Type.Integer({ minimum: 1, maximum: 5 }),
    words: Type.Optional(Type.String({ maxLength: limits.reasonMax })),
    key: Type.Optional(Type.String({ maxLength: 100 })),
  },
  strict,
);
