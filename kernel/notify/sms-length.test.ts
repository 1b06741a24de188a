import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smsLength, smsText } from './sms-length.ts';

describe('the length of a short message', () => {
  test.each([
    ['', 'gsm7', 0, 0],
    ['a'.repeat(160), 'gsm7', 160, 1],
    ['a'.repeat(161), 'gsm7', 161, 2],
    ['a'.repeat(306), 'gsm7', 306, 2],
    ['a'.repeat(307), 'gsm7', 307, 3],
    [`${'a'.repeat(158)}€`, 'gsm7', 160, 1],
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'gsm7', 306, 3],
    ['ạ'.repeat(70), 'ucs2', 70, 1],
    ['ạ'.repeat(71), 'ucs2', 71, 2],
    ['ạ'.repeat(134), 'ucs2', 134, 2],
    ['ạ'.repeat(135), 'ucs2', 135, 3],
    [`${'ạ'.repeat(66)}😀${'ạ'.repeat(66)}`, 'ucs2', 134, 3],
    ['à', 'gsm7', 1, 1],
    ['ả', 'ucs2', 1, 1],
    ['đ', 'ucs2', 1, 1],
  ])('of %s is counted in %s: %d units, %d parts', (text, encoding, units, parts) => {
    expect(smsLength(text)).toEqual({ encoding, units, parts });
  });
});

describe('the text of a short message', () => {
  test('loses its marks unless they are paid for', () => {
    const text = 'Phản ánh HP-2609-00417 đã được trả lời.';
    expect(smsText(text, { marks: false, mostParts: 1 })).toBe('Phan anh HP-2609-00417 da duoc tra loi.');
    expect(smsText(text, { marks: true, mostParts: 1 })).toBe(text);
    expect(smsText(text.normalize('NFD'), { marks: true, mostParts: 1 })).toBe(text);
  });

  test('is cut at a word', () => {
    expect(smsText('từ '.repeat(100), { marks: false, mostParts: 1 })).toBe(
      `${'tu '.repeat(51).trimEnd()} tu...`,
    );
  });

  test('never costs more than allowed, and is whole when it fits', () => {
    const texts = fc.string({
      unit: fc.constantFrom('a', ' ', 'ạ', 'đ', '€', '😀', '…', 'Z'),
      maxLength: 700,
    });
    fc.assert(
      fc.property(texts, fc.boolean(), fc.integer({ min: 1, max: 4 }), (text, marks, mostParts) => {
        expect(smsLength(smsText(text, { marks, mostParts })).parts).toBeLessThanOrEqual(mostParts);
      }),
    );
  });
});
