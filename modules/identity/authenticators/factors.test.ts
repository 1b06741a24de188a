// Levels that own means reach: a golden table of the decree's rule, and what must hold for every combination.
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { describe, expect, it } from 'vitest';
import { readAuthenticatorRules } from './authenticator-rules.ts';
import {
  type AuthenticatorKind,
  authenticatorKinds,
  levelOf,
  meansTowards,
  stillSignsIn,
} from './factors.ts';

const rules = readAuthenticatorRules(join(projectRoot(), 'city', 'haiphong'))('2026-09-08');

describe('the level of what was shown', () => {
  it.each<[AuthenticatorKind[], number | null]>([
    [[], null],
    [['otp_phone'], 1],
    [['otp_email'], 1],
    [['otp_phone', 'otp_email'], 1],
    [['otp_phone', 'totp'], 1],
    [['password'], null],
    [['password', 'totp'], 2],
    [['password', 'otp_phone'], 2],
    [['passkey'], 2],
    [['passkey', 'password', 'totp', 'otp_phone'], 2],
    [['recovery'], 1],
    [['recovery', 'password'], 1],
    [['recovery', 'password', 'otp_phone', 'passkey'], 1],
  ])('%j reaches %s', (shown, level) => {
    expect(levelOf(rules, shown)).toBe(level);
  });

  it('never rises above 2, and a recovery code keeps it at 1, whatever is shown beside', () => {
    for (let mask = 0; mask < 1 << authenticatorKinds.length; mask++) {
      const shown = authenticatorKinds.filter((_, bit) => mask & (1 << bit));
      const level = levelOf(rules, shown) ?? 0;
      expect(level).toBeLessThanOrEqual(2);
      if (shown.includes('recovery')) expect(level).toBeLessThanOrEqual(1);
    }
  });
});

it('a second factor is of another kind than the first', () => {
  const has: AuthenticatorKind[] = ['otp_phone', 'otp_email', 'totp', 'password', 'recovery'];
  expect(meansTowards(rules, ['otp_phone'], has, 2)).toEqual(['password']);
  expect(meansTowards(rules, ['password'], has, 2)).toEqual(['otp_phone', 'otp_email', 'totp']);
  expect(meansTowards(rules, ['password'], has, 1)).toEqual(['otp_phone', 'otp_email', 'totp', 'recovery']);
});

it('a password is not enough to be left with', () => {
  expect(stillSignsIn(rules, ['password'])).toBe(false);
  expect(stillSignsIn(rules, ['password', 'otp_phone'])).toBe(true);
  expect(stillSignsIn(rules, [])).toBe(false);
});
