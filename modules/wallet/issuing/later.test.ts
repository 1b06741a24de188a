// What is fetched later, and what is sent encrypted (OpenID4VCI 1.0 §9, §10): a type of another module whose register is away for a while.
import { CompactEncrypt, compactDecrypt, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defineCredential, NotReadyYet } from '../contract.ts';
import { ask, type Authorized, proofsFor, type Tokens } from '../testing/asking.ts';
import { authorize, type SignedInCity, signedInCity } from '../testing/signed-in-city.ts';

let it: SignedInCity;
let got: Authorized;
let tokens: Tokens | undefined;
let isAway = true;
beforeAll(async () => {
  it = await signedInCity();
  defineCredential(it.wallet.m, {
    type: 'library-card',
    display: { vi: 'Thẻ thư viện', en: 'Library card' },
    describe: { vi: 'Bạn đọc của thư viện.', en: 'A reader of the library.' },
    colours: { background: '#0B4F8A', text: '#FFFFFF' },
    claims: [
      { path: ['number'], display: { vi: 'Số thẻ', en: 'Number' }, disclosure: 'choice', mandatory: true },
    ],
    entitledTo: () => {
      if (isAway) throw new NotReadyYet(7);
      return [{ reference: 'card:1', claims: { number: 'A 17' } }];
    },
  });
  got = await authorize(it, { scope: 'credential:library-card', persona: 'vu-hoang-long' });
  tokens = await got.redeem?.();
});
afterAll(() => it?.stop());

const configuration = { credential_configuration_id: 'library-card' };

test('while a register is away a ticket is given; it brings the copies once, for the keys that were proved', async () => {
  isAway = true;
  const first = await ask(got, tokens, { ...configuration, proofs: await proofsFor(got, 2) });
  expect([first.status, first.body]).toEqual([202, { transaction_id: expect.any(String), interval: 7 }]);
  const { transaction_id } = first.body;
  const again = await ask(got, tokens, { transaction_id }, 'deferred');
  expect([again.status, again.body]).toEqual([202, { transaction_id, interval: 7 }]);
  isAway = false;
  const stranger = await authorize(it, { scope: 'credential:library-card' });
  const theirs = await ask(stranger, await stranger.redeem?.(), { transaction_id }, 'deferred');
  expect([theirs.status, theirs.body['error']]).toEqual([400, 'invalid_transaction_id']);
  const brought = await ask(got, tokens, { transaction_id }, 'deferred');
  expect(brought.status).toBe(200);
  expect(brought.body['credentials']).toHaveLength(2);
  expect(brought.headers.get('cache-control')).toBe('no-store');
  for (const used of [transaction_id, 'another', 7]) {
    const late = await ask(got, tokens, { transaction_id: used }, 'deferred');
    expect([late.status, late.body['error']]).toEqual([400, 'invalid_transaction_id']);
  }
  const trail = await it.city.sql(`select 1 from trail.entry where action = 'credential.deferred'`);
  expect(trail).toHaveLength(1);
});

async function ownKey() {
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
  return { jwk: { ...(await exportJWK(publicKey)), kid: 'mine', alg: 'ECDH-ES' }, privateKey };
}

async function sealed(
  body: object,
  change: { kid?: string; alg?: string; enc?: string } = {},
): Promise<string> {
  const { credential_request_encryption: offered } = got.issuerMetadata.credentialIssuer as never as {
    credential_request_encryption: { jwks: { keys: [JWK] } };
  };
  const [key] = offered.jwks.keys;
  const header = { alg: 'ECDH-ES', enc: 'A128GCM', kid: key.kid, ...change };
  return new CompactEncrypt(Buffer.from(JSON.stringify(body)))
    .setProtectedHeader(header as never)
    .encrypt(await importJWK(key, header.alg));
}

test.each(['A128GCM', 'A256GCM'])(
  'a request that comes encrypted (%s) is answered encrypted when it asks so',
  async (enc) => {
    isAway = false;
    const { jwk, privateKey } = await ownKey();
    const request = {
      ...configuration,
      proofs: await proofsFor(got),
      credential_response_encryption: { jwk, enc },
    };
    const answer = await ask(got, tokens, await sealed(request, { enc }));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/jwt']);
    const opened = await compactDecrypt(answer.text, privateKey);
    expect(opened.protectedHeader).toMatchObject({ alg: 'ECDH-ES', enc, kid: 'mine' });
    expect(JSON.parse(Buffer.from(opened.plaintext).toString())).toMatchObject({
      credentials: [{ credential: expect.any(String) }],
      notification_id: expect.any(String),
    });
    const plain = await ask(got, tokens, await sealed({ ...configuration, proofs: await proofsFor(got) }));
    expect([plain.status, plain.body['credentials']]).toEqual([200, [{ credential: expect.any(String) }]]);
  },
);

test('encryption that cannot be is refused, in clear and by its name', async () => {
  const { jwk } = await ownKey();
  const refusedFor = async (encryption: unknown, isSealed = true) => {
    const body = {
      ...configuration,
      proofs: await proofsFor(got),
      credential_response_encryption: encryption,
    };
    const answer = await ask(got, tokens, isSealed ? await sealed(body) : body);
    expect(answer.status).toBe(400);
    return answer.body['error'];
  };
  const { x, y, ...noPoint } = jwk;
  for (const encryption of [
    { jwk, enc: 'A192CBC' },
    { jwk },
    { enc: 'A128GCM' },
    { jwk: { ...jwk, alg: 'RSA-OAEP' }, enc: 'A128GCM' },
    { jwk: noPoint, enc: 'A128GCM' },
    { jwk: { ...jwk, x: y, y: x }, enc: 'A128GCM' },
    { jwk, enc: 'A128GCM', zip: 'DEF' },
    null,
  ])
    expect(await refusedFor(encryption)).toBe('invalid_encryption_parameters');
  expect(await refusedFor({ jwk, enc: 'A128GCM' }, false)).toBe('invalid_encryption_parameters');
  const broken = [await sealed({}, { kid: 'nobody' }), await sealed({}, { enc: 'A192GCM' }), 'a.b.c.d.e'];
  for (const text of broken)
    expect((await ask(got, tokens, text)).body['error']).toBe('invalid_encryption_parameters');
});
