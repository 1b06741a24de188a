// The SQL of exports: kept sealed until their time is over.
import type { PrivacyTx } from '../privacy-city.ts';
import type { ExportRow } from '../tables.ts';

export async function insertExport(tx: PrivacyTx, row: ExportRow): Promise<void> {
  await tx.db
    .insertInto('privacy.export')
    .values(row)
    .onConflict((conflict) => conflict.column('request_id').doNothing())
    .execute();
}

/** Without the content. */
export async function exportOf(tx: PrivacyTx, requestId: string): Promise<Omit<ExportRow, 'sealed'> | null> {
  const row = await tx.db
    .selectFrom('privacy.export')
    .select(['request_id', 'bytes', 'hash', 'made_at', 'until_at'])
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row ?? null;
}

export async function sealedExport(tx: PrivacyTx, requestId: string): Promise<Buffer | null> {
  const row = await tx.db
    .selectFrom('privacy.export')
    .select('sealed')
    .where('request_id', '=', requestId)
    .where('until_at', '>', tx.now)
    .executeTakeFirst();
  return row?.sealed ?? null;
}

/** Deletes what may not be fetched any more; answers how many. */
export async function forgetExports(tx: PrivacyTx): Promise<number> {
  const gone = await tx.db.deleteFrom('privacy.export').where('until_at', '<=', tx.now).executeTakeFirst();
  return Number(gone.numDeletedRows);
}
