// The SQL of erasures: which modules have done their part.
import type { PrivacyTx } from '../privacy-city.ts';

export interface ErasedPart {
  readonly module: string;
  readonly at: Date;
  readonly rows: Readonly<Record<string, number>>;
}

export async function erasedParts(tx: PrivacyTx, requestId: string): Promise<readonly ErasedPart[]> {
  return tx.db
    .selectFrom('privacy.erased_part')
    .select(['module', 'at', 'rows'])
    .where('request_id', '=', requestId)
    .orderBy('at')
    .orderBy('module')
    .execute();
}

export async function keepErasedPart(
  tx: PrivacyTx,
  requestId: string,
  module: string,
  rows: Readonly<Record<string, number>>,
): Promise<void> {
  await tx.db
    .insertInto('privacy.erased_part')
    .values({ request_id: requestId, module, at: tx.now, rows: JSON.stringify(rows) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
