// The desk of rights: permissions, the posts that have them, and the policy tester. Safe in a browser.
import { type Static, Type } from 'typebox';

const Words = Type.Object({ vi: Type.String(), en: Type.String() });
const Post = Type.Object({
  id: Type.String(),
  code: Type.String(),
  body: Type.String(),
  unit: Type.Union([Type.String(), Type.Null()]),
  role: Type.String(),
  title: Words,
  validFrom: Type.String({ description: 'YYYY-MM-DD' }),
  validTo: Type.Union([Type.String(), Type.Null()], { description: 'Last day, included' }),
});
export type PostView = Static<typeof Post>;

export const Rights = Type.Object({
  permissions: Type.Array(
    Type.Object({
      name: Type.String(),
      describe: Words,
      personalData: Type.Boolean(),
      citizens: Type.Boolean({ description: 'Anyone signed in as themselves has it' }),
      posts: Type.Array(Type.String(), { description: 'Ids of the posts that pass its door today' }),
    }),
  ),
  posts: Type.Array(Post),
});
export type Rights = Static<typeof Rights>;

export const Trial = Type.Object(
  {
    who: Type.Enum(['post', 'citizen', 'anonymous']),
    post: Type.Optional(Type.String({ maxLength: 60 })),
    level: Type.Optional(Type.Integer({ minimum: 0, maximum: 4 })),
    deputyScope: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 })),
    purpose: Type.Optional(Type.String({ maxLength: 300 })),
    permission: Type.String({ maxLength: 200 }),
    body: Type.Optional(Type.String({ maxLength: 100 })),
    unit: Type.Optional(Type.String({ maxLength: 20 })),
  },
  { additionalProperties: false },
);

export const Verdict = Type.Object({
  allow: Type.Boolean(),
  reason: Type.String(),
  findings: Type.Array(Type.Object({ condition: Type.String(), holds: Type.Boolean(), says: Words })),
  acrValues: Type.Array(Type.String()),
});
export type Verdict = Static<typeof Verdict>;
