// The SQL that writes reports and reads single ones; every function takes the transaction of an action.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { asText } from '@city/kernel/seals';
import { searchTerms } from '@city/kernel/text';
import { type Attention, attentionRows } from '../moderation/attention.ts';
import { openLook } from '../moderation/look.store.ts';
import { sealRating } from '../handling/sealed-words.ts';
import { sealContact } from './contact-seal.ts';
import { sealWords } from './original-words.access.ts';
import { reportFields } from './report-fields.ts';
import {
  type BehalfRow,
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
  /** Set when it was filed for another. */
  readonly behalf?: BehalfRow | null;
  /** What it brings for moderators; imported and seeded reports bring nothing. */
  readonly attention?: Attention;
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
    reports: bundles.map(({ report, searchText }) => ({
      ...report,
      words: report.words_public,
      term_list: searchTerms(searchText),
    })),
    originals: bundles.flatMap(({ report }) => originalOf(tx, report)),
    events: bundles.flatMap(({ events }) => events),
    photos: bundles.flatMap(({ photos }) => photos),
    reporters: bundles.flatMap(({ report, reporter, behalf }) => {
      // What was filed for another is the other's: it stands among their reports, not among those of whoever filed it.
      const owner = behalf?.principal_id ?? reporter?.person_id ?? null;
      return reporter ? [{ ...sealedReporter(tx, reporter), owner, filed_at: report.filed_at }] : [];
    }),
    behalfs: bundles.flatMap(({ behalf }) => behalf ?? []),
    ...attentionRows(bundles),
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
    ${insertAttention(sql`(select given from input)`)},
    original as (
      insert into feedback.original_words (report_id, data_key, sealed, added_at)
      select report_id, decode(data_key, 'base64'), decode(sealed, 'base64'), added_at
        from jsonb_to_recordset((select given -> 'originals' from input)) as r(
          report_id uuid, data_key text, sealed text, added_at timestamptz)
    ),
    reporter as (
      insert into feedback.reporter (report_id, person_id, data_key, sealed, phone_mark, email_mark, lang, added_at)
      select report_id, person_id, decode(data_key, 'base64'), decode(sealed, 'base64'), decode(phone_mark, 'base64'),
             decode(email_mark, 'base64'), lang, added_at
        from jsonb_to_recordset((select given -> 'reporters' from input)) as r(
          report_id uuid, person_id uuid, data_key text, sealed text, phone_mark text, email_mark text, lang text, added_at timestamptz)
    ),
    behalf as (
      insert into feedback.behalf (report_id, principal_kind, principal_id, principal_name, agent_id, agent_name, mandate, filed_at)
      select report_id, principal_kind, principal_id, principal_name, agent_id, agent_name, mandate, filed_at
        from jsonb_to_recordset((select given -> 'behalfs' from input)) as r(
          report_id uuid, principal_kind text, principal_id uuid, principal_name text, agent_id uuid, agent_name text,
          mandate uuid, filed_at timestamptz)
    )
    insert into feedback.person_report (person_id, filed_at, report_id)
    select owner, filed_at, report_id
      from jsonb_to_recordset((select given -> 'reporters' from input)) as r(owner uuid, filed_at timestamptz, report_id uuid)
     where owner is not null`.execute(tx.db);
}

/** The report itself keeps the masked words. */
function originalOf(tx: FeedbackTx, report: ReportRow) {
  const row = sealWords(tx.seals, report);
  return row ? [{ report_id: report.report_id, ...asText(row), added_at: report.filed_at }] : [];
}

function sealedReporter(tx: FeedbackTx, { report_id, person_id, lang, added_at, ...contact }: ReporterRow) {
  const sealed = Object.entries(sealContact(tx.seals, report_id, contact));
  const texts = sealed.map(([column, bytes]) => [column, bytes && (bytes as Buffer).toString('base64')]);
  return { report_id, person_id, lang, added_at, ...Object.fromEntries(texts) };
}

type Fragment = ReturnType<typeof sql>;

/** What new reports bring for moderators. */
function insertAttention(given: Fragment): Fragment {
  return sql`
    look as (
      insert into feedback.look (report_id, reasons, rank, since)
      select report_id, reasons, rank, since
        from jsonb_to_recordset(${given} -> 'looks') as r(report_id uuid, reasons text[], rank smallint, since timestamptz)
    ),
    sender as (
      insert into feedback.sender (report_id, filed_at, person, device, phone, address, question)
      select report_id, filed_at, decode(person, 'hex'), decode(device, 'hex'), decode(phone, 'hex'),
             decode(address, 'hex'), decode(question, 'hex')
        from jsonb_to_recordset(${given} -> 'senders') as r(
          report_id uuid, filed_at timestamptz, person text, device text, phone text, address text, question text)
    ),
    doubt as (
      insert into feedback.place_doubt (report_id, photo_metres, device_metres, accuracy_metres, score)
      select report_id, photo_metres, device_metres, accuracy_metres, score
        from jsonb_to_recordset(${given} -> 'doubts') as r(
          report_id uuid, photo_metres int, device_metres int, accuracy_metres int, score smallint)
    )`;
}

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
  if (photos.length > 0) await openLook(tx, report.report_id, 'photo');
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

/** Photos of several reports that may be seen, in the order of their places. */
export async function photosOf(tx: FeedbackTx, reportIds: readonly string[]): Promise<PhotoRow[]> {
  if (reportIds.length === 0) return [];
  const found = await sql<PhotoRow>`
    select p.report_id, p.file_id, p.role, p.place, p.width, p.height, p.taken_at, p.added_at,
           coalesce(l.copy_n, 0) as copy_n
      from feedback.photo p left join feedback.photo_look l using (report_id, file_id)
     where p.report_id = any(${reportIds}::uuid[]) and l.is_hidden is not true
     order by p.report_id, p.role desc, p.place`.execute(tx.db);
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
  const { words } = rating;
  const kept = words === null ? null : sealRating(tx.seals, { ...rating, words });
  const made = await sql`
    insert into feedback.rating (report_id, round, score, data_key, sealed, at)
    values (${rating.report_id}, ${rating.round}, ${rating.score}, ${kept?.data_key ?? null}, ${kept?.sealed ?? null}, ${rating.at})
    on conflict do nothing`.execute(tx.db);
  return made.numAffectedRows === 1n;
}

export { selection as reportSelection };
