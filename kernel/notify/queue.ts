// Putting a notification into the transaction of the action that causes it, and saying where people can be reached.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { Type } from 'typebox';
import { newId, type Tx } from '@city/kernel/database';
import { defineJob } from '@city/kernel/jobs';
import type { Lang } from '@city/kernel/text';
import { sealAddress, sealContact, sealParams } from './sealed.ts';
import type { Channel, NotificationTemplate } from './template.ts';

/** Somebody with an account, a post of an office (whoever holds it), or an address without an account. */
export type Recipient =
  | { readonly person: string }
  | { readonly post: string }
  | { readonly email?: string; readonly phone?: string; readonly lang: Lang };

export interface Notification<P> {
  readonly to: Recipient;
  readonly template: NotificationTemplate<P>;
  readonly params: P;
  /** Default: the template's. */
  readonly channels?: readonly Channel[];
  /** The same recipient and key are one message, however often it is queued: `case:UUID:answered`. */
  readonly key?: string;
}

export const deliverJob = defineJob(
  'notify.deliver',
  Type.Object({ recipient: Type.String(), messageId: Type.String(), channel: Type.String() }),
);

/**
 * Queues a notification in this transaction: it exists when, and only when, the action does. One record per message and
 * channel; sending begins after the commit.
 * @returns the id of the message, which an e-mail carries in its Message-ID; null when this key was queued before.
 * @throws Error when the parameters do not fit the template.
 */
export async function queueNotification<DB, P>(
  tx: Tx<DB>,
  notification: Notification<P>,
): Promise<string | null> {
  const { to, template, params } = notification;
  (template.assert as (params: unknown) => void)(params);
  const messageId = newId(tx.now);
  const recipient = recipientKey(to, notification.key === undefined ? messageId : hashOf(notification.key));
  const wanted = [...new Set(notification.channels ?? template.channels)];
  const channels = wanted.filter((channel) => channel !== 'in-app' || !recipient.startsWith('address:'));
  if (channels.length === 0)
    throw new Error(`Notification ${template.name}: no channel reaches this recipient`);
  const kept = template.holdsKeys ? sealParams(tx.seals, messageId, params) : params;
  const queued = await sql<{ n: number }>`
    with message as (
      insert into notify.message (recipient, message_id, template, params, address, key, is_in_app, created_at)
      values (${recipient}, ${messageId}, ${template.name}, ${JSON.stringify(kept)}::text::jsonb,
              ${addressOf(tx, messageId, to)}::text::jsonb, ${notification.key ?? null}, ${channels.includes('in-app')}, ${tx.now})
      on conflict do nothing
      returning 1
    ), delivery as (
      insert into notify.delivery (recipient, message_id, channel, status, due_at, finished_at)
      select ${recipient}, ${messageId}::uuid, channel,
             case channel when 'in-app' then 'sent' else 'queued' end, ${tx.now}::timestamptz,
             case channel when 'in-app' then ${tx.now}::timestamptz end
        from message, unnest(${channels}::text[]) as channel
      returning 1
    )
    select count(*)::int as n from delivery`.execute(tx.db);
  if (queued.rows[0]?.n === 0) return null;
  for (const channel of channels) {
    if (channel !== 'in-app') tx.enqueue(deliverJob, { recipient, messageId, channel });
  }
  return messageId;
}

export interface Contact {
  readonly lang: Lang;
  readonly email: string | null;
  readonly phone: string | null;
  /** Channels that the person does not want. */
  readonly muted?: readonly Exclude<Channel, 'in-app'>[];
}

/** Keeps where somebody can be reached and in which language; the module that knows people calls it. */
export async function saveContact<DB>(
  tx: Tx<DB>,
  who: { person: string } | { post: string },
  contact: Contact,
): Promise<void> {
  const recipient = recipientKey(who, '');
  const { data_key: key, sealed } = sealContact(tx.seals, recipient, contact);
  await sql`select notify.save_contact(${recipient}, ${contact.lang}, ${key}, ${sealed},
    ${contact.muted ?? []}::text[], ${tx.now})`.execute(tx.db);
}

/** Forgets where somebody can be reached, with the browsers that subscribed. */
export async function forgetContact<DB>(
  tx: Tx<DB>,
  who: { person: string } | { post: string },
): Promise<void> {
  await sql`select notify.forget_contact(${recipientKey(who, '')})`.execute(tx.db);
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 40);
}

/** An address has no identity of its own: `addressId` makes it one, the same for the same key. */
function recipientKey(to: Recipient, addressId: string): string {
  if ('person' in to) return `person:${to.person}`;
  return 'post' in to ? `post:${to.post}` : `address:${addressId}`;
}

function addressOf<DB>(tx: Tx<DB>, messageId: string, to: Recipient): string | null {
  if ('person' in to || 'post' in to) return null;
  const address = { lang: to.lang, email: to.email ?? null, phone: to.phone ?? null };
  return JSON.stringify(sealAddress(tx.seals, messageId, address));
}
