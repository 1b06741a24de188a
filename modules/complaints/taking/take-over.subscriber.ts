// Hears that a report has left the public path; the work itself is a job, because pictures take their time.
import { EventFactsSchema, eventNames } from '@city/feedback';
import { defineEvent, type Subscription } from '@city/kernel/events';
import type { ComplaintsTables } from '../cases/tables.ts';
import { takeOver } from './take-over.task.ts';

const reportTransferred = defineEvent(eventNames.transferred, 1, EventFactsSchema);

export const takeOverReports: Subscription<ComplaintsTables> = {
  name: 'take-over',
  events: [reportTransferred],
  handle: async (tx, event) => {
    tx.enqueue(takeOver, { reportId: event.key }, { key: `take-over:${event.key}` });
  },
};
