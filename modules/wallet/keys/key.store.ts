// The SQL of the authority's keys.
import type { Tx } from '@city/kernel/database';
import type { KeyUse, Tables } from '../tables.ts';

export interface StoredKey {
  readonly id: string;
  readonly use: KeyUse;
  readonly anchorId: string | null;
  readonly certificate: Buffer;
  readonly sealedKey: Buffer;
  readonly validFrom: Date;
  readonly validTo: Date;
}

export async function insertKey(tx: Tx<Tables>, key: StoredKey): Promise<void> {
  await tx.db
    .insertInto('wallet.key')
    .values({
      id: key.id,
      use: key.use,
      anchor_id: key.anchorId,
      certificate: key.certificate,
      sealed_key: key.sealedKey,
      valid_from: key.validFrom,
      valid_to: key.validTo,
      made_at: tx.now,
    })
    .execute();
}

/** All keys whose certificate is still valid, newest first. */
export async function readKeys(tx: Tx<Tables>, at: Date): Promise<StoredKey[]> {
  return tx.db
    .selectFrom('wallet.key')
    .select([
      'id',
      'use',
      'anchor_id as anchorId',
      'certificate',
      'sealed_key as sealedKey',
      'valid_from as validFrom',
      'valid_to as validTo',
    ])
    .where('valid_to', '>', at)
    .orderBy('valid_from', 'desc')
    .orderBy('id', 'desc')
    .execute();
}
