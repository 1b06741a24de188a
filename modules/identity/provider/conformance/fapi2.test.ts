// Modules of the plan "FAPI 2.0 Security Profile Final" (DPoP, private_key_jwt, plain responses) that `fapi.test.ts` does not tell, each under its name.
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IdentityCity } from '../../testing/identity-city.ts';
import {
  authorize,
  oidcCity,
  redeem,
  redirectUri,
  register,
  type Registered,
  walk,
} from '../../testing/oidc-client.ts';
import { challenge, post, verifier } from '../../testing/raw-client.ts';

let made: IdentityCity;
let bank: Registered;
let pair: CryptoKeyPair;
let dpop: oidc.DPoPHandle;
let key: CryptoKey;
beforeAll(async () => {
  made = await oidcCity();
  bank = await register(made, 'bank', { profile: 'fapi2' });
  pair = (await generateKeyPair('ES256', { extractable: true })) as CryptoKeyPair;
  dpop = oidc.getDPoPHandle(bank.config, pair);
  const own = await generateKeyPair('ES256', { extractable: true });
  key = own.privateKey as CryptoKey;
  const jwks = { keys: [{ ...(await exportJWK(own.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }] };
  await register(made, 'prover', { profile: 'fapi2', metadata: { jwks } });
}, 60_000);
afterAll(() => made.stop());

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'accepted',
    (error) => (error as { error?: string }).error ?? String(error),
  );
const seconds = () => Math.floor(Date.now() / 1000);

async function assertion(change: Record<string, unknown> = {}, header: Record<string, unknown> = {}) {
  const claims = { iss: 'prover', sub: 'prover', aud: made.publicUrl, iat: seconds(), exp: seconds() + 60 };
  return new SignJWT({ ...claims, jti: crypto.randomUUID(), ...change })
    .setProtectedHeader({ alg: 'ES256', kid: 'one', ...header })
    .sign(key);
}
/** Pushes a request of `prover`; answers status and error. */
async function push(proof: string, change: Record<string, string | undefined> = {}) {
  const { status, body } = await post(made, '/oidc/request', {
    client_id: 'prover',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: proof,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...change,
  });
  return {
    status,
    error: body['error'] ?? 'accepted',
    uri: String(body['request_uri'] ?? ''),
    life: body['expires_in'],
  };
}

describe('client assertions', () => {
  test('ensure-server-accepts-…-iat-is-10-seconds-in-future, also nbf; more than 60 seconds are too far', async () => {
    expect((await push(await assertion({ iat: seconds() + 10 }))).error).toBe('accepted');
    expect((await push(await assertion({ nbf: seconds() + 10 }))).error).toBe('accepted');
    expect((await push(await assertion({ iat: seconds() + 70, exp: seconds() + 120 }))).error).toBe(
      'invalid_client',
    );
    expect((await push(await assertion({ nbf: seconds() + 70, exp: seconds() + 120 }))).error).toBe(
      'invalid_client',
    );
  });

  test('the audience is the issuer and nothing else: no endpoint, no list (5.3.2.1)', async () => {
    expect((await push(await assertion({ aud: made.publicUrl }))).error).toBe('accepted');
    for (const aud of [
      `${made.publicUrl}/oidc/request`,
      `${made.publicUrl}/oidc/token`,
      [made.publicUrl],
      undefined,
    ])
      expect([aud, (await push(await assertion({ aud }))).error]).toEqual([aud, 'invalid_client']);
  });

  test('in the name of another: client_id beside it must be its own', async () => {
    expect((await push(await assertion(), { client_id: 'bank' })).error).toMatch(
      /^invalid_(client|request)$/,
    );
  });
});

describe('pushed requests', () => {
  test('par-authorization-request-containing-request_uri-form-param', async () => {
    const uri = 'urn:ietf:params:oauth:request_uri:unknown';
    expect((await push(await assertion(), { request_uri: uri })).error).toMatch(
      /^(invalid_request|request_uri_not_supported)$/,
    );
  });

  test('hold for less than ten minutes, and not a moment longer: expired ones are refused', async () => {
    const pushed = await push(await assertion());
    expect(pushed.status).toBe(201);
    expect(Number(pushed.life)).toBeLessThan(600);
    await made.city.sql(
      `update identity.oidc_brief set payload = jsonb_set(payload, '{exp}', to_jsonb(${seconds() - 1}::int))
        where kind = 'PushedAuthorizationRequest' and consumed_at is null`,
    );
    const at = await walk(
      made.browser(),
      `${made.publicUrl}/oidc/auth?${new URLSearchParams({ client_id: 'prover', request_uri: pushed.uri })}`,
    );
    expect(at.status).toBe(400);
  });

  test('what stands beside request_uri counts for nothing', async () => {
    const got = await authorize(bank, made.browser(), { scope: 'openid' }, { dpop });
    const begin = await oidc.buildAuthorizationUrlWithPAR(
      bank.config,
      {
        redirect_uri: redirectUri,
        scope: 'openid',
        code_challenge: challenge,
        code_challenge_method: 'S256',
        state: 'pushed',
      },
      { DPoP: dpop },
    );
    expect(got.callback.searchParams.get('code')).toBeTruthy();
    begin.searchParams.set('state', 'beside');
    begin.searchParams.set('prompt', 'none');
    const browser = made.browser();
    const at = await walk(browser, begin.href);
    // Nobody was signed in: `prompt=none` was not listened to, and the state is the one that was pushed.
    expect([at.url.searchParams.get('error'), at.url.searchParams.get('state')]).toEqual([null, 'pushed']);
    expect(at.url.searchParams.get('code')).toBeTruthy();
  });

  test('ensure-authorization-request-with-long-state, -long-nonce, and user-rejects-authentication', async () => {
    const long = 'x'.repeat(384);
    const got = await authorize(bank, made.browser(), { state: long, nonce: long }, { dpop });
    expect(got.callback.searchParams.get('state')).toBe(long);
  });
});

describe('codes and proofs of a key', () => {
  const grantWith = async (dpopOf: oidc.DPoPHandle, change: Record<string, string> = {}) => {
    const got = await authorize(bank, made.browser(), {}, { dpop });
    return codeOf(
      oidc.genericGrantRequest(
        bank.config,
        'authorization_code',
        {
          code: got.callback.searchParams.get('code')!,
          redirect_uri: redirectUri,
          code_verifier: got.verifier,
          ...change,
        },
        { DPoP: dpopOf },
      ),
    );
  };

  test('par-ensure-…-incorrect-code_verifier-rejected; the right one is taken', async () => {
    expect(await grantWith(dpop, { code_verifier: verifier })).toBe('invalid_grant');
    expect(await grantWith(dpop)).toBe('accepted');
  });

  test('ensure-dpop-auth-code-binding: a code pushed with one key is redeemed with that key only', async () => {
    const other = oidc.getDPoPHandle(bank.config, await oidc.randomDPoPKeyPair('ES256'));
    expect(await grantWith(other)).toBe('invalid_grant');
  });

  test('ensure-mismatched-dpop-jkt-fails: dpop_jkt names the key of the proof beside it', async () => {
    const foreign = await calculateJwkThumbprint(
      await exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey),
    );
    const parameters = {
      redirect_uri: redirectUri,
      scope: 'openid',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      dpop_jkt: foreign,
    };
    const asked = oidc.buildAuthorizationUrlWithPAR(bank.config, parameters, { DPoP: dpop });
    expect(await codeOf(asked)).toMatch(/^invalid_(request|dpop_proof)$/);
  });

  test('a refresh token is worth nothing with another key, and a bound token nothing as a bearer’s', async () => {
    const asked = { scope: 'openid offline_access', prompt: 'consent' };
    const tokens = await redeem(bank, await authorize(bank, made.browser(), asked, { dpop }), dpop);
    const thief = oidc.getDPoPHandle(bank.config, await oidc.randomDPoPKeyPair('ES256'));
    // A confidential client may bind to another key (RFC 9449, 5); without any key it gets nothing.
    expect(await codeOf(oidc.refreshTokenGrant(bank.config, tokens.refresh_token!))).toBe('invalid_grant');
    expect(
      await codeOf(oidc.refreshTokenGrant(bank.config, tokens.refresh_token!, {}, { DPoP: thief })),
    ).toBe('accepted');
    const bearer = await fetch(`${made.publicUrl}/oidc/me`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(bearer.status).toBe(401);
    const query = await fetch(`${made.publicUrl}/oidc/me?access_token=${tokens.access_token}`);
    expect(query.status).toBe(400);
  });
});
