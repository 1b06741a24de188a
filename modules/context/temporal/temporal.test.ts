// History through the running city: what is written is kept, windows and forms are those of the standard, long answers are cut.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestCity } from '@city/kernel/testing';
import { type Client, clientOf, openCity } from '../testing.ts';

let city: TestCity;
let ask: Client;
beforeAll(async () => {
  city = await openCity();
  ask = clientOf(city);
});
afterAll(() => city?.stop());

let number = 0;
const p = (value: unknown, observedAt?: string, more: object = {}) => ({
  type: 'Property',
  value,
  ...(observedAt ? { observedAt } : {}),
  ...more,
});
const at = (time: string) => `2020-08-01T${time}:00Z`;

/** A vehicle with three values of speed and of fuel, of a type of its own. */
async function vehicle() {
  const id = `urn:ngsi-ld:Vehicle:h${(number += 1)}`;
  const type = `Vehicle${number}`;
  const body = {
    id,
    type,
    speed: [p(120, at('12:03')), p(80, at('12:05')), p(100, at('12:07'))],
    fuel: [p(67, at('12:03')), p(53, at('13:05')), p(40, at('14:07'))],
  };
  const made = await ask('POST', '/temporal/entities', body);
  expect([made.status, made.headers['location']]).toEqual([201, `/ngsi-ld/v1/temporal/entities/${id}`]);
  return { id, type };
}
const read = (id: string, query = '') => ask('GET', `/temporal/entities/${id}${query}`);
const values = (instances: { value: unknown }[]) => instances.map(({ value }) => value);

describe('a history', () => {
  test('is written as a whole, added to, changed and deleted value by value', async () => {
    const { id, type } = await vehicle();
    expect(
      (await ask('POST', '/temporal/entities', { id, type: [type, 'Truck'], speed: [p(90, at('12:09'))] }))
        .status,
    ).toBe(204);
    expect((await ask('POST', `/temporal/entities/${id}/attrs`, { speed: p(95, at('12:11')) })).status).toBe(
      204,
    );
    const { body } = await read(id);
    expect([body.type, values(body.speed)]).toEqual([['Truck', type].sort(), [120, 80, 100, 90, 95]]);
    const { instanceId } = body.speed[0];
    expect(instanceId).toMatch(/^urn:ngsi-ld:Instance:/);
    expect(
      (
        await ask('PATCH', `/temporal/entities/${id}/attrs/speed/${instanceId}`, {
          speed: p(121, at('12:03')),
        })
      ).status,
    ).toBe(204);
    expect(values((await read(id)).body.speed)[0]).toBe(121);
    expect((await ask('DELETE', `/temporal/entities/${id}/attrs/speed/${instanceId}`)).status).toBe(204);
    expect(values((await read(id)).body.speed)).toEqual([80, 100, 90, 95]);
    expect((await ask('DELETE', `/temporal/entities/${id}/attrs/fuel`)).status).toBe(204);
    expect((await ask('DELETE', `/temporal/entities/${id}/attrs/fuel`)).status).toBe(404);
    expect((await ask('DELETE', `/temporal/entities/${id}`)).status).toBe(204);
    for (const path of [`/temporal/entities/${id}`, `/entities/${id}`])
      expect((await ask('GET', path)).status).toBe(404);
  });

  test('is kept of every entity that is written, also of what ends', async () => {
    const id = `urn:ngsi-ld:Vehicle:h${(number += 1)}`;
    await ask('POST', '/entities', {
      id,
      type: 'Kept',
      speed: p(1, at('12:01')),
      name: { type: 'LanguageProperty', languageMap: { vi: 'xe' } },
    });
    await ask('PATCH', `/entities/${id}/attrs/speed`, { value: 2, observedAt: at('12:02') });
    await ask('PATCH', `/entities/${id}`, { name: { type: 'LanguageProperty', languageMap: { en: 'bus' } } });
    await ask('DELETE', `/entities/${id}/attrs/speed`);
    const observed = (await read(id, `?timerel=after&timeAt=${at('12:00')}`)).body;
    expect(values(observed.speed)).toEqual([1, 2]);
    const written = (await read(id, '?timeproperty=createdAt')).body;
    expect(written.name).toHaveLength(2);
    const ended = (await read(id, '?timeproperty=deletedAt')).body;
    expect(ended).toEqual({
      id,
      type: 'Kept',
      speed: [
        {
          type: 'Property',
          value: 'urn:ngsi-ld:null',
          instanceId: expect.any(String),
          deletedAt: '2026-09-08T02:30:00.000Z',
        },
      ],
    });
    await ask('DELETE', `/entities/${id}`);
    expect((await read(id)).status).toBe(200);
  });

  test('written first, stands as an entity with its last values until the history goes', async () => {
    const { id, type } = await vehicle();
    expect((await ask('GET', `/entities/${id}?options=keyValues`)).body).toEqual({
      id,
      type,
      fuel: 40,
      speed: 100,
    });
  });
});

describe('a window', () => {
  test.each([
    [`?timerel=before&timeAt=${at('12:05')}`, [120], [67]],
    [`?timerel=after&timeAt=${at('12:05')}`, [100], [53, 40]],
    [`?timerel=between&timeAt=${at('12:04')}&endTimeAt=${at('13:30')}`, [80, 100], [53]],
    ['?lastN=2', [80, 100], [53, 40]],
    [`?timerel=before&timeAt=${at('14:00')}&lastN=1`, [100], [53]],
  ])('%s holds what lies within', async (query, speed, fuel) => {
    const { id } = await vehicle();
    const { body } = await read(id, query);
    expect([values(body.speed), values(body.fuel)]).toEqual([speed, fuel]);
  });

  test.each([
    '?timerel=after',
    '?timeAt=2020-08-01T12:00:00Z',
    '?timerel=between&timeAt=2020-08-01T12:00:00Z',
    '?timerel=since&timeAt=2020-08-01T12:00:00Z',
    '?timerel=after&timeAt=2020-08-01',
    '?lastN=0',
    '?lastN=1.5',
    '?timeproperty=seenAt',
    '?options=aggregatedValues',
    '?options=aggregatedValues&aggrMethods=mode',
    '?options=aggregatedValues&aggrMethods=avg&aggrPeriodDuration=1H',
    '?pick=owner{name}',
  ])('%s is refused', async (query) => {
    const { id } = await vehicle();
    const answer = await read(id, query);
    expect([answer.status, answer.body.type]).toEqual([
      400,
      'https://uri.etsi.org/ngsi-ld/errors/BadRequestData',
    ]);
  });
});

describe('forms', () => {
  test('pairs of value and time, by kind', async () => {
    const id = `urn:ngsi-ld:Vehicle:h${(number += 1)}`;
    const observedAt = at('12:03');
    await ask('POST', '/temporal/entities', {
      id,
      type: 'Mixed',
      speed: p(1, observedAt),
      at: { type: 'Relationship', object: 'urn:x:1', observedAt },
      name: { type: 'LanguageProperty', languageMap: { vi: 'xe' }, observedAt },
      data: { type: 'JsonProperty', json: { a: 1 }, observedAt },
      list: { type: 'ListProperty', valueList: [1, 2], observedAt },
      road: { type: 'ListRelationship', objectList: ['urn:x:1', 'urn:x:2'], observedAt },
      location: { type: 'GeoProperty', value: { type: 'Point', coordinates: [1, 2] }, observedAt },
    });
    expect((await read(id, '?options=temporalValues')).body).toEqual({
      id,
      type: 'Mixed',
      speed: { type: 'Property', values: [[1, observedAt]] },
      at: { type: 'Relationship', objects: [['urn:x:1', observedAt]] },
      name: { type: 'LanguageProperty', languageMaps: [[{ languageMap: { vi: 'xe' } }, observedAt]] },
      data: { type: 'JsonProperty', jsons: [[{ json: { a: 1 } }, observedAt]] },
      list: { type: 'ListProperty', valueLists: [[[1, 2], observedAt]] },
      road: { type: 'ListRelationship', objectLists: [[['urn:x:1', 'urn:x:2'], observedAt]] },
      location: { type: 'GeoProperty', values: [[{ type: 'Point', coordinates: [1, 2] }, observedAt]] },
    });
  });

  test('aggregates by hour, by day, by month and of the whole', async () => {
    const { id, type } = await vehicle();
    const ask_ = async (methods: string, period: string) =>
      (await read(id, `?options=aggregatedValues&aggrMethods=${methods}&aggrPeriodDuration=${period}`)).body;
    const [first, second, third, fourth] = ['12:03', '13:03', '14:03', '15:03'].map(at);
    expect(await ask_('avg', 'PT1H')).toEqual({
      id,
      type,
      speed: { type: 'Property', avg: [[100, first, second]] },
      fuel: {
        type: 'Property',
        avg: [
          [67, first, second],
          [53, second, third],
          [40, third, fourth],
        ],
      },
    });
    expect((await ask_('min,max,totalCount', 'P1D')).speed).toEqual({
      type: 'Property',
      min: [[80, first, '2020-08-02T12:03:00Z']],
      max: [[120, first, '2020-08-02T12:03:00Z']],
      totalCount: [[3, first, '2020-08-02T12:03:00Z']],
    });
    expect((await ask_('sum,sumsq,distinctCount', 'P1M')).fuel).toEqual({
      type: 'Property',
      sum: [[160, first, '2020-09-01T12:03:00Z']],
      sumsq: [[67 ** 2 + 53 ** 2 + 40 ** 2, first, '2020-09-01T12:03:00Z']],
      distinctCount: [[3, first, '2020-09-01T12:03:00Z']],
    });
    const whole = (
      await read(
        id,
        `?options=aggregatedValues&aggrMethods=stddev&timerel=between&timeAt=${at('12:00')}&endTimeAt=${at('20:00')}`,
      )
    ).body;
    expect(whole.speed.stddev).toEqual([[expect.closeTo(Math.sqrt(800 / 3)), at('12:00'), at('20:00')]]);
  });
});

describe('a query over histories', () => {
  const find = async (type: string, more: Record<string, string> = {}) =>
    ask(
      'GET',
      `/temporal/entities?${new URLSearchParams({ type, timerel: 'after', timeAt: '2020-01-01T00:00:00Z', ...more })}`,
    );

  test('finds by type, attributes, q and geometry over the values in the window', async () => {
    const one = await vehicle();
    const place = {
      type: 'GeoProperty',
      value: { type: 'Point', coordinates: [106.68, 20.86] },
      observedAt: at('12:03'),
    };
    const two = {
      id: `${one.id}b`,
      type: one.type,
      speed: [p(300, at('12:03')), p(1, at('13:03'))],
      location: place,
    };
    await ask('POST', '/temporal/entities', two);
    const ids = async (more: Record<string, string>) =>
      (await find(one.type, more)).body.map(({ id }: { id: string }) => id);
    expect(await ids({})).toEqual([one.id, two.id]);
    expect(await ids({ attrs: 'fuel' })).toEqual([one.id]);
    expect(await ids({ q: 'speed>200' })).toEqual([two.id]);
    expect(await ids({ q: 'speed>200', timeAt: at('12:30') })).toEqual([]);
    expect(
      await ids({ georel: 'near;maxDistance==1000', geometry: 'Point', coordinates: '[106.68,20.861]' }),
    ).toEqual([two.id]);
    const counted = await find(one.type, { limit: '1', count: 'true' });
    expect([
      counted.body.length,
      counted.headers['ngsild-results-count'],
      String(counted.headers['link']).includes('rel="next"'),
    ]).toEqual([1, '2', true]);
    const picked = await find(one.type, { pick: 'id,speed', options: 'temporalValues', id: one.id });
    expect(picked.body).toEqual([
      {
        id: one.id,
        speed: {
          type: 'Property',
          values: [
            [120, at('12:03')],
            [80, at('12:05')],
            [100, at('12:07')],
          ],
        },
      },
    ]);
    const posted = await ask('POST', '/temporal/entityOperations/query', {
      type: 'Query',
      entities: [{ type: one.type }],
      q: 'speed>200',
      temporalQ: {
        timerel: 'after',
        timeAt: '2020-01-01T00:00:00Z',
        aggrMethods: ['max'],
        aggrPeriodDuration: 'PT0S',
      },
    });
    expect(posted.body).toEqual([
      {
        id: two.id,
        type: one.type,
        speed: { type: 'Property', max: [[300, '2020-01-01T00:00:00Z', at('13:03')]] },
      },
    ]);
  });

  test('without a window, or about nothing, is refused', async () => {
    for (const query of ['?type=Vehicle', '?timerel=after&timeAt=2020-01-01T00:00:00Z'])
      expect((await ask('GET', `/temporal/entities${query}`)).status).toBe(400);
    expect(
      (await ask('POST', '/temporal/entityOperations/query', { type: 'Query', entities: [{ type: 'V' }] }))
        .status,
    ).toBe(400);
  });

  test('that would be too long is cut at a moment, and says at which', async () => {
    const id = `urn:ngsi-ld:Vehicle:h${(number += 1)}`;
    const type = `Long${number}`;
    const minute = (at_: number) => `2020-08-01T12:${String(at_).padStart(2, '0')}:00Z`;
    const many = (of: number) => Array.from({ length: 20 }, (_, index) => p(index * of, minute(index)));
    await ask('POST', '/temporal/entities', { id, type, speed: many(1), fuel: many(2) });
    await ask('POST', '/temporal/entities', { id: `${id}b`, type, speed: [p(1, '2020-09-01T00:00:00Z')] });
    const first = await find(type);
    expect([first.status, first.headers['content-range']]).toEqual([
      206,
      `date-time 2020-01-01T00:00:00Z-${minute(14)}/*`,
    ]);
    expect([first.body[0].speed.length, first.body[0].fuel.length, first.body[1].speed]).toEqual([
      15,
      15,
      [],
    ]);
    const last = await find(type, { lastN: '20', options: 'temporalValues' });
    expect([last.status, last.headers['content-range']]).toEqual([
      206,
      `date-time 2020-09-01T00:00:00Z-${minute(5)}/20`,
    ]);
    const before = await read(id, '?timerel=before&timeAt=2021-01-01T00:00:00Z');
    expect([before.status, before.headers['content-range']]).toEqual([
      206,
      `date-time ${minute(0)}-${minute(14)}/*`,
    ]);
  });
});
