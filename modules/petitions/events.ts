// What petitions say to the city: ids and public facts, never words, names or who signed.
import { type Static, Type } from 'typebox';
import { defineEvent } from '@city/kernel/events';
import { type PetitionAction, petitionStates, isPublic } from './cases/states.ts';
import type { PetitionRow } from './cases/tables.ts';

const OrNull = <S extends import('typebox').TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
export const EventFactsSchema = Type.Object(
  {
    code: Type.String(),
    seq: Type.Integer({ minimum: 1, description: 'Number of the step in the history of this petition' }),
    topic: Type.String(),
    unit: OrNull(Type.String({ description: 'Null: the whole city' })),
    body: Type.String(),
    state: Type.Enum(petitionStates),
    signatures: Type.Integer({ minimum: 0 }),
    threshold: Type.Integer({ minimum: 1 }),
    dueAt: OrNull(Type.String({ format: 'date-time' })),
    escalation: Type.Integer({ minimum: 0 }),
    at: Type.String({ format: 'date-time' }),
    isPublic: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type EventFacts = Static<typeof EventFactsSchema>;

const declare = (name: string) => defineEvent(`petitions.petition.${name}`, 1, EventFactsSchema);

/** Events by the action that causes them. Writing a draft is nobody's business, so `start` and `edit` say nothing. */
export const events = {
  propose: declare('proposed'),
  gather: declare('gathered'),
  lapse: declare('lapsed'),
  publish: declare('published'),
  refuse: declare('refused'),
  appeal: declare('appealed'),
  reach: declare('reached'),
  close: declare('closed'),
  hand_over: declare('handed_over'),
  submit: declare('submitted'),
  send_back: declare('sent_back'),
  approve: declare('answered'),
  progress: declare('progressed'),
  finish: declare('finished'),
  escalate: declare('escalated'),
  withdraw: declare('withdrawn'),
} as const satisfies Record<Exclude<PetitionAction, 'start' | 'edit'>, unknown>;

/** How many stand behind a petition now; neither who came nor who went. */
export const counted = declare('counted');

/** Everything that petitions say. */
export const allEvents = [...Object.values(events), counted];

/** Names of the messages that the live topic `petitions` carries. */
export const liveNames: readonly string[] = allEvents.map(({ name }) => name);

/** The event that an action says; null for silent ones. */
export const eventOf = (action: PetitionAction) =>
  action === 'start' || action === 'edit' ? null : events[action];

/** What everyone may know about a step; `row` as it is after the step. */
export function factsOf(row: PetitionRow, at: Date): EventFacts {
  return {
    code: row.code,
    seq: row.version,
    topic: row.topic,
    unit: row.unit_code,
    body: row.body_code,
    state: row.state,
    signatures: row.signature_n,
    threshold: row.threshold,
    dueAt: row.due_at?.toISOString() ?? null,
    escalation: row.escalation,
    at: at.toISOString(),
    isPublic: isPublic(row.state),
  };
}
