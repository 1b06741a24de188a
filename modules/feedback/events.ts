// The events of this module as the kernel emits and delivers them.
import { defineEvent } from '@city/kernel/events';
import { rounded } from './cases/report-view.ts';
import type { ReportAction } from './cases/states.ts';
import type { ReportRow } from './cases/tables.ts';
import { type EventFacts, EventFactsSchema, eventNames } from './event-schemas.ts';

type Name = keyof typeof eventNames;
const declare = (name: Name) => defineEvent(eventNames[name], 1, EventFactsSchema);

export const events = {
  filed: declare('filed'),
  accepted: declare('accepted'),
  assigned: declare('assigned'),
  handedOver: declare('handedOver'),
  returned: declare('returned'),
  started: declare('started'),
  resolved: declare('resolved'),
  closed: declare('closed'),
  rejected: declare('rejected'),
  reopened: declare('reopened'),
  rated: declare('rated'),
  asked: declare('asked'),
  answered: declare('answered'),
  resumed: declare('resumed'),
  extended: declare('extended'),
  recategorised: declare('recategorised'),
  submitted: declare('submitted'),
  sentBack: declare('sentBack'),
  withdrawn: declare('withdrawn'),
  merged: declare('merged'),
  unmerged: declare('unmerged'),
  transferred: declare('transferred'),
  escalated: declare('escalated'),
  rescheduled: declare('rescheduled'),
  hidden: declare('hidden'),
  shown: declare('shown'),
} as const satisfies Record<Name, unknown>;

const byAction: Readonly<Record<ReportAction, Name>> = {
  file: 'filed',
  accept: 'accepted',
  assign: 'assigned',
  hand_over: 'handedOver',
  return: 'returned',
  start: 'started',
  resolve: 'resolved',
  close: 'closed',
  reject: 'rejected',
  reopen: 'reopened',
  rate: 'rated',
  ask: 'asked',
  answer: 'answered',
  resume: 'resumed',
  extend: 'extended',
  recategorise: 'recategorised',
  submit: 'submitted',
  send_back: 'sentBack',
  withdraw: 'withdrawn',
  merge: 'merged',
  unmerge: 'unmerged',
  transfer: 'transferred',
  escalate: 'escalated',
  reschedule: 'rescheduled',
};

/** The event that an action says. */
export const eventOf = (action: ReportAction) => events[byAction[action]];

/** What everyone may know about a step; `row` as it is after the step. */
export function factsOf(row: ReportRow, at: Date): EventFacts {
  return {
    trackingCode: row.tracking_code,
    seq: row.version,
    service: row.service,
    severity: row.severity,
    priority: row.priority,
    unit: row.unit_code,
    unitValidFrom: row.unit_valid_from,
    body: row.body_code,
    state: row.state,
    lat: rounded(row.lat),
    lon: rounded(row.lon),
    filedAt: row.filed_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    at: at.toISOString(),
    isPublic: row.visibility === 'public',
  };
}
