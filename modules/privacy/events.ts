// The events of data rights: ids and public facts, never what somebody asked or agreed to in words.
import { Type } from 'typebox';
import { defineEvent } from '@city/kernel/events';
import { requestActions, requestStates } from './requests/states.ts';
import { RightKind } from './rules/rules-data.ts';

/** A request about somebody's own data took a step; whose it is stays here. */
export const DataRequestStepped = defineEvent(
  'privacy.request.stepped',
  1,
  Type.Object({
    requestId: Type.String({ format: 'uuid' }),
    kind: RightKind,
    action: Type.Enum(requestActions),
    state: Type.Enum(requestStates),
  }),
);

/** Somebody agreed to a purpose, or took it back. */
export const ConsentChanged = defineEvent(
  'privacy.consent.changed',
  1,
  Type.Object({
    personId: Type.String({ format: 'uuid' }),
    purpose: Type.String(),
    client: Type.String(),
    part: Type.Union([Type.Literal('self'), Type.Literal('representative')]),
    given: Type.Boolean(),
  }),
);

/** A breach of personal data was recorded: its clock runs. */
export const BreachOpened = defineEvent(
  'privacy.breach.opened',
  1,
  Type.Object({ breachId: Type.String({ format: 'uuid' }), dueAt: Type.String({ format: 'date-time' }) }),
);
