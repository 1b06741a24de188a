// Sealed originals: only the right key opens them, only for the file they belong to, only unchanged.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readKey, sealerOf } from './seal.ts';

const key = randomBytes(32);
const fileId = '0197a000-0000-7000-8000-000000000001';

describe('a sealed original', () => {
  it('opens to what was sealed, and looks different each time', () => {
    const sealer = sealerOf(key);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), (content) => {
        const sealed = sealer.seal(fileId, content);
        expect(sealer.open(fileId, sealed).equals(Buffer.from(content))).toBe(true);
        expect(sealer.seal(fileId, content).equals(sealed)).toBe(false);
      }),
    );
  });

  it('does not open when any byte was changed', () => {
    const sealer = sealerOf(key);
    const sealed = sealer.seal(fileId, Buffer.from('Thủy Nguyên, 20.9°B 106.6°Đ'));
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] as number) ^ 0x40;
      expect(() => sealer.open(fileId, changed), `byte ${at}`).toThrow();
    }
    expect(() => sealer.open(fileId, sealed.subarray(0, -1))).toThrow();
    expect(() => sealer.open(fileId, Buffer.alloc(3))).toThrow('Not sealed by us');
  });

  it('does not open as another file, nor with another key', () => {
    const sealed = sealerOf(key).seal(fileId, Buffer.from('mine'));
    expect(() => sealerOf(key).open(fileId.replace(/1$/, '2'), sealed)).toThrow();
    expect(() => sealerOf(randomBytes(32)).open(fileId, sealed)).toThrow('old keys');
  });

  it('does not open in another use of the same key', () => {
    const sealed = sealerOf(key, { use: 'webhook secret' }).seal(fileId, Buffer.from('mine'));
    expect(() => sealerOf(key).open(fileId, sealed)).toThrow();
  });

  it('still opens after the key was changed, when the old one is named', () => {
    const sealed = sealerOf(key).seal(fileId, Buffer.from('from last year'));
    const sealer = sealerOf(randomBytes(32), { oldKeys: [key] });
    expect(sealer.open(fileId, sealed).toString()).toBe('from last year');
    expect(() => sealerOf(key).open(fileId, sealer.seal(fileId, Buffer.from('new')))).toThrow('old keys');
  });
});

describe('the key', () => {
  it('is 32 bytes in base64url, base64 or hex; anything else stops the start', () => {
    for (const words of [
      key.toString('base64url'),
      key.toString('base64'),
      key.toString('hex'),
      ` ${key.toString('hex')}\n`,
    ]) {
      expect(readKey(words).equals(key)).toBe(true);
    }
    for (const words of ['', 'secret', key.toString('hex').slice(2), randomBytes(31).toString('base64url')]) {
      expect(() => readKey(words)).toThrow('32 bytes');
    }
  });
});
