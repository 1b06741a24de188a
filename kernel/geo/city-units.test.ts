import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureCoverage } from './boundary-coverage.ts';
import { readCityUnits } from './city-units.ts';
import { addDays } from './days.ts';
import { areaKm2, polygonsOf } from './sphere.ts';
import type { IsoDay, Unit, UnitLevel } from './types.ts';
import { createUnitRegister } from './unit-register.ts';

const city = readCityUnits(join(import.meta.dirname, '../../city/haiphong/units'));
const register = createUnitRegister(city);

function count(day: IsoDay, level: UnitLevel, filter: (unit: Unit) => boolean = () => true): number {
  return register.at(day).filter((unit) => unit.level === level && filter(unit)).length;
}
const inProvince = (code: string, day: IsoDay) => (unit: Unit) =>
  register.above(unit, day).some((higher) => higher.level === 'province' && higher.code === code);

describe('the shipped units of Hải Phòng', () => {
  it('has 217 communes of Hải Phòng and 235 of Hải Dương in April 2022, in 7 + 8 and 12 districts', () => {
    const day = '2022-04-08';
    expect(count(day, 'commune', inProvince('31', day))).toBe(217);
    expect(count(day, 'commune', inProvince('30', day))).toBe(235);
    expect(count(day, 'district', (unit) => unit.parentCode === '31' && unit.kind === 'quận')).toBe(7);
    expect(count(day, 'district', (unit) => unit.parentCode === '31' && unit.kind === 'huyện')).toBe(8);
    expect(count(day, 'district', (unit) => unit.parentCode === '30')).toBe(12);
  });

  it('has the April 2022 communes in each district', () => {
    const expected = {
      303: 9,
      304: 12,
      305: 15,
      306: 8,
      307: 10,
      308: 6,
      309: 6,
      311: 37,
      312: 16,
      313: 17,
      314: 18,
      315: 21,
      316: 30,
      317: 12,
      318: 0,
    };
    const found = Object.keys(expected).map((code) => [
      code,
      register.below(register.byCode(code, '2022-04-08')!, '2022-04-08').length,
    ]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it('has 167 and 207 communes on 1 March 2025, the former in 79 phường, 7 thị trấn, 81 xã', () => {
    const day = '2025-03-01';
    const own = inProvince('31', day);
    expect(count(day, 'commune', own)).toBe(167);
    expect(count(day, 'commune', inProvince('30', day))).toBe(207);
    expect(count(day, 'commune', (unit) => own(unit) && unit.kind === 'phường')).toBe(79);
    expect(count(day, 'commune', (unit) => own(unit) && unit.kind === 'thị trấn')).toBe(7);
    expect(count(day, 'commune', (unit) => own(unit) && unit.kind === 'xã')).toBe(81);
    expect(register.byCode('311', day)).toMatchObject({ kind: 'thành phố', name: 'Thuỷ Nguyên' });
    expect(register.byCode('312', day)).toMatchObject({ kind: 'quận', name: 'An Dương' });
  });

  it('has 45 phường, 67 xã and 2 đặc khu since 1 July 2025, of 3,194.7 km²', () => {
    const day = '2025-07-01';
    expect(count(day, 'commune')).toBe(114);
    expect(count(day, 'commune', (unit) => unit.kind === 'phường')).toBe(45);
    expect(count(day, 'commune', (unit) => unit.kind === 'xã')).toBe(67);
    expect(count(day, 'commune', (unit) => unit.kind === 'đặc khu')).toBe(2);
    expect(count(day, 'district')).toBe(0);
    const total = register
      .at(day)
      .reduce((sum, unit) => sum + (unit.level === 'commune' ? unit.areaKm2! : 0), 0);
    expect(total).toBeCloseTo(3194.7, 1);
    expect(register.at(day).every((unit) => unit.level === 'province' || unit.parentCode === '31')).toBe(
      true,
    );
  });

  it('changed Hải Dương on 1 December 2024 and Hải Phòng on 1 January 2025', () => {
    expect(count('2024-11-30', 'commune')).toBe(452);
    expect(count('2024-12-01', 'commune')).toBe(217 + 207);
    expect(count('2025-01-01', 'commune')).toBe(374);
    expect(count('2025-06-30', 'commune')).toBe(374);
  });

  it('gives 83 of the 114 codes to units of another name the day before', () => {
    const renamed = register.at('2025-07-01').filter((unit) => {
      const before = register.byCode(unit.code, '2025-06-30');
      return unit.level === 'commune' && before !== null && before.name.normalize() !== unit.name.normalize();
    });
    expect(renamed.length).toBeGreaterThanOrEqual(83);
    expect(register.byCode('11407', '2025-06-30')).toMatchObject({
      name: 'Vĩnh Niệm',
      validTo: '2025-06-30',
    });
    expect(register.byCode('11407', '2025-07-01')).toMatchObject({
      name: 'An Biên',
      validFrom: '2025-07-01',
      validTo: null,
    });
  });

  it('knows what became of every unit that ended, and what every later one was made of', () => {
    const communes = city.units.filter((unit) => unit.level === 'commune');
    const ended = communes.filter((unit) => unit.validTo !== null && register.successors(unit).length === 0);
    const begun = communes.filter(
      (unit) => unit.validFrom !== '2022-04-01' && register.predecessors(unit).length === 0,
    );
    expect([ended, begun]).toEqual([[], []]);
  });

  it('hands a unit over either whole to one or in parts to several', () => {
    for (const unit of city.units) {
      const shares = register.successors(unit).map((related) => related.share);
      const stays = shares.length === 1 && shares[0] === 'whole';
      const lostLand = shares.every((share) => share === 'part') || unit.level === 'district';
      expect(shares.length === 0 || stays || lostLand, `${unit.code} ${unit.name}: ${shares.join()}`).toBe(
        true,
      );
    }
    const divided = city.units.filter(
      (unit) =>
        unit.level === 'commune' && unit.validTo === '2025-06-30' && register.successors(unit).length > 1,
    );
    expect(divided).toHaveLength(71);
  });

  it('sends xã Hòa Bình (Vĩnh Bảo) only to Nguyễn Bỉnh Khiêm, and its namesake to Kim Thành and Hà Nam', () => {
    const names = (code: string) =>
      register.successors(register.byCode(code, '2025-06-30')!).map(({ unit }) => unit.name);
    expect(names('11890')).toEqual(['Nguyễn Bỉnh Khiêm']);
    expect(names('10798')).toEqual(['Kim Thành', 'Hà Nam']);
  });

  it('never counts a code twice on one day', () => {
    for (const day of ['2022-04-01', '2024-12-15', '2025-01-01', '2025-07-01', '2030-01-01']) {
      const codes = register.at(day).map((unit) => unit.code);
      expect(new Set(codes).size).toBe(codes.length);
    }
    expect(register.at(addDays('2022-04-01', -1))).toEqual([]);
  });
});

describe('the schematic outline', () => {
  const [set] = city.boundarySets;
  const features = set!.features;

  it('draws every unit of 1 July 2025 once and says that it is schematic', () => {
    expect(set).toMatchObject({ validFrom: '2025-07-01', schematic: true });
    expect(features.map((feature) => feature.code).sort()).toEqual(
      register
        .at('2025-07-01')
        .filter((unit) => unit.level === 'commune')
        .map((unit) => unit.code)
        .sort(),
    );
  });

  it('has one piece and no hole for each unit, two islands for Cát Hải', () => {
    for (const { code, shape } of features) {
      expect(polygonsOf(shape).length, code).toBe(code === '11914' ? 2 : 1);
      expect(
        polygonsOf(shape).every((rings) => rings.length === 1),
        code,
      ).toBe(true);
    }
  });

  it('has no overlap, no gap, and areas near the official ones', () => {
    const { overlaps, gaps } = measureCoverage(features);
    expect(overlaps).toEqual([]);
    expect(gaps).toEqual([]);
    for (const { code, shape } of features) {
      expect(Math.abs(areaKm2(shape) / register.byCode(code, '2025-07-01')!.areaKm2! - 1), code).toBeLessThan(
        0.15,
      );
    }
  });

  it('holds each label and each centroid in its own unit', () => {
    for (const { code, label } of features) {
      expect(register.atPoint(label, '2025-07-01')).toMatchObject({
        found: true,
        unit: { code },
        approximate: true,
      });
      const { centroid } = register.byCode(code, '2025-07-01')!;
      expect(register.atPoint(centroid!, '2025-07-01')).toMatchObject({ unit: { code } });
    }
  });
});
