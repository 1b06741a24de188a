// The shapes of standing in: a naming, and what the holder of a post sees. Safe in a browser.
import { type Static, Type } from 'typebox';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' });
const Post = Type.Object({
  id: Type.String(),
  body: Type.String(),
  role: Type.String(),
  title: Type.Object({ vi: Type.String(), en: Type.String() }),
});

export const NewDeputy = Type.Object(
  {
    deputy: Type.String({ format: 'uuid', description: 'Post of the same body whose holder stands in' }),
    from: Day,
    to: Day,
    scope: Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { minItems: 1, maxItems: 10 }),
    reason: Type.String({ minLength: 3, maxLength: 300, pattern: '\\S' }),
  },
  { additionalProperties: false },
);

const DeputyView = Type.Object({
  id: Type.String(),
  post: Post,
  deputy: Post,
  from: Day,
  to: Day,
  scope: Type.Array(Type.String()),
  reason: Type.String(),
  endedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  isOn: Type.Boolean(),
});
export type DeputyView = Static<typeof DeputyView>;

export const DeputyList = Type.Object({
  given: Type.Array(DeputyView),
  received: Type.Array(DeputyView),
  mayName: Type.Array(Post),
  scopes: Type.Array(Type.String()),
  mostDays: Type.Integer(),
  today: Day,
});
export type DeputyList = Static<typeof DeputyList>;
