// Making an offer: what somebody is entitled to now, sealed until their wallet fetches it.
import { newId, type Tx } from '@city/kernel/database';
import type { CredentialDefinition, Entitlement } from '../contract.ts';
import { sha256 } from '../credentials/issue.action.ts';
import type { Tables } from '../tables.ts';
import type { Wallet } from '../wallet.ts';
import { makeOfferSecrets, type OfferSecrets } from './offer.ts';
import { insertOffer } from './offer.store.ts';

export interface OfferOrder {
  readonly personId: string;
  readonly definition: CredentialDefinition;
  readonly entitlement: Entitlement;
  /** Without a transaction code only when the offer never leaves the person's own browser. */
  readonly withTxCode: boolean;
}

export interface MadeOffer extends OfferSecrets {
  readonly id: string;
  readonly expiresAt: Date;
}

export async function makeOffer(tx: Tx<Tables>, wallet: Wallet, order: OfferOrder): Promise<MadeOffer> {
  const { definition, entitlement, personId } = order;
  const { seconds, codeDigits } = wallet.rulesNow().offer;
  const secrets = makeOfferSecrets(order.withTxCode ? codeDigits : null);
  const id = newId(tx.now);
  const expiresAt = new Date(tx.now.getTime() + seconds * 1000);
  const kept = {
    claims: entitlement.claims,
    validTo: entitlement.validTo?.toISOString() ?? null,
    concerns: entitlement.concerns ?? [],
  };
  await insertOffer(tx, {
    id,
    person_id: personId,
    type: definition.type,
    reference: entitlement.reference,
    sealed: wallet.secrets.answers.seal(id, Buffer.from(JSON.stringify(kept))),
    code_hash: sha256(secrets.code),
    state_hash: sha256(secrets.state),
    tx_code_hash: secrets.txCode === null ? null : sha256(`${id} ${secrets.txCode}`),
    expires_at: expiresAt,
  });
  tx.trail({
    action: 'offer.made',
    object: { type: 'wallet.offer', id },
    subject: personId,
    reason: entitlement.reference,
    detail: { type: definition.type },
  });
  return { ...secrets, id, expiresAt };
}

/** What lies in an offer. @throws Error when it was emptied or belongs to another offer */
export function openOffer(
  wallet: Wallet,
  offer: { readonly id: string; readonly sealed: Buffer | null; readonly reference: string },
): Entitlement {
  if (offer.sealed === null) throw new Error('the offer is empty');
  const kept = JSON.parse(wallet.secrets.answers.open(offer.id, offer.sealed).toString()) as {
    claims: Record<string, unknown>;
    validTo: string | null;
    concerns?: readonly string[];
  };
  return {
    claims: kept.claims,
    reference: offer.reference,
    concerns: kept.concerns ?? [],
    ...(kept.validTo === null ? {} : { validTo: new Date(kept.validTo) }),
  };
}
