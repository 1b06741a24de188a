// The SQL that writes reports and reads single ones; every function takes the transaction of an action.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { searchTerms } from '@city/kernel/text';
import { reportFields } from './report-fields.ts';
import {
  coreColumnTypes,
  type EventRow,
  type FeedbackTables,
  type PhotoRow,
  type RatingRow,
  type ReporterRow,
  type ReportRow,
} from './tables.ts';

export type FeedbackTx = Tx<FeedbackTables>;

/** A report with everything that is written together with it. */
export interface ReportBundle {
  readonly report: ReportRow;
  /** What search finds it by: words, address and the names of service and unit. */
  readonly searchText: string;
  readonly events: readonly EventRow[];
  readonly photos: readonly PhotoRow[];
  readonly reporter: ReporterRow | null;
}

const columnTypes: Readonly<Record<string, string>> = {
  ...coreColumnTypes,
  ...Object.fromEntries(reportFields.map(({ column, sqlType }) => [column, sqlType])),
};
const columns = Object.keys(columnTypes);
const columnList = sql.raw(columns.join(', '));
const columnDefinitions = sql.raw(columns.map((column) => `${column} ${columnTypes[column]}`).join(', '));
/** All columns of a row as `ReportRow` has them: days as text. */
const selection = sql.raw(
  columns
    .map((column) => (columnTypes[column] === 'date' ? `r.${column}::text as ${column}` : `r.${column}`))
    .join(', '),
);

/** Writes reports with their codes, events, photos and reporters in one statement. */
export async function insertReports(tx: FeedbackTx, bundles: readonly ReportBundle[]): Promise<void> {
  const input = {
    reports: bundles.map(({ report, searchText }) => ({ ...report, term_list: searchTerms(searchText) })),
    events: bundles.flatMap(({ events }) => events),
    photos: bundles.flatMap(({ photos }) => photos),
    reporters: bundles.flatMap(({ report, reporter }) =>
      reporter ? [{ ...reporter, filed_at: report.filed_at }] : [],
    ),
  };
  await sql`
    with input as (select ${JSON.stringify(input)}::text::jsonb as given),
    report as (
      insert into feedback.report (${columnList}, terms)
      select ${columnList}, array_to_tsvector(term_list)
        from jsonb_to_recordset((select given -> 'reports' from input)) as r(${columnDefinitions}, term_list text[])
    ),
    code as (
      insert into feedback.tracking_code (code, report_id)
      select tracking_code, report_id from jsonb_to_recordset((select given -> 'reports' from input)) as r(tracking_code text, report_id uuid)
    ),
    event as (${insertEvents(sql`(select given -> 'events' from input)`)}),
    photo as (${insertPhotos(sql`(select given -> 'photos' from input)`)}),
    reporter as (
      insert into feedback.reporter (report_id, person_id, name, phone, email, lang, added_at)
      select report_id, person_id, name, phone, email, lang, added_at
        from jsonb_to_recordset((select given -> 'reporters' from input)) as r(
          report_id uuid, person_id uuid, name text, phone text, email text, lang text, added_at timestamptz)
    )
    insert into feedback.person_report (person_id, filed_at, report_id)
    select person_id, filed_at, report_id
      from jsonb_to_recordset((select given -> 'reporters' from input)) as r(person_id uuid, filed_at timestamptz, report_id uuid)
     where person_id is not null`.execute(tx.db);
}

type Fragment = ReturnType<typeof sql>;

function insertEvents(rows: Fragment): Fragment {
  return sql`
    insert into feedback.report_event
      (report_id, seq, at, actor_kind, body_code, action, from_state, to_state, to_body, words, reason, due_at, detail)
    select report_id, seq, at, actor_kind, body_code, action, from_state, to_state, to_body, words, reason, due_at, detail
      from jsonb_to_recordset(${rows}) as r(
        report_id uuid, seq int, at timestamptz, actor_kind text, body_code text, action text, from_state text,
        to_state text, to_body text, words text, reason text, due_at timestamptz, detail jsonb)`;
}

function insertPhotos(rows: Fragment): Fragment {
  return sql`
    insert into feedback.photo (report_id, file_id, role, place, width, height, taken_at, added_at)
    select report_id, file_id, role, place, width, height, taken_at, added_at
      from jsonb_to_recordset(${rows}) as r(
        report_id uuid, file_id text, role text, place smallint, width int, height int, taken_at timestamptz, added_at timestamptz)`;
}

/** What a step changes in the report's own row. */
export type ReportPatch = Partial<
  Pick<
    ReportRow,
    | 'state'
    | 'body_code'
    | 'handler_id'
    | 'handler_title'
    | 'accept_due_at'
    | 'due_at'
    | 'accepted_at'
    | 'resolved_at'
    | 'closed_at'
    | 'reopen_until'
    | 'returned_n'
    | 'reopened_n'
    | 'rating'
    | 'photo_n'
    | 'visibility'
    | 'service'
    | 'severity'
    | 'priority'
    | 'deadline_policy'
    | 'before_state'
    | 'paused_at'
    | 'wait_until'
    | 'extended_n'
    | 'escalation'
    | 'escalate_at'
    | 'master_id'
    | 'merged_n'
  >
>;

/** Writes one step: the row's changes, its event and new photos. The row must be locked by `lockReport`. */
export async function writeStep(
  tx: FeedbackTx,
  report: ReportRow,
  patch: ReportPatch,
  event: EventRow,
  photos: readonly PhotoRow[] = [],
): Promise<void> {
  const changes = { ...patch, changed_at: tx.now, version: event.seq };
  const set = Object.entries(changes).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`
    with step as (update feedback.report set ${sql.join(set)} where report_id = ${report.report_id}),
    photo as (${insertPhotos(sql`${JSON.stringify(photos)}::text::jsonb`)})
    ${insertEvents(sql`${JSON.stringify([event])}::text::jsonb`)}`.execute(tx.db);
}

/** Pictures that a reporter sends after the report, without a step. The row must be locked by `lockReport`. */
export async function addPhotos(
  tx: FeedbackTx,
  report: Pick<ReportRow, 'report_id' | 'photo_n'>,
  photos: readonly Pick<PhotoRow, 'file_id' | 'width' | 'height' | 'taken_at'>[],
): Promise<void> {
  if (photos.length === 0) return;
  const { report_id: reportId, photo_n: count } = report;
  const rows = photos.map((photo, at) => ({
    ...photo,
    report_id: reportId,
    role: 'before',
    place: count + at,
    added_at: tx.now,
  }));
  await sql`
    with counted as (
      update feedback.report set photo_n = photo_n + ${photos.length}, changed_at = ${tx.now} where report_id = ${reportId})
    ${insertPhotos(sql`${JSON.stringify(rows)}::text::jsonb`)}`.execute(tx.db);
}

/** The report with a code, or undefined. */
export async function findReport(tx: FeedbackTx, code: string): Promise<ReportRow | undefined> {
  const found = await sql<ReportRow>`
    select ${selection} from feedback.tracking_code t join feedback.report r using (report_id) where t.code = ${code}`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** The same, locked until the transaction ends: two people cannot take the same step. */
export async function lockReport(tx: FeedbackTx, code: string): Promise<ReportRow | undefined> {
  const found = await sql<ReportRow>`
    select ${selection} from feedback.report r
     where r.report_id = (select report_id from feedback.tracking_code where code = ${code}) for update`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** All steps of a report, first to last. */
export async function historyOf(tx: FeedbackTx, reportId: string): Promise<EventRow[]> {
  const found = await sql<EventRow>`
    select report_id, seq, at, actor_kind, body_code, action, from_state, to_state, to_body, words, reason, due_at, detail
      from feedback.report_event where report_id = ${reportId} order by seq`.execute(tx.db);
  return found.rows;
}

/** Photos of several reports, in the order of their places. */
export async function photosOf(tx: FeedbackTx, reportIds: readonly string[]): Promise<PhotoRow[]> {
  if (reportIds.length === 0) return [];
  const found = await sql<PhotoRow>`
    select report_id, file_id, role, place, width, height, taken_at, added_at from feedback.photo
     where report_id = any(${reportIds}::uuid[]) order by report_id, role desc, place`.execute(tx.db);
  return found.rows;
}

/** Of these reports, those with somebody to tell: their own reporter, or reporters whose reports follow them. */
export async function reportsToTell(
  tx: FeedbackTx,
  reportIds: readonly string[],
): Promise<ReadonlyMap<string, 'own' | 'followed'>> {
  const found = await sql<{ report_id: string; merged_n: number }>`
    select report_id, merged_n from feedback.report
     where report_id = any(${reportIds}::uuid[]) and (has_reporter or merged_n > 0)`.execute(tx.db);
  return new Map(found.rows.map((row) => [row.report_id, row.merged_n > 0 ? 'followed' : 'own']));
}

/**
 * Keeps a rating of the present answer.
 * @returns false when this answer has one already.
 */
export async function insertRating(tx: FeedbackTx, rating: RatingRow): Promise<boolean> {
  const made = await sql`
    insert into feedback.rating (report_id, round, score, words, at)
    values (${rating.report_id}, ${rating.round}, ${rating.score}, ${rating.words}, ${rating.at}) on conflict do nothing`.execute(
    tx.db,
  );
  return made.numAffectedRows === 1n;
}

export { selection as reportSelection };
