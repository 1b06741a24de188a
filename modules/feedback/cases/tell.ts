// Says one step to one reporter, wherever they said they can be reached.
import { createHash } from 'node:crypto';
import { queueNotification, type Recipient } from '@city/kernel/notify';
import { rememberMail } from '../channels/conversation/message.store.ts';
import { replyAddress } from '../channels/conversation/reply-address.ts';
import type { EventFacts } from '../contract.ts';
import type { FeedbackCity } from '../module-city.ts';
import type { FeedbackTx } from './report.store.ts';
import { bodyRef } from './report-view.ts';
import { accessContactToTell, type ReporterContact } from './reporter.access.ts';
import type { ReportAction } from './states.ts';
import { stepNotification } from './step-words.ts';

export interface Told {
  /** Id of the report that moved: the reporter's own, or its master. */
  readonly about: string;
  readonly action: ReportAction;
  readonly facts: EventFacts;
}

/**
 * Tells the reporter of `own` what happened to `told.about`. The same person hears of one step once, however many of their
 * reports follow the one that moved.
 */
export async function tellOne(
  tx: FeedbackTx,
  city: FeedbackCity,
  own: { readonly report_id: string; readonly tracking_code: string },
  { about, action, facts }: Told,
): Promise<void> {
  const contact = await accessContactToTell(tx, own.report_id);
  const to = contact && recipientOf(contact);
  if (!to) return;
  const service = city.rules.catalogue.any(facts.service)?.name ?? { vi: facts.service, en: facts.service };
  const page = `/reports/${own.tracking_code}`;
  const byMail = 'email' in to && to.email !== undefined;
  const messageId = await queueNotification(tx, {
    to,
    template: stepNotification,
    params: {
      code: own.tracking_code,
      action,
      service,
      body: bodyRef(city.bodies, facts.body).short,
      dueAt: facts.dueAt,
      replyTo: byMail ? replyAddress(city, own) : null,
      path: 'person' in to ? page : `${page}?key=${city.keys.keyOf(own.report_id)}`,
    },
    key: `report:${about}:${facts.seq}${'person' in to ? '' : `:${addressHash(to)}`}`,
  });
  if (byMail && messageId !== null && city.mailbox !== null) await rememberMail(tx, messageId, own.report_id);
}

/** The account where there is one, else the address given with the report. Null when there is no way to say anything. */
export function recipientOf(contact: ReporterContact): Recipient | null {
  if (contact.person_id !== null) return { person: contact.person_id };
  const { email, phone, lang } = contact;
  if (email === null && phone === null) return null;
  return { ...(email === null ? {} : { email }), ...(phone === null ? {} : { phone }), lang };
}

function addressHash(to: Exclude<Recipient, { person: string }>): string {
  return createHash('sha256').update(JSON.stringify(to)).digest('base64url').slice(0, 16);
}
