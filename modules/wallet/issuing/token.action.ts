// From an offer's code to an access token (OpenID4VCI 1.0 §6), bound to the wallet's key; a wrong transaction code burns the offer.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Tx } from '@city/kernel/database';
import { sha256 } from '../credentials/issue.action.ts';
import { LIMITS } from '../limits.ts';
import { type DpopProof, spendDpop } from '../protocol/dpop.ts';
import { ProtocolError } from '../protocol/protocol-error.ts';
import type { OfferRow, Tables } from '../tables.ts';
import type { Wallet } from '../wallet.ts';
import { PRE_AUTHORIZED } from './offer.ts';
import { insertAccess, lockOffer, markOffer } from './offer.store.ts';

export interface TokenRequest {
  readonly grant_type?: unknown;
  readonly 'pre-authorized_code'?: unknown;
  readonly tx_code?: unknown;
  readonly authorization_details?: unknown;
}

export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: 'DPoP';
  readonly expires_in: number;
  readonly authorization_details?: readonly unknown[];
}

/** Answers the token, or an error to say once the transaction is through: what was burned stays burned. */
export async function redeemOffer(
  tx: Tx<Tables>,
  wallet: Wallet,
  request: TokenRequest,
  proof: DpopProof,
): Promise<TokenAnswer | ProtocolError> {
  await spendDpop(tx, proof, wallet.rulesNow().nonceSeconds);
  if (request.grant_type !== PRE_AUTHORIZED)
    throw new ProtocolError('unsupported_grant_type', 'only pre-authorized codes are taken here');
  const code = request['pre-authorized_code'];
  if (typeof code !== 'string') throw new ProtocolError('invalid_request', 'pre-authorized_code is needed');
  const offer = await lockOffer(tx, sha256(code));
  const isOpen = offer && !offer.redeemed_at && !offer.burned_at && offer.expires_at > tx.now;
  if (!offer || !isOpen)
    return new ProtocolError('invalid_grant', 'the code is unknown, used or has run out');
  const refusal = await checkTxCode(tx, offer, request.tx_code);
  if (refusal) return refusal;
  const details = readDetails(request.authorization_details, offer);
  const token = randomBytes(32).toString('base64url');
  await markOffer(tx, offer.id, 'redeemed');
  await insertAccess(tx, {
    token_hash: sha256(token),
    offer_id: offer.id,
    key_thumb: proof.thumbprint,
    issued_at: tx.now,
    expires_at: new Date(tx.now.getTime() + LIMITS.accessTokenSeconds * 1000),
  });
  return {
    access_token: token,
    token_type: 'DPoP',
    expires_in: LIMITS.accessTokenSeconds,
    ...(details ? { authorization_details: details } : {}),
  };
}

async function checkTxCode(tx: Tx<Tables>, offer: OfferRow, given: unknown): Promise<ProtocolError | null> {
  if (offer.tx_code_hash === null)
    return given === undefined
      ? null
      : new ProtocolError('invalid_request', 'this offer has no transaction code');
  if (typeof given !== 'string') return new ProtocolError('invalid_request', 'tx_code is needed');
  if (timingSafeEqual(offer.tx_code_hash, sha256(`${offer.id} ${given}`))) return null;
  await markOffer(tx, offer.id, 'burned');
  tx.trail({
    action: 'offer.burned',
    object: { type: 'wallet.offer', id: offer.id },
    subject: offer.person_id,
    outcome: 'refused',
    reason: 'wrong transaction code',
  });
  return new ProtocolError('invalid_grant', 'the transaction code is wrong; the offer is void');
}

/** Whoever asks in detail is answered with identifiers to use at the credential endpoint (§6.2). */
function readDetails(given: unknown, offer: OfferRow): readonly unknown[] | null {
  if (given === undefined) return null;
  const details = parsed(given);
  const isWanted = (one: { type?: unknown; credential_configuration_id?: unknown }) =>
    one?.type === 'openid_credential' && one.credential_configuration_id === offer.type;
  if (!Array.isArray(details) || details.length === 0 || !details.every(isWanted))
    throw new ProtocolError('invalid_authorization_details', 'ask for what the offer names');
  return [
    {
      type: 'openid_credential',
      credential_configuration_id: offer.type,
      credential_identifiers: [identifierOf(offer)],
    },
  ];
}

export const identifierOf = (offer: { readonly id: string; readonly type: string }): string =>
  `${offer.type}.${offer.id}`;

function parsed(given: unknown): unknown {
  try {
    return typeof given === 'string' ? JSON.parse(given) : null;
  } catch {
    return null;
  }
}
