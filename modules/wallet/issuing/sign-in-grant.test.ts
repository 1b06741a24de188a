// Fetching credentials by signing in at the city's provider (authorization code, PAR, PKCE, DPoP), with the unmodified clients from outside.
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  authorize,
  publicUrl,
  recognised,
  redirectUri,
  type SignedInCity,
  signedInCity,
  walletClient,
} from '../testing/signed-in-city.ts';
import { defineClient } from '@city/identity';
import { credentialTypes } from '../contract.ts';
import { ask, askCopies, proofsFor } from '../testing/asking.ts';
import { makeOffer } from './make-offer.action.ts';
import { credentialOffer } from './offer.ts';
import { identifierFor } from './sign-in-grant.ts';
import { clientOf } from './wallets.ts';

let it: SignedInCity;
beforeAll(async () => {
  it = await signedInCity();
});
afterAll(() => it?.stop());

const claimsOf = (credential: string | undefined) => decodeJwt((credential ?? '').split('~')[0] as string);

test('a wallet asks by scope, its person signs in and agrees, and the badge comes in two copies', async () => {
  const got = await authorize(it, { scope: 'credential:official-badge' });
  expect(got.callback.href.startsWith(redirectUri)).toBe(true);
  expect(got.callback.searchParams.get('iss')).toBe(it.wallet.origin);
  expect(got.pages.join()).toContain('Cấp cho bạn: Thẻ công vụ');
  const tokens = await got.redeem?.();
  expect(tokens?.accessTokenResponse).toMatchObject({
    token_type: 'DPoP',
    scope: 'credential:official-badge',
  });
  const answer = await askCopies(got, tokens, { copies: 2, configuration: 'official-badge' });
  const credentials = answer.credentialResponse.credentials as { credential: string }[];
  expect(credentials).toHaveLength(2);
  expect(claimsOf(credentials[0]?.credential)).toMatchObject({ iss: it.wallet.issuer });
  const trail = await it.city.sql<{ detail: { client: string } }>(
    `select detail from trail.entry where action = 'credential.issued'`,
  );
  expect(trail.at(-1)?.detail.client).toBe(walletClient);
});

const wantsBadge = [{ type: 'openid_credential', credential_configuration_id: 'official-badge' }];

test('whoever asks in detail is answered with an identifier for each post, and has to use one', async () => {
  const got = await authorize(it, { details: wantsBadge });
  const tokens = await got.redeem?.();
  const [granted] = (tokens?.accessTokenResponse['authorization_details'] ?? []) as {
    credential_identifiers: string[];
  }[];
  expect(granted?.credential_identifiers).toHaveLength(2);
  for (const credential_identifier of granted?.credential_identifiers ?? []) {
    const answer = await ask(got, tokens, { credential_identifier, proofs: await proofsFor(got) });
    expect([answer.status, answer.body['credentials']]).toEqual([200, [{ credential: expect.any(String) }]]);
  }
  const references = await it.city.sql(`select distinct reference from wallet.batch`);
  expect(references.length).toBeGreaterThanOrEqual(2);
  const errorOf = async (body: object) =>
    (await ask(got, tokens, { ...body, proofs: await proofsFor(got) })).body['error'];
  expect(await errorOf({ credential_configuration_id: 'official-badge' })).toBe('invalid_credential_request');
  expect(await errorOf({ credential_configuration_id: 'nothing' })).toBe('unknown_credential_configuration');
  expect(await errorOf({ credential_identifier: 'official-badge.another' })).toBe(
    'unknown_credential_identifier',
  );
  expect(await errorOf({})).toBe('invalid_credential_request');
});

const refusal = (error: string) => ({
  response: { credentialErrorResponseResult: { data: { error } } },
});

test('an offer leads its person, and nobody else, to the thing it was made for; its code then counts no longer', async () => {
  const person = await personOf('Ngô Thị Hạnh');
  const definition = credentialTypes(it.wallet.m).get('official-badge');
  const holder = { ...person, posts: [] as never };
  const made = await it.wallet.m.db.transaction(holder, (tx) =>
    makeOffer(tx, it.wallet, {
      personId: person.id,
      definition: definition as never,
      entitlement: { claims: {}, reference: person.second },
      withTxCode: false,
    }),
  );
  const offer = credentialOffer(it.wallet, 'official-badge', made) as never;
  const stranger = await authorize(it, { offer, details: wantsBadge, persona: 'vu-hoang-long' });
  expect(stranger.callback.searchParams.get('error')).toBe('access_denied');
  const got = await authorize(it, { offer, details: wantsBadge });
  const tokens = await got.redeem?.();
  const [granted] = (tokens?.accessTokenResponse['authorization_details'] ?? []) as {
    credential_identifiers: string[];
  }[];
  expect(granted?.credential_identifiers).toEqual([
    identifierFor('official-badge', person.id, person.second),
  ]);
  const late = got.client.retrievePreAuthorizedCodeAccessTokenFromOffer({
    credentialOffer: offer,
    issuerMetadata: got.issuerMetadata,
    dpop: { signer: { method: 'jwk', alg: 'ES256', publicJwk: (await got.outside.key()).publicJwk } },
  });
  await expect(late).rejects.toMatchObject({ errorResponse: { error: 'invalid_grant' } });
  const unknown = {
    ...(offer as object),
    grants: { authorization_code: { issuer_state: 'nobody knows', authorization_server: publicUrl } },
  };
  await expect(authorize(it, { offer: unknown as never, details: wantsBadge })).rejects.toMatchObject({
    errorResponse: { error: 'invalid_request' },
  });
});

async function personOf(name: string) {
  const [row] = await it.city.sql<{ id: string }>(`select id from identity.person where name = '${name}'`);
  const id = row?.id ?? '';
  const posts = await it.city.sql<{ id: string }>(
    `select id from identity.post where person_id = '${id}' order by valid_from, code`,
  );
  return {
    kind: 'citizen' as const,
    id,
    name,
    level: 2 as const,
    post: null,
    second: `post:${posts[1]?.id}`,
  };
}

test('somebody without a post has nothing to fetch, and a client that is no wallet cannot ask', async () => {
  const none = await authorize(it, { details: wantsBadge, persona: 'vu-hoang-long' });
  expect(none.callback.searchParams.get('error')).toBe('access_denied');
  const byScope = await authorize(it, { scope: 'credential:official-badge', persona: 'vu-hoang-long' });
  await expect(
    askCopies(byScope, await byScope.redeem?.(), { configuration: 'official-badge' }),
  ).rejects.toMatchObject(refusal('credential_request_denied'));
  defineClient(it.wallet.m, 'thu-vien', () => ({
    ...clientOf(recognised({ clientId: 'thu-vien' })),
    purposes: [],
  }));
  await expect(
    authorize(it, { clientId: 'thu-vien', scope: 'credential:official-badge' }),
  ).rejects.toMatchObject({ errorResponse: { error: 'invalid_target' } });
});

test('a token is worth nothing with another key, at another address, or after its session ended', async () => {
  const got = await authorize(it, { scope: 'credential:official-badge' });
  const tokens = await got.redeem?.();
  const other = await got.outside.key();
  const wrongKey = {
    ...tokens,
    dpop: { signer: { method: 'jwk', alg: 'ES256', publicJwk: other.publicJwk } },
  } as never;
  await expect(askCopies(got, wrongKey, { configuration: 'official-badge' })).rejects.toMatchObject({
    response: { response: { status: 401 } },
  });
  const me = await it.city.app.inject({
    url: '/api/me',
    headers: { authorization: `DPoP ${tokens?.accessTokenResponse.access_token}` },
  });
  expect(me.statusCode).toBe(401);
  await it.city.sql(
    `update identity.session set ended_at = now(), ended_why = 'revoked' where ended_at is null`,
  );
  await expect(askCopies(got, tokens, { configuration: 'official-badge' })).rejects.toMatchObject({
    response: { response: { status: 401 } },
  });
});
