// Sealing of rows: they open in their place alone, with an old key too, and never again once their data key is forgotten.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { asText, fromText, noSeals, readKeyRing, sealsOf } from './seals.ts';

const key = () => randomBytes(32).toString('base64url');

test('a row opens in its own place and nowhere else, and holds nothing in clear', () => {
  const seals = sealsOf(readKeyRing(key()));
  const row = seals.seal('feedback.reporter', 'a', { phone: '+84912345678' });
  expect(seals.open('feedback.reporter', 'a', row)).toEqual({ phone: '+84912345678' });
  expect(Buffer.concat([row.data_key, row.sealed]).includes('912345678')).toBe(false);
  expect(() => seals.open('feedback.reporter', 'b', row)).toThrow();
  expect(() => seals.open('feedback.message_in', 'a', row)).toThrow();
  const other = seals.seal('feedback.reporter', 'a', { phone: '+84912345678' });
  expect(() => seals.open('feedback.reporter', 'a', { ...row, data_key: other.data_key })).toThrow();
  expect(seals.open('feedback.reporter', 'a', fromText(asText(row)))).toEqual({ phone: '+84912345678' });
});

test('a changed bit opens nothing', () => {
  const seals = sealsOf(readKeyRing(key()));
  const row = seals.seal('t', 'a', 'x');
  for (let at = 0; at < row.sealed.length; at++) {
    const changed = Buffer.from(row.sealed);
    changed[at]! ^= 1;
    expect(() => seals.open('t', 'a', { ...row, sealed: changed })).toThrow();
  }
});

test('without its data key a row says nothing any more', () => {
  const seals = sealsOf(readKeyRing(key()));
  const row = seals.seal('t', 'a', 'x');
  expect(seals.open('t', 'a', { ...row, data_key: null })).toBeNull();
});

test('a new key seals, the old one still opens, and marks stay the same', () => {
  const first = key();
  const before = sealsOf(readKeyRing(`1:${first}`));
  const after = sealsOf(readKeyRing(`2:${key()},1:${first}`));
  expect(after.open('t', 'a', before.seal('t', 'a', 7))).toBe(7);
  expect(() => before.open('t', 'a', after.seal('t', 'a', 7))).toThrow();
  expect(after.mark('phone', '+84912345678')).toEqual(before.mark('phone', '+84912345678'));
  expect(after.mark('phone', '+84912345678')).not.toEqual(after.mark('email', '+84912345678'));
});

test('a database without keys says so', () => {
  expect(() => noSeals.mark('phone', 'x')).toThrow('CITY_PERSONAL_KEYS');
});
