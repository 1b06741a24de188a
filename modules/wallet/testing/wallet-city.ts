// A running city with the wallet, an official who may have a badge, and the way from an offer to a credential.
import { module as identity } from '@city/identity/module';
import type { Actor } from '@city/kernel/access';
import { officer, type TestCity, testCity } from '@city/kernel/testing';
import { credentialTypes } from '../contract.ts';
import { credentialOffer, offerLink } from '../issuing/offer.ts';
import { type MadeOffer, makeOffer } from '../issuing/make-offer.action.ts';
import { module } from '../module.ts';
import type { Tables } from '../tables.ts';
import { type Wallet, walletOf } from '../wallet.ts';
import type { OutsideWallet, WalletKey } from './outside-wallet.ts';

export interface WalletCity {
  readonly city: TestCity;
  readonly wallet: Wallet;
  readonly official: Actor;
}

export async function walletCity(): Promise<WalletCity> {
  const city = await testCity({
    modules: [identity as never, module as never],
    now: new Date(),
    environment: {
      // Nobody signs in here: callers are given; the provider only says what it is.
      CITY_IDENTITY_ISSUER: 'http://localhost:1',
      CITY_IDENTITY_CLIENT_SECRET: 'a client secret for tests',
    },
  });
  const official = officer(
    { body: 'so-xay-dung', role: 'officer', title: 'Chuyên viên' },
    { name: 'Ngô Thị Hạnh' },
  );
  return { city, wallet: walletOf(city.module<Tables>('wallet')), official };
}

/** An offer of the badge, as the page makes it. */
export async function offerBadge(
  { wallet, official }: WalletCity,
  withTxCode = true,
): Promise<MadeOffer & { readonly link: string }> {
  const definition = credentialTypes(wallet.m).get('official-badge');
  if (!definition) throw new Error('no badge');
  const [entitlement] = await definition.entitledTo(official, wallet.m.now());
  if (!entitlement) throw new Error('not entitled');
  const made = await wallet.m.db.transaction(official, (tx) =>
    makeOffer(tx, wallet, { personId: official.id as string, definition, entitlement, withTxCode }),
  );
  return { ...made, link: offerLink(credentialOffer(wallet, definition.type, made)) };
}

/** Goes the whole way with the client from outside. */
export async function fetchBadges(
  outside: OutsideWallet,
  offer: { readonly link: string; readonly txCode: string | null },
  copies = 1,
) {
  const credentialOfferObject = await outside.client.resolveCredentialOffer(offer.link);
  const issuerMetadata = await outside.client.resolveIssuerMetadata(credentialOfferObject.credential_issuer);
  const dpopKey = await outside.key();
  const { accessTokenResponse, dpop } = await outside.client.retrievePreAuthorizedCodeAccessTokenFromOffer({
    credentialOffer: credentialOfferObject,
    issuerMetadata,
    ...(offer.txCode === null ? {} : { txCode: offer.txCode }),
    dpop: { signer: { method: 'jwk', alg: 'ES256', publicJwk: dpopKey.publicJwk } },
  });
  const { c_nonce: nonce } = await outside.client.requestNonce({ issuerMetadata });
  const keys: WalletKey[] = [];
  const jwts: string[] = [];
  for (let copy = 0; copy < copies; copy++) {
    const key = await outside.key();
    keys.push(key);
    const { jwt } = await outside.client.createCredentialRequestJwtProof({
      issuerMetadata,
      credentialConfigurationId: 'official-badge',
      nonce,
      signer: { method: 'jwk', alg: 'ES256', publicJwk: key.publicJwk },
    });
    jwts.push(jwt);
  }
  const answer = await outside.client.retrieveCredentials({
    issuerMetadata,
    accessToken: accessTokenResponse.access_token,
    credentialConfigurationId: 'official-badge',
    proofs: { jwt: jwts },
    ...(dpop ? { dpop } : {}),
  });
  const given = answer.credentialResponse;
  const credentials = (given.credentials ?? []).map((one) => (one as { credential: string }).credential);
  return {
    issuerMetadata,
    accessTokenResponse,
    dpop,
    keys,
    credentials,
    notificationId: given.notification_id,
  };
}
