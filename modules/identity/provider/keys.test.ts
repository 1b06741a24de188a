// Signing keys turn over while services go on: the next is published before it signs, the old one stays until its tokens are over.
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityOf } from '../identity.ts';
import { LIMITS } from '../limits.ts';
import type { IdentityCity } from '../testing/identity-city.ts';
import { authorize, oidcCity, redeem, register } from '../testing/oidc-client.ts';
import { keepProviderJob } from './keep.job.ts';
import { readKeys, rotateKeys } from './keys.ts';

let made: IdentityCity;
beforeAll(async () => {
  made = await oidcCity();
});
afterAll(() => made.stop());

test('a rotation: announced, signing, gone; every id_token can be checked all the while', async () => {
  const { city } = made;
  const m = city.module('identity') as never;
  const { dataKeys: ring } = identityOf(m).settings;
  const { db } = city.module('identity') as never as { db: never };
  const library = await register(made, 'library');
  const browser = made.browser();
  const kidOf = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()).kid as string;
  const verify = async (token: string) => {
    const keys = createRemoteJWKSet(new URL(`${made.publicUrl}/oidc/jwks`));
    return (await jwtVerify(token, keys, { issuer: made.publicUrl, currentDate: new Date() })).payload;
  };
  const first = (await redeem(library, await authorize(library, browser))).id_token!;
  const kids = async () =>
    (await readKeys(db, ring)).keys.filter(({ alg }) => alg === 'ES256').map(({ kid }) => kid);
  const [next, nextRsa] = (await rotateKeys(db, ring, true)).made;
  expect(nextRsa).toBeTruthy();
  expect(await kids()).toEqual([kidOf(first), next]);
  expect((await rotateKeys(db, ring, true)).made).toEqual([]);
  city.clock.advance((LIMITS.keyAnnouncedSeconds + 1) * 1000);
  expect((await readKeys(db, ring)).keys[0]!.kid).toBe(next);
  await keepProviderJob.run(m, {} as never, {} as never);
  expect(await kids()).toEqual([next, kidOf(first)]);
  await verify(first);
  city.clock.advance((LIMITS.keyOverlapSeconds + 1) * 1000);
  expect(await kids()).toEqual([next]);
});
