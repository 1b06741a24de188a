// Tells the reporter each step, once: in their account, by e-mail or text message, wherever they said they can be reached.
import type { CityEvent, Subscription } from '@city/kernel/events';
import { type Notification, queueNotification, type Recipient } from '@city/kernel/notify';
import type { EventFacts } from '../contract.ts';
import { eventOf, events } from '../events.ts';
import type { FeedbackCity } from '../module-city.ts';
import { type FeedbackTx, reportsWithReporter } from './report.store.ts';
import { bodyRef } from './report-view.ts';
import { accessContactToTell, type ReporterContact } from './reporter.access.ts';
import { type ReportAction, reportActions } from './states.ts';
import { stepNotification } from './step-words.ts';
import type { FeedbackTables } from './tables.ts';

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
      const reported = await reportsWithReporter(
        tx,
        batch.map(({ key }) => key),
      );
      return new Set(batch.filter(({ key }) => reported.has(key)));
    },
    handle: async (tx, event) => {
      const action = reportActions.find((known) => eventOf(known).name === event.type);
      if (!action || silent.includes(action)) return;
      await tell(tx, city, event as CityEvent<EventFacts>, action);
    },
  };
}

async function tell(
  tx: FeedbackTx,
  city: FeedbackCity,
  event: CityEvent<EventFacts>,
  action: ReportAction,
): Promise<void> {
  const contact = await accessContactToTell(tx, event.key);
  const to = contact && recipientOf(contact);
  if (!to) return;
  const { data } = event;
  const service = city.rules.catalogue.any(data.service)?.name ?? { vi: data.service, en: data.service };
  const notification: Notification<Parameters<typeof stepNotification.render>[0]['params']> = {
    to,
    template: stepNotification,
    params: {
      code: data.trackingCode,
      action,
      service,
      body: bodyRef(city.bodies, data.body).short,
      dueAt: data.dueAt,
      path:
        'person' in to
          ? `/reports/${data.trackingCode}`
          : `/reports/${data.trackingCode}?key=${city.keys.keyOf(event.key)}`,
    },
    key: `report:${event.key}:${data.seq}`,
  };
  await queueNotification(tx, notification);
}

/** The account where there is one, else the address given with the report. Null when there is no way to say anything. */
function recipientOf(contact: ReporterContact): Recipient | null {
  if (contact.person_id !== null) return { person: contact.person_id };
  const { email, phone, lang } = contact;
  if (email === null && phone === null) return null;
  return { ...(email === null ? {} : { email }), ...(phone === null ? {} : { phone }), lang };
}
