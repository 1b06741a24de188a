// What the token and credential endpoints refuse, request by request, in the words of the standards.
import { createHash, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { makeNonce } from '../protocol/nonce.ts';
import { makeKey, type WalletKey } from '../testing/outside-wallet.ts';
import { offerBadge, type WalletCity, walletCity } from '../testing/wallet-city.ts';
import { PRE_AUTHORIZED } from './offer.ts';

let it: WalletCity;
let device: WalletKey;
beforeAll(async () => {
  it = await walletCity();
  device = await makeKey();
});
afterAll(() => it?.city.stop());

const seconds = () => Math.floor(it.city.clock.now().getTime() / 1000);
const nonceFor = (use: 'dpop' | 'credential', at = it.city.clock.now()) =>
  makeNonce(it.wallet.secrets.nonceKey, use, at);

interface DpopOptions {
  readonly path: string;
  readonly token?: string;
  readonly change?: Record<string, unknown>;
  readonly key?: WalletKey;
}

function dpop({ path, token, change = {}, key = device }: DpopOptions): Promise<string> {
  const ath = token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') };
  const payload = {
    jti: randomUUID(),
    htm: 'POST',
    htu: `${it.wallet.issuer}${path}`,
    iat: seconds(),
    nonce: nonceFor('dpop'),
  };
  return new SignJWT({ ...payload, ...ath, ...change } as never)
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.publicJwk as never })
    .sign(key.privateKey);
}

async function askToken(fields: Record<string, string>, proof?: string) {
  return it.city.as(anonymous).inject({
    method: 'POST',
    url: '/wallet/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...(proof ? { dpop: proof } : {}) },
    payload: new URLSearchParams(fields).toString(),
  });
}

const redemption = (offer: { code: string; txCode: string | null }) => ({
  grant_type: PRE_AUTHORIZED,
  'pre-authorized_code': offer.code,
  ...(offer.txCode === null ? {} : { tx_code: offer.txCode }),
});

async function freshToken(): Promise<string> {
  const answer = await askToken(redemption(await offerBadge(it)), await dpop({ path: '/token' }));
  return answer.json().access_token;
}

function keyProof(change: Record<string, unknown> = {}, header: Record<string, unknown> = {}, key = device) {
  const payload = { aud: it.wallet.issuer, iat: seconds(), nonce: nonceFor('credential'), ...change };
  return new SignJWT(payload)
    .setProtectedHeader({ typ: 'openid4vci-proof+jwt', alg: 'ES256', jwk: key.publicJwk as never, ...header })
    .sign(key.privateKey);
}

async function askCredential(body: object, token: string, proof?: string) {
  return it.city.as(anonymous).inject({
    method: 'POST',
    url: '/wallet/credential',
    headers: { authorization: `DPoP ${token}`, dpop: proof ?? (await dpop({ path: '/credential', token })) },
    payload: body,
  });
}

const wanted = async (change?: Record<string, unknown>, header?: Record<string, unknown>) => ({
  credential_configuration_id: 'official-badge',
  proofs: { jwt: [await keyProof(change, header)] },
});

test.each([
  ['another method', { htm: 'GET' }],
  ['another address', { htu: 'https://elsewhere.example/token' }],
  ['an old proof', { iat: 1_000_000 }],
  ['no name', { jti: undefined }],
])('the token endpoint refuses a DPoP proof with %s', async (_what, change) => {
  const answer = await askToken(redemption(await offerBadge(it)), await dpop({ path: '/token', change }));
  expect([answer.statusCode, answer.json().error]).toEqual([400, 'invalid_dpop_proof']);
});

test('without a proof, with an old nonce or with a nonce of another use, a fresh nonce is asked for', async () => {
  const fields = redemption(await offerBadge(it));
  expect((await askToken(fields)).json().error).toBe('invalid_dpop_proof');
  const old = nonceFor('dpop', new Date(it.city.clock.now().getTime() - 3_600_000));
  for (const nonce of [undefined, old, nonceFor('credential'), 'nonsense']) {
    const answer = await askToken(fields, await dpop({ path: '/token', change: { nonce } }));
    expect([answer.json().error, typeof answer.headers['dpop-nonce']]).toEqual(['use_dpop_nonce', 'string']);
  }
  const fresh = String(
    (await askToken(fields, await dpop({ path: '/token', change: { nonce: undefined } }))).headers[
      'dpop-nonce'
    ],
  );
  expect((await askToken(fields, await dpop({ path: '/token', change: { nonce: fresh } }))).statusCode).toBe(
    200,
  );
});

test('a DPoP proof counts once', async () => {
  const proof = await dpop({ path: '/token' });
  expect((await askToken(redemption(await offerBadge(it)), proof)).statusCode).toBe(200);
  expect((await askToken(redemption(await offerBadge(it)), proof)).json().error).toBe('invalid_dpop_proof');
});

test('a missing or needless transaction code is an invalid request and burns nothing', async () => {
  const offer = await offerBadge(it);
  const without = await askToken(redemption({ ...offer, txCode: null }), await dpop({ path: '/token' }));
  expect(without.json().error).toBe('invalid_request');
  expect((await askToken(redemption(offer), await dpop({ path: '/token' }))).statusCode).toBe(200);
  const plain = await offerBadge(it, false);
  const needless = await askToken(redemption({ ...plain, txCode: '123456' }), await dpop({ path: '/token' }));
  expect(needless.json().error).toBe('invalid_request');
});

test('of two wallets that redeem an offer at the same moment one gets the token', async () => {
  const offer = await offerBadge(it);
  const proofs = await Promise.all([dpop({ path: '/token' }), dpop({ path: '/token' })]);
  const answers = await Promise.all(proofs.map((proof) => askToken(redemption(offer), proof)));
  expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 400]);
});

test('a token works with its own key only, and once', async () => {
  const token = await freshToken();
  const other = await makeKey();
  const stolen = await askCredential(
    await wanted(),
    token,
    await dpop({ path: '/credential', token, key: other }),
  );
  expect([stolen.statusCode, stolen.json().error]).toEqual([401, 'invalid_token']);
  const wrongAth = await askCredential(
    await wanted(),
    token,
    await dpop({ path: '/credential', token: 'another' }),
  );
  expect(wrongAth.json().error).toBe('invalid_dpop_proof');
  expect((await askCredential(await wanted(), token)).statusCode).toBe(200);
  expect((await askCredential(await wanted(), token)).json().error).toBe('invalid_token');
});

test.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
  ['for another issuer', { aud: 'https://elsewhere.example' }, {}, 'invalid_proof'],
  ['that is too old', { iat: 1_000_000 }, {}, 'invalid_proof'],
  ['of another type', {}, { typ: 'jwt' }, 'invalid_proof'],
  ['that names its key twice', {}, { kid: 'a' }, 'invalid_proof'],
  ['without a nonce', { nonce: undefined }, {}, 'invalid_nonce'],
  ['with a nonce that is not ours', { nonce: 'abc' }, {}, 'invalid_nonce'],
])('a key proof %s is refused', async (_what, change, header, error) => {
  const token = await freshToken();
  const answer = await askCredential(await wanted(change, header), token);
  expect([answer.statusCode, answer.json().error]).toEqual([400, error]);
});

test('a replayed c_nonce is refused, an old one and one made for DPoP too', async () => {
  const nonce = nonceFor('credential');
  expect((await askCredential(await wanted({ nonce }), await freshToken())).statusCode).toBe(200);
  expect((await askCredential(await wanted({ nonce }), await freshToken())).json().error).toBe(
    'invalid_nonce',
  );
  const old = nonceFor('credential', new Date(it.city.clock.now().getTime() - 3_600_000));
  for (const bad of [old, nonceFor('dpop')])
    expect((await askCredential(await wanted({ nonce: bad }), await freshToken())).json().error).toBe(
      'invalid_nonce',
    );
});

test('requests must name one credential, the one of the token, with at most a batch of proofs of different keys', async () => {
  const { proofs } = await wanted();
  const error = async (body: object) => (await askCredential(body, await freshToken())).json().error;
  expect(await error({ proofs })).toBe('invalid_credential_request');
  expect(
    await error({ proofs, credential_configuration_id: 'official-badge', credential_identifier: 'x' }),
  ).toBe('invalid_credential_request');
  expect(await error({ proofs, credential_configuration_id: 'nobody' })).toBe(
    'unknown_credential_configuration',
  );
  expect(await error({ proofs, credential_identifier: 'x' })).toBe('unknown_credential_identifier');
  expect(await error({ credential_configuration_id: 'official-badge' })).toBe('invalid_proof');
  const twice = await wanted();
  expect(await error({ ...twice, proofs: { jwt: [...twice.proofs.jwt, await keyProof()] } })).toBe(
    'invalid_proof',
  );
  const many = await Promise.all(Array.from({ length: 6 }, async () => keyProof({}, {}, device)));
  expect(await error({ ...twice, proofs: { jwt: many } })).toBe('invalid_proof');
});

test('whoever asks in detail gets identifiers, and must use them', async () => {
  const details = JSON.stringify([
    { type: 'openid_credential', credential_configuration_id: 'official-badge' },
  ]);
  const answer = await askToken(
    { ...redemption(await offerBadge(it)), authorization_details: details },
    await dpop({ path: '/token' }),
  );
  const { access_token: token, authorization_details: granted } = answer.json();
  const { proofs } = await wanted();
  const got = await askCredential(
    { credential_identifier: granted[0].credential_identifiers[0], proofs },
    token,
  );
  expect([got.statusCode, got.json().credentials.length]).toEqual([200, 1]);
});
