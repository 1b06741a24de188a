// The address of a form on its way: its token, the language, and what the last step had to say.
import { Type } from 'typebox';

export const Token = Type.Object({
  d: Type.String({ minLength: 10, maxLength: 40 }),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
  v: Type.Optional(Type.String({ maxLength: 200 })),
});
