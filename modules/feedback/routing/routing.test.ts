// Routing over the city's own rules: golden lines for places and days, and the promise that nothing is left to nobody.
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { severities } from '../services/city-data.ts';
import { readCityRules } from '../services/city-files.ts';
import type { UnitFacts } from './bodies.ts';
import { type Matter, route } from './routing.ts';

const city = readCityRules(join(import.meta.dirname, '../../../city/haiphong/services'));
const ward = (code: string, name: string, kind: UnitFacts['kind'] = 'phường'): UnitFacts => ({
  code,
  name,
  kind,
  validFrom: '2025-07-01',
  validTo: null,
});
const leChan = ward('11383', 'Lê Chân');
const haiDuong = ward('10525', 'Hải Dương');
const vinhBao = ward('11824', 'Vĩnh Bảo', 'xã');
const catHai = ward('11914', 'Cát Hải', 'đặc khu');
const vinhNiem: UnitFacts = {
  code: '11407',
  name: 'Vĩnh Niệm',
  kind: 'phường',
  validFrom: '2022-04-01',
  validTo: '2025-06-30',
};
const leChanDistrict: UnitFacts = {
  code: '305',
  name: 'Lê Chân',
  kind: 'quận',
  validFrom: '2022-04-01',
  validTo: '2025-06-30',
};

const matter = (service: string, unit: UnitFacts, more: Partial<Matter> = {}): Matter => ({
  service,
  unit,
  severity: 'normal',
  day: '2026-09-04',
  district: null,
  ...more,
});
const holder = (one: Matter): string => route(city.routing, city.bodies, one).holder.code;

describe('a report goes to', () => {
  test.each([
    ['drain', leChan, 'thoat-nuoc'],
    ['drain', haiDuong, 'moi-truong-hai-duong'],
    ['drain', vinhBao, 'ubnd-11824'],
    ['waste', leChan, 'moi-truong-do-thi'],
    ['tree', catHai, 'ubnd-11914'],
    ['flooding', leChan, 'ubnd-11383'],
    ['electricity', haiDuong, 'dien-luc-hai-duong'],
    ['electricity', vinhBao, 'dien-luc'],
    ['security', catHai, 'cong-an-thanh-pho'],
    ['other', leChan, 'dieu-phoi-1022'],
    ['sidewalk', haiDuong, 'ubnd-10525'],
  ])('for %s in %o: %s', (service, unit, expected) => {
    expect(holder(matter(service, unit))).toBe(expected);
  });

  test('another body when it is urgent', () => {
    expect(holder(matter('flooding', leChan, { severity: 'urgent' }))).toBe('thoat-nuoc');
    expect(holder(matter('traffic-light', leChan))).toBe('so-xay-dung');
    expect(holder(matter('traffic-light', leChan, { severity: 'urgent' }))).toBe('cong-an-thanh-pho');
  });

  test('the district for pavements until 30 June 2025 and the new ward from 1 July', () => {
    const before = matter('sidewalk', vinhNiem, { day: '2025-06-30', district: leChanDistrict });
    expect(holder(before)).toBe('ubnd-305');
    expect(route(city.routing, city.bodies, before).others.map(({ code }) => code)).toEqual([
      'ubnd-11407-20220401',
    ]);
    expect(holder(matter('sidewalk', ward('11407', 'An Biên'), { day: '2025-07-01' }))).toBe('ubnd-11407');
  });

  test('a People’s Committee told apart from the one that had the same code before', () => {
    const old = city.bodies.commune(vinhNiem);
    const now = city.bodies.commune(ward('11407', 'An Biên'));
    expect([old.code, old.name.vi]).toEqual(['ubnd-11407-20220401', 'UBND phường Vĩnh Niệm']);
    expect([now.code, now.name]).toEqual([
      'ubnd-11407',
      { vi: 'UBND phường An Biên', en: "An Biên People's Committee (ward)" },
    ]);
  });

  test('the department of the day: transport until February 2025, construction from March', () => {
    expect(holder(matter('traffic-light', vinhNiem, { day: '2025-02-28', district: leChanDistrict }))).toBe(
      'so-giao-thong-van-tai',
    );
    expect(holder(matter('traffic-light', vinhNiem, { day: '2025-03-01', district: leChanDistrict }))).toBe(
      'so-xay-dung',
    );
  });
});

describe('the rules', () => {
  test('name the other bodies concerned, never the holder among them', () => {
    const flooded = route(city.routing, city.bodies, matter('flooding', leChan));
    expect(flooded.others.map(({ code }) => code)).toEqual(['thoat-nuoc']);
    const drained = route(city.routing, city.bodies, matter('drain', leChan));
    expect(drained.others.map(({ code }) => code)).toEqual(['ubnd-11383']);
  });

  test('give a reason with every decision', () => {
    expect(route(city.routing, city.bodies, matter('drain', leChan)).rule.why.vi).toBe(
      'Cống trong nội thành do công ty thoát nước quản lý',
    );
  });

  test('leave nothing to nobody: any service, place, weight and day since the first', () => {
    const days = fc
      .date({ min: new Date('2021-03-25'), max: new Date('2031-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const units = fc.constantFrom(leChan, haiDuong, vinhBao, catHai, vinhNiem);
    const services = city.catalogue.list('2026-01-01').map(({ code }) => code);
    fc.assert(
      fc.property(
        days,
        units,
        fc.constantFrom(...services),
        fc.constantFrom(...severities),
        (day, unit, service, severity) => {
          const found = route(city.routing, city.bodies, { service, unit, severity, day, district: null });
          expect(found.holder.validFrom <= day || found.holder.kind === 'commune').toBe(true);
          expect(found.others.map(({ code }) => code)).not.toContain(found.holder.code);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('let the very unit outrank the area around it, and both the whole city', () => {
    const rule = { ...city.routing.rules[0]!, id: 'just-here', area: '11383', body: 'so-xay-dung' };
    const rules = { ...city.routing, rules: [...city.routing.rules, rule] };
    expect(route(rules, city.bodies, matter('drain', leChan)).holder.code).toBe('so-xay-dung');
    expect(route(rules, city.bodies, matter('drain', ward('11329', 'Ngô Quyền'))).holder.code).toBe(
      'thoat-nuoc',
    );
  });

  test('fall back to the lower rank between equals', () => {
    const twin = (id: string, body: string, rank: number) => ({
      ...city.routing.rules[0]!,
      id,
      service: 'noise',
      body,
      rank,
    });
    const rules = { areas: [], rules: [twin('b', 'cay-xanh', 2), twin('a', 'thoat-nuoc', 1)] };
    expect(route(rules, city.bodies, matter('noise', leChan)).holder.code).toBe('thoat-nuoc');
  });
});
