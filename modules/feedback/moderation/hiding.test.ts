// Hidden means gone everywhere: the report, its pictures, what search and open data say; and back again, with a reason each time.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import type { FeedbackTables } from '../cases/tables.ts';
import { makeKey } from '../open311/key.store.ts';
import { aReport, type Filed, people, picture, reportsCity } from '../testing.ts';

let city: TestCity;
let made = 0;

beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city?.stop());

/** A report with a picture, a follower of nobody, and a word that only it has. */
async function pictured(words = `Cống vỡ cạnh trường, chữ riêng xyloban${++made}`): Promise<Filed> {
  const answer = await city
    .as(anonymous)
    .form(
      '/api/reports',
      Object.fromEntries(Object.entries(aReport({ words })).map(([k, v]) => [k, String(v)])),
      [
        {
          field: 'photos',
          filename: 'a.jpg',
          contentType: 'image/jpeg',
          data: await picture(`#1a${(made % 90) + 10}3c`),
        },
      ],
    );
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

const decide = (code: string, what: string, body: object) =>
  city.as(people.moderator).post(`/api/desk/moderation/${code}/${what}`, body);

/** Every public address that could tell of a report. */
function places({ trackingCode: code, photos, lat, lon, words }: Filed) {
  const day = '2026-09-08';
  const word = encodeURIComponent(words.split(' ').at(-1)!);
  return [
    '/api/reports',
    `/api/reports?q=${word}`,
    `/api/reports/${code}`,
    `/api/reports/${code}/calendar`,
    `/reports/${code}`,
    '/reports',
    `/reports?q=${word}`,
    '/',
    '/reports.csv',
    '/reports.geojson',
    '/reports.rss',
    '/api/reports/map',
    `/api/reports/history?from=${day}T00:00:00Z&to=2026-09-10T00:00:00Z`,
    `/api/reports/alike?lat=${lat}&lon=${lon}&service=flooding&words=${encodeURIComponent(words)}`,
    `/open311/v2/requests.json?start_date=${day}T00:00:00Z`,
    `/open311/v2/requests.xml?start_date=${day}T00:00:00Z`,
    `/open311/v2/requests/${code}.json`,
    `/open311/v2/servicerequestupdates.json?start_date=${day}T00:00:00Z&api_key=hidden-test`,
    `/api/search?q=${word}`,
    `/search?q=${word}`,
    ...photos.flatMap(({ url, mediumUrl, thumbnailUrl }) => [url, mediumUrl, thumbnailUrl]),
  ];
}

/** At which of them it is told of: by code, by its own word, or by a picture that comes. */
async function toldAt(report: Filed): Promise<string[]> {
  const found: string[] = [];
  for (const url of places(report)) {
    const answer = await city.as(anonymous).get(url);
    const isPicture = url.startsWith('/files/') && answer.statusCode === 200;
    const word = report.words.split(' ').at(-1)!;
    // A search page repeats what was searched for.
    const isText =
      answer.body.includes(report.trackingCode) || (!url.includes(word) && answer.body.includes(word));
    if (isPicture || (answer.statusCode === 200 && isText)) found.push(url);
  }
  return found;
}

describe('a hidden report', () => {
  test('is gone from every public place and comes back to the same ones', async () => {
    await city
      .module<FeedbackTables>('feedback')
      .db.transaction({ kind: 'system', id: 'test', name: 'test' }, (tx) =>
        makeKey(tx, { name: 'test', body: null, key: 'hidden-test' }),
      );
    const report = await pictured();
    await city.as(people.leChan).post(`/api/reports/${report.trackingCode}/accept`, {});
    const before = await toldAt(report);
    for (const url of [
      '/api/reports',
      '/reports.csv',
      '/reports.geojson',
      '/reports.rss',
      '/api/reports/map',
      '/reports',
    ])
      expect(before, url).toContain(url);
    expect(before.filter((url) => url.startsWith('/open311/')).length).toBeGreaterThanOrEqual(4);
    expect(before.filter((url) => url.startsWith('/files/'))).toHaveLength(3);

    expect((await decide(report.trackingCode, 'hide', { reason: 'Bêu riếu một người' })).statusCode).toBe(
      200,
    );
    expect(await toldAt(report)).toEqual([]);

    expect((await decide(report.trackingCode, 'show', { reason: 'Xem lại: không phải' })).statusCode).toBe(
      200,
    );
    expect(await toldAt(report)).toEqual(before);
  });

  test('stays open to the body that handles it and to the one who sent it, who is told why', async () => {
    const report = await pictured();
    await decide(report.trackingCode, 'hide', { reason: 'Bêu riếu một người' });
    expect((await city.as(people.leChan).get(`/api/desk/reports/${report.trackingCode}`)).statusCode).toBe(
      200,
    );
    const own = await city.as(anonymous).get(report.ownUrl);
    expect(own.statusCode).toBe(200);
    expect(own.body).toContain('Bêu riếu một người');
  });

  test('keeps the pictures of a later answer out of sight, too', async () => {
    const report = await pictured();
    await decide(report.trackingCode, 'hide', { reason: 'Bêu riếu một người' });
    const office = city.as(people.leChan);
    await office.post(`/api/reports/${report.trackingCode}/accept`, {});
    const answered = await office.form(
      `/api/reports/${report.trackingCode}/resolve`,
      { words: 'Đã nạo vét, nước rút.' },
      [{ field: 'photos', filename: 'b.jpg', contentType: 'image/jpeg', data: await picture('#77aa33') }],
    );
    expect(answered.statusCode, answered.body).toBe(200);
    expect(answered.json().photos).toEqual([]);
    const seen = (await office.get(`/api/desk/reports/${report.trackingCode}`)).json().photos;
    const after = seen.find(({ role }: { role: string }) => role === 'after');
    expect((await office.get(after.mediumUrl)).headers['content-type']).toBe('image/webp');
    expect((await city.as(people.haiDuong).get(after.mediumUrl)).statusCode).toBe(404);
    const address = `/files/${after.id}/full`;
    expect((await city.as(anonymous).get(address)).statusCode).toBe(404);
    await decide(report.trackingCode, 'show', { reason: 'Xem lại: không phải' });
    expect((await city.as(anonymous).get(address)).statusCode).toBe(200);
  });

  test('is told to nobody but moderators: others are refused, and each decision stands on the trail', async () => {
    const report = await pictured();
    const url = `/api/desk/moderation/${report.trackingCode}`;
    for (const actor of [people.leChan, people.coordinator, people.inspector, citizen()]) {
      expect((await city.as(actor).get(url)).statusCode).toBe(403);
      expect((await city.as(actor).post(`${url}/hide`, { reason: 'Không thích' })).statusCode).toBe(403);
    }
    expect((await city.as(anonymous).post(`${url}/hide`, { reason: 'Không thích' })).statusCode).toBe(401);
    expect((await decide(report.trackingCode, 'hide', { reason: ' ' })).statusCode).toBe(400);
    expect((await decide(report.trackingCode, 'show', { reason: 'Nhầm' })).json().code).toBe(
      'report_not_hidden',
    );
    await decide(report.trackingCode, 'hide', { reason: 'Bêu riếu một người' });
    expect((await decide(report.trackingCode, 'hide', { reason: 'Lần nữa' })).json().code).toBe(
      'report_hidden_already',
    );
    const trail = await city.sql(`select 1 from trail.entry where action = 'report.hide'`);
    expect(trail.length).toBeGreaterThan(0);
    const view = (await city.as(people.moderator).get(url)).json();
    expect(view.decisions[0]).toMatchObject({
      action: 'hide',
      reason: 'Bêu riếu một người',
      by: people.moderator.post!.title,
    });
  });
});

describe('a hidden picture', () => {
  test('is gone with its address and its count, while the report stays', async () => {
    const report = await pictured();
    const [photo] = report.photos;
    const at = `photos/${photo!.id}`;
    expect((await decide(report.trackingCode, `${at}/hide`, { reason: 'Mặt trẻ em' })).statusCode).toBe(200);
    const seen = (await city.as(anonymous).get(`/api/reports/${report.trackingCode}`)).json();
    expect(seen).toMatchObject({ photos: [], photoCount: 0, thumbnailUrl: null });
    expect((await city.as(anonymous).get(photo!.url)).statusCode).toBe(404);
    await decide(report.trackingCode, 'hide', { reason: 'Bêu riếu một người' });
    await decide(report.trackingCode, 'show', { reason: 'Xem lại: không phải' });
    expect((await city.as(anonymous).get(photo!.url)).statusCode).toBe(404);
    await decide(report.trackingCode, `${at}/show`, { reason: 'Đã che mặt' });
    expect((await city.as(anonymous).get(photo!.url)).statusCode).toBe(200);
    expect((await city.as(anonymous).get(`/api/reports/${report.trackingCode}`)).json().photoCount).toBe(1);
  });
});

describe('public words', () => {
  test('can be edited; search follows, and what the reporter wrote is kept', async () => {
    const report = await pictured('Ông Tư Zalobu xả rác, gọi 0912 345 678');
    expect(report.words).toBe('Ông Tư Zalobu xả rác, gọi [đã che số điện thoại]');
    const view = (await city.as(people.moderator).get(`/api/desk/moderation/${report.trackingCode}`)).json();
    expect(view.original.words.slice(view.original.marks[0].from, view.original.marks[0].to)).toBe(
      '0912 345 678',
    );
    expect(view.reasons).toEqual(['words', 'photo']);
    const edited = await decide(report.trackingCode, 'texts', {
      words: 'Có người xả rác, gọi [đã che]',
      reason: 'Nêu tên người',
    });
    expect(edited.json()).toMatchObject({ original: { words: 'Ông Tư Zalobu xả rác, gọi 0912 345 678' } });
    expect(edited.json().decisions[0].before.words).toContain('Zalobu');
    const search = async (q: string) =>
      (await city.as(anonymous).get(`/api/reports?q=${q}`)).json().items.length;
    expect(await search('zalobu')).toBe(0);
    expect(await search(encodeURIComponent('co nguoi xa rac'))).toBe(1);
    expect((await city.as(anonymous).get('/reports.csv')).body).not.toContain('Zalobu');
  });
});
