// The SQL of what moderators decide about pictures and about a report's being seen.
import { sql } from 'kysely';
import type { Region } from '@city/kernel/files';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { PhotoRow, Visibility } from '../cases/tables.ts';

export interface LookedPhoto extends PhotoRow {
  is_hidden: boolean;
  regions: readonly Region[];
  copy_n: number;
  looked_at: Date | null;
  looked_title: string | null;
}

const columns = sql`p.report_id, p.file_id, p.role, p.place, p.width, p.height, p.taken_at, p.added_at,
  coalesce(l.is_hidden, false) as is_hidden, coalesce(l.regions, '[]') as regions, coalesce(l.copy_n, 0) as copy_n,
  l.looked_at, l.looked_title`;

/** Every picture of a report, also hidden ones. */
export async function allPhotos(tx: FeedbackTx, reportId: string): Promise<LookedPhoto[]> {
  const found = await sql<LookedPhoto>`
    select ${columns} from feedback.photo p left join feedback.photo_look l using (report_id, file_id)
     where p.report_id = ${reportId} order by p.role desc, p.place`.execute(tx.db);
  return found.rows;
}

export async function photoLook(
  tx: FeedbackTx,
  reportId: string,
  fileId: string,
): Promise<LookedPhoto | undefined> {
  return (await allPhotos(tx, reportId)).find((photo) => photo.file_id === fileId);
}

export async function setPhotoHidden(
  tx: FeedbackTx,
  reportId: string,
  fileId: string,
  hidden: boolean,
): Promise<void> {
  await sql`
    insert into feedback.photo_look (report_id, file_id, is_hidden) values (${reportId}, ${fileId}, ${hidden})
    on conflict (report_id, file_id) do update set is_hidden = excluded.is_hidden`.execute(tx.db);
}

/** Keeps which regions the new public copy has covered. */
export async function setRegions(
  tx: FeedbackTx,
  reportId: string,
  fileId: string,
  regions: readonly Region[],
): Promise<void> {
  await sql`
    insert into feedback.photo_look (report_id, file_id, regions, copy_n)
    values (${reportId}, ${fileId}, ${JSON.stringify(regions)}::text::jsonb, 1)
    on conflict (report_id, file_id) do update
       set regions = excluded.regions, copy_n = feedback.photo_look.copy_n + 1`.execute(tx.db);
}

/** A moderator has looked at every picture of the report. */
export async function setLooked(
  tx: FeedbackTx,
  reportId: string,
  by: { readonly id: string; readonly title: string },
): Promise<void> {
  await sql`
    insert into feedback.photo_look (report_id, file_id, looked_at, looked_by, looked_title)
    select distinct report_id, file_id, ${tx.now}::timestamptz, ${by.id}, ${by.title} from feedback.photo where report_id = ${reportId}
    on conflict (report_id, file_id) do update
       set looked_at = excluded.looked_at, looked_by = excluded.looked_by, looked_title = excluded.looked_title`.execute(
    tx.db,
  );
}

/** The report's own count says how many of its pictures may be seen. */
export async function countShown(tx: FeedbackTx, reportId: string): Promise<void> {
  await sql`
    update feedback.report r set changed_at = ${tx.now}, photo_n = (
      select count(*) from feedback.photo p left join feedback.photo_look l using (report_id, file_id)
       where p.report_id = r.report_id and l.is_hidden is not true)
     where r.report_id = ${reportId}`.execute(tx.db);
}

export async function setVisibility(tx: FeedbackTx, reportId: string, to: Visibility): Promise<void> {
  await sql`update feedback.report set visibility = ${to}, changed_at = ${tx.now} where report_id = ${reportId}`.execute(
    tx.db,
  );
}

/** New public words with what search finds them by. */
export async function setPublicWords(
  tx: FeedbackTx,
  reportId: string,
  texts: { readonly words: string; readonly address: string | null; readonly landmark: string | null },
  terms: readonly string[],
): Promise<void> {
  await sql`
    update feedback.report
       set words_public = ${texts.words}, address = ${texts.address}, landmark = ${texts.landmark},
           terms = array_to_tsvector(${terms}::text[]), changed_at = ${tx.now}
     where report_id = ${reportId}`.execute(tx.db);
}
