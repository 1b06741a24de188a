import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBoundaries } from './boundary-check.ts';
import { readCityUnits } from './city-units.ts';
import { innerPoint } from './shapes.ts';
import type { BoundarySet, Conversion, Place, Unit } from './types.ts';
import { createUnitRegister } from './unit-register.ts';

const city = readCityUnits(join(import.meta.dirname, '../../city/haiphong/units'));
const register = createUnitRegister(city);
/** The Opera House of Hải Phòng stands in the ward Hồng Bàng today. */
const opera = { lat: 20.8575, lon: 106.6806 };
const hanoi = { lat: 21.0285, lon: 105.8542 };

const names = (units: readonly Unit[]) => units.map((unit) => unit.name);
const unitOf = (place: Place) => (place.found ? place.unit : null);
const candidatesOf = (conversion: Conversion) =>
  conversion.status === 'needs-point' ? names(conversion.candidates).sort() : conversion.status;

describe('finding units by name', () => {
  it('finds a unit with any spelling, with marks or without', () => {
    for (const text of [
      'Hoà Bình',
      'Hòa Bình',
      'hoa binh',
      'PHƯỜNG HÒA BÌNH',
      'p. hoà bình',
      'Hòa Bình'.normalize('NFD'),
    ]) {
      expect(names(register.byName(text, '2025-07-01')), text).toEqual(['Hoà Bình']);
    }
  });

  it('keeps Cẩm Giang and Cẩm Giàng apart when the marks are typed, and offers both when they are not', () => {
    expect(names(register.byName('xã Cẩm Giàng', '2025-07-01'))).toEqual(['Cẩm Giàng']);
    expect(names(register.byName('cam giang', '2025-07-01'))).toEqual(['Cẩm Giang', 'Cẩm Giàng']);
  });

  it('tells namesakes apart by the district, written after a comma or a word', () => {
    const find = (text: string) => register.byName(text, '2022-04-08').map((unit) => unit.code);
    expect(find('Lê Lợi')).toEqual(['10564', '11041', '11356', '11611']);
    expect(find('xã Lê Lợi, An Dương')).toEqual(['11611']);
    expect(find('Lê Lợi quận Ngô Quyền')).toEqual(['11356']);
    expect(find('le loi an duong')).toEqual(['11611']);
    expect(find('Lê Lợi, Ngô Quyền, Hải Phòng')).toEqual(['11356']);
    expect(find('Lê Lợi, Gia Lộc, tỉnh Hải Dương')).toEqual(['11041']);
    expect(find('Lê Lợi, Thuỷ Nguyên')).toEqual([]);
  });

  it('forgives a wrong kind but prefers the right one', () => {
    expect(register.byName('phường Lê Lợi, An Dương', '2022-04-08').map((unit) => unit.kind)).toEqual(['xã']);
    expect(register.byName('quận Lê Chân', null).map((unit) => unit.level)).toEqual(['district']);
    expect(register.byName('quan toan', '2022-04-08')).toMatchObject([{ name: 'Quán Toan', kind: 'phường' }]);
  });

  it('knows names of all times, newest first', () => {
    expect(register.byName('An Biên', null).map((unit) => unit.validFrom)).toEqual([
      '2025-07-01',
      '2025-01-01',
      '2022-04-01',
    ]);
    expect(register.byName('Thành phố Đà Nẵng', null)).toEqual([]);
  });
});

describe('from old units to new ones', () => {
  it('asks for a point where the old unit was divided: phường Lê Lợi, An Dương', () => {
    const asked = register.convert({ name: 'phường Lê Lợi, An Dương', from: '2025-06-30', to: '2025-07-01' });
    expect(candidatesOf(asked)).toEqual(['An Dương', 'An Hải', 'An Phong']);
  });

  it('decides by the point when there is one', () => {
    const name = 'phường Lê Lợi, An Dương';
    for (const code of ['11581', '11593', '11617']) {
      const point = register.byCode(code, '2025-07-01')!.centroid!;
      expect(register.convert({ name, from: '2025-06-30', to: '2025-07-01', point })).toMatchObject({
        status: 'one',
        unit: { code },
      });
    }
    const elsewhere = register.convert({
      name,
      to: '2025-07-01',
      from: '2025-06-30',
      point: register.byCode('10546', '2025-07-01')!.centroid!,
    });
    expect(elsewhere).toMatchObject({ status: 'needs-point', elsewhere: { name: 'Chí Linh' } });
  });

  it('goes through both reforms: xã Lê Lợi of 2022 and thị trấn An Dương lead to the same three', () => {
    const two = ['11611', '11581'].map((code) =>
      candidatesOf(register.convert({ code, from: '2022-04-08', to: '2025-07-01' })),
    );
    expect(two).toEqual([
      ['An Dương', 'An Hải', 'An Phong'],
      ['An Dương', 'An Hải', 'An Phong'],
    ]);
  });

  it('gives the one unit where the old went over whole, and goes back in time too', () => {
    const one = register.convert({ name: 'xã Hòa Bình, Vĩnh Bảo', to: '2025-07-01' });
    expect(one).toMatchObject({
      status: 'one',
      unit: { code: '11911', name: 'Nguyễn Bỉnh Khiêm' },
      approximate: false,
    });
    expect(register.convert({ code: '11948', from: '2025-07-01', to: '2022-04-08' })).toMatchObject({
      status: 'one',
      unit: { code: '318' },
    });
  });

  it('takes a district for the communes it had', () => {
    expect(register.convert({ name: 'huyện Cát Hải', to: '2025-07-01' })).toMatchObject({
      status: 'one',
      unit: { code: '11914' },
    });
    expect(
      candidatesOf(register.convert({ name: 'quận Ngô Quyền', from: '2025-06-30', to: '2025-07-01' })),
    ).toEqual(['Gia Viên', 'Hồng Bàng', 'Lê Chân', 'Ngô Quyền']);
  });

  it('reads a bare code by the day it held', () => {
    expect(register.convert({ code: '11407', from: '2025-07-01', to: '2025-07-01' })).toMatchObject({
      status: 'one',
      unit: { name: 'An Biên' },
    });
    expect(candidatesOf(register.convert({ code: '11407', from: '2025-06-30', to: '2025-07-01' }))).toEqual([
      'An Biên',
      'Lê Chân',
    ]);
    expect(register.convert({ code: '99999', to: '2025-07-01' })).toEqual({ status: 'unknown', from: [] });
  });

  it('never loses a unit: each one leads to at least one of today, and from there back to itself', () => {
    const arbitrary = fc.constantFrom(...city.units.filter((unit) => unit.level === 'commune'));
    fc.assert(
      fc.property(arbitrary, (unit) => {
        const there = register.convert({ code: unit.code, from: unit.validFrom, to: '2026-01-01' });
        const reached =
          there.status === 'one' ? [there.unit] : there.status === 'needs-point' ? there.candidates : [];
        expect(reached.length).toBeGreaterThan(0);
        const back = reached.map((now) =>
          register.convert({ code: now.code, from: now.validFrom, to: unit.validFrom }),
        );
        const codes = back.flatMap((one) =>
          one.status === 'one' ? [one.unit] : one.status === 'needs-point' ? one.candidates : [],
        );
        expect(codes.map((one) => one.code)).toContain(unit.code);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a point with the schematic outline only', () => {
  it('is in a unit of today and says approximate', () => {
    expect(register.atPoint(opera, '2026-01-01')).toMatchObject({
      found: true,
      district: null,
      approximate: true,
    });
  });

  it('gives the unit and the district of the day before the reform, as the nearest predecessor', () => {
    const place = register.atPoint({ lat: 20.8284, lon: 106.6905 }, '2025-06-30');
    expect(place).toMatchObject({
      found: true,
      unit: { code: '11407', name: 'Vĩnh Niệm' },
      district: { name: 'Lê Chân' },
      approximate: true,
    });
    expect(place.found && place.alternatives.length).toBeGreaterThan(0);
  });

  it('answers for the island district that had no communes', () => {
    const island = { lat: 20.1346, lon: 107.7307 };
    expect(register.atPoint(island, '2022-04-08')).toMatchObject({
      unit: { code: '318', level: 'district' },
      district: { code: '318' },
    });
    expect(unitOf(register.atPoint(island, '2025-07-01'))?.code).toBe('11948');
  });

  it('is outside in Hà Nội, at sea and nowhere on earth, and before the records on an earlier day', () => {
    expect(register.atPoint(hanoi, '2025-07-01')).toEqual({ found: false, reason: 'outside' });
    expect(register.atPoint({ lat: 20.4, lon: 107.4 }, '2025-07-01')).toEqual({
      found: false,
      reason: 'outside',
    });
    expect(register.atPoint(opera, '2022-03-31')).toEqual({ found: false, reason: 'before-records' });
  });

  it('finds a unit of its own day for any point that it finds at all', () => {
    const point = fc.record({
      lat: fc.double({ min: 20.1, max: 21.4, noNaN: true }),
      lon: fc.double({ min: 106, max: 107.8, noNaN: true }),
    });
    const day = fc.constantFrom(
      '2022-04-01',
      '2024-12-15',
      '2025-03-01',
      '2025-06-30',
      '2025-07-01',
      '2031-05-05',
    );
    fc.assert(
      fc.property(point, day, (where, when) => {
        const place = register.atPoint(where, when);
        if (!place.found) return;
        expect(register.byCode(place.unit.code, when)).toBe(place.unit);
        for (const other of place.alternatives) expect(register.byCode(other.code, when)).toBe(other);
      }),
      { numRuns: 500 },
    );
  });
});

const officialFile = join(import.meta.dirname, '../../../shared/data/hp_wards_2025.geojson');
describe.skipIf(!existsSync(officialFile))(
  'with the official boundaries (skipped without ../shared/data)',
  () => {
    const load = (): BoundarySet => {
      const communes = register.at('2025-07-01').filter((unit) => unit.level === 'commune');
      const { features } = checkBoundaries(JSON.parse(readFileSync(officialFile, 'utf8')), communes);
      return {
        id: 'official',
        validFrom: '2025-07-01',
        schematic: false,
        source: 'test',
        document: null,
        features,
      };
    };
    const official = existsSync(officialFile) ? register.withBoundaries([load()]) : register;

    it('returns each of the 114 wards for a point inside it', () => {
      const features = official.boundaries('2025-07-01')!.features;
      expect(features).toHaveLength(114);
      for (const { code, shape } of features) {
        const place = official.atPoint(innerPoint(shape), '2025-07-01');
        expect(place, code).toMatchObject({
          found: true,
          unit: { code },
          approximate: false,
          distanceMetres: null,
          alternatives: [],
        });
      }
    });

    it('gives the old unit on 30 June and the new one on 1 July for the same point', () => {
      const lachTray = { lat: 20.845, lon: 106.699 };
      expect(official.atPoint(lachTray, '2025-07-01')).toMatchObject({
        unit: { name: 'Gia Viên' },
        district: null,
        approximate: false,
      });
      expect(official.atPoint(lachTray, '2025-06-30')).toMatchObject({
        district: { name: 'Ngô Quyền', kind: 'quận' },
        approximate: true,
      });
      expect(official.atPoint(lachTray, '2022-04-08')).toMatchObject({
        district: { name: 'Ngô Quyền' },
        approximate: true,
      });
    });

    it('resolves a divided old address by its point', () => {
      const inAnHai = innerPoint(
        official.boundaries('2025-07-01')!.features.find((feature) => feature.code === '11617')!.shape,
      );
      expect(
        official.convert({
          name: 'phường Lê Lợi, An Dương',
          to: '2025-07-01',
          from: '2025-06-30',
          point: inAnHai,
        }),
      ).toMatchObject({
        status: 'one',
        unit: { name: 'An Hải' },
        approximate: false,
      });
    });

    it('takes a point a few metres off a quay as the nearest unit, and one two kilometres out as outside', () => {
      const { shape } = official
        .boundaries('2025-07-01')!
        .features.find((feature) => feature.code === '11948')!;
      const [lon, lat] = (shape.type === 'Polygon' ? shape.coordinates[0] : shape.coordinates[0]![0])!.reduce(
        (east, corner) => (corner[0]! > east[0]! ? corner : east),
      ) as [number, number];
      expect(official.atPoint({ lat, lon: lon + 0.001 }, '2025-07-01')).toMatchObject({
        unit: { code: '11948' },
        approximate: true,
      });
      expect(official.atPoint({ lat, lon: lon + 0.02 }, '2025-07-01')).toEqual({
        found: false,
        reason: 'outside',
      });
    });
  },
);
