// Which unit people mean: today's names, old ones, divided ones, typed with and without marks.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createUnitRegister, type Geo, readCityUnits } from '@city/kernel/geo';
import { placeInWords, unitNamed } from './place-in-words.ts';

const folder = join(import.meta.dirname, '../../../city/haiphong');
const geo = { units: createUnitRegister(readCityUnits(join(folder, 'units'))) } as unknown as Geo;
const day = '2026-09-08';

const said = (text: string) => {
  const found = placeInWords(geo, text, day);
  if (found.status === 'one') return found.unit.name;
  return found.status === 'which' ? found.units.map(({ name }) => name).sort() : null;
};

describe('a unit in words', () => {
  test.each([
    ['215 Trần Nguyên Hãn, phường Lê Chân', 'Lê Chân'],
    ['Ngập trước chợ ở phường An Biên, cạnh cây xăng', 'An Biên'],
    ['ngap nuoc 215 tran nguyen han p le chan', 'Lê Chân'],
    ['den duong tat, p. Hai An', 'Hải An'],
    ['rac day duong xa kien thuy gan cho', 'Kiến Thụy'],
    ['Ổ gà ở P.Hồng Bàng', 'Hồng Bàng'],
    ['dac khu cat hai: song danh vo ke', 'Cát Hải'],
    ['12 Lạch Tray, Gia Viên, Hải Phòng', 'Gia Viên'],
    // Old names: whole units became one of today, divided ones ask.
    ['phường Lê Lợi, quận An Dương', ['An Dương', 'An Hải', 'An Phong']],
    ['xã Hòa Bình, huyện Vĩnh Bảo', 'Nguyễn Bỉnh Khiêm'],
    ['xa hoa binh huyen vinh bao', 'Nguyễn Bỉnh Khiêm'],
    ['đường ngập ngang bánh xe', null],
    ['215 Trần Nguyên Hãn', null],
    ['', null],
  ])('%s', (text, expected) => {
    const found = said(text);
    const plain = (name: unknown) =>
      JSON.stringify(name)?.normalize('NFC').replaceAll('uỵ', 'ụy').replaceAll('oà', 'òa');
    expect(plain(found)).toBe(plain(expected));
  });

  test('every commune of today is found by kind and name with all marks, or asked for when two bear it', () => {
    const communes = geo.units.at(day).filter(({ level }) => level === 'commune');
    expect(communes).toHaveLength(114);
    for (const { kind, name, code } of communes) {
      const found = placeInWords(geo, `Cột đèn đổ ở ${kind} ${name}, chắn ngang đường`, day);
      const codes =
        found.status === 'one'
          ? [found.unit.code]
          : found.status === 'which'
            ? found.units.map((unit) => unit.code)
            : [];
      expect(codes, `${kind} ${name}`).toContain(code);
      expect(codes, `${kind} ${name}`).toHaveLength(1);
    }
  });

  test('an answer that is only a name is one', () => {
    expect(unitNamed(geo, 'le chan', day)).toMatchObject({ status: 'one', unit: { code: '11383' } });
    expect(unitNamed(geo, 'Phường An Biên.', day)).toMatchObject({ status: 'one', unit: { code: '11407' } });
    expect(unitNamed(geo, 'không biết', day)).toEqual({ status: 'none' });
  });

  test('a long text asks the register no more than a bounded number of times', () => {
    let asked = 0;
    const counting = {
      units: {
        byName: () => {
          asked += 1;
          return [];
        },
        convert: () => ({ status: 'unknown', from: [] }),
      },
    } as unknown as Geo;
    placeInWords(counting, 'phường xã p x, '.repeat(2_000), day);
    expect(asked).toBeGreaterThan(10);
    expect(asked).toBeLessThanOrEqual(120);
  });
});
