// Pictures that wait for their report: kept when sent ahead, taken by one report, forgotten when none came.
import { sql } from 'kysely';
import { hold } from '@city/kernel/database';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { PhotoRow } from '../cases/tables.ts';

/** What a report keeps of a picture. */
export type StoredPhoto = Pick<PhotoRow, 'file_id' | 'width' | 'height' | 'taken_at'>;

export interface LoosePhoto extends StoredPhoto {
  /** Where the camera says it was; proposes the pin, never published. */
  lat: number | null;
  lon: number | null;
}

/** `keepUntil`: longer than the pictures of a form, for a message that waits for its place. */
export async function insertLoose(
  tx: FeedbackTx,
  photo: LoosePhoto,
  keepUntil: Date | null = null,
): Promise<void> {
  await sql`insert into feedback.loose_photo (file_id, width, height, taken_at, lat, lon, added_at, keep_until)
    values (${photo.file_id}, ${photo.width}, ${photo.height}, ${photo.taken_at}, ${photo.lat}, ${photo.lon}, ${tx.now},
            ${keepUntil})`.execute(tx.db);
}

export async function looseOf(tx: FeedbackTx, fileIds: readonly string[]): Promise<LoosePhoto[]> {
  if (fileIds.length === 0) return [];
  await hold(tx, ...fileIds);
  const found =
    await sql<LoosePhoto>`select file_id, width, height, taken_at, lat, lon from feedback.loose_photo
    where file_id = any(${fileIds})`.execute(tx.db);
  return inOrder(found.rows, fileIds);
}

/** Takes pictures for one report, once: those missing from the answer are unknown or belong to another. */
export async function takeLoose(tx: FeedbackTx, fileIds: readonly string[]): Promise<LoosePhoto[]> {
  await hold(tx, ...fileIds);
  const taken = await sql<LoosePhoto>`delete from feedback.loose_photo where file_id = any(${fileIds})
    returning file_id, width, height, taken_at, lat, lon`.execute(tx.db);
  return inOrder(taken.rows, fileIds);
}

/** Removes up to `limit` pictures sent before `before`, and names them. */
export async function dropLooseBefore(tx: FeedbackTx, before: Date, limit: number): Promise<string[]> {
  const dropped = await sql<{ file_id: string }>`delete from feedback.loose_photo where file_id in (
    select file_id from feedback.loose_photo where added_at < ${before} and (keep_until is null or keep_until < ${tx.now}) order by added_at limit ${limit}) returning file_id`.execute(
    tx.db,
  );
  return dropped.rows.map((row) => row.file_id);
}

function inOrder<R extends StoredPhoto>(rows: readonly R[], fileIds: readonly string[]): R[] {
  const byId = new Map(rows.map((row) => [row.file_id, row]));
  return fileIds.flatMap((id) => byId.get(id) ?? []);
}
