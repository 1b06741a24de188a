// The credential endpoint (OpenID4VCI 1.0 §8): a token, proofs of keys, and the copies made for them.
import type { Tx } from '@city/kernel/database';
import { credentialTypes } from '../contract.ts';
import { issueCredential, type Issued, sha256 } from '../credentials/issue.action.ts';
import { type DpopProof, spendDpop } from '../protocol/dpop.ts';
import { ProtocolError } from '../protocol/protocol-error.ts';
import { useOnce } from '../protocol/used.store.ts';
import type { OfferRow, Tables } from '../tables.ts';
import type { Wallet } from '../wallet.ts';
import { readProofs, type ReadProofs } from './key-proof.ts';
import { openOffer } from './make-offer.action.ts';
import { emptyOffer, lockAccess, readOffer, useAccess } from './offer.store.ts';
import { identifierOf } from './token.action.ts';

export interface CredentialRequest {
  readonly credential_identifier?: unknown;
  readonly credential_configuration_id?: unknown;
  readonly proofs?: unknown;
  readonly credential_response_encryption?: unknown;
}

export const badToken = (): ProtocolError =>
  new ProtocolError('invalid_token', 'the access token is unknown, used, run out or bound to another key', {
    status: 401,
    headers: { 'www-authenticate': 'DPoP error="invalid_token", algs="ES256"' },
  });

/** The parts of a request that need no database. @throws ProtocolError */
export function readCredentialProofs(
  wallet: Wallet,
  request: CredentialRequest,
  now: Date,
  clientId?: string,
): Promise<ReadProofs> {
  const rules = wallet.rulesNow();
  return readProofs(request.proofs, {
    issuer: wallet.issuer,
    now,
    nonceKey: wallet.secrets.nonceKey,
    nonceSeconds: rules.nonceSeconds,
    most: rules.credential.batchSize,
    attesters: wallet.verifierRules.attestersOn(wallet.today()),
    ...(clientId === undefined ? {} : { clientId }),
  });
}

export interface CredentialCall {
  readonly token: string;
  readonly dpop: DpopProof;
  readonly request: CredentialRequest;
  readonly proofs: ReadProofs;
}

/** @throws ProtocolError */
export async function fetchCredential(tx: Tx<Tables>, wallet: Wallet, call: CredentialCall): Promise<Issued> {
  const { dpop, request, proofs } = call;
  const { nonceSeconds } = wallet.rulesNow();
  await spendDpop(tx, dpop, nonceSeconds);
  const tokenHash = sha256(call.token);
  const access = await lockAccess(tx, tokenHash);
  if (!access || access.used_at || access.expires_at <= tx.now || access.key_thumb !== dpop.thumbprint)
    throw badToken();
  const offer = await readOffer(tx, access.offer_id);
  if (!offer || offer.sealed === null) throw badToken();
  checkWhich(wallet, request, offer);
  const definition = credentialTypes(wallet.m).get(offer.type);
  if (!definition) throw new ProtocolError('credential_request_denied', 'this type is no longer issued');
  const runsOut = new Date(tx.now.getTime() + nonceSeconds * 1000);
  if (
    !(await useOnce(
      tx,
      proofs.nonces.map((nonce) => sha256(`nonce ${nonce}`)),
      runsOut,
    ))
  )
    throw new ProtocolError('invalid_nonce', 'the nonce was used before');
  await useAccess(tx, tokenHash);
  await emptyOffer(tx, offer.id);
  return issueCredential(tx, wallet, {
    personId: offer.person_id,
    definition,
    entitlement: openOffer(wallet, offer),
    holders: proofs.holders,
  });
}

/** Exactly one name, and the one that the offer gave. */
function checkWhich(wallet: Wallet, request: CredentialRequest, offer: OfferRow): void {
  const { credential_identifier: identifier, credential_configuration_id: configuration } = request;
  if ((identifier === undefined) === (configuration === undefined))
    throw new ProtocolError(
      'invalid_credential_request',
      'exactly one of credential_identifier and credential_configuration_id is needed',
    );
  if (identifier !== undefined && identifier !== identifierOf(offer))
    throw new ProtocolError('unknown_credential_identifier', 'the token is not for this credential');
  if (configuration === undefined || configuration === offer.type) return;
  const isKnown = typeof configuration === 'string' && credentialTypes(wallet.m).has(configuration);
  throw isKnown
    ? new ProtocolError('invalid_credential_request', 'the token is not for this credential')
    : new ProtocolError('unknown_credential_configuration', 'there is no such credential');
}
