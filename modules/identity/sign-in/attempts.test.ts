// The cookie of sign-ins under way: sealed, short-lived, bounded.
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { readKeyRing } from '../people/sealing.ts';
import { type Attempt, attemptKey, readAttempts, writeAttempts } from './attempts.ts';

const key = attemptKey(readKeyRing(randomBytes(32).toString('base64url')));
const now = new Date('2026-09-08T02:30:00Z');
const attempt = (state: string, minutes = 10): Attempt => ({
  state: state.padEnd(43, 'x'),
  nonce: 'n'.repeat(43),
  verifier: 'v'.repeat(43),
  returnTo: `/${'r'.repeat(511)}`,
  level: 2,
  expiresAt: now.getTime() + minutes * 60_000,
});

it('gives back what it was given, and keeps the last three', () => {
  const cookie = writeAttempts(
    key,
    ['a', 'b', 'c', 'd'].map((state) => attempt(state)),
  );
  expect(readAttempts(key, cookie, now).map(({ state }) => state[0])).toEqual(['b', 'c', 'd']);
  expect(cookie.length).toBeLessThan(4000);
});

it('forgets what is older than ten minutes', () => {
  const cookie = writeAttempts(key, [attempt('a', 0), attempt('b', 1)]);
  expect(readAttempts(key, cookie, now).map(({ state }) => state[0])).toEqual(['b']);
});

it('reads nothing from a tampered, foreign, oversized or missing cookie', () => {
  const cookie = writeAttempts(key, [attempt('a')]);
  const changed = `${cookie.slice(0, 60)}${cookie[60] === 'A' ? 'B' : 'A'}${cookie.slice(61)}`;
  for (const bad of [
    changed,
    cookie.slice(0, -4),
    'x'.repeat(5000),
    '',
    undefined,
    writeAttempts(randomBytes(32), [attempt('a')]),
  ]) {
    expect(readAttempts(key, bad, now)).toEqual([]);
  }
});
