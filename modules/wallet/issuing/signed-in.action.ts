// A credential for whoever signed in at the city's provider: which one, whether they may have it now, and the copies, or a ticket to come again.
import { randomBytes } from 'node:crypto';
import type { ResourceToken } from '@city/identity';
import { system } from '@city/kernel/access';
import { newId, type Tx } from '@city/kernel/database';
import { type CredentialDefinition, credentialTypes, type Entitlement, NotReadyYet } from '../contract.ts';
import { issueCredential, type Issued, sha256 } from '../credentials/issue.action.ts';
import { LIMITS } from '../limits.ts';
import { type DpopProof, spendDpop } from '../protocol/dpop.ts';
import { ProtocolError } from '../protocol/protocol-error.ts';
import { useOnce } from '../protocol/used.store.ts';
import type { Tables } from '../tables.ts';
import type { Wallet } from '../wallet.ts';
import type { CredentialRequest } from './credential.action.ts';
import { insertDeferred } from './deferred.store.ts';
import type { ReadProofs } from './key-proof.ts';
import { scopeOf } from './metadata.ts';
import { referenceTakenUp } from './offer.store.ts';
import { identifierFor, isOpenIdentifier } from './sign-in-grant.ts';

const actor = system('wallet.issuing');

export interface Later {
  readonly transactionId: string;
  readonly intervalSeconds: number;
}

export interface SignedInCall {
  readonly token: ResourceToken & { readonly thumbprint: string };
  readonly dpop: DpopProof;
  readonly request: CredentialRequest;
  readonly proofs: ReadProofs;
}

export interface Wanted {
  readonly definition: CredentialDefinition;
  /** Null: the wallet named only the type. */
  readonly identifier: string | null;
}

/** @throws ProtocolError */
export function wantedOf(wallet: Wallet, token: ResourceToken, request: CredentialRequest): Wanted {
  const { credential_identifier: identifier, credential_configuration_id: configuration } = request;
  const types = credentialTypes(wallet.m);
  if ((identifier === undefined) === (configuration === undefined))
    throw new ProtocolError(
      'invalid_credential_request',
      'exactly one of credential_identifier and credential_configuration_id is needed',
    );
  if (identifier !== undefined) {
    const detail = token.details.find((one) =>
      (one['credential_identifiers'] as readonly unknown[] | undefined)?.includes(identifier),
    );
    const definition = types.get(String(detail?.['credential_configuration_id']));
    if (!definition)
      throw new ProtocolError('unknown_credential_identifier', 'the token is not for this credential');
    return { definition, identifier: String(identifier) };
  }
  const definition = types.get(String(configuration));
  if (!definition) throw new ProtocolError('unknown_credential_configuration', 'there is no such credential');
  // Whoever was answered with identifiers has to use them (§8.2).
  if (token.details.length > 0 || !token.scopes.includes(scopeOf(definition.type)))
    throw new ProtocolError('invalid_credential_request', 'the token is not for this credential');
  return { definition, identifier: null };
}

/** What the person may have now; null while it cannot be known. @throws ProtocolError `credential_request_denied` */
export async function entitlementFor(
  wallet: Wallet,
  { holder }: ResourceToken,
  { definition, identifier }: Wanted,
): Promise<Entitlement | NotReadyYet> {
  const personId = String(holder.id);
  let all: readonly Entitlement[];
  try {
    all = await definition.entitledTo(holder, wallet.m.now());
  } catch (error) {
    if (error instanceof NotReadyYet) return error;
    throw error;
  }
  const taken = await wallet.m.db.transaction(
    holder,
    (tx) => referenceTakenUp(tx, personId, definition.type),
    { readOnly: true },
  );
  const isOpen = identifier === null || isOpenIdentifier(definition.type, identifier);
  const found = isOpen
    ? (all.find(({ reference }) => reference === taken) ?? all[0])
    : all.find(({ reference }) => identifierFor(definition.type, personId, reference) === identifier);
  if (!found)
    throw new ProtocolError('credential_request_denied', 'there is nothing of this type to issue now');
  return found;
}

/** Spends the proofs; answers the copies, or a ticket while what they stand on cannot be read. @throws ProtocolError */
export async function fetchSignedIn(wallet: Wallet, call: SignedInCall): Promise<Issued | Later> {
  const { token, dpop, request, proofs } = call;
  const wanted = wantedOf(wallet, token, request);
  const entitlement = await entitlementFor(wallet, token, wanted);
  const { nonceSeconds } = wallet.rulesNow();
  return wallet.m.db.transaction(actor, async (tx) => {
    await spendDpop(tx, dpop, nonceSeconds);
    const runsOut = new Date(tx.now.getTime() + nonceSeconds * 1000);
    const hashes = proofs.nonces.map((nonce) => sha256(`nonce ${nonce}`));
    if (!(await useOnce(tx, hashes, runsOut)))
      throw new ProtocolError('invalid_nonce', 'the nonce was used before');
    if (entitlement instanceof NotReadyYet) return comeAgain(tx, call, wanted, entitlement);
    return issueCredential(tx, wallet, {
      personId: String(token.holder.id),
      definition: wanted.definition,
      entitlement,
      holders: proofs.holders,
      clientId: token.clientId,
    });
  });
}

async function comeAgain(
  tx: Tx<Tables>,
  { token, proofs }: SignedInCall,
  { definition, identifier }: Wanted,
  { retryAfterSeconds }: NotReadyYet,
): Promise<Later> {
  const transactionId = randomBytes(32).toString('base64url');
  const id = newId(tx.now);
  await insertDeferred(tx, {
    id,
    transaction_hash: sha256(transactionId),
    person_id: String(token.holder.id),
    client_id: token.clientId,
    type: definition.type,
    identifier,
    holders: JSON.stringify(proofs.holders),
    expires_at: new Date(tx.now.getTime() + LIMITS.deferredDays * 24 * 3600 * 1000),
  });
  tx.trail({
    action: 'credential.deferred',
    object: { type: 'wallet.deferred', id },
    subject: String(token.holder.id),
    reason: 'what it stands on cannot be read now',
    detail: { type: definition.type, client: token.clientId },
  });
  return { transactionId, intervalSeconds: retryAfterSeconds };
}
