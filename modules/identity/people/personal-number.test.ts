// Golden cases of the personal number, its mask and its blind index.
import { describe, expect, it } from 'vitest';
import {
  agreesWithBirthDate,
  blindIndex,
  maskPersonalNumber,
  maskPhone,
  readPersonalNumber,
  readPhone,
} from './personal-number.ts';

describe('the personal number', () => {
  it.each([
    ['087084000999', 1984],
    ['031190000001', 1990],
    ['030301123456', 2001],
    ['031 211 000 004', 2011],
    ['031.078-000002', 1978],
    ['０３１０９６０００００３', 1996],
    ['145099000001', 1999],
  ])('%s is read with the year of birth %i', (text, birthYear) => {
    expect(readPersonalNumber(text)?.birthYear).toBe(birthYear);
  });

  it.each([
    '',
    '03119000000',
    '0311900000011',
    '000190000001',
    '031490000001',
    '031990000001',
    '03119000000a',
    '012345678',
  ])('"%s" is nobody’s', (text) => expect(readPersonalNumber(text)).toBeNull());

  it('must agree with the date of birth, not with the sex', () => {
    const number = readPersonalNumber('031190000001')!;
    expect(agreesWithBirthDate(number, '1990-12-31')).toBe(true);
    expect(agreesWithBirthDate(number, '1990')).toBe(true);
    expect(agreesWithBirthDate(number, '1991-01-01')).toBe(false);
  });

  it('is shown by its last three digits', () => {
    expect(maskPersonalNumber('031190000123')).toBe('•••••••••123');
    expect(maskPhone('+84900000123')).toBe('•••••••••123');
  });

  it('is found by a keyed index that differs by key and by kind', () => {
    const key = Buffer.alloc(32, 1);
    const index = blindIndex(key, 'personal-number', '031190000001');
    expect(index).toHaveLength(32);
    expect(index).toEqual(blindIndex(key, 'personal-number', '031190000001'));
    expect(index).not.toEqual(blindIndex(Buffer.alloc(32, 2), 'personal-number', '031190000001'));
    expect(index).not.toEqual(blindIndex(key, 'phone', '031190000001'));
  });
});

describe('a phone number', () => {
  it.each([
    ['+84900000001', '+84900000001'],
    ['0900 000 001', '+84900000001'],
    ['84.900.000.001', '+84900000001'],
    ['0225 3842 888', '+842253842888'],
  ])('%s is kept as %s', (text, kept) => expect(readPhone(text)).toBe(kept));

  it.each(['', '900000001', '+1 202 555 0100', '0100000000', '09000'])('"%s" is not kept', (text) => {
    expect(readPhone(text)).toBeNull();
  });
});
