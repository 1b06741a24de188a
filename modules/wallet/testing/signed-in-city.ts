// A city with the wallet, the city's provider and the simulated national app; a browser that goes where it is sent; a registered wallet that signs people in.
import { join } from 'node:path';
import {
  type CallbackContext,
  type ClientAuthenticationCallback,
  clientAuthenticationNone,
  type RequestDpopOptions,
} from '@openid4vc/oauth2';
import { type CredentialOfferObject, Openid4vciClient } from '@openid4vc/openid4vci';
import { module as identity } from '@city/identity/module';
import { projectRoot } from '@city/kernel/config/root';
import { type TestCity, testCity } from '@city/kernel/testing';
import { readPersonas, signInAs, startVneidSimulator } from '@city/vneid-simulator';
import { defineWallets, type RecognisedWallet } from '../issuing/wallets.ts';
import { module } from '../module.ts';
import type { Tables } from '../tables.ts';
import { type Wallet, walletOf } from '../wallet.ts';
import { type OutsideWallet, outsideWallet } from './outside-wallet.ts';

export const publicUrl = 'http://localhost:8080';
export const redirectUri = 'http://localhost:9999/wallet';
export const walletClient = 'vi-mau';

export interface SignedInCity {
  readonly city: TestCity;
  readonly wallet: Wallet;
  readonly stop: () => Promise<void>;
}

export interface SignedInOptions {
  readonly start?: { readonly relay: boolean; readonly work: boolean };
  readonly environment?: Readonly<Record<string, string>>;
}

export async function signedInCity(options: SignedInOptions = {}): Promise<SignedInCity> {
  const secret = 'a client secret for tests';
  const vneid = await startVneidSimulator({
    personas: readPersonas(join(projectRoot(), 'city', 'haiphong', 'people', 'personas.json')),
    clients: [
      {
        clientId: 'hoa-phuong',
        name: { vi: 'Thành phố Hải Phòng', en: 'The city of Hải Phòng' },
        redirectUris: [`${publicUrl}/sign-in/callback`],
        postLogoutRedirectUris: [`${publicUrl}/`],
        authentication: { method: 'client_secret_basic', secret },
      },
    ],
  });
  const city = await testCity({
    modules: [identity as never, module as never],
    now: new Date(),
    ...(options.start ? { start: options.start } : {}),
    environment: {
      PUBLIC_URL: publicUrl,
      CITY_IDENTITY_ISSUER: vneid.issuer,
      CITY_IDENTITY_CLIENT_SECRET: secret,
      ...options.environment,
    },
  });
  await identity.seed?.(city.module('identity') as never, () => {});
  const wallet = walletOf(city.module<Tables>('wallet'));
  defineWallets(wallet, [recognised()]);
  return {
    city,
    wallet,
    stop: async () => {
      await city.stop();
      await vneid.close();
    },
  };
}

/** The row of a recognised wallet, with anything in it changed. */
export const recognised = (change: Partial<RecognisedWallet> = {}): RecognisedWallet => ({
  clientId: walletClient,
  validFrom: '2020-01-01',
  validTo: null,
  document: 'test',
  name: { vi: 'Ví mẫu', en: 'Sample wallet' },
  owner: { vi: 'Công ty mẫu', en: 'Sample company' },
  redirectUris: [redirectUri],
  level: 2,
  attester: null,
  ...change,
});

/** Keeps cookies, follows redirects, signs in when sent to the national app, agrees when asked; ends at the wallet or at a page. */
export function browserOf({ city }: SignedInCity, persona = 'ngo-thi-hanh') {
  const cookies = new Map<string, string>();
  const open = async (url: URL, form?: Record<string, string>) => {
    const answer = await city.app.inject({
      method: form ? 'POST' : 'GET',
      url: url.pathname + url.search,
      headers: {
        accept: 'text/html',
        host: new URL(publicUrl).host,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded', origin: publicUrl } : {}),
      },
      ...(form ? { payload: new URLSearchParams(form).toString() } : {}),
    });
    for (const { name, value, maxAge } of answer.cookies) {
      if (maxAge === 0) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  const pages: string[] = [];
  return {
    /** Bodies of the pages at which it was asked something. */
    pages,
    go: async (from: string): Promise<URL> => {
      let url = new URL(from);
      for (let steps = 0; steps < 25; steps++) {
        let answer = await open(url);
        if (answer.headers.location === undefined && url.pathname === '/sign-in') {
          url = new URL(`/sign-in/vneid${url.search}`, url);
          continue;
        }
        if (answer.headers.location === undefined) {
          pages.push(answer.body);
          if (!answer.body.includes('name="answer"'))
            throw new Error(`stopped at ${url.pathname}: ${answer.body}`);
          answer = await open(url, { answer: 'yes' });
        }
        const to = new URL(String(answer.headers.location), url);
        if (to.origin === new URL(redirectUri).origin) return to;
        url = to.origin === new URL(publicUrl).origin ? to : await signInAs(to, { persona });
      }
      throw new Error('the browser was sent around in circles');
    },
  };
}

export interface Authorization {
  readonly offer?: CredentialOfferObject;
  readonly scope?: string;
  readonly details?: readonly object[];
  readonly clientId?: string;
  readonly persona?: string;
  readonly clientAuthentication?: ClientAuthenticationCallback;
}

/** From the wallet's pushed request over the sign-in to its access token, with the clients from outside. */
export async function authorize(it: SignedInCity, given: Authorization = {}) {
  const outside: OutsideWallet = outsideWallet(it.city);
  const clientId = given.clientId ?? walletClient;
  const callbacks = {
    ...outside.callbacks,
    clientAuthentication: given.clientAuthentication ?? clientAuthenticationNone({ clientId }),
  } as CallbackContext;
  const client = new Openid4vciClient({ callbacks });
  const issuerMetadata = await client.resolveIssuerMetadata(it.wallet.issuer);
  const credentialOffer: CredentialOfferObject = given.offer ?? {
    credential_issuer: it.wallet.issuer,
    credential_configuration_ids: ['official-badge'],
    grants: { authorization_code: { authorization_server: publicUrl } },
  };
  const dpopKey = await outside.key();
  const signer = { method: 'jwk', alg: 'ES256', publicJwk: dpopKey.publicJwk } as const;
  const begun = await client.createAuthorizationRequestUrlFromOffer({
    credentialOffer,
    issuerMetadata,
    clientId,
    redirectUri,
    ...(given.scope === undefined ? {} : { scope: given.scope }),
    additionalRequestPayload: given.details ? { authorization_details: JSON.stringify(given.details) } : {},
    dpop: { signer },
  });
  const browser = browserOf(it, given.persona);
  const callback = await browser.go(begun.authorizationRequestUrl);
  const code = callback.searchParams.get('code');
  if (code === null) return { callback, pages: browser.pages, outside, client, issuerMetadata, redeem: null };
  const redeem = async (dpop: RequestDpopOptions = begun.dpop ?? { signer }) =>
    client.retrieveAuthorizationCodeAccessTokenFromOffer({
      credentialOffer,
      issuerMetadata,
      authorizationCode: code,
      pkceCodeVerifier: begun.pkce?.codeVerifier ?? '',
      redirectUri,
      dpop,
    });
  return { callback, pages: browser.pages, outside, client, issuerMetadata, redeem };
}
