import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, foldedEquals, foldFrom, foldTo, withoutMarks } from './fold.ts';

describe('fold', () => {
  test.each([
    ['Nguyễn Bỉnh Khiêm', 'nguyen binh khiem'],
    ['ĐƯỜNG LÊ HỒNG PHONG', 'duong le hong phong'],
    ['Thuỷ Nguyên, Thủy Nguyên', 'thuy nguyen, thuy nguyen'],
    ['ẮẰẲẴẶ ẤẦẨẪẬ ẾỀỂỄỆ ỐỒỔỖỘ ỚỜỞỠỢ ỨỪỬỮỰ ÝỲỶỸỴ', 'aaaaa aaaaa eeeee ooooo ooooo uuuuu yyyyy'],
    ['Ðường (eth) and Ɖường', 'duong (eth) and duong'],
    ['𝚗𝚐𝚑ỉ Tết', 'nghi tet'],
    ['ＨＯÀ 12 m²', 'hoa 12 m2'],
    ['Đà\u200b Nẵng', 'da nang'],
    ['', ''],
  ])('makes of %s what one types without marks', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test('is the same for composed and decomposed letters', () => {
    fc.assert(
      fc.property(vietnameseText, (text) => {
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
      }),
    );
  });

  test('folding twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });

  test('maps single characters to single characters, as translate() in SQL does', () => {
    expect([...foldFrom]).toHaveLength([...foldTo].length);
    expect(new Set(foldFrom).size).toBe([...foldFrom].length);
  });

  test('holds the same characters as the migration', () => {
    const sql = readFileSync(join(import.meta.dirname, 'migrations/0001_fold.sql'), 'utf8');
    expect(sql).toContain(`'${foldFrom.slice(26)}'`);
    expect(sql).toContain(`'${foldTo.slice(26)}'`);
  });
});

describe('withoutMarks', () => {
  test('keeps case and plain punctuation', () => {
    expect(withoutMarks('Hẹn “thứ Tư”, 9/9 – phường Đông Khê… 1.240.000\u00a0đ')).toBe(
      'Hen "thu Tu", 9/9 - phuong Dong Khe... 1.240.000 d',
    );
  });

  test('leaves ASCII only of Vietnamese', () => {
    fc.assert(
      fc.property(vietnameseText, (text) => {
        expect(withoutMarks(text)).toMatch(/^[ -~]*$/);
      }),
    );
  });
});

describe('foldedEquals', () => {
  test('finds names that differ in marks, case and spaces only', () => {
    expect(foldedEquals('Hoà  Bình ', 'HÒA BÌNH')).toBe(true);
    expect(foldedEquals('Hòa Bình', 'Hòa Bính 2')).toBe(false);
  });
});

const vietnameseText = fc.string({
  unit: fc.constantFrom(
    ...'aăâbcdđeêghiklmnoôơpqrstuưvxyàằầèềìòồờùừỳáắấéếíóốớúứýảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹạặậẹệịọộợụựỵ ĐĂÂÊÔƠƯ.,12',
  ),
});
