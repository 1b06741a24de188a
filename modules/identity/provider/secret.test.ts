// The secret of cookies and nonces outlives the data key under which it was first sealed.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ModuleDatabase } from '@city/kernel/database';
import { identityOf } from '../identity.ts';
import type { KeyRing } from '../people/sealing.ts';
import type { Tables } from '../tables.ts';
import { type IdentityCity, identityCity } from '../testing/identity-city.ts';
import { readSecret, resealSecret } from './secret.ts';

let made: IdentityCity;
beforeAll(async () => {
  made = await identityCity();
});
afterAll(() => made.stop());

test('it is not to be read in the table', async () => {
  const m = made.city.module<Tables>('identity');
  const secret = await readSecret(m.db, identityOf(m).settings.dataKeys);
  const [row] = await made.city.sql<{ sealed: Buffer }>('select sealed from identity.oidc_secret');
  expect(row!.sealed.includes(secret)).toBe(false);
  expect(row!.sealed.includes(secret.toString('base64url'))).toBe(false);
});

test('it stays the same through a change of the data key, also once the old key is gone', async () => {
  const m = made.city.module<Tables>('identity');
  const db: ModuleDatabase<Tables> = m.db;
  const { dataKeys: old } = identityOf(m).settings;
  const [first, again] = await Promise.all([readSecret(db, old), readSecret(db, old)]);
  expect(first).toEqual(again);
  expect(first).toHaveLength(32);

  const current = old.current + 1;
  const fresh = randomBytes(32);
  const both: KeyRing = { current, keys: new Map([...old.keys, [current, fresh]]) };
  expect(await readSecret(db, both)).toEqual(first);
  const only: KeyRing = { current, keys: new Map([[current, fresh]]) };
  await expect(readSecret(db, only)).rejects.toThrow('data key version');

  expect(await resealSecret(db, both)).toBe(true);
  expect(await resealSecret(db, both)).toBe(false);
  expect(await readSecret(db, only)).toEqual(first);
});
