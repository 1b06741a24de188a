// A report sent away as a complaint is absent wherever reports are shown; only its reporter still opens it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import { transfersOf } from '../contract.ts';
import { aReport, file, type Filed, people, picture, reportsCity } from '../testing.ts';

let city: TestCity;
let gone: Filed;
let stays: Filed;
let photo = '';
const words = 'Cán bộ địa chính đòi phong bì mới nhận hồ sơ';
const reason = 'Đây là đơn tố cáo cán bộ, xử lý theo Luật Tố cáo.';

beforeAll(async () => {
  city = await reportsCity();
  const sent = await city.as(anonymous).form(
    '/api/reports',
    {
      ...Object.fromEntries(Object.entries(aReport({ words })).map(([name, value]) => [name, String(value)])),
      contactName: 'Trần Thị Mẫu',
      contactPhone: '0912345678',
    },
    [{ field: 'photos', filename: 'a.jpg', contentType: 'image/jpeg', data: await picture() }],
  );
  gone = sent.json();
  photo = gone.photos[0]!.url;
  stays = await file(city, { words: 'Nước ngập trước cổng chợ, xe không qua được' });
});
afterAll(() => city.stop());

const places = [
  '/api/reports',
  '/api/reports?state=transferred',
  '/api/reports?q=phong+bi',
  '/reports?q=phong+bi',
  '/reports',
  '/api/reports/map',
  '/reports.csv',
  '/reports.geojson',
  '/reports.rss',
  '/open311/v2/requests.json',
  '/open311/v2/requests.xml',
  '/open311/v2/servicerequestupdates.json',
  '/api/reports/history?from=2026-09-01T00:00:00Z&to=2026-09-30T00:00:00Z',
];
const seen = async (url: string) => {
  const { body, statusCode } = await city.as(anonymous).get(url);
  return {
    status: statusCode,
    gone: body.includes(gone.trackingCode),
    stays: body.includes(stays.trackingCode),
  };
};
const figures = async () => {
  const answer = await city
    .as(anonymous)
    .get('/api/reports/statistics?by=body&from=2026-09-01&to=2026-09-30');
  return JSON.stringify(answer.json());
};
let before: Record<string, { status: number; gone: boolean; stays: boolean }>;
let figuresBefore = '';

test('it is found before, or the absence below would say nothing', async () => {
  await city.as(people.leChan).post(`/api/reports/${gone.trackingCode}/accept`, {});
  await city.as(people.leChan).post(`/api/reports/${stays.trackingCode}/accept`, {});
  before = Object.fromEntries(await Promise.all(places.map(async (url) => [url, await seen(url)] as const)));
  expect(Object.values(before).filter((place) => place.gone).length).toBeGreaterThanOrEqual(
    places.length - 2,
  );
  for (const place of Object.values(before)) expect(place.status).toBe(200);
  expect((await city.as(anonymous).get(photo)).statusCode).toBe(200);
  figuresBefore = await figures();
});

test('who is no officer of its body cannot send it away', async () => {
  for (const [actor, status] of [
    [anonymous, 401],
    [people.haiDuong, 403],
    [people.inspector, 403],
  ] as const) {
    const answer = await city
      .as(actor)
      .post(`/api/reports/${gone.trackingCode}/transfer`, { kind: 'to_cao', reason });
    expect(answer.statusCode).toBe(status);
  }
  for (const body of [{ kind: 'phan_anh', reason }, { kind: 'to_cao' }, { kind: 'to_cao', reason: ' ' }]) {
    const answer = await city.as(people.leChan).post(`/api/reports/${gone.trackingCode}/transfer`, body);
    expect(answer.statusCode).toBe(400);
  }
});

test('its officer sends it away with a reason', async () => {
  const answer = await city
    .as(people.leChan)
    .post(`/api/reports/${gone.trackingCode}/transfer`, { kind: 'to_cao', reason });
  expect([answer.statusCode, answer.json().state]).toEqual([200, 'transferred']);
});

describe('then it is absent', () => {
  test.each(places)('from %s', async (url) => {
    expect(await seen(url)).toEqual({ ...before[url], gone: false });
  });

  test.each([
    () => `/api/reports/${gone.trackingCode}`,
    () => `/reports/${gone.trackingCode}`,
    () => `/api/reports/${gone.trackingCode}/clock`,
    () => photo,
  ])('under its own address: %s', async (address) => {
    expect((await city.as(anonymous).get(address())).statusCode).toBe(404);
  });

  test('from Open311 by its id', async () => {
    for (const format of ['json', 'xml']) {
      const answer = await city.as(anonymous).get(`/open311/v2/requests/${gone.trackingCode}.${format}`);
      expect(answer.statusCode).toBe(404);
    }
  });

  test('from the figures and from anything a search engine would be given', async () => {
    expect(await figures()).not.toBe(figuresBefore);
    const sitemap = await city.as(anonymous).get('/sitemap.xml');
    expect(sitemap.body).not.toContain(gone.trackingCode);
  });

  test('from every desk, also that of the body that held it', async () => {
    for (const actor of [people.leChan, people.coordinator, people.inspector]) {
      for (const queue of ['all', 'due', 'elsewhere', 'waiting']) {
        const scope = actor === people.leChan ? '' : '&body=*';
        const list = await city.as(actor).get(`/api/desk/reports?queue=${queue}${scope}`);
        expect(list.statusCode).toBe(200);
        expect(list.body).not.toContain(gone.trackingCode);
      }
      expect((await city.as(actor).get(`/api/desk/reports/${gone.trackingCode}`)).statusCode).toBe(404);
    }
  });
});

test('its reporter still opens it, and is told that it goes another way', async () => {
  const page = await city.as(anonymous).get(`/reports/${gone.trackingCode}?key=${gone.reporterKey}`);
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('không công khai');
});

test('is handed over whole to a service of the city with a purpose, on the trail; to nobody else', async () => {
  const transfers = transfersOf(city.city.database);
  const [row] = await city.sql<{ report_id: string }>(
    'select report_id from feedback.report where tracking_code = $1',
    [gone.trackingCode],
  );
  const id = row!.report_id;
  expect(() => transfers.read(people.leChan, id)).toThrow();
  expect(() => transfers.read(system('someone'), id)).toThrow();
  const report = await transfers.read({ ...system('complaints.take-over'), purpose: 'take it over' }, id);
  expect(report).toMatchObject({ kind: 'to_cao', words, reason, reporter: { phone: '+84912345678' } });
  expect(report?.pictures).toHaveLength(1);
  const trail = await city.sql<{ action: string }>(
    `select action from trail.entry where purpose = 'take it over' order by action`,
  );
  expect(trail.map(({ action }) => action)).toEqual([
    'file.original.read',
    'report.contact.read',
    'report.hand-over.read',
  ]);
  const [other] = await city.sql<{ report_id: string }>(
    'select report_id from feedback.report where tracking_code = $1',
    [stays.trackingCode],
  );
  expect(await transfers.read({ ...system('x'), purpose: 'curious' }, other!.report_id)).toBeNull();
});

test('a report that others follow is taken apart first', async () => {
  const [master, follower] = [await file(city), await file(city)];
  const merged = await city.as(people.leChan).post(`/api/reports/${follower.trackingCode}/merge`, {
    master: master.trackingCode,
    reason: 'Cùng một việc',
  });
  expect(merged.statusCode).toBe(200);
  const answer = await city
    .as(people.leChan)
    .post(`/api/reports/${master.trackingCode}/transfer`, { kind: 'to_cao', reason });
  expect([answer.statusCode, answer.json().code]).toEqual([409, 'report_has_followers']);
});
