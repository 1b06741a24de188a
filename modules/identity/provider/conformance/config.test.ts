// The plan "Config OP" (oidcc-config-certification-test-plan), metadata of RFC 8414, and who may read all this from a page of another site.
import { importJWK, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IdentityCity } from '../../testing/identity-city.ts';
import { oidcCity } from '../../testing/oidc-client.ts';
import { basic, post, type Raw, rawClient, signedIn } from '../../testing/raw-client.ts';

let made: IdentityCity;
let client: Raw;
let metadata: Record<string, unknown>;
beforeAll(async () => {
  made = await oidcCity();
  client = await rawClient(made, 'config-one');
  metadata = (await (await fetch(`${made.publicUrl}/.well-known/openid-configuration`)).json()) as never;
}, 60_000);
afterAll(() => made.stop());

describe('oidcc-discovery-endpoint-verification', () => {
  test('what must be there, is, and says what is true', () => {
    expect(metadata).toMatchObject({
      issuer: made.publicUrl,
      response_types_supported: ['code'],
      response_modes_supported: ['form_post', 'fragment', 'query'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: expect.arrayContaining(['RS256', 'ES256']),
      code_challenge_methods_supported: ['S256'],
      claims_parameter_supported: true,
      request_uri_parameter_supported: false,
      authorization_response_iss_parameter_supported: true,
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
      dpop_signing_alg_values_supported: ['ES256'],
      prompt_values_supported: ['none', 'login', 'consent'],
      ui_locales_supported: ['vi', 'en'],
      service_documentation: `${made.publicUrl}/developers`,
    });
    expect(metadata['request_parameter_supported'] ?? false).toBe(false);
    expect(metadata['scopes_supported']).toEqual(
      expect.arrayContaining(['openid', 'offline_access', 'profile', 'email', 'phone', 'identity']),
    );
    expect(metadata['claims_supported']).toEqual(
      expect.arrayContaining(['sub', 'name', 'birthdate', 'email', 'phone_number', 'acr', 'auth_time']),
    );
    expect(metadata['token_endpoint_auth_methods_supported']).toEqual(
      expect.arrayContaining(['private_key_jwt', 'client_secret_basic', 'client_secret_post']),
    );
  });

  test('the metadata of OAuth says the same (RFC 8414)', async () => {
    const answer = await fetch(`${made.publicUrl}/.well-known/oauth-authorization-server`);
    expect(await answer.json()).toEqual(metadata);
  });

  test('every address is ours, on the issuer’s origin, and answers', async () => {
    const addresses = Object.entries(metadata).filter(([name]) => /_(endpoint|uri)$/.test(name));
    expect(addresses.length).toBeGreaterThanOrEqual(9);
    for (const [name, address] of addresses) {
      expect(new URL(String(address)).origin).toBe(made.publicUrl);
      const found = await fetch(String(address), { method: 'POST', redirect: 'manual' });
      if (name !== 'jwks_uri') expect([name, found.status]).not.toEqual([name, 404]);
    }
  });
});

test('oidcc-server jwks: keys of both kinds, named, without private parts, usable', async () => {
  const { keys } = (await (await fetch(String(metadata['jwks_uri']))).json()) as { keys: JWK[] };
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
  expect(new Set(keys.map(({ alg }) => alg))).toEqual(new Set(['ES256', 'RS256']));
  for (const key of keys) {
    expect(key).toMatchObject({ use: 'sig', kid: expect.any(String) });
    expect(Object.keys(key).filter((name) => ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'].includes(name))).toEqual(
      [],
    );
    await expect(importJWK(key)).resolves.toBeTruthy();
  }
});

describe('pages of other sites (CORS)', () => {
  const origin = 'http://localhost:9999';
  const ask = (path: string, method: string, headers = {}) =>
    fetch(made.publicUrl + path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method, ...headers },
    });

  test('anybody reads metadata and keys', async () => {
    for (const path of [
      '/.well-known/openid-configuration',
      '/.well-known/oauth-authorization-server',
      '/oidc/jwks',
    ]) {
      const preflight = await ask(path, 'GET');
      expect([path, preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([
        path,
        204,
        origin,
      ]);
      const read = await fetch(made.publicUrl + path, { headers: { origin } });
      expect(read.headers.get('access-control-allow-origin')).toBe(origin);
    }
  });

  test('a page of a client reads userinfo from its own address, no other page does', async () => {
    expect((await ask('/oidc/me', 'GET', { 'access-control-request-headers': 'authorization' })).status).toBe(
      204,
    );
    const { tokens } = await signedIn(made, made.browser(), client);
    const from = (page: string) =>
      fetch(`${made.publicUrl}/oidc/me`, {
        headers: { origin: page, authorization: `Bearer ${String(tokens['access_token'])}` },
      });
    const own = await from(origin);
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
    const foreign = await from('https://evil.example');
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([400, null]);
  });

  test('tokens are no business of a page when the client has a secret to keep', async () => {
    const grant = { grant_type: 'refresh_token', refresh_token: 'unknown' };
    const answer = await post(made, '/oidc/token', grant, { ...basic(client), origin });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([400, null]);
    expect(answer.body['error']).toBe('invalid_request');
  });
});
