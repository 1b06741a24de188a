// Wallets that prove what they are: instances attested by their maker at the provider, keys attested at the credential endpoint.
import { randomUUID } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, importPKCS8, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAnchor, makeLeaf } from '../keys/certificate.ts';
import { makeKey } from '../testing/outside-wallet.ts';
import { ask, type Authorized, proofsFor, type Tokens } from '../testing/asking.ts';
import {
  authorize,
  publicUrl,
  recognised,
  type SignedInCity,
  signedInCity,
} from '../testing/signed-in-city.ts';
import { defineWallets } from './wallets.ts';

const maker = 'https://maker.example';
const clientId = 'https://wallet.example/attested';
let it: SignedInCity;
let makerKeys: { publicKey: CryptoKey; privateKey: CryptoKey };
beforeAll(async () => {
  it = await signedInCity();
  makerKeys = await generateKeyPair('ES256', { extractable: true });
  const { kty, crv, x, y } = await exportJWK(makerKeys.publicKey);
  const keys = [{ kty: kty as 'EC', crv: crv as 'P-256', x: x as string, y: y as string }];
  defineWallets(it.wallet, [recognised({ clientId, attester: { issuer: maker, keys } })]);
});
afterAll(() => it?.stop());

const seconds = () => Math.floor(Date.now() / 1000);

interface Attested {
  readonly signedBy?: CryptoKey;
  readonly iss?: string;
  readonly sub?: string;
  readonly provedBy?: CryptoKey;
  readonly aud?: string;
  readonly life?: number;
  readonly without?: boolean;
}

/** The two headers (OAuth 2.0 Attestation-Based Client Authentication), right or wrong in one point. */
async function attested(change: Attested = {}) {
  const instance = await makeKey();
  const attestation = await new SignJWT({ cnf: { jwk: instance.publicJwk } } as never)
    .setProtectedHeader({ typ: 'oauth-client-attestation+jwt', alg: 'ES256' })
    .setIssuer(change.iss ?? maker)
    .setSubject(change.sub ?? clientId)
    .setIssuedAt()
    .setExpirationTime(seconds() + (change.life ?? 300))
    .sign(change.signedBy ?? makerKeys.privateKey);
  return async ({ headers, body }: { headers: Headers; body: Record<string, unknown> }) => {
    body['client_id'] = clientId;
    if (change.without) return;
    const challenge = (await it.city.app.inject({ method: 'POST', url: '/oidc/challenge' })).json();
    const pop = await new SignJWT({ jti: randomUUID(), challenge: challenge.attestation_challenge })
      .setProtectedHeader({ typ: 'oauth-client-attestation-pop+jwt', alg: 'ES256' })
      .setAudience(change.aud ?? publicUrl)
      .setIssuedAt()
      .sign(change.provedBy ?? instance.privateKey);
    headers.set('OAuth-Client-Attestation', attestation);
    headers.set('OAuth-Client-Attestation-PoP', pop);
  };
}

test('an instance that its maker attests signs its person in and fetches', async () => {
  const clientAuthentication = (await attested()) as never;
  const got = await authorize(it, { clientId, clientAuthentication, scope: 'credential:official-badge' });
  const tokens = await got.redeem?.();
  const proofs = await proofsFor(got, 1, { clientId });
  const answer = await ask(got, tokens, { credential_configuration_id: 'official-badge', proofs });
  expect([answer.status, answer.body['credentials']]).toEqual([200, [{ credential: expect.any(String) }]]);
  const foreign = await proofsFor(got, 1, { clientId: 'somebody-else' });
  const refused = await ask(got, tokens, { credential_configuration_id: 'official-badge', proofs: foreign });
  expect(refused.body['error']).toBe('invalid_proof');
});

test.each<[string, () => Attested | Promise<Attested>]>([
  ['signed by somebody else', async () => ({ signedBy: (await makeKey()).privateKey })],
  ['of another maker by name', () => ({ iss: 'https://other.example' })],
  ['of another client', () => ({ sub: 'another' })],
  ['that has run out', () => ({ life: -400 })],
  ['proved with another key', async () => ({ provedBy: (await makeKey()).privateKey })],
  ['proved for another server', () => ({ aud: 'https://other.example' })],
  ['that is missing', () => ({ without: true })],
])('an attestation %s is refused', async (_what, change) => {
  const clientAuthentication = (await attested(await change())) as never;
  const asked = authorize(it, { clientId, clientAuthentication, scope: 'credential:official-badge' });
  await expect(asked).rejects.toMatchObject({
    errorResponse: { error: expect.stringMatching(/^invalid_(client|request)$/) },
  });
});

/** A maker of protected storage, and attestations of keys by it. */
async function storageMaker() {
  const now = Date.now();
  const span = { from: new Date(now - 60_000), to: new Date(now + 3_600_000) };
  const anchor = await makeAnchor('maker of storage', span);
  const leaf = await makeLeaf({ name: 'attesting', issuer: maker, span, anchor });
  const pem = `-----BEGIN PRIVATE KEY-----\n${leaf.privateKey.toString('base64')}\n-----END PRIVATE KEY-----`;
  const key = await importPKCS8(pem, 'ES256');
  const attest = (keys: readonly object[], nonce: string | undefined, life = 300) =>
    new SignJWT({
      attested_keys: keys,
      ...(nonce === undefined ? {} : { nonce }),
      key_storage: ['iso_18045_high'],
    } as never)
      .setProtectedHeader({
        typ: 'key-attestation+jwt',
        alg: 'ES256',
        x5c: [leaf.certificate.toString('base64')],
      })
      .setIssuedAt()
      .setExpirationTime(seconds() + life)
      .sign(key);
  return { anchor: anchor.certificate, attest };
}

test('attested keys get a copy each; an attestation that is stale, foreign or about other keys gets none', async () => {
  const { anchor, attest } = await storageMaker();
  Object.assign(it.wallet.verifierRules, { attestersOn: () => [anchor] });
  const got: Authorized = await authorize(it, { scope: 'credential:official-badge' });
  const tokens: Tokens | undefined = await got.redeem?.();
  const metadata = await got.client.resolveIssuerMetadata(it.wallet.issuer);
  expect(
    metadata.credentialIssuer.credential_configurations_supported['official-badge']?.proof_types_supported,
  ).toHaveProperty('attestation');
  const keys = [(await makeKey()).publicJwk, (await makeKey()).publicJwk, (await makeKey()).publicJwk];
  const nonceNow = async () =>
    (await got.client.requestNonce({ issuerMetadata: got.issuerMetadata })).c_nonce;
  const send = async (proofs: object) =>
    ask(got, tokens, { credential_configuration_id: 'official-badge', proofs });
  const many = await send({ attestation: [await attest(keys, await nonceNow())] });
  expect(many.body['credentials']).toHaveLength(3);
  const errorOf = async (proofs: object) => (await send(proofs)).body['error'];
  expect(await errorOf({ attestation: [await attest(keys, undefined)] })).toBe('invalid_nonce');
  expect(await errorOf({ attestation: [await attest(keys, 'not ours')] })).toBe('invalid_nonce');
  expect(await errorOf({ attestation: [await attest(keys, await nonceNow(), -10)] })).toBe('invalid_proof');
  expect(await errorOf({ attestation: [] })).toBe('invalid_proof');
  const twice = await attest([keys[0] as object, keys[0] as object], await nonceNow());
  expect(await errorOf({ attestation: [twice] })).toBe('invalid_proof');
  const stranger = await storageMaker();
  expect(await errorOf({ attestation: [await stranger.attest(keys, await nonceNow())] })).toBe(
    'invalid_proof',
  );
  const byHand = async (attestation: string) => {
    const own = await makeKey();
    const payload = { aud: it.wallet.issuer, iat: seconds(), nonce: await nonceNow() };
    const header = {
      typ: 'openid4vci-proof+jwt',
      alg: 'ES256',
      jwk: own.publicJwk,
      key_attestation: attestation,
    };
    return { jwt: await new SignJWT(payload).setProtectedHeader(header as never).sign(own.privateKey) };
  };
  const foreign = await byHand(await attest(keys, undefined));
  expect(await errorOf({ jwt: [foreign.jwt] })).toBe('invalid_proof');
  const [first, second] = [await got.outside.key(), await makeKey()];
  const { jwt } = await got.client.createCredentialRequestJwtProof({
    issuerMetadata: got.issuerMetadata,
    credentialConfigurationId: 'official-badge',
    nonce: await nonceNow(),
    keyAttestationJwt: await attest([first.publicJwk, second.publicJwk], undefined),
    signer: { method: 'jwk', alg: 'ES256', publicJwk: first.publicJwk },
  });
  expect((await send({ jwt: [jwt] })).body['credentials']).toHaveLength(2);
});
