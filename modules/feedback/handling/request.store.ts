// The SQL of what officers ask leaders for, and of the notes between them.
import { sql } from 'kysely';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { NoteRow, RequestRow } from '../cases/tables.ts';
import { openNote, sealNote } from './sealed-words.ts';

export type NewRequest = Omit<
  RequestRow,
  'request_no' | 'decided_at' | 'decision' | 'decided_by' | 'decided_title' | 'decided_words'
>;

/**
 * Keeps a request under the next number of its report, whose row is locked.
 * @returns false when one of this kind waits already.
 */
export async function insertRequest(tx: FeedbackTx, request: NewRequest): Promise<boolean> {
  const made = await sql`
    insert into feedback.request (report_id, request_no, kind, asked_at, asked_by, asked_title, body_code, reason, amount, unit, words, photos)
    select ${request.report_id}, coalesce(max(r.request_no), 0) + 1, ${request.kind}, ${request.asked_at}::timestamptz, ${request.asked_by},
           ${request.asked_title}, ${request.body_code}, ${request.reason}::text, ${request.amount}::int, ${request.unit}::text,
           ${request.words}::text, ${JSON.stringify(request.photos)}::text::jsonb
      from feedback.request r where r.report_id = ${request.report_id}
    on conflict do nothing`.execute(tx.db);
  return made.numAffectedRows === 1n;
}

/** The undecided request of a kind, locked. */
export async function openRequest(
  tx: FeedbackTx,
  reportId: string,
  kind: RequestRow['kind'],
): Promise<RequestRow | undefined> {
  const found = await sql<RequestRow>`
    select * from feedback.request where report_id = ${reportId} and kind = ${kind} and decided_at is null for update`.execute(
    tx.db,
  );
  return found.rows[0];
}

export async function decideRequest(
  tx: FeedbackTx,
  request: RequestRow,
  decided: { decision: NonNullable<RequestRow['decision']>; words: string | null },
): Promise<void> {
  await sql`
    update feedback.request
       set decided_at = ${tx.now}, decision = ${decided.decision}, decided_by = ${tx.actor.id ?? ''},
           decided_title = ${tx.actor.post?.title ?? null}, decided_words = ${decided.words}
     where report_id = ${request.report_id} and request_no = ${request.request_no}`.execute(tx.db);
}

/** All requests of a report, newest first. */
export async function requestsOf(tx: FeedbackTx, reportId: string): Promise<RequestRow[]> {
  const found = await sql<RequestRow>`
    select * from feedback.request where report_id = ${reportId} order by request_no desc`.execute(tx.db);
  return found.rows;
}

export async function insertNote(tx: FeedbackTx, note: NoteRow): Promise<void> {
  const { data_key: key, sealed } = sealNote(tx.seals, note);
  await sql`
    insert into feedback.note (report_id, note_id, at, origin, author_id, author_title, body_code, data_key, sealed)
    values (${note.report_id}, ${note.note_id}, ${note.at}, ${note.origin}, ${note.author_id}, ${note.author_title},
            ${note.body_code}, ${key}, ${sealed})`.execute(tx.db);
}

/** The notes of a report, oldest first. */
export async function notesOf(tx: FeedbackTx, reportId: string, limit: number): Promise<NoteRow[]> {
  type Kept = Omit<NoteRow, 'words'> & Parameters<typeof openNote>[1];
  const found = await sql<Kept>`
    select report_id, note_id, at, origin, author_id, author_title, body_code, words, data_key, sealed
      from feedback.note where report_id = ${reportId} order by at, note_id limit ${limit}`.execute(tx.db);
  return found.rows.map(({ data_key: key, sealed, ...row }) => ({
    ...row,
    words: openNote(tx.seals, { ...row, data_key: key, sealed }),
  }));
}

/** Reports whose question nobody answered in time, oldest first. */
export async function waitedOut(tx: FeedbackTx, limit: number): Promise<string[]> {
  const found = await sql<{ tracking_code: string }>`
    select r.tracking_code from feedback.report r where r.wait_until < ${tx.now} order by r.wait_until, r.report_id limit ${limit}`.execute(
    tx.db,
  );
  return found.rows.map((row) => row.tracking_code);
}
