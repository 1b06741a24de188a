// A consent that is taken back: the outside service learns nothing from its next call on, with the token it still holds.
import * as oidc from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { offerRestrictions } from '@city/kernel/access';
import type { IdentityCity } from '../testing/identity-city.ts';
import { authorize, oidcCity, redeem, register, type Registered } from '../testing/oidc-client.ts';
import type { Tables } from '../tables.ts';
import { withdrawConsent } from './consent.store.ts';
import { actor } from './unit.ts';

let city: IdentityCity;
beforeAll(async () => {
  city = await oidcCity();
});
afterAll(() => city?.stop());

/** Signs in at a service and answers a way to ask, again and again with one token, who that was. */
async function signedInAt(service: Registered) {
  const browser = city.browser();
  const tokens = await redeem(service, await authorize(service, browser));
  const { sub } = tokens.claims()!;
  const ask = () => oidc.fetchUserInfo(service.config, tokens.access_token, sub);
  return { ask, personId: (await browser.json('/api/me')).json().id as string };
}

const told = async () =>
  (
    await city.city.sql<{ n: number }>(
      `select count(*)::int as n from trail.entry where action = 'person.told'`,
    )
  )[0]?.n;

test('an outside service is told nothing any more, and nothing of it stands on the trail', async () => {
  const service = await register(city, 'outside');
  const { ask, personId } = await signedInAt(service);
  expect((await ask()).name).toBe('Vũ Hoàng Long');
  await city.city
    .module<Tables>('identity')
    .db.transaction(actor, (tx) => withdrawConsent(tx, personId, service.clientId));
  const before = await told();
  const after = await ask();
  expect([after.name, after.birthdate]).toEqual([undefined, undefined]);
  expect(await told()).toBe(before);
});

test('a service of the city itself needs no consent', async () => {
  const service = await register(city, 'own', { firstParty: true });
  const { ask, personId } = await signedInAt(service);
  await city.city
    .module<Tables>('identity')
    .db.transaction(actor, (tx) => withdrawConsent(tx, personId, service.clientId));
  expect((await ask()).name).toBe('Vũ Hoàng Long');
});

test('whoever keeps restrictions hears since when the person agreed', async () => {
  const service = await register(city, 'asked');
  const { ask } = await signedInAt(service);
  const since: (Date | undefined)[] = [];
  offerRestrictions(city.city.city.database, async (_person, _purpose, consentedAt) => {
    since.push(consentedAt);
    return true;
  });
  expect((await ask()).name).toBeUndefined();
  offerRestrictions(city.city.city.database, async () => false);
  expect(since).toEqual([city.city.clock.now()]);
});
