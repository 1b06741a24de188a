// Issuing a credential in as many copies as the holder gave keys, and taking it back; a place in the status list for each copy.
import { createHash, randomBytes } from 'node:crypto';
import { newId, type Tx } from '@city/kernel/database';
import {
  type CredentialDefinition,
  CredentialIssued,
  CredentialRevoked,
  type Entitlement,
} from '../contract.ts';
import { STATUS } from '../status/bitmap.ts';
import { changeStatus, drawPlaces } from '../status/status.store.ts';
import type { Tables } from '../tables.ts';
import type { Wallet } from '../wallet.ts';
import { claimsMac } from './claims-mac.ts';
import { insertBatch, lockBatches, markRevoked } from './credential.store.ts';
import { type HolderJwk, issueSdJwt } from './sd-jwt.ts';
import { vctOf } from './type-metadata.ts';

export interface IssueOrder {
  readonly personId: string;
  readonly definition: CredentialDefinition;
  readonly entitlement: Entitlement;
  /** A key for each copy. */
  readonly holders: readonly HolderJwk[];
  /** The registered wallet that asked; none where the code of an offer was enough. */
  readonly clientId?: string;
}

export interface Issued {
  readonly credentials: readonly string[];
  /** Told to the wallet only; we keep its hash. */
  readonly notificationId: string;
}

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

export async function issueCredential(tx: Tx<Tables>, wallet: Wallet, order: IssueOrder): Promise<Issued> {
  const { definition, entitlement, personId, holders } = order;
  const rules = wallet.rulesNow();
  const byRule = new Date(tx.now.getTime() + rules.credential.days * 24 * 3600 * 1000);
  const expiresAt = entitlement.validTo && entitlement.validTo < byRule ? entitlement.validTo : byRule;
  const ids = holders.map(() => newId(tx.now));
  const places = await drawPlaces(tx, rules.statusList, ids);
  const notificationId = randomBytes(24).toString('base64url');
  const batchId = newId(tx.now);
  await insertBatch(
    tx,
    {
      id: batchId,
      person_id: personId,
      type: definition.type,
      reference: entitlement.reference,
      copies: holders.length,
      notification_hash: sha256(notificationId),
      issued_at: tx.now,
      expires_at: expiresAt,
      claims_mac: claimsMac(wallet.secrets.claimsKey, entitlement.claims),
    },
    places.map((place, at) => ({ ...place, id: ids[at] as string })),
  );
  const { clientId, reference } = { clientId: order.clientId, reference: entitlement.reference };
  for (const subject of [personId, ...(entitlement.concerns ?? [])])
    tx.trail({
      action: 'credential.issued',
      object: { type: 'wallet.batch', id: batchId },
      subject,
      outcome: 'allowed',
      reason: reference,
      detail: {
        type: definition.type,
        copies: holders.length,
        ...(clientId === undefined ? {} : { client: clientId }),
      },
    });
  tx.emit(CredentialIssued, batchId, { batchId, type: definition.type, copies: holders.length });
  const key = await wallet.authority.current('issuing');
  const credentials = await Promise.all(
    holders.map((holder, at) => {
      const { listId, idx } = places[at] as { listId: string; idx: number };
      return issueSdJwt(key, definition, {
        issuer: wallet.issuer,
        vct: vctOf(wallet.origin, definition.type),
        holder,
        status: { idx, uri: wallet.statusLists.uriOf(listId) },
        issuedAt: tx.now,
        expiresAt,
        claims: entitlement.claims,
      });
    }),
  );
  return { credentials, notificationId };
}

/** Revokes a batch, or all that stand on a ground; answers how many were still valid. */
export async function revokeCredentials(
  tx: Tx<Tables>,
  which: { readonly id: string } | { readonly type: string; readonly reference: string },
  why: string,
): Promise<number> {
  const batches = await lockBatches(tx, which);
  if (batches.length === 0) return 0;
  const places = await markRevoked(
    tx,
    batches.map(({ id }) => id),
    why,
  );
  for (const place of places) await changeStatus(tx, { ...place, value: STATUS.invalid, reason: why });
  for (const { id, personId, type } of batches) {
    tx.trail({
      action: 'credential.revoked',
      object: { type: 'wallet.batch', id },
      subject: personId,
      reason: why,
      detail: { type },
    });
    tx.emit(CredentialRevoked, id, { batchId: id, type });
  }
  return batches.length;
}
