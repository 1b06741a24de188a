// The air through the running city: values in, an index each hour, and what people and programs see of it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { type TestCity, testCity } from '@city/kernel/testing';
import { module } from '../module.ts';
import { makeDevice, sensingOf } from '../testing.ts';
import { lookAhead } from '../tide/tide.sweep.ts';
import { watersOf } from '../tide/tide.ts';
import { indexHour } from './hourly-index.ts';

let city: TestCity;
beforeAll(async () => {
  city = await testCity({ modules: [module as never] });
});
afterAll(() => city?.stop());

const minute = 60_000;
const hour = 60 * minute;

/** Values each minute over whole hours before now. */
async function measure(code: string, metric: string, hours: readonly (number | null)[]) {
  const device = await makeDevice(city, { code, title: `Trạm ${code}` });
  const until = Math.floor(city.clock.now().getTime() / hour) * hour;
  for (const [age, v] of hours.entries())
    if (v !== null)
      await sensingOf(city).ingest.take(
        device,
        Array.from({ length: 60 }, (_, at) => ({ metric, ts: until - (age + 1) * hour + at * minute, v })),
      );
  await sensingOf(city).ingest.settled();
  return device;
}

test('the index of the hour is worked out from hourly means, is a value like any other, and is shown', async () => {
  await measure('le-chan', 'pm25', [100, 100, 100]);
  await measure('do-son', 'pm25', [20, null, null, 20]);
  expect(await indexHour(sensingOf(city), city.clock.now())).toBe(1);
  await sensingOf(city).ingest.settled();
  const answer = (await city.as(anonymous).get('/api/air')).json();
  // 150 + 50/70 · 20
  expect(answer.document).toBe('1459/QĐ-TCMT');
  expect(answer.items.map(({ code, index, level }: Record<string, unknown>) => [code, index, level])).toEqual(
    [
      ['le-chan', 164, 'bad'],
      ['do-son', null, null],
    ],
  );
  const conditions = await city.sql('select rule_code, subject from sensing.condition');
  expect(conditions).toEqual([{ rule_code: 'aqi-bad', subject: 'le-chan/vn_aqi' }]);
  const shown = (await city.as(anonymous).get('/air', { accept: 'text/html' })).body;
  expect(shown).toContain('164');
  expect(shown).toContain('Trạm le-chan');
  expect(shown).toContain('Chưa đủ số đo');
});

test('three hours later the index says nothing of now', async () => {
  city.clock.advance(4 * hour);
  const { items } = (await city.as(anonymous).get('/api/air')).json();
  expect(items.map(({ index }: { index: unknown }) => index)).toEqual([null, null]);
  expect(items[0].values[0].isStale).toBe(true);
});

test('a chart has the level that fits its picture, raw values for an hour', async () => {
  await measure('chart', 'temperature', [30, 28]);
  const { db } = city.module('sensing');
  const { rollUpNow } = await import('../series/rollup.sweep.ts');
  await rollUpNow(db, city.clock.now());
  const until = Math.floor(city.clock.now().getTime() / hour) * hour;
  const ask = async (from: number, points: number) =>
    (
      await city
        .as(anonymous)
        .get(
          `/api/sensors/chart/temperature?from=${new Date(from).toISOString()}&to=${new Date(until).toISOString()}&points=${points}`,
        )
    ).json();
  expect((await ask(until - hour, 100)).rows).toHaveLength(60);
  const fine = await ask(until - 2 * hour, 100);
  expect([fine.level, fine.rows.length, fine.rows[0].avg, fine.unit]).toEqual(['5m', 24, 28, 'Cel']);
  const coarse = await ask(until - 48 * hour, 30);
  expect([coarse.level, coarse.rows.map(({ avg }: { avg: number }) => avg)]).toEqual(['1h', [28, 30]]);
});

test.each([
  ['/api/sensors/nobody/pm25', 404],
  ['/api/sensors/chart/temperature?from=2026-09-08T00:00:00Z&to=2026-09-07T00:00:00Z', 400],
  ['/api/sensors/chart/temperature?from=2001-09-08T00:00:00Z', 400],
  ['/api/sensors/chart/temperature?points=100000', 400],
])('%s is refused', async (url, status) => {
  expect((await city.as(anonymous).get(url)).statusCode).toBe(status);
});

test('what is not public is shown nowhere', async () => {
  const hidden = await makeDevice(city, { code: 'kin-mit', isPublic: false });
  await sensingOf(city).ingest.take(hidden, [{ metric: 'pm25', ts: city.clock.now().getTime(), v: 5 }]);
  await sensingOf(city).ingest.settled();
  for (const url of ['/api/sensors', '/api/air', '/air'])
    expect((await city.as(anonymous).get(url, { accept: '*/*' })).body).not.toContain('kin-mit');
  expect((await city.as(anonymous).get('/api/sensors/kin-mit/pm25')).statusCode).toBe(404);
});

test('a tide that will be very high is a condition until it is over', async () => {
  const [station] = sensingOf(city).tides.stations;
  if (!station) throw new Error('no station');
  const year = watersOf(station, new Date('2026-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z'));
  const highest = year.reduce((a, b) => (b.metres > a.metres ? b : a));
  city.clock.set(new Date(highest.time.getTime() - 6 * hour));
  await lookAhead(sensingOf(city), city.clock.now());
  const raised = () =>
    city.sql<{ open: boolean }>(
      `select cleared_at is null as open from sensing.condition where subject = 'tide/hon-dau'`,
    );
  expect(await raised()).toEqual([{ open: true }]);
  const shown = (await city.as(anonymous).get('/tide', { accept: 'text/html' })).body;
  expect(shown).toContain('Triều cường');
  city.clock.advance(72 * hour);
  await lookAhead(sensingOf(city), city.clock.now());
  expect(await raised()).toEqual([{ open: false }]);
});

test('levels of law are told with their document; a height that was not read is not invented', async () => {
  const { flood, disasterRisk } = (await city.as(anonymous).get('/api/risk-levels')).json();
  expect([flood.document, disasterRisk.document]).toEqual(['05/2020/QĐ-TTg', '18/2021/QĐ-TTg']);
  expect(disasterRisk.levels).toHaveLength(5);
  for (const { levelsM, verified } of flood.stations) expect(verified || levelsM === null).toBe(true);
});

test('the tide for programs has the heights and waters of the hours asked for', async () => {
  const answer = (await city.as(anonymous).get('/api/tide?hours=48')).json();
  expect(answer.heights).toHaveLength(97);
  expect(answer.waters.length).toBeGreaterThan(2);
  expect(answer.isVerified).toBe(false);
});
