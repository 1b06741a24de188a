// Inspectors see who read personal data, the unusual first; each such look is on the trail, and the officer sees it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { citizen, officer, type TestCity } from '@city/kernel/testing';
import { logged, look, lookingCity, people } from '../testing.ts';

let city: TestCity;
const curious = officer({ body: 'ubnd-10525', unit: '10525' });
const nightly = officer({ body: 'thoat-nuoc' });

beforeAll(async () => {
  city = await lookingCity();
  await look(city, { purpose: 'Gọi lại hỏi chỗ ngập' });
  for (let at = 0; at < 31; at++) await look(city, { by: curious, of: citizen(), purpose: 'Rà soát' });
  city.clock.set('2026-09-06T14:47:00Z');
  await look(city, { by: nightly });
  city.clock.set('2026-09-08T03:00:00Z');
}, 120_000);
afterAll(() => city.stop());

const ask = (path: string, more = '') =>
  city
    .as(people.inspector)
    .get(
      `/api/desk/trail/${path}?from=2026-09-01&to=2026-09-08&purpose=${encodeURIComponent('Thanh tra theo kế hoạch')}${more}`,
    );

test('many persons in a day and readings at night come before ordinary work', async () => {
  const { items } = (await ask('readings')).json();
  expect(items.map((row: { officer: string }) => row.officer)).toEqual([
    nightly.id,
    curious.id,
    people.reader.id,
  ]);
  expect(items[0]).toMatchObject({ signs: ['off_hours', 'no_purpose'], offHours: 1, day: '2026-09-06' });
  expect(items[1]).toMatchObject({ signs: ['many_persons'], persons: 31, reads: 31, offHours: 0 });
  expect(items[2]).toMatchObject({ signs: [], bodyName: { vi: 'UBND phường Lê Chân' } });
});

test('by body, by officer, and only what is unusual', async () => {
  expect((await ask('readings', '&body=thoat-nuoc')).json().items).toHaveLength(1);
  expect((await ask('readings', `&officer=${curious.id}`)).json().items).toHaveLength(1);
  expect((await ask('readings', '&unusual=only')).json().items).toHaveLength(2);
});

test('the look of the inspector is on the trail, and the officer reads of it', async () => {
  const { items } = (await ask(`officers/${curious.id}/readings`)).json();
  expect(items).toHaveLength(31);
  expect(items[0]).toMatchObject({ purpose: 'Rà soát', object: 'report/HP-2609-00388' });
  const own = (await city.as(curious).get('/me/who-looked')).body;
  expect(own).toContain('kiểm tra các lần bạn đọc dữ liệu của người dân');
  const kept = await city.sql<{ purpose: string }>(
    `select distinct purpose from trail.entry where action like 'readings.%'`,
  );
  expect(kept).toEqual([{ purpose: 'Thanh tra theo kế hoạch' }]);
});

test('a purpose that says nothing, and days in the wrong order or too many, are refused', async () => {
  const get = (query: string) => city.as(people.inspector).get(`/api/desk/trail/readings?${query}`);
  const codes = await Promise.all(
    [
      'from=2026-09-01&to=2026-09-08&purpose=x',
      'from=2026-09-08&to=2026-09-01&purpose=Thanh+tra+2026',
      'from=2026-01-01&to=2026-09-01&purpose=Thanh+tra+2026',
    ].map(async (query) => (await get(query)).json().code),
  );
  expect(codes).toEqual(['look_purpose_missing', 'look_period_wrong', 'look_period_wrong']);
});

test('how the log stands, and what its witness has cried', async () => {
  const health = async () => (await city.as(people.inspector).get('/api/desk/trail/log')).json();
  await logged(city);
  const before = await health();
  expect(before).toMatchObject({ size: before.size, alarms: [], witnessedAt: null });
  expect(before.size).toBeGreaterThan(30);
  await city.sql(
    `insert into trail.alarm values (gen_random_uuid(), now(), 'witness.example/hai-phong', 'rolled_back', 10, 40)`,
  );
  expect((await health()).alarms).toMatchObject([{ what: 'rolled_back', size: 10, seen: 40 }]);
});
