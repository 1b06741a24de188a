// The shapes of the Authorization API 1.0 (OpenID AuthZEN): §5 information model, §6–8 evaluations and searches, §9 metadata.
import { type Static, Type } from 'typebox';
import { LIMITS } from '../limits.ts';

// Fields that we do not know are ignored; those we need are asked for.
const Name = Type.String({ minLength: 1, maxLength: 300 });
const Properties = Type.Optional(Type.Record(Type.String(), Type.Unknown()));

export const Subject = Type.Object({ type: Name, id: Name, properties: Properties });
export const Action = Type.Object({ name: Name, properties: Properties });
export const Resource = Type.Object({ type: Name, id: Name, properties: Properties });
export const Context = Type.Record(Type.String(), Type.Unknown());
export type Subject = Static<typeof Subject>;
export type Action = Static<typeof Action>;
export type Resource = Static<typeof Resource>;

export const EvaluationRequest = Type.Object({
  subject: Subject,
  action: Action,
  resource: Resource,
  context: Type.Optional(Context),
});
export type EvaluationRequest = Static<typeof EvaluationRequest>;

const Parts = Type.Partial(EvaluationRequest);
export type Parts = Static<typeof Parts>;

export const EvaluationsRequest = Type.Object({
  ...Parts.properties,
  evaluations: Type.Optional(Type.Array(Parts, { maxItems: LIMITS.mostEvaluations })),
  options: Type.Optional(
    Type.Object({
      evaluations_semantic: Type.Optional(
        Type.Enum(['execute_all', 'deny_on_first_deny', 'permit_on_first_permit']),
      ),
    }),
  ),
});

const Bilingual = Type.Object({ vi: Type.String(), en: Type.String() });
export const Decision = Type.Object({
  decision: Type.Boolean(),
  context: Type.Optional(
    Type.Object({
      reason: Type.Optional(Type.String({ description: 'In the words of the log' })),
      reason_user: Type.Optional(
        Type.Array(Bilingual, { description: 'What is missing, in words for the person, a line each' }),
      ),
      acr_values: Type.Optional(
        Type.Array(Type.String(), { description: 'Signing in at one of these levels would do (RFC 9470)' }),
      ),
      code: Type.Optional(Type.String()),
      error: Type.Optional(Type.Object({ status: Type.Integer(), message: Type.String() })),
    }),
  ),
});
export type Decision = Static<typeof Decision>;

export const EvaluationsAnswer = Type.Object({
  decision: Type.Optional(Type.Boolean()),
  context: Type.Optional(Decision.properties.context),
  evaluations: Type.Optional(Type.Array(Decision)),
});

const Page = Type.Optional(
  Type.Object({
    token: Type.Optional(Type.String({ maxLength: 300 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.mostResults })),
  }),
);
export type Page = Static<typeof Page>;

const Sought = Type.Object({ type: Name, id: Type.Optional(Type.String()), properties: Properties });

export const SubjectSearch = Type.Object({
  subject: Sought,
  action: Action,
  resource: Resource,
  context: Type.Optional(Context),
  page: Page,
});
export const ResourceSearch = Type.Object({
  subject: Subject,
  action: Action,
  resource: Sought,
  context: Type.Optional(Context),
  page: Page,
});
export const ActionSearch = Type.Object({
  subject: Subject,
  resource: Resource,
  context: Type.Optional(Context),
  page: Page,
});

const answer = <S extends Parameters<typeof Type.Array>[0]>(item: S) =>
  Type.Object({
    results: Type.Array(item),
    page: Type.Object({ next_token: Type.String(), count: Type.Integer(), total: Type.Integer() }),
    context: Type.Optional(Type.Object({ reason: Type.String() })),
  });
export const EntityResults = answer(Type.Object({ type: Type.String(), id: Type.String() }));
export const ActionResults = answer(Type.Object({ name: Type.String() }));

export const Metadata = Type.Object({
  policy_decision_point: Type.String(),
  access_evaluation_endpoint: Type.String(),
  access_evaluations_endpoint: Type.String(),
  search_subject_endpoint: Type.String(),
  search_resource_endpoint: Type.String(),
  search_action_endpoint: Type.String(),
});
