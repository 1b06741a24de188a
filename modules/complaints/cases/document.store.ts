// The SQL of documents: kept with a form, handed to its matter when it is filed, read for a download.
import { sql } from 'kysely';
import { hold, newId } from '@city/kernel/database';
import type { Seals } from './seals.ts';
import type { ComplaintsTx } from './matter.store.ts';

export interface DocumentRow {
  readonly document_id: string;
  readonly bytes: number;
}

/** Keeps documents with a form; those sent before give way. */
export async function keepDraftDocuments(
  tx: ComplaintsTx,
  seals: Seals,
  tokenHash: Buffer,
  documents: readonly Buffer[],
): Promise<void> {
  await hold(tx, tokenHash);
  await sql`delete from complaints.draft_document where token_hash = ${tokenHash}`.execute(tx.db);
  for (const [at, document] of documents.entries()) {
    // Ids in the order of the form.
    const id = newId(new Date(tx.now.getTime() + at));
    await sql`insert into complaints.draft_document (token_hash, document_id, bytes, sealed)
      values (${tokenHash}, ${id}, ${document.length}, ${seals.document.seal(id, document)})`.execute(tx.db);
  }
}

/** The documents of a form become those of its matter. */
export async function moveDraftDocuments(
  tx: ComplaintsTx,
  tokenHash: Buffer,
  matterId: string,
): Promise<void> {
  await hold(tx, tokenHash);
  await sql`
    insert into complaints.document (matter_id, document_id, bytes, sealed, added_at)
    select ${matterId}::uuid, document_id, bytes, sealed, ${tx.now}
      from complaints.draft_document where token_hash = ${tokenHash}`.execute(tx.db);
  await sql`delete from complaints.draft_document where token_hash = ${tokenHash}`.execute(tx.db);
}

export async function documentsOfMatter(tx: ComplaintsTx, matterId: string): Promise<DocumentRow[]> {
  const found = await sql<DocumentRow>`
    select document_id, bytes from complaints.document where matter_id = ${matterId} order by document_id`.execute(
    tx.db,
  );
  return found.rows;
}

/** A document as it was sent, if the database lets this transaction see its matter. */
export async function openDocument(
  tx: ComplaintsTx,
  seals: Seals,
  matterId: string,
  documentId: string,
): Promise<Buffer | null> {
  const found = await sql<{ sealed: Buffer }>`
    select sealed from complaints.document where matter_id = ${matterId} and document_id = ${documentId}`.execute(
    tx.db,
  );
  const sealed = found.rows[0]?.sealed;
  return sealed ? seals.document.open(documentId, sealed) : null;
}
