// Claims are read by the city's data and refused when they contradict each other.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '@city/kernel/config/root';
import { readSignInRules } from '../rules.ts';
import { type ProvenIdentity, type RawClaims, readClaims } from './claims.ts';

const rules = readSignInRules(join(projectRoot(), 'city', 'haiphong'))('2026-09-08');
const at = new Date('2026-09-08T02:30:00Z');
const userinfo = {
  sub: 's',
  name: 'Nguyễn Thị Mai',
  birthdate: '1990-03-08',
  phone_number: '+84900000001',
  'urn:vn:sodinhdanh': '031190000001',
  'urn:vn:dinhdanh': 2,
};
const idToken = { acr: 'urn:vn:nd69:xacthuc:3', auth_time: 1_788_834_600 };
const raw = (change: object = {}, token: object = idToken): RawClaims => ({
  issuer: 'i',
  subject: 's',
  idToken: { ...token },
  userinfo: { ...userinfo, ...change },
});

it('keeps the two levels apart', () => {
  const identity = readClaims(rules, raw(), at) as ProvenIdentity;
  expect(identity).toMatchObject({
    identityLevel: 2,
    authenticationLevel: 3,
    phone: '+84900000001',
    birthDate: '1990-03-08',
  });
  expect(identity.personalNumber?.digits).toBe('031190000001');
  expect(identity.authenticatedAt).toEqual(new Date(1_788_834_600_000));
});

it('takes a person who shares little', () => {
  const identity = readClaims(
    rules,
    { issuer: 'i', subject: 's', idToken: {}, userinfo: { name: ' Mai ' } },
    at,
  );
  expect(identity).toEqual({
    issuer: 'i',
    subject: 's',
    name: 'Mai',
    birthDate: null,
    personalNumber: null,
    phone: null,
    identityLevel: 0,
    authenticationLevel: 1,
    authenticatedAt: at,
  });
});

it.each([
  ['no name', { name: undefined }],
  ['an endless name', { name: 'x'.repeat(201) }],
  ['a number of the wrong form', { 'urn:vn:sodinhdanh': '031190' }],
  ['a number that is no text', { 'urn:vn:sodinhdanh': 31190000001 }],
  ['a number of another birth year', { birthdate: '1991-03-08' }],
])('does not believe %s', (_, change) => {
  expect(readClaims(rules, raw(change), at)).toHaveProperty('unbelievable');
});

it.each([['1990'], ['0000-03-08'], ['1990-02-31'], ['8/3/1990'], [19900308]])(
  'knows no day of birth from %j',
  (birthdate) => {
    expect(readClaims(rules, raw({ birthdate, 'urn:vn:sodinhdanh': undefined }), at)).toMatchObject({
      birthDate: null,
    });
  },
);

it('does not take a number from an account that nobody has checked', () => {
  expect(readClaims(rules, raw({ 'urn:vn:dinhdanh': 0 }), at)).toMatchObject({
    identityLevel: 0,
    personalNumber: null,
  });
});
