// A decision as inspectors see it. Safe in a browser.
import { type Static, Type } from 'typebox';

const Nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);

export const DecisionView = Type.Object({
  id: Type.String(),
  at: Type.String({ format: 'date-time' }),
  times: Type.Integer(),
  allowed: Type.Boolean(),
  permission: Type.String(),
  reason: Type.String(),
  actorKind: Type.String(),
  actor: Nullable(Type.String()),
  post: Nullable(Type.String()),
  body: Nullable(Type.String()),
  role: Nullable(Type.String()),
  level: Nullable(Type.Integer()),
  purpose: Nullable(Type.String()),
  resource: Nullable(Type.Object({ type: Type.String(), id: Type.String() })),
  route: Nullable(Type.String()),
  askedBy: Nullable(
    Type.String({ description: 'The system or post that asked; null at the city’s own doors' }),
  ),
});
export type DecisionView = Static<typeof DecisionView>;
