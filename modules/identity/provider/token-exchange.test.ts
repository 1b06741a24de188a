// Acting for another at a service: a mother's mandate becomes a token in her daughter's name, and dies with the mandate.
import * as oidc from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '@city/kernel/testing';
import { registrar, mandateStage, type Stage } from '../testing/people.ts';
import type { IdentityCity } from '../testing/identity-city.ts';
import { authorize, oidcCity, redeem, register, type Registered } from '../testing/oidc-client.ts';
import { endGuardianship } from '../mandates/guardian.action.ts';
import { mandateType, tokenExchange } from './token-exchange.ts';

let made: IdentityCity;
let stage: Stage;
let clinic: Registered;
let mandate: string;
const metadata = { grant_types: ['authorization_code', 'refresh_token', tokenExchange] };
const accessToken = 'urn:ietf:params:oauth:token-type:access_token';

beforeAll(async () => {
  made = await oidcCity();
  stage = mandateStage(made);
  clinic = await register(made, 'clinic', { representationSupported: true, metadata });
  mandate = await stage.guardianship('nguyen-thi-mai', 'nguyen-thu-an');
});
afterAll(() => made.stop());

/** The token of somebody's sign-in, with which they ask in the name of another. */
async function signedIn(client: Registered, persona = 'nguyen-thi-mai', scope = 'openid city.me') {
  const asked = { scope, resource: `${made.publicUrl}/api`, prompt: 'consent' };
  const got = await authorize(client, made.browser(), asked, { persona });
  return (await redeem(client, got)).access_token;
}

const exchange = (client: Registered, actor: string, more: Record<string, string> = {}) =>
  oidc.genericGrantRequest(client.config, tokenExchange, {
    subject_token: mandate,
    subject_token_type: mandateType,
    actor_token: actor,
    actor_token_type: accessToken,
    resource: `${made.publicUrl}/api`,
    scope: 'city.me',
    ...more,
  });
const me = (token: string) =>
  fetch(`${made.publicUrl}/api/me`, { headers: { authorization: `Bearer ${token}` } });
const refused = (asked: Promise<unknown>) =>
  asked.then(
    () => 'issued',
    (error) => (error as { error?: string }).error,
  );

test('the token names the child, says who acts and with which powers', async () => {
  const answer = await exchange(clinic, await signedIn(clinic));
  expect(answer['issued_token_type']).toBe(accessToken);
  const claims = JSON.parse(Buffer.from(answer.access_token.split('.')[1]!, 'base64url').toString());
  expect(claims.mandate).toEqual({
    id: mandate,
    kind: 'guardian',
    powers: ['report.file', 'service.apply', 'complaint.file', 'fee.pay'],
  });
  expect(claims.act.sub).toBeTruthy();
  expect(claims.act.sub).not.toBe(claims.sub);
  expect((await me(answer.access_token)).status).toBe(200);
});

test('whoever holds no such mandate gets nothing, and both look the same', async () => {
  const stranger = await signedIn(clinic, 'tran-van-hung');
  expect(await refused(exchange(clinic, stranger))).toBe('invalid_grant');
  const mother = await signedIn(clinic);
  expect(await refused(exchange(clinic, mother, { subject_token: crypto.randomUUID() }))).toBe(
    'invalid_grant',
  );
  expect(await refused(exchange(clinic, mother, { subject_token: 'x' }))).toBe('invalid_grant');
});

test('only clients registered for it, with their own living token, for the city and what was granted', async () => {
  const shop = await register(made, 'shop', { metadata });
  const reader = await register(made, 'reader', { representationSupported: true });
  const atShop = await signedIn(shop);
  expect(await refused(exchange(shop, atShop))).toBe('unauthorized_client');
  expect(await refused(exchange(reader, await signedIn(reader)))).toBe('invalid_request');
  expect(await refused(exchange(clinic, atShop))).toBe('invalid_grant');
  expect(await refused(exchange(clinic, 'nothing'))).toBe('invalid_grant');
  const mother = await signedIn(clinic);
  expect(await refused(exchange(clinic, mother, { scope: 'city.everything' }))).toBe('invalid_scope');
  expect(await refused(exchange(clinic, mother, { resource: 'https://elsewhere.example/' }))).toBe(
    'invalid_target',
  );
  expect(await refused(exchange(clinic, mother, { subject_token_type: accessToken }))).toBe(
    'invalid_request',
  );
  expect(await refused(exchange(clinic, mother, { actor_token_type: 'x' }))).toBe('invalid_request');
});

test('when the mandate ends, its tokens die within a second', async () => {
  const mother = await signedIn(clinic);
  const { access_token: token } = await exchange(clinic, mother);
  expect((await me(token)).status).toBe(200);
  await endGuardianship(stage.m, registrar, {
    id: mandate,
    evidence: '3/2026/QĐ',
    reason: 'thay đổi giám hộ',
  });
  const from = performance.now();
  await eventually(
    async () => (await me(token)).status,
    (status) => status === 401,
    3000,
  );
  expect(performance.now() - from).toBeLessThan(1300);
  expect(await refused(exchange(clinic, mother))).toBe('invalid_grant');
});
