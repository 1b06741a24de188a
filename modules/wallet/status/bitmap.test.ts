// Status lists byte for byte: the specification's own examples, and random lists read back.
import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { compressStatuses, expandStatuses, packStatuses, readStatus, type StatusBits } from './bitmap.ts';

const oneBit = [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1];
const twoBits = [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3];

test.each([
  { bits: 1 as const, values: oneBit, bytes: 'b9a3', packed: '78dadbb918000217015d' },
  { bits: 2 as const, values: twoBits, bytes: 'c944f9', packed: '78da3be9f2130003df0207' },
])(
  'the example of the specification with $bits bits comes out bit for bit',
  ({ bits, values, bytes, packed }) => {
    const made = packStatuses(
      bits,
      values.length,
      values.map((value, idx) => ({ idx, value })),
    );
    expect(made.toString('hex')).toBe(bytes);
    expect(Buffer.from(compressStatuses(made), 'base64url').toString('hex')).toBe(packed);
    expect(values.map((_, idx) => readStatus(bits, made, idx))).toEqual(values);
  },
);

test.each([1, 2, 4, 8] as const)('random lists of %i bits are read back as written', (bits: StatusBits) => {
  const values = Array.from({ length: 800 }, () => randomInt(1 << bits));
  const made = packStatuses(
    bits,
    800,
    values.map((value, idx) => ({ idx, value })),
  );
  const opened = expandStatuses(compressStatuses(made), 800);
  expect(values.map((_, idx) => readStatus(bits, opened, idx))).toEqual(values);
});

test('a later change of the same index replaces the earlier one', () => {
  const made = packStatuses(2, 8, [
    { idx: 3, value: 3 },
    { idx: 3, value: 2 },
    { idx: 4, value: 1 },
    { idx: 4, value: 0 },
  ]);
  expect([readStatus(2, made, 3), readStatus(2, made, 4)]).toEqual([2, 0]);
});

test('what lies outside the list or its bits is refused', () => {
  expect(() => packStatuses(1, 16, [{ idx: 16, value: 1 }])).toThrow(RangeError);
  expect(() => packStatuses(1, 16, [{ idx: 1, value: 2 }])).toThrow(RangeError);
  for (const idx of [16, -1, 0.5]) expect(() => readStatus(1, Buffer.alloc(2), idx)).toThrow(RangeError);
});

test('a list that unfolds beyond the limit is refused', () => {
  const bomb = compressStatuses(Buffer.alloc(1_000_000));
  expect(() => expandStatuses(bomb, 10_000)).toThrow();
});

test('a million entries of which one in a hundred is revoked stay small', () => {
  const size = 1_048_576;
  const revoked = Array.from({ length: size / 100 }, () => ({ idx: randomInt(size), value: 1 }));
  expect(Buffer.from(compressStatuses(packStatuses(1, size, revoked)), 'base64url').length).toBeLessThan(
    15_000,
  );
});
