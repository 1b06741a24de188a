// The text of a list says exactly what the item says that every other answer is made of.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import { seedReports } from '../seed/seed.ts';
import { file, people, reportsCity } from '../testing.ts';
import { isoText } from './report-text.ts';
import type { FeedbackTables } from './tables.ts';

const pad = (value: number, digits: number) => String(value).padStart(digits, '0');

describe('an instant as PostgreSQL writes it', () => {
  test('becomes what a Date would say, whatever its fraction', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 999_999 }),
        (day, micros) => {
          const second = `${day.toISOString().slice(0, 10)} ${day.toISOString().slice(11, 19)}`;
          const fraction = pad(micros, 6).replace(/0+$/, '');
          const written = `${second}${fraction ? `.${fraction}` : ''}+00`;
          const expected = new Date(`${second.replace(' ', 'T')}.${pad(Math.floor(micros / 1000), 3)}Z`);
          expect(isoText(written)).toBe(expected.toISOString());
        },
      ),
    );
  });

  test('of another zone or a far year goes the long way', () => {
    expect(isoText('2026-11-28 07:31:26+07')).toBe('2026-11-28T00:31:26.000Z');
    expect(() => isoText('infinity')).toThrow();
  });
});

describe('a page of the list', () => {
  let city: TestCity;
  beforeAll(async () => {
    city = await reportsCity({ now: '2026-09-07T03:00:00Z' });
    await seedReports(city.module<FeedbackTables>('feedback'), () => {});
    const odd = await file(city, {
      words: 'Chữ "trong ngoặc" \\ và xuống dòng\nrồi 😀 \u2028 hết',
      address: 'Trước "Quán\tCũ" </script>',
      landmark: 'Cột đèn \\12"',
    });
    await city.as(people.leChan).post(`/api/reports/${odd.trackingCode}/accept`, {});
  });
  afterAll(() => city.stop());

  test('holds every field of every report as the report’s own address tells it', async () => {
    const answer = await city.as(anonymous).get('/api/reports?limit=1000');
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    const { items } = answer.json() as {
      items: { trackingCode: string; state: string; thumbnailUrl: string | null }[];
    };
    expect(items.length).toBeGreaterThan(30);
    expect(new Set(items.map(({ state }) => state)).size).toBeGreaterThan(5);
    expect(items.some(({ thumbnailUrl }) => thumbnailUrl !== null)).toBe(true);
    for (const item of items.filter((_, at) => at % 4 === 0)) {
      const one = (await city.as(anonymous).get(`/api/reports/${item.trackingCode}`)).json();
      expect(Object.fromEntries(Object.keys(item).map((key) => [key, one[key]]))).toEqual(item);
    }
    const alone = (await city.as(anonymous).get(`/api/reports/${items[0]!.trackingCode}`)).json();
    const more = [
      'photos',
      'answer',
      'history',
      'holders',
      'clock',
      'promise',
      'returned',
      'returnsAllowed',
      'reopenUntil',
    ];
    expect(
      Object.keys(alone)
        .filter((key) => !more.includes(key))
        .sort(),
    ).toEqual(Object.keys(items[0]!).sort());
  });
});
