// Whoever tries a name learns nothing of whether it is known: the same statements, the same number of hashes, the same answer.
import { AsyncLocalStorage } from 'node:async_hooks';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Browser, type IdentityCity, identityCity } from '../testing/identity-city.ts';
import { addDestination } from '../testing/means.ts';
import { persona } from '../testing/people.ts';

const hashes = vi.hoisted(() => ({ compared: 0 }));
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>();
  return {
    ...real,
    verify: (...args: Parameters<typeof real.verify>) => {
      hashes.compared++;
      return real.verify(...args);
    },
  };
});

const asked = new AsyncLocalStorage<string[]>();
const known = { phone: '0912345701', mail: 'mai@vi-du.vn', number: persona('nguyen-thi-mai').personalNumber };
let started: IdentityCity;

beforeAll(async () => {
  started = await identityCity({ work: true });
  const mai = started.browser();
  await mai.signIn('nguyen-thi-mai');
  await addDestination(started, mai, known.phone);
  await addDestination(started, mai, known.mail);
  expect((await mai.open('/me/security/password', { password: 'cầu tre buổi sớm 47' })).statusCode).toBe(303);
  expect((await mai.open('/me/security/codes', {})).statusCode).toBe(200);
  const query = Object.getOwnPropertyDescriptor(Client.prototype, 'query')?.value as (
    ...args: unknown[]
  ) => unknown;
  vi.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...args: unknown[]) {
    const [first] = args as [string | { text: string }];
    asked.getStore()?.push(shapeOf(typeof first === 'string' ? first : first.text));
    return query.apply(this, args) as never;
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await started?.stop();
});
beforeEach(() => started.city.clock.advance(86_400_000));

/** A statement without what it is about: ids, times and keys that stand in the text itself. */
const shapeOf = (text: string): string =>
  text
    .replace(/'[^']*'/g, "'…'")
    .replace(/\s+/g, ' ')
    .trim();

/** What one try costs the city, and what it answers. */
async function workOf(url: string, form: Record<string, string>, typed: string) {
  const browser: Browser = started.browser();
  const statements: string[] = [];
  const before = hashes.compared;
  const answer = await asked.run(statements, () => browser.open(url, form));
  return {
    statements,
    hashes: hashes.compared - before,
    status: answer.statusCode,
    body: answer.body.replaceAll(typed, '…'),
  };
}

const pairs = [
  ['telephone number', known.phone, '0912345799'],
  ['address', known.mail, 'ai@vi-du.vn'],
  ['personal number', known.number, '031190009993'],
  ['word that is no login at all', known.phone, 'khong-la-gi'],
] as const;

describe.each([
  ['/sign-in/password', (login: string) => ({ login, password: 'không phải mật khẩu này' })],
  ['/sign-in/recover', (login: string) => ({ login, code: '0ABC-DEFG-HJKL' })],
])('%s', (url, form) => {
  it.each(pairs)('costs the same for a known and an unknown %s', async (_what, someone, nobody) => {
    // The first try of a process may prepare what later ones find prepared.
    await workOf(url, form(someone), someone);
    const ofSomeone = await workOf(url, form(someone), someone);
    const ofNobody = await workOf(url, form(nobody), nobody);
    expect(ofSomeone.statements.length).toBeGreaterThan(5);
    expect([ofSomeone.hashes, ofSomeone.status]).toEqual([1, 422]);
    expect(ofNobody).toEqual(ofSomeone);
  });
});

it('asking for a code costs the same for a known and an unknown number', async () => {
  const ofSomeone = await workOf('/sign-in/code', { destination: known.phone }, known.phone);
  const ofNobody = await workOf('/sign-in/code', { destination: '0912345799' }, '0912345799');
  expect([ofSomeone.hashes, ofSomeone.status]).toEqual([0, 303]);
  expect(ofNobody).toEqual(ofSomeone);
});
