// The demo: every unit has a score in two years, all of it says that it is made up, and a second run changes nothing.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import type { OpenPeriod } from '../figures/period.ts';
import { plannedCity } from '../testing.ts';
import { seedDemo } from './seed.ts';

let city: TestCity;
beforeAll(async () => {
  city = await plannedCity();
  await seedDemo(city.module('plan'), () => {});
}, 120_000);
afterAll(() => city.stop());

test('all 114 units have a score in both years, from figures that say they are made up', async () => {
  for (const period of ['2025', '2026']) {
    const answer = await city.as(anonymous).get(`/api/plan/index/hp-1/${period}`);
    const { units, figures, edition } = answer.json() as OpenPeriod;
    expect([period, units.length, edition]).toEqual([period, 114, 1]);
    expect(figures.every(({ source }) => source.includes('minh họa'))).toBe(true);
    expect(units.map(({ rank }) => rank)).toEqual(units.map(({ rank }) => rank).sort((a, b) => a - b));
  }
});

test('a second run changes nothing', async () => {
  const count = () => city.sql('select count(*)::int as n from plan.figure');
  const before = await count();
  await seedDemo(city.module('plan'), () => {});
  expect(await count()).toEqual(before);
  expect(await city.sql('select 1 from plan.publication')).toHaveLength(2);
});

test('a unit’s page tells what moved since the year before', async () => {
  const { body } = await city.as(anonymous).get('/plan/units/11383');
  expect(body).toContain('Điều gì đã đổi từ kỳ 2025');
  expect((await city.as(anonymous).get('/plan/units?period=2025')).body).toContain('/plan/units?period=2026');
});
