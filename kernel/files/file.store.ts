// The rows of pictures. Row-level security shows a module its own; the kernel sees all.
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { PreparedCopies, PreparedImage, StoredImage } from './files.ts';
import type { Variant } from './limits.ts';

/** The kernel's own hand: public reads and the collector. */
export const filesActor = system('kernel.files');

export interface FoundVariant {
  readonly variant: string;
  readonly blob: string;
  readonly contentType: string;
}

/** Keeps the collector away from these blobs until the transaction ends; others who attach the same are not hindered. */
export async function holdBlobs<DB>(tx: Tx<DB>, keys: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(key, 0))
    from (select unnest(${[...keys].sort()}::text[]) as key) as k`.execute(tx.db);
}

const rowsOf = (blobs: PreparedCopies['blobs']) =>
  blobs.map(({ variant, key, bytes, contentType, width, height }) => ({
    variant,
    blob: key,
    bytes: bytes.length,
    content_type: contentType,
    width,
    height,
  }));

export async function insertImage<DB>(tx: Tx<DB>, image: PreparedImage, isPublic: boolean): Promise<void> {
  const rows = rowsOf(image.blobs);
  await sql`
    with file as (
      insert into files.file (file_id, format, width, height, phash, is_public, created_at)
      values (${image.fileId}, ${image.format}, ${image.width}, ${image.height},
              ('x' || ${image.phash}::text)::bit(64), ${isPublic}, ${tx.now})
    )
    insert into files.variant (file_id, variant, blob, bytes, content_type, width, height)
    select ${image.fileId}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as r(variant text, blob text, bytes int, content_type text, width int, height int)`.execute(tx.db);
}

/** Exchanges the copies of a picture; the original stays. Answers the keys of the old ones. */
export async function replaceCopies<DB>(
  tx: Tx<DB>,
  { fileId, blobs }: PreparedCopies,
): Promise<readonly string[]> {
  const old = await sql<{ blob: string }>`
    delete from files.variant where file_id = ${fileId} and variant <> 'original' returning blob`.execute(
    tx.db,
  );
  if (old.rows.length === 0) throw new AppError('not_found');
  await sql`
    insert into files.variant (file_id, variant, blob, bytes, content_type, width, height)
    select ${fileId}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(rowsOf(blobs))}::text::jsonb)
        as r(variant text, blob text, bytes int, content_type text, width int, height int)`.execute(tx.db);
  return old.rows.map(({ blob }) => blob);
}

export async function setPublic<DB>(tx: Tx<DB>, fileId: string, isPublic: boolean): Promise<boolean> {
  const done = await sql`update files.file set is_public = ${isPublic} where file_id = ${fileId}`.execute(
    tx.db,
  );
  return done.numAffectedRows === 1n;
}

export async function removeImage<DB>(tx: Tx<DB>, fileId: string): Promise<void> {
  await sql`delete from files.file where file_id = ${fileId}`.execute(tx.db);
}

export async function imagesOf<DB>(tx: Tx<DB>, fileIds: readonly string[]): Promise<readonly StoredImage[]> {
  const found = await sql<StoredImage>`
    select file_id as "fileId", width, height, lpad(to_hex(phash::bigint), 16, '0') as phash,
           is_public as "isPublic", created_at as "createdAt"
      from files.file where file_id = any(${fileIds}::uuid[])`.execute(tx.db);
  return found.rows;
}

export async function findVariant<DB>(
  tx: Tx<DB>,
  fileId: string,
  variant: Variant | 'original',
  which: { publicOnly: boolean },
): Promise<FoundVariant | undefined> {
  const found = await sql<FoundVariant>`
    select v.variant, v.blob, v.content_type as "contentType"
      from files.variant v join files.file f using (file_id)
     where v.file_id = ${fileId} and v.variant = ${variant} and (f.is_public or not ${which.publicOnly}::boolean)`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** Which of the keys no row names. */
export async function unnamedBlobs<DB>(tx: Tx<DB>, keys: readonly string[]): Promise<readonly string[]> {
  const found = await sql<{ key: string }>`
    select key from unnest(${keys}::text[]) as k(key)
     where not exists (select 1 from files.variant v where v.blob = k.key)`.execute(tx.db);
  return found.rows.map((row) => row.key);
}

/** Waits for everyone who is attaching this blob, and keeps others from it until the transaction ends. */
export async function claimBlob<DB>(tx: Tx<DB>, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx.db);
}
