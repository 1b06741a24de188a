// Tells the reporter each step, once: in their account, by e-mail or text message, wherever they said they can be reached.
import type { CityEvent, Subscription } from '@city/kernel/events';
import type { EventFacts } from '../contract.ts';
import { nobodyYet, tellFollowersTask } from '../duplicates/tell-followers.task.ts';
import { eventOf, events } from '../events.ts';
import type { FeedbackCity } from '../module-city.ts';
import { reportsToTell } from './report.store.ts';
import { type ReportAction, reportActions } from './states.ts';
import type { FeedbackTables } from './tables.ts';
import { tellOne } from './tell.ts';

/** Steps of the office's inner life; the page shows them, nobody is disturbed for them. */
const silent: readonly ReportAction[] = [
  'assign',
  'rate',
  'answer',
  'submit',
  'send_back',
  'withdraw',
  'escalate',
];

export function tellReporter(city: FeedbackCity): Subscription<FeedbackTables> {
  return {
    name: 'tell-reporter',
    events: Object.values(events),
    sift: async (tx, batch) => {
      const told = await reportsToTell(
        tx,
        batch.map(({ key }) => key),
      );
      return new Set(batch.filter(({ key }) => told.has(key)));
    },
    handle: async (tx, event) => {
      const action = reportActions.find((known) => eventOf(known).name === event.type);
      if (!action || silent.includes(action)) return;
      const { key: about, data: facts } = event as CityEvent<EventFacts>;
      await tellOne(
        tx,
        city,
        { report_id: about, tracking_code: facts.trackingCode },
        { about, action, facts },
      );
      // Those whose reports follow this one hear of it page by page: there may be thousands.
      if ((await reportsToTell(tx, [about])).get(about) === 'followed')
        tx.enqueue(tellFollowersTask, { about, action, facts, after: nobodyYet });
    },
  };
}
