// What the module keeps sealed of a person, opened for that person: contacts, messages as they came, what waits for an answer.
import { sql } from 'kysely';
import type { PersonalRows } from '@city/kernel/module';
import { openContact } from '../cases/contact-seal.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import { openNote, openRating } from '../handling/sealed-words.ts';
import { conversationId, conversationPlace, openMessage } from '../channels/conversation/message-seal.ts';

type Rows = PersonalRows[string];
interface Kept {
  readonly data_key: Buffer | null;
  readonly sealed: Buffer | null;
}

/** Contacts a person left, and the marks by which their messages are found. */
export async function contactsOf(
  tx: FeedbackTx,
  person: string,
): Promise<{ readonly rows: Rows; readonly marks: readonly Buffer[] }> {
  type Row = Kept & Record<'name' | 'phone' | 'email', string | null> & { report_id: string } & Facts;
  type Facts = { tracking_code: string; lang: string; added_at: Date };
  const found = await sql<Row & { phone_mark: Buffer | null; email_mark: Buffer | null }>`
    select p.report_id, r.tracking_code, p.name, p.phone, p.email, p.lang, p.added_at, p.data_key, p.sealed,
           p.phone_mark, p.email_mark
      from feedback.reporter p join feedback.report r using (report_id) where p.person_id = ${person} order by p.added_at`.execute(
    tx.db,
  );
  return {
    rows: found.rows.map((row) => ({
      report_id: row.report_id,
      tracking_code: row.tracking_code,
      ...openContact(tx.seals, row),
      lang: row.lang,
      added_at: row.added_at,
    })),
    marks: found.rows.flatMap((row) => [row.phone_mark, row.email_mark]).filter((mark) => mark !== null),
  };
}

/** Messages about the person's reports, and those from where they are reached. */
export async function messagesOf(
  tx: FeedbackTx,
  reports: ReturnType<typeof sql>,
  marks: readonly Buffer[],
): Promise<Rows> {
  type Row = Kept & { message_id: string; channel: string; sender: string | null; words: string | null };
  const found = await sql<Row & { hints: Record<string, unknown>; received_at: Date }>`
    select message_id, channel, sender, words, hints, data_key, sealed, received_at from feedback.message_in
     where report_id in ${reports} or sender_mark = any(${marks}::bytea[]) order by received_at`.execute(
    tx.db,
  );
  return found.rows.map((row) => {
    const { sender, words } = openMessage(tx.seals, row);
    return { channel: row.channel, sender, words, received_at: row.received_at };
  });
}

export async function conversationsOf(tx: FeedbackTx, marks: readonly Buffer[]): Promise<Rows> {
  const found = await sql<Kept & { channel: string; sender: string; expires_at: Date }>`
    select channel, sender, data_key, sealed, expires_at from feedback.conversation
     where sender = any(${marks.map((mark) => mark.toString('hex'))}::text[])`.execute(tx.db);
  return found.rows.map((row) => ({
    channel: row.channel,
    pending: tx.seals.open(conversationPlace, conversationId(row.channel, row.sender), row),
    expires_at: row.expires_at,
  }));
}

/** What was written into reports, where something was masked. */
export async function originalsOf(tx: FeedbackTx, reports: ReturnType<typeof sql>): Promise<Rows> {
  const found = await sql<Kept & { report_id: string; added_at: Date }>`
    select report_id, data_key, sealed, added_at from feedback.original_words
     where report_id in ${reports} order by added_at`.execute(tx.db);
  return found.rows.map((row) => ({
    report_id: row.report_id,
    words: tx.seals.open('feedback.original_words', row.report_id, row),
    added_at: row.added_at,
  }));
}

/** What the person answered to officers. */
export async function notesOfReporter(tx: FeedbackTx, reports: ReturnType<typeof sql>): Promise<Rows> {
  const found = await sql<Kept & { report_id: string; note_id: string; words: string | null; at: Date }>`
    select report_id, note_id, at, words, data_key, sealed from feedback.note
     where origin = 'reporter' and report_id in ${reports} order by at`.execute(tx.db);
  return found.rows.map((row) => ({
    report_id: row.report_id,
    at: row.at,
    words: openNote(tx.seals, row),
  }));
}

/** The marks they gave, with their words. */
export async function ratingsOf(tx: FeedbackTx, reports: ReturnType<typeof sql>): Promise<Rows> {
  type Row = Kept & { report_id: string; round: number; score: number; words: string | null; at: Date };
  const found = await sql<Row>`
    select report_id, round, score, at, words, data_key, sealed from feedback.rating
     where report_id in ${reports} order by at`.execute(tx.db);
  return found.rows.map((row) => ({
    report_id: row.report_id,
    at: row.at,
    score: row.score,
    words: openRating(tx.seals, row),
  }));
}
