// Tracking codes: what is read back is what was made, and what was misheard is noticed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeTrackingCode, parseTrackingCode, spellTrackingCode } from './tracking-code.ts';

const codes = fc
  .uint8Array({ minLength: 12, maxLength: 12 })
  .map((bytes) => makeTrackingCode('HP', () => bytes));
const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a tracking code', () => {
  test('has the printed form, 60 random bits and a check symbol', () => {
    expect(makeTrackingCode('HP', () => new Uint8Array(12))).toBe('HP-0000-0000-00000');
    expect(makeTrackingCode('HP')).toMatch(
      /^HP-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}$/,
    );
    expect(new Set(Array.from({ length: 2000 }, () => makeTrackingCode('HP'))).size).toBe(2000);
  });

  test('is read back from any case, separators, and without its prefix', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const bare = code.slice(3).replaceAll('-', '');
        for (const text of [
          code,
          code.toLowerCase(),
          ` ${code.replaceAll('-', ' ')} `,
          code.replaceAll('-', '.'),
          bare,
          `hp ${bare}`,
        ]) {
          expect(parseTrackingCode('HP', text)).toEqual({ ok: true, code });
        }
      }),
    );
  });

  test('is read back when O was written for 0 and I or L for 1', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const written = code.slice(3).replaceAll('0', 'o').replaceAll('1', 'l');
        expect(parseTrackingCode('HP', written)).toEqual({ ok: true, code });
      }),
    );
  });

  test('tells every single wrong symbol', () => {
    fc.assert(
      fc.property(codes, fc.nat(12), fc.integer({ min: 1, max: 31 }), (code, place, shift) => {
        const bare = code.slice(3).replaceAll('-', '');
        const wrong = symbols[(symbols.indexOf(bare[place] ?? '') + shift) % 32] ?? '';
        expect(parseTrackingCode('HP', bare.slice(0, place) + wrong + bare.slice(place + 1))).toEqual({
          ok: false,
          why: 'mistyped',
        });
      }),
    );
  });

  test('tells every swap of two neighbours that differ', () => {
    fc.assert(
      fc.property(codes, fc.nat(11), (code, place) => {
        const bare = code.slice(3).replaceAll('-', '');
        fc.pre(bare[place] !== bare[place + 1]);
        const swapped = bare.slice(0, place) + bare[place + 1] + bare[place] + bare.slice(place + 2);
        expect(parseTrackingCode('HP', swapped)).toEqual({ ok: false, why: 'mistyped' });
      }),
    );
  });

  test('is refused when it has another length or foreign signs', () => {
    for (const text of [
      '',
      'HP',
      'HP-1234',
      'HP-0000-0000-000000',
      '../../etc/passwd',
      'HP-0000-0000-0000*',
      '💥'.repeat(13),
    ]) {
      expect(parseTrackingCode('HP', text)).toEqual({ ok: false, why: 'shape' });
    }
  });

  test('is spelt with pauses', () => {
    expect(spellTrackingCode('HP-0000-0000-00000')).toBe('H P, 0 0 0 0, 0 0 0 0, 0 0 0 0 0');
  });
});
