// Coming again for a credential that could not be made at once (OpenID4VCI 1.0 §9): the ticket counts until the credential is given.
import type { ResourceToken } from '@city/identity';
import { type Actor, system } from '@city/kernel/access';
import { credentialTypes, NotReadyYet } from '../contract.ts';
import { issueCredential, type Issued, sha256 } from '../credentials/issue.action.ts';
import { type DpopProof, spendDpop } from '../protocol/dpop.ts';
import { ProtocolError } from '../protocol/protocol-error.ts';
import type { Wallet } from '../wallet.ts';
import { readDeferred, takeDeferred } from './deferred.store.ts';
import { entitlementFor, type Later } from './signed-in.action.ts';

const actor: Actor = system('wallet.issuing');
const unknown = () =>
  new ProtocolError('invalid_transaction_id', 'there is no such transaction for this token');

export interface DeferredCall {
  readonly token: ResourceToken & { readonly thumbprint: string };
  readonly dpop: DpopProof;
  readonly transactionId: unknown;
}

/** @throws ProtocolError `invalid_transaction_id`, `credential_request_denied` */
export async function fetchDeferred(wallet: Wallet, call: DeferredCall): Promise<Issued | Later> {
  const { token, dpop, transactionId } = call;
  const { nonceSeconds } = wallet.rulesNow();
  const row = await wallet.m.db.transaction(actor, async (tx) => {
    await spendDpop(tx, dpop, nonceSeconds);
    return typeof transactionId === 'string' ? readDeferred(tx, sha256(transactionId)) : null;
  });
  // The keys of the copies were proved when it was asked for; the token's own key may be a new one.
  const isTheirs = row?.person_id === token.holder.id && row?.client_id === token.clientId;
  if (!row || !isTheirs) throw unknown();
  const definition = credentialTypes(wallet.m).get(row.type);
  if (!definition) throw new ProtocolError('credential_request_denied', 'this type is no longer issued');
  const entitlement = await entitlementFor(wallet, token, { definition, identifier: row.identifier });
  if (entitlement instanceof NotReadyYet)
    return { transactionId: String(transactionId), intervalSeconds: entitlement.retryAfterSeconds };
  return wallet.m.db.transaction(actor, async (tx) => {
    if (!(await takeDeferred(tx, row.id))) throw unknown();
    return issueCredential(tx, wallet, {
      personId: row.person_id,
      definition,
      entitlement,
      holders: row.holders,
      clientId: row.client_id,
    });
  });
}
