// Sealed values open only under their key, at their place, unchanged; keys rotate without touching what is stored.
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeDataKey, open, openDataKey, readKeyRing, seal } from './sealing.ts';

const key = () => randomBytes(32).toString('base64url');
const place = 'identity.person|personal_number|one';

describe('a sealed value', () => {
  const { dataKey } = makeDataKey(readKeyRing(key()), 'one');
  const sealed = seal(dataKey, '031190000001', place);

  it('opens at its place and shows nothing before', () => {
    expect(open(dataKey, sealed, place)).toBe('031190000001');
    expect(sealed.includes('031190000001')).toBe(false);
  });

  it('never looks the same twice', () => {
    expect(seal(dataKey, '031190000001', place)).not.toEqual(sealed);
  });

  it('does not open elsewhere, under another key, or with any bit changed', () => {
    expect(() => open(dataKey, sealed, 'identity.person|personal_number|two')).toThrow();
    expect(() => open(randomBytes(32), sealed, place)).toThrow();
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      expect(() => open(dataKey, changed, place), `byte ${at}`).toThrow();
    }
    expect(() => open(dataKey, sealed.subarray(0, 20), place)).toThrow('not a sealed value');
  });
});

describe('a data key', () => {
  it('opens for its person only', () => {
    const ring = readKeyRing(key());
    const { dataKey, wrapped } = makeDataKey(ring, 'one');
    expect(openDataKey(ring, wrapped, 'one')).toEqual(dataKey);
    expect(() => openDataKey(ring, wrapped, 'two')).toThrow();
  });

  it('opens after the key has been rotated, as long as the old one is configured', () => {
    const [first, second] = [key(), key()];
    const { dataKey, wrapped } = makeDataKey(readKeyRing(`1:${first}`), 'one');
    const rotated = readKeyRing(`2:${second}, 1:${first}`);
    expect(rotated.current).toBe(2);
    expect(openDataKey(rotated, wrapped, 'one')).toEqual(dataKey);
    expect(() => openDataKey(readKeyRing(`2:${second}`), wrapped, 'one')).toThrow(
      'version 1 is not configured',
    );
  });

  it('is refused by name of the fault when the setting is wrong', () => {
    expect(() => readKeyRing('')).toThrow('at least one');
    expect(() => readKeyRing('short')).toThrow('32 bytes');
    expect(() => readKeyRing(`1:${key()},1:${key()}`)).toThrow('stands twice');
    expect(() => readKeyRing(`0:${key()}`)).toThrow('1 to 255');
  });
});
