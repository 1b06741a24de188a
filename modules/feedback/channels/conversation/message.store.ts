// The SQL of messages that came in and of what somebody has begun to say. Only the city's own hand reads these rows.
import { sql } from 'kysely';
import { markOf } from '../../cases/contact-seal.ts';
import type { FeedbackTx } from '../../cases/report.store.ts';
import { conversationId, conversationPlace, messagePlace } from './message-seal.ts';

export type MessageChannel = 'email' | 'sms';
export type Outcome = 'filed' | 'asked' | 'answered' | 'noted' | 'told' | 'unclear' | 'ignored';

export interface MessageRow {
  readonly message_id: string;
  readonly channel: MessageChannel;
  readonly external_id: string;
  readonly sender: string;
  readonly words: string;
  readonly hints: Readonly<Record<string, unknown>>;
  readonly outcome: Outcome;
  readonly report_id: string | null;
}

/** Two deliveries of one message wait for each other here; the second then finds the first. */
export async function lockSender(tx: FeedbackTx, channel: MessageChannel, sender: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`feedback.message:${channel}:${sender}`}, 0))`.execute(
    tx.db,
  );
}

export async function isKnownMessage(
  tx: FeedbackTx,
  channel: MessageChannel,
  externalId: string,
): Promise<boolean> {
  const found = await sql<{ known: boolean }>`
    select exists (select 1 from feedback.message_in where channel = ${channel} and external_id = ${externalId}) as known`.execute(
    tx.db,
  );
  return found.rows[0]?.known === true;
}

export async function insertMessage(tx: FeedbackTx, row: MessageRow): Promise<void> {
  const { sender, words, hints } = row;
  const { data_key: key, sealed } = tx.seals.seal(messagePlace, row.message_id, { sender, words, hints });
  await sql`
    insert into feedback.message_in (message_id, channel, external_id, sender_mark, data_key, sealed, outcome, report_id, received_at)
    values (${row.message_id}, ${row.channel}, ${row.external_id}, ${markOf(tx.seals, sender)}, ${key}, ${sealed},
            ${row.outcome}, ${row.report_id}, ${tx.now})`.execute(tx.db);
}

/** How many messages a sender has sent since a moment. */
export async function messagesSince(
  tx: FeedbackTx,
  channel: MessageChannel,
  sender: string,
  since: Date,
): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*)::int as count from feedback.message_in
     where channel = ${channel} and sender_mark = ${markOf(tx.seals, sender)} and received_at > ${since}`.execute(
    tx.db,
  );
  return found.rows[0]?.count ?? 0;
}

/** What waits for its place. */
export interface Pending {
  readonly words: string;
  /** Ids of pictures that wait. */
  readonly photos: readonly string[];
  /** Codes of the units that were offered, in their order. */
  readonly units: readonly string[];
  /** Token of the web form that holds the same, to put the pin there. */
  readonly draft: string;
}

export async function findPending(
  tx: FeedbackTx,
  channel: MessageChannel,
  sender: string,
): Promise<Pending | null> {
  const mark = markOf(tx.seals, sender).toString('hex');
  const found = await sql<{ data_key: Buffer | null; sealed: Buffer | null }>`
    select data_key, sealed from feedback.conversation
     where channel = ${channel} and sender = ${mark} and expires_at > ${tx.now}`.execute(tx.db);
  const row = found.rows[0];
  return row ? tx.seals.open<Pending>(conversationPlace, conversationId(channel, mark), row) : null;
}

export async function savePending(
  tx: FeedbackTx,
  channel: MessageChannel,
  sender: string,
  pending: Pending,
  expiresAt: Date,
): Promise<void> {
  const mark = markOf(tx.seals, sender).toString('hex');
  const { data_key: key, sealed } = tx.seals.seal(conversationPlace, conversationId(channel, mark), pending);
  await sql`
    insert into feedback.conversation (channel, sender, data_key, sealed, expires_at)
    values (${channel}, ${mark}, ${key}, ${sealed}, ${expiresAt})
    on conflict (channel, sender) do update
       set data_key = excluded.data_key, sealed = excluded.sealed, pending = null, expires_at = excluded.expires_at`.execute(
    tx.db,
  );
}

export async function dropPending(tx: FeedbackTx, channel: MessageChannel, sender: string): Promise<void> {
  const mark = markOf(tx.seals, sender).toString('hex');
  await sql`delete from feedback.conversation where channel = ${channel} and sender = ${mark}`.execute(tx.db);
}

export async function dropExpiredPending(tx: FeedbackTx): Promise<void> {
  await sql`delete from feedback.conversation where expires_at <= ${tx.now}`.execute(tx.db);
}

/** Remembers that a mail of ours, by the local part of its Message-ID, was about a report. */
export async function rememberMail(tx: FeedbackTx, messageId: string, reportId: string): Promise<void> {
  await sql`insert into feedback.mail_thread (message_id, report_id, sent_at)
    values (${messageId}, ${reportId}, ${tx.now}) on conflict do nothing`.execute(tx.db);
}

/** The tracking code of the report that one of these mails of ours was about. */
export async function codeOfMail(tx: FeedbackTx, messageIds: readonly string[]): Promise<string | null> {
  if (messageIds.length === 0) return null;
  const found = await sql<{ tracking_code: string }>`
    select r.tracking_code from feedback.mail_thread t join feedback.report r using (report_id)
     where t.message_id = any(${[...messageIds]}::uuid[]) order by t.sent_at desc limit 1`.execute(tx.db);
  return found.rows[0]?.tracking_code ?? null;
}
