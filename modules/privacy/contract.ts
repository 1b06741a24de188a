// What other modules may know of data rights: whether a person consents, and what happens to requests and breaches.
import { type Static, Type } from 'typebox';
import { requestActions, requestStates } from './requests/states.ts';
import { RightKind } from './rules/rules-data.ts';

export {
  type Consenting,
  type ConsentAnswer,
  consentFor,
  offerRepresentation,
  type Representation,
} from './consents/consenting.ts';

export { BreachOpened, ConsentChanged, DataRequestStepped } from './events.ts';

const When = Type.String({ format: 'date-time' });
const Nullable = <T extends ReturnType<typeof Type.String>>(schema: T) => Type.Union([schema, Type.Null()]);

export const RequestItem = Type.Object({
  id: Type.String(),
  kind: RightKind,
  state: Type.Enum(requestStates),
  purpose: Nullable(Type.String()),
  withOthers: Type.Boolean(),
  askedAt: When,
  respondBy: When,
  respondedAt: Nullable(When),
  firstDueAt: When,
  dueAt: When,
  isExtended: Type.Boolean(),
  isLate: Type.Boolean({ description: 'Past the due time, or not responded to in time' }),
  closedAt: Nullable(When),
});
export type RequestItem = Static<typeof RequestItem>;

export const RequestEvent = Type.Object({
  at: When,
  who: Type.Union([Type.Literal('person'), Type.Literal('office'), Type.Literal('system')]),
  title: Nullable(Type.String()),
  action: Type.Enum(requestActions),
  words: Nullable(Type.String()),
});

export const RequestView = Type.Object({
  ...RequestItem.properties,
  /** The name the person goes by; null once erased. */
  asker: Nullable(Type.String()),
  law: Type.Object({
    number: Type.String(),
    article: Type.String(),
    note: Type.Union([Type.Object({ vi: Type.String(), en: Type.String() }), Type.Null()]),
  }),
  extendedTo: Type.String({ description: 'How far one extension reaches' }),
  events: Type.Array(RequestEvent),
  /** Steps that whoever asks may take now. */
  steps: Type.Array(Type.Enum(requestActions)),
  export: Type.Union([
    Type.Object({
      bytes: Type.Integer(),
      until: When,
      isOpen: Type.Boolean(),
      sha256: Type.String({ description: 'Of the JSON file, in hexadecimal, to compare a copy' }),
    }),
    Type.Null(),
  ]),
  erased: Type.Array(Type.Object({ module: Type.String(), at: When, rows: Type.Integer() })),
});
export type RequestView = Static<typeof RequestView>;
