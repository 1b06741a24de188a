// Sending what was queued: claims one delivery, renders its words, hands it to the channel, keeps the outcome, tries again.
import { sql } from 'kysely';
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import type { ModuleDatabase, Tx } from '@city/kernel/database';
import { defineJob, type JobHandler } from '@city/kernel/jobs';
import type { Log } from '@city/kernel/log';
import { isLang, type Lang, type Translate } from '@city/kernel/text';
import type { ChannelAdapter, Outcome, Outgoing, PushTarget } from './channel.ts';
import { deliverJob } from './queue.ts';
import {
  type Address,
  type KeptAddress,
  type KeptContact,
  openAddress,
  openContact,
  openParams,
} from './sealed.ts';
import { sealOldContacts } from './seal-contacts.ts';
import { type Rendered, templateNamed } from './template.ts';

export interface DeliveryOptions {
  readonly db: ModuleDatabase<unknown>;
  readonly now: () => Date;
  readonly log: Log;
  readonly translate: (lang: Lang) => Translate;
  readonly publicUrl: string;
  readonly adapters: Readonly<Record<ChannelAdapter['channel'], ChannelAdapter>>;
  /** Between 0 and 1; spreads tries that failed together. */
  readonly chance?: () => number;
}

/** Eight tries: at once, then after about 1, 4, 15, 60 minutes and three times 6 hours. */
export const mostAttempts = 8;
const pauses = [60, 240, 900, 3_600, 21_600, 21_600, 21_600];
/** After this long a claim counts as lost with its process. */
const claimSeconds = 300;

const sweepJob = defineJob('notify.sweep', Type.Object({}), { cron: '*/5 * * * *' });
const clearJob = defineJob('notify.clear', Type.Object({}), { cron: '17 20 * * *' });
const keepDays = 365;

const self = system('notify');

export interface DeliveryKey {
  readonly recipient: string;
  readonly messageId: string;
  readonly channel: string;
}

export function deliveryJobs(options: DeliveryOptions): readonly JobHandler[] {
  return [
    { job: deliverJob, run: (payload) => deliver(options, payload as DeliveryKey) },
    { job: sweepJob, run: () => sweep(options) },
    { job: clearJob, run: () => clear(options) },
  ];
}

interface Claimed {
  attempts: number;
  refusals: number;
  template: string;
  params: unknown;
  created_at: Date;
  address: Address | null;
  lang: string | null;
  email: string | null;
  phone: string | null;
  muted: string[] | null;
}

type KeptClaim = Omit<Claimed, 'address'> & KeptContact & { address: KeptAddress | null };

/** Sends one delivery, unless it is done, not due, or in another's hands. */
export async function deliver(options: DeliveryOptions, key: DeliveryKey): Promise<void> {
  const found = await options.db.transaction(self, async (tx) => {
    const claimed = await claim(tx, key);
    const subscriptions = claimed && key.channel === 'push' ? await subscriptionsOf(tx, key.recipient) : [];
    return claimed ? { claimed, subscriptions } : null;
  });
  if (!found) return;
  const outcome = await attempt(options, key, found.claimed, found.subscriptions);
  await options.db.transaction(self, (tx) => settle(tx, options, key, found.claimed, outcome));
}

async function attempt(
  options: DeliveryOptions,
  key: DeliveryKey,
  claimed: Claimed,
  subscriptions: readonly PushTarget[],
): Promise<Outcome> {
  const adapter = options.adapters[key.channel as ChannelAdapter['channel']];
  if (claimed.muted?.includes(key.channel)) return { status: 'skipped', reason: 'not wanted by the person' };
  try {
    const outgoing = outgoingOf(options, key, claimed, subscriptions);
    return outgoing
      ? await adapter.send(outgoing)
      : { status: 'failed', reason: `no template ${claimed.template}` };
  } catch (error) {
    options.log.error(
      { err: error, template: claimed.template, channel: key.channel },
      'a notification could not be made',
    );
    return { status: 'retry', reason: 'our own error', isAnswered: false };
  }
}

function outgoingOf(
  options: DeliveryOptions,
  key: DeliveryKey,
  claimed: Claimed,
  subscriptions: readonly PushTarget[],
): Outgoing | null {
  const chosen = claimed.lang ?? claimed.address?.lang;
  const lang = isLang(chosen) ? chosen : 'vi';
  const t = options.translate(lang);
  const words = render(claimed, t, lang);
  if (!words) return null;
  return {
    messageId: key.messageId,
    requestId: `${key.messageId}-${claimed.refusals}`,
    lang,
    t,
    words,
    link: words.path === undefined ? null : new URL(words.path, `${options.publicUrl}/`).href,
    email: claimed.email ?? claimed.address?.email ?? null,
    phone: claimed.phone ?? claimed.address?.phone ?? null,
    subscriptions,
  };
}

/** The words of a stored message; null when no module declares its template any more. */
export function render(
  message: { template: string; params: unknown; created_at: Date },
  t: Translate,
  lang: Lang,
): Rendered | null {
  const template = templateNamed(message.template);
  return template?.render({ t, lang, params: message.params, at: message.created_at }) ?? null;
}

async function claim(tx: Tx<unknown>, key: DeliveryKey): Promise<Claimed | null> {
  const claimed = await sql<KeptClaim>`
    update notify.delivery d
       set status = 'sending', attempts = d.attempts + 1, claimed_at = ${tx.now}
      from notify.message m left join notify.contact c on c.recipient = m.recipient
     where d.recipient = ${key.recipient} and d.message_id = ${key.messageId} and d.channel = ${key.channel}
       and m.recipient = d.recipient and m.message_id = d.message_id
       and d.finished_at is null
       and d.due_at <= ${secondsBefore(tx.now, -5)}
       and (d.status <> 'sending' or d.claimed_at < ${secondsBefore(tx.now, claimSeconds)})
    returning d.attempts, d.refusals, m.template, m.params, m.created_at, m.address, c.lang, c.email, c.phone, c.data_key, c.sealed, c.muted`.execute(
    tx.db,
  );
  const row = claimed.rows[0];
  if (!row) return null;
  const { data_key: _, sealed: __, ...rest } = row;
  return {
    ...rest,
    ...openContact(tx.seals, key.recipient, row),
    params: openParams(tx.seals, key.messageId, row.params),
    address: row.address && openAddress(tx.seals, key.messageId, row.address),
  };
}

async function subscriptionsOf(tx: Tx<unknown>, recipient: string): Promise<PushTarget[]> {
  const found = await sql<{ endpoint_hash: string; endpoint: string; p256dh: string; auth: string }>`
    select endpoint_hash, endpoint, p256dh, auth from notify.subscription where recipient = ${recipient}
     order by created_at desc limit 20`.execute(tx.db);
  return found.rows.map(({ endpoint_hash: endpointHash, ...rest }) => ({ endpointHash, ...rest }));
}

async function settle(
  tx: Tx<unknown>,
  options: DeliveryOptions,
  key: DeliveryKey,
  claimed: Claimed,
  outcome: Outcome,
): Promise<void> {
  const isLast = claimed.attempts >= mostAttempts;
  const isAgain = outcome.status === 'retry' && !isLast;
  const status = isAgain ? 'retrying' : outcome.status === 'retry' ? 'failed' : outcome.status;
  const reason = outcome.status === 'sent' ? null : outcome.reason;
  const dueAt = isAgain
    ? new Date(tx.now.getTime() + 1000 * pauseSeconds(claimed.attempts, outcome, options.chance))
    : tx.now;
  const kept = await sql`
    update notify.delivery
       set status = ${status}, reason = ${reason}, due_at = ${dueAt}, claimed_at = null,
           finished_at = ${isAgain ? null : tx.now}::timestamptz,
           reference = ${outcome.status === 'sent' ? outcome.reference : null},
           refusals = refusals + ${outcome.status === 'retry' && outcome.isAnswered ? 1 : 0}
     where recipient = ${key.recipient} and message_id = ${key.messageId} and channel = ${key.channel}
       and attempts = ${claimed.attempts} and status = 'sending'`.execute(tx.db);
  if (kept.numAffectedRows === 0n) return;
  await sql`
    insert into notify.attempt (recipient, message_id, channel, attempt, at, outcome, reason)
    values (${key.recipient}, ${key.messageId}, ${key.channel}, ${claimed.attempts}, ${tx.now},
            ${outcome.status}, ${reason})`.execute(tx.db);
  for (const hash of outcome.goneEndpoints ?? []) {
    await sql`delete from notify.subscription where recipient = ${key.recipient} and endpoint_hash = ${hash}`.execute(
      tx.db,
    );
  }
  if (isAgain) tx.enqueue(deliverJob, { ...key }, { runAt: dueAt });
  else await forgetAddress(tx, key);
  if (status === 'failed') {
    options.log.warn(
      { template: claimed.template, channel: key.channel, reason, attempts: claimed.attempts },
      'a notification failed',
    );
  }
}

/** Seconds until the next try: what the other side asks for, else our own growing pause, a fifth of it by chance. */
export function pauseSeconds(attempts: number, outcome: Outcome, chance: () => number = Math.random): number {
  const asked = outcome.status === 'retry' ? (outcome.afterSeconds ?? 0) : 0;
  const own = pauses[Math.min(attempts, pauses.length) - 1]!;
  return Math.round(Math.min(Math.max(asked, own * (0.9 + 0.2 * chance())), 24 * 3600));
}

/** An address without an account is kept only while a delivery waits for it. */
async function forgetAddress(tx: Tx<unknown>, key: DeliveryKey): Promise<void> {
  if (!key.recipient.startsWith('address:')) return;
  await sql`
    update notify.message m set address = null
     where m.recipient = ${key.recipient} and m.message_id = ${key.messageId}
       and not exists (select 1 from notify.delivery d
                        where d.recipient = m.recipient and d.message_id = m.message_id and d.finished_at is null)`.execute(
    tx.db,
  );
}

/** Puts back to work what a crash left claimed and what lost its job. */
async function sweep(options: DeliveryOptions): Promise<void> {
  while ((await options.db.transaction(self, sealOldContacts)) > 0);
  await options.db.transaction(self, async (tx) => {
    const lost = await sql<{ recipient: string; message_id: string; channel: string }>`
      select recipient, message_id, channel from notify.delivery
       where finished_at is null and due_at < ${secondsBefore(tx.now, 120)}
         and (status <> 'sending' or claimed_at < ${secondsBefore(tx.now, claimSeconds)})
       order by due_at limit 1000`.execute(tx.db);
    for (const { recipient, message_id: messageId, channel } of lost.rows) {
      tx.enqueue(
        deliverJob,
        { recipient, messageId, channel },
        { key: `notify ${recipient} ${messageId} ${channel}` },
      );
    }
  });
}

/** Removes what is older than a year, in batches that hold no long transaction. */
async function clear(options: DeliveryOptions): Promise<void> {
  for (let removed = 1n; removed > 0n; ) {
    removed = await options.db.transaction(self, async (tx) => {
      const oldest = secondsBefore(tx.now, keepDays * 86_400);
      const done = await sql`
        delete from notify.message where (recipient, message_id) in
          (select recipient, message_id from notify.message where created_at < ${oldest} limit 2000)`.execute(
        tx.db,
      );
      return done.numAffectedRows ?? 0n;
    });
  }
}

function secondsBefore(now: Date, seconds: number): Date {
  return new Date(now.getTime() - seconds * 1000);
}
