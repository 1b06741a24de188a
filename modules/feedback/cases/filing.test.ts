// Filing through the interface: what comes back, what is written, and everything that is refused with nothing stored.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, multipart, type TestCity } from '@city/kernel/testing';
import { aReport, file, picture, reportsCity, rowCounts, keptContacts, people } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city.stop());
const anyone = () => city.as(anonymous);

describe('filing a report', () => {
  test('answers 201 with its address, tracking code, body, promise and the reporter’s key', async () => {
    const answer = await anyone().post('/api/reports', aReport());
    expect(answer.statusCode).toBe(201);
    const filed = answer.json();
    expect(answer.headers.location).toBe(`/api/reports/${filed.trackingCode}`);
    expect(filed).toMatchObject({
      state: 'new',
      step: 1,
      service: 'flooding',
      severity: 'normal',
      verdict: 'open',
      version: 1,
      unit: { code: '11383', name: 'Lê Chân', kind: 'phường', validFrom: '2025-07-01' },
      district: null,
      body: { code: 'ubnd-11383', name: { vi: 'UBND phường Lê Chân' } },
      filedAt: '2026-09-08T02:30:00.000Z',
      // Eight working hours from Tuesday 9:30, two working days.
      acceptDueAt: '2026-09-09T02:30:00.000Z',
      dueAt: '2026-09-10T02:30:00.000Z',
      title: { vi: 'Ngập nước, trước 215 Trần Nguyên Hãn' },
    });
    expect(filed.trackingCode).toMatch(/^HP-/);
    expect(filed.reporterKey).toHaveLength(22);
    expect(filed.history).toMatchObject([
      { seq: 1, actor: 'reporter', action: 'file', from: null, to: 'new', toBody: { code: 'ubnd-11383' } },
    ]);
    expect(filed.clock).toMatchObject({ minutesLeft: 960, minutesPerDay: 480 });
  });

  test('writes the report, its code, its event, its trail entry and its outbox event together', async () => {
    const before = await rowCounts(city);
    const filed = await file(city);
    const after = await rowCounts(city);
    for (const table of ['report', 'tracking_code', 'report_event', 'events', 'trail'])
      expect(after[table]! - before[table]!, table).toBe(1);
    const [event] = await city.sql<{ type: string; version: number; data: Record<string, unknown> }>(
      'select type, version, data from events.outbox order by xid desc, seq desc limit 1',
    );
    expect(event).toMatchObject({
      type: 'feedback.report.filed',
      version: 1,
      data: { trackingCode: filed.trackingCode, unit: '11383', body: 'ubnd-11383', state: 'new', seq: 1 },
    });
    expect(JSON.stringify(event)).not.toContain('Trần Nguyên Hãn');
  });

  test('can be read by its code in any spelling, and by nobody under a wrong one', async () => {
    const { trackingCode, reporterKey } = await file(city);
    const read = await anyone().get(`/api/reports/${trackingCode.toLowerCase().replaceAll('-', '')}`);
    expect(read.json().trackingCode).toBe(trackingCode);
    expect(read.headers.etag).toBe('"1"');
    expect(read.body).not.toContain(reporterKey);
    const last = trackingCode.at(-1) === '0' ? '1' : '0';
    const mistyped = await anyone().get(`/api/reports/${trackingCode.slice(0, -1)}${last}`);
    expect([mistyped.statusCode, mistyped.json().code]).toEqual([404, 'report_code_mistyped']);
    const unknown = await anyone().get('/api/reports/HP-0000-0000-00000');
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'report_not_found']);
  });

  test('hides phone numbers and document numbers of words and address from everyone but the office', async () => {
    const { trackingCode } = await file(city, {
      words: 'Gọi tôi 0912 345 678, CCCD 031190000001, nước ngập',
      address: 'Nhà anh Ba 0912345678',
    });
    const read = await anyone().get(`/api/reports/${trackingCode}`);
    expect(read.body).not.toMatch(/345|031190000001/);
    expect(read.json().words).toContain('[đã che số điện thoại]');
    const [row] = await city.sql<{ words: string }>(
      'select words from feedback.report where tracking_code = $1',
      [trackingCode],
    );
    // What was written is sealed beside the report, and opens to the body that holds it.
    expect(row?.words).not.toContain('0912');
    const seen = await city.as(people.leChan).get(`/api/desk/reports/${trackingCode}`);
    expect(seen.json().wordsUnmasked).toContain('0912 345 678');
  });

  test('becomes urgent by its words and then goes to another body with a nearer promise', async () => {
    const filed = await file(city, { words: 'Nước ngập, cột điện rò điện, có người bị điện giật' });
    expect(filed).toMatchObject({
      severity: 'urgent',
      priority: 1,
      body: { code: 'thoat-nuoc' },
      dueAt: '2026-09-08T08:30:00.000Z',
    });
  });

  test('keeps a contact apart from the report and shows it to no one on the public side', async () => {
    const filed = await file(city, {
      contact: { name: 'Trần Thị Mẫu', phone: '0912.345.678', email: 'mau@vidu.vn' },
    });
    const read = await anyone().get(`/api/reports/${filed.trackingCode}`);
    expect(read.body).not.toMatch(/Trần Thị|912345678|vidu/);
    const row = (await keptContacts(city)).find(({ tracking_code: code }) => code === filed.trackingCode);
    expect(row).toMatchObject({
      name: 'Trần Thị Mẫu',
      phone: '+84912345678',
      email: 'mau@vidu.vn',
      lang: 'vi',
    });
  });

  test('belongs to the person who was signed in', async () => {
    const person = citizen();
    await file(city, {}, city.as(person));
    const rows = await city.sql('select 1 from feedback.person_report where person_id = $1', [person.id]);
    expect(rows).toHaveLength(1);
  });

  test('can come as a multipart form with pictures, which then have public addresses', async () => {
    const fields = {
      service: 'drain',
      words: 'Nắp cống vỡ',
      lat: '20.8446',
      lon: '106.6825',
      contactPhone: '0912345678',
    };
    const { contentType, payload } = multipart(fields, [
      { field: 'photos', filename: 'a.jpg', contentType: 'image/jpeg', data: await picture() },
      { field: 'photos', filename: 'b.png', contentType: 'image/png', data: await picture('#888888', 'png') },
    ]);
    const answer = await anyone().inject({
      method: 'POST',
      url: '/api/reports',
      headers: { 'content-type': contentType },
      payload,
    });
    expect(answer.statusCode).toBe(201);
    const filed = answer.json();
    expect(filed.photos).toHaveLength(2);
    expect(filed).toMatchObject({ photoCount: 2, lat: 20.8446 });
    const image = await anyone().get(filed.photos[0].url);
    expect([image.statusCode, image.headers['content-type']]).toEqual([200, 'image/jpeg']);
  });

  test('takes pictures sent ahead by their ids, each once', async () => {
    const { contentType, payload } = multipart({}, [
      { field: 'photo', filename: 'a.jpg', contentType: 'image/jpeg', data: await picture('#12759f') },
    ]);
    const sent = await anyone().inject({
      method: 'POST',
      url: '/api/reports/photos',
      headers: { 'content-type': contentType },
      payload,
    });
    expect(sent.statusCode).toBe(201);
    const { id } = sent.json();
    expect((await anyone().get(`/files/${id}/full`)).statusCode).toBe(404);
    const filed = await file(city, { photos: [id] });
    expect((await anyone().get(filed.photos[0]!.url)).statusCode).toBe(200);
    const again = await anyone().post('/api/reports', aReport({ photos: [id] }));
    expect([again.statusCode, again.json().code, again.json().errors[0].pointer]).toEqual([
      400,
      'report_photo_unknown',
      '/photos/0',
    ]);
  });
});

describe('a bad report is refused, the field is named and nothing is stored:', () => {
  const far = 'Ngập nước '.repeat(500);
  test.each([
    ['unknown service', { service: 'ufo' }, 400, '/service'],
    ['missing service', { service: undefined }, 400, '/service'],
    ['missing words', { words: undefined }, 400, '/words'],
    ['empty words', { words: '' }, 400, '/words'],
    ['words of nothing but signs', { words: ' ... !!! ' }, 400, '/words'],
    ['words too long', { words: far }, 400, '/words'],
    ['a number for words', { words: 5 }, 400, '/words'],
    ['a point in the sea far away', { lat: 10, lon: 120 }, 400, '/lat'],
    ['a point in Hà Nội', { lat: 21.0285, lon: 105.8542 }, 400, '/lat'],
    ['a latitude beyond the pole', { lat: 91 }, 400, '/lat'],
    ['text for a latitude', { lat: '20.84' }, 400, '/lat'],
    ['a time in the future', { occurredAt: '2026-09-08T10:00:00+07:00' }, 400, '/occurredAt'],
    ['a day that does not exist', { occurredAt: '2026-02-30T10:00:00Z' }, 400, '/occurredAt'],
    ['a time long ago', { occurredAt: '2020-01-01T10:00:00Z' }, 400, '/occurredAt'],
    ['a phone number one digit short', { contact: { phone: '0912 345 67' } }, 400, '/contact/phone'],
    ['an e-mail without a domain', { contact: { email: 'mau@' } }, 400, '/contact/email'],
    ['a field nobody knows', { nickname: 'x' }, 400, '/nickname'],
    [
      'too many pictures',
      { photos: Array.from({ length: 5 }, () => '01990000-0000-7000-8000-000000000000') },
      400,
      '/photos',
    ],
    ['a picture of no shape', { photos: ['../../etc'] }, 400, '/photos/0'],
    ['a picture nobody sent', { photos: ['01990000-0000-7000-8000-000000000000'] }, 400, '/photos/0'],
  ])('%s', async (_name, wrong, status, pointer) => {
    const before = await rowCounts(city);
    const answer = await anyone().post('/api/reports', aReport(wrong));
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    const problem = answer.json();
    expect(problem.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    expect(problem.errors[0].messages.vi).toBeTruthy();
    expect(await rowCounts(city)).toEqual(before);
  });

  test('several wrong fields are all named at once', async () => {
    const answer = await anyone().post(
      '/api/reports',
      aReport({ service: 'ufo', lat: 1, lon: 1, contact: { phone: '12' } }),
    );
    expect(answer.statusCode).toBe(400);
    expect(
      answer
        .json()
        .errors.map((error: { pointer: string }) => error.pointer)
        .sort(),
    ).toEqual(['/contact/phone', '/lat', '/lon', '/service']);
  });

  test('a broken picture', async () => {
    const before = await rowCounts(city);
    const fields = { service: 'drain', words: 'Nắp cống vỡ', lat: '20.8446', lon: '106.6825' };
    const broken = Buffer.concat([(await picture()).subarray(0, 200), Buffer.from('not a picture')]);
    const { contentType, payload } = multipart(fields, [
      { field: 'photos', filename: 'a.jpg', contentType: 'image/jpeg', data: broken },
    ]);
    const answer = await anyone().inject({
      method: 'POST',
      url: '/api/reports',
      headers: { 'content-type': contentType },
      payload,
    });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.json().errors[0].pointer).toBe('/photos/0');
    expect(await rowCounts(city)).toEqual(before);
  });

  test('a body that is no JSON, one that is too large, one of a foreign kind', async () => {
    const before = await rowCounts(city);
    const post = (payload: string, type = 'application/json') =>
      anyone().inject({ method: 'POST', url: '/api/reports', headers: { 'content-type': type }, payload });
    expect((await post('{"service":')).statusCode).toBe(400);
    expect((await post('<report/>', 'application/xml')).statusCode).toBe(415);
    expect((await post(JSON.stringify({ words: 'a'.repeat(41_000_000) }))).statusCode).toBe(413);
    expect((await post('[]')).statusCode).toBe(400);
    expect((await post('null')).statusCode).toBe(400);
    expect(await rowCounts(city)).toEqual(before);
  });
});

describe('the same Idempotency-Key', () => {
  test('from twenty callers at once makes one report and gives all of them the same answer', async () => {
    const before = await rowCounts(city);
    const key = { 'idempotency-key': 'race-0001-0001' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        anyone().post('/api/reports', aReport({ words: 'Cùng một lúc' }), key),
      ),
    );
    expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => answer.json().trackingCode)).size).toBe(1);
    const after = await rowCounts(city);
    for (const table of ['report', 'tracking_code', 'report_event', 'events', 'trail'])
      expect(after[table]! - before[table]!, table).toBe(1);
  });

  test('with another body is refused by name and stores nothing', async () => {
    const key = { 'idempotency-key': 'reuse-0001-0001' };
    await anyone().post('/api/reports', aReport(), key);
    const before = await rowCounts(city);
    const answer = await anyone().post('/api/reports', aReport({ words: 'Một việc khác hẳn' }), key);
    expect([answer.statusCode, answer.json().code, answer.json().errors[0].pointer]).toEqual([
      422,
      'idempotency_key_reused',
      '/Idempotency-Key',
    ]);
    expect(await rowCounts(city)).toEqual(before);
  });
});

test('too many reports from one address in a minute are told to wait', async () => {
  const strict = await reportsCity({ environment: { CITY_REPORTS_PER_MINUTE: '3' } });
  try {
    const statuses: number[] = [];
    for (let n = 0; n < 5; n++) {
      const answer = await strict
        .as(anonymous)
        .inject({ method: 'POST', url: '/api/reports', remoteAddress: '203.0.113.7', payload: aReport() });
      statuses.push(answer.statusCode);
    }
    expect(statuses).toEqual([201, 201, 201, 429, 429]);
  } finally {
    await strict.stop();
  }
});
