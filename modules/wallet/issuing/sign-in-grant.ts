// Fetching by signing in at the city's provider (OpenID4VCI 1.0 §5): the credential endpoint as a resource there, its scopes and details.
import { createHash } from 'node:crypto';
import { type AuthorizationDetail, defineResource, type ProtectedResource } from '@city/identity';
import { type Actor, system } from '@city/kernel/access';
import type { Bilingual } from '@city/kernel/errors';
import { credentialTypes, type CredentialDefinition, NotReadyYet } from '../contract.ts';
import { sha256 } from '../credentials/issue.action.ts';
import { LIMITS } from '../limits.ts';
import type { Wallet } from '../wallet.ts';
import { scopeOf } from './metadata.ts';
import { offerOfState, takeUpOffer } from './offer.store.ts';

const actor = system('wallet.issuing');
export const DETAILS = 'openid_credential';
/** What a client must be registered for to fetch credentials. */
export const WALLET_PURPOSE = 'wallet';

/** The name by which a wallet asks for one of several things that somebody is entitled to; it says nothing to others. */
export function identifierFor(type: string, personId: string, reference: string): string {
  const hash = createHash('sha256').update(`credential|${personId}|${reference}`).digest('base64url');
  return `${type}.${hash.slice(0, 22)}`;
}

/** Said when what is wanted is not ready: whatever there is of the type by then. */
const openIdentifier = (type: string): string => `${type}.any`;
export const isOpenIdentifier = (type: string, identifier: string): boolean =>
  identifier === openIdentifier(type);

/** Tells the provider of the credential endpoint. */
export function defineSignInGrant(wallet: Wallet): void {
  defineResource(wallet.m, signInResource(wallet));
}

function signInResource(wallet: Wallet): ProtectedResource {
  const { m } = wallet;
  const typeOf = (detail: AuthorizationDetail) =>
    credentialTypes(m).get(String(detail['credential_configuration_id']));
  return {
    address: wallet.issuer,
    purpose: WALLET_PURPOSE,
    tokenSeconds: LIMITS.accessTokenSeconds,
    scopes: () =>
      new Map(
        [...credentialTypes(m).values()].map((definition) => [scopeOf(definition.type), wordsOf(definition)]),
      ),
    details: {
      type: DETAILS,
      words: (detail) => {
        const definition = typeOf(detail);
        return definition ? wordsOf(definition) : null;
      },
      granted: async (details, { holder, state }) => {
        const reference = state === undefined ? null : await referenceOf(wallet, state);
        const granted: AuthorizationDetail[] = [];
        for (const detail of details) {
          const definition = typeOf(detail);
          const identifiers = definition ? await identifiersOf(wallet, definition, holder, reference) : [];
          if (definition && identifiers.length > 0)
            granted.push({
              type: DETAILS,
              credential_configuration_id: definition.type,
              credential_identifiers: identifiers,
            });
        }
        return granted;
      },
    },
    state: {
      parameter: 'issuer_state',
      isKnown: async (value) => (await referenceOf(wallet, value)) !== null,
      takeUp: (value, personId) =>
        m.db.transaction(actor, async (tx) => {
          const offer = await offerOfState(tx, sha256(value));
          if (offer?.person_id !== personId) return false;
          await takeUpOffer(tx, offer.id);
          return true;
        }),
    },
  };
}

const wordsOf = ({ display }: CredentialDefinition): Bilingual => ({
  vi: `Cấp cho bạn: ${display.vi}`,
  en: `Issue to you: ${display.en}`,
});

/** On what the offer stands to which a state leads; null when there is none. */
function referenceOf(wallet: Wallet, state: string): Promise<string | null> {
  return wallet.m.db.transaction(
    actor,
    async (tx) => (await offerOfState(tx, sha256(state)))?.reference ?? null,
    { readOnly: true },
  );
}

async function identifiersOf(
  wallet: Wallet,
  definition: CredentialDefinition,
  holder: Actor,
  reference: string | null,
): Promise<string[]> {
  try {
    const all = await definition.entitledTo(holder, wallet.m.now());
    const wanted = all.filter((one) => one.reference === reference);
    return (wanted.length > 0 ? wanted : all).map((one) =>
      identifierFor(definition.type, String(holder.id), one.reference),
    );
  } catch (error) {
    if (!(error instanceof NotReadyYet)) throw error;
    return [openIdentifier(definition.type)];
  }
}
