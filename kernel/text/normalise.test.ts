import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from './fold.ts';
import { normalise } from './normalise.ts';

describe('normalise', () => {
  test.each([
    ['hoà', 'hòa'],
    ['HOÀ BÌNH', 'HÒA BÌNH'],
    ['khoẻ', 'khỏe'],
    ['thuỷ', 'thủy'],
    ['Uỷ ban', 'Ủy ban'],
    ['loè loẹt', 'lòe loẹt'],
    ['tuý luý', 'túy lúy'],
    ['huỵ', 'hụy'],
  ])('writes %s as %s', (modern, traditional) => {
    expect(normalise(modern)).toBe(traditional);
    expect(normalise(modern.normalize('NFD'))).toBe(traditional);
  });

  test.each([
    'hoàn',
    'hoài',
    'ngoẻo',
    'thuyền',
    'huỳnh',
    'khuỷu',
    'quý',
    'quỳ',
    'quà',
    'quả',
    'xoáy',
    'tuế',
    'thuở',
    'già',
    'Nguyễn',
    'Huế',
    'bùa',
  ])('leaves %s, where both styles agree', (word) => {
    expect(normalise(word)).toBe(word);
  });

  test('mends a tone mark on the u of qu', () => {
    expect(normalise('qúy, Qùa')).toBe('quý, Quà');
  });

  test('mends the eth that old converters write for Đ', () => {
    expect(normalise('Ðồ Sơn')).toBe('Đồ Sơn');
  });

  test('settles after one pass and never changes what is left when marks are ignored', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'hqtgkc', ...'oaeuy', ...'òóỏõọàáảãạùúủũụỳýỷỹỵ', ...'nmi ', 'Đ', 'Ð'),
        }),
        (text) => {
          const once = normalise(text);
          expect(normalise(once)).toBe(once);
          expect(fold(once)).toBe(fold(text));
        },
      ),
    );
  });

  test('gives equal strings for equal words however they were typed', () => {
    const forms = ['hoà thuỷ', 'hòa thủy', 'hoà thủy'.normalize('NFD'), 'hòa thuỷ'.normalize('NFD')];
    expect(new Set(forms.map(normalise))).toEqual(new Set(['hòa thủy']));
  });
});
