// What the events of a report carry: ids and public facts, never words, names or contacts.
import { type Static, Type } from 'typebox';
import { reportStates } from './cases/states.ts';

/** Names of all events of this module; each has version 1 and the facts below. */
export const eventNames = {
  filed: 'feedback.report.filed',
  accepted: 'feedback.report.accepted',
  assigned: 'feedback.report.assigned',
  handedOver: 'feedback.report.handed_over',
  returned: 'feedback.report.returned',
  started: 'feedback.report.started',
  resolved: 'feedback.report.resolved',
  closed: 'feedback.report.closed',
  rejected: 'feedback.report.rejected',
  reopened: 'feedback.report.reopened',
  rated: 'feedback.report.rated',
  asked: 'feedback.report.asked',
  answered: 'feedback.report.answered',
  resumed: 'feedback.report.resumed',
  extended: 'feedback.report.extended',
  recategorised: 'feedback.report.recategorised',
  submitted: 'feedback.report.submitted',
  sentBack: 'feedback.report.sent_back',
  withdrawn: 'feedback.report.withdrawn',
  merged: 'feedback.report.merged',
  unmerged: 'feedback.report.unmerged',
  transferred: 'feedback.report.transferred',
  escalated: 'feedback.report.escalated',
  rescheduled: 'feedback.report.rescheduled',
  hidden: 'feedback.report.hidden',
  shown: 'feedback.report.shown',
} as const;

export const EventFactsSchema = Type.Object(
  {
    trackingCode: Type.String(),
    seq: Type.Integer({ minimum: 1, description: 'Number of the step in the history of this report' }),
    service: Type.String(),
    severity: Type.String(),
    priority: Type.Integer(),
    unit: Type.String(),
    unitValidFrom: Type.String(),
    body: Type.String(),
    state: Type.Enum(reportStates),
    lat: Type.Number({ description: 'Rounded to 5 decimals' }),
    lon: Type.Number({ description: 'Rounded to 5 decimals' }),
    filedAt: Type.String({ format: 'date-time' }),
    dueAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
    at: Type.String({ format: 'date-time' }),
    isPublic: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type EventFacts = Static<typeof EventFactsSchema>;
