// The hotline: who calls is found with purpose and trail, help comes while typing, what the caller says is filed as theirs.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { officer, type TestCity } from '@city/kernel/testing';
import { file, inLeChan, reportsCity, keptContacts } from '../../testing.ts';

let city: TestCity;
const operator = officer({ body: 'trung-tam-dieu-hanh', role: 'operator', title: 'Trực ban 1022' });
const purpose = 'Nhận cuộc gọi 1022';
beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city.stop());
beforeEach(() => city.clock.set('2026-09-08T02:30:00Z'));

const find = (phone: string, more: object = {}, who = operator) =>
  city.as(who).post('/api/desk/hotline/caller', { phone, purpose, ...more });
const help = async (query: Record<string, string>) =>
  (await city.as(operator).get(`/api/desk/hotline/help?${new URLSearchParams(query)}`)).json();
const call = (more: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  city.as(operator).post(
    '/api/desk/hotline/reports',
    {
      service: 'flooding',
      words: 'Nước ngập ngang bánh xe trước cổng trường',
      ...inLeChan,
      address: '215 Trần Nguyên Hãn',
      caller: { name: 'Bà Mẫu', phone: '0912 345 678' },
      ...more,
    },
    headers,
  );

describe('who calls', () => {
  test('is found by phone with all they reported, and each look stands on the trail', async () => {
    const filed = await file(city, { contact: { name: 'Bà Mẫu', phone: '0913000001' } });
    const found = (await find('0913 000 001')).json();
    expect(found).toMatchObject({ phone: '+84913000001', name: 'Bà Mẫu' });
    expect(found.reports.map((one: { trackingCode: string }) => one.trackingCode)).toEqual([
      filed.trackingCode,
    ]);
    const trail = await city.sql(
      `select actor_id, purpose, action from trail.entry where action in ('report.caller.find', 'report.contact.read') order by action`,
    );
    expect(trail).toEqual([
      { actor_id: operator.id, purpose, action: 'report.caller.find' },
      { actor_id: operator.id, purpose, action: 'report.contact.read' },
    ]);
  });

  test('a number that is unknown is looked up on the trail, too, without the number', async () => {
    expect((await find('0913000002')).json()).toMatchObject({ name: null, reports: [] });
    const rows = await city.sql<{ entry: string }>(
      `select row_to_json(t)::text as entry from trail.entry t where action = 'report.caller.find'`,
    );
    expect(rows.length).toBeGreaterThan(1);
    for (const { entry } of rows) expect(entry).not.toContain('913000002');
  });

  test('without a purpose, or with a number that is none, is refused', async () => {
    expect((await find('0913000001', { purpose: ' ' })).statusCode).toBe(400);
    expect((await find('12345')).json().errors[0]).toMatchObject({
      code: 'report_phone_invalid',
      pointer: '/phone',
    });
  });
});

describe('while typing', () => {
  test('the words propose a service and say what makes it urgent', async () => {
    expect(await help({ words: 'den duong tat ca tuan' })).toMatchObject({
      service: 'streetlight',
      urgent: [],
    });
    expect((await help({ words: 'Ngập vào nhà, có người mắc kẹt' })).urgent).toContain('mắc kẹt');
  });

  test('a place is found by today’s unit, by an old one, and by addresses that others have named', async () => {
    await file(city, { address: 'Ngõ 9 Hồ Sen', words: 'Cống tắc ở đây' });
    expect((await help({ place: 'phường An Biên' })).places[0]).toMatchObject({
      from: 'unit',
      unit: { code: '11407' },
    });
    expect((await help({ place: 'xã Hòa Bình, huyện Vĩnh Bảo' })).places[0]).toMatchObject({
      from: 'old-unit',
      unit: { code: '11911' },
      was: 'xã Hoà Bình',
    });
    const street = (await help({ place: 'ho sen' })).places;
    expect(street[0]).toMatchObject({ from: 'report', label: 'Ngõ 9 Hồ Sen', unit: { code: '11383' } });
  });

  test('the old name of a divided unit must be chosen from its parts', async () => {
    const { places, mustChoose } = await help({ place: 'phường Lê Lợi, An Dương' });
    expect(mustChoose).toBe(true);
    expect(places.map((one: { from: string }) => one.from)).toEqual([
      'divided-unit',
      'divided-unit',
      'divided-unit',
    ]);
  });

  test('a pin tells who would take it and by when, and what is probably the same', async () => {
    const first = await file(city, { words: 'Nước ngập trước cổng trường, ngang bánh xe' });
    const found = await help({
      words: 'nước ngập trước cổng trường',
      lat: String(inLeChan.lat),
      lon: String(inLeChan.lon),
    });
    expect(found.unit.code).toBe('11383');
    expect(found.body).toContain('Lê Chân');
    expect(Date.parse(found.dueAt)).toBeGreaterThan(Date.parse('2026-09-08T02:30:00Z'));
    expect(found.alike.map((one: { report: { trackingCode: string } }) => one.report.trackingCode)).toContain(
      first.trackingCode,
    );
  });
});

describe('filing for a caller', () => {
  test('makes a report of the caller, not of the operator, with the code spelled out', async () => {
    const answer = await call();
    expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)]);
    const filed = answer.json();
    expect(filed).toMatchObject({ isTold: true, follows: null, spelled: expect.stringMatching(/^H P, /) });
    const report = (await city.as(anonymous).get(`/api/reports/${filed.trackingCode}`)).json();
    expect(report.channel).toBe('hotline');
    const reporter = (await keptContacts(city)).find(
      ({ tracking_code: code }) => code === filed.trackingCode,
    );
    expect(reporter).toMatchObject({ person_id: null, name: 'Bà Mẫu', phone: '+84912345678' });
    const [entry] = await city.sql(
      `select t.actor_id from trail.entry t join feedback.tracking_code c on c.report_id::text = t.object_id
        where c.code = $1 and t.action = 'report.file'`,
      [filed.trackingCode],
    );
    expect(entry).toEqual({ actor_id: operator.id });
  });

  test('once, however often it is sent', async () => {
    const headers = { 'idempotency-key': 'cuoc-goi-1' };
    const [first, second] = [await call({}, headers), await call({}, headers)];
    expect(second.json().trackingCode).toBe(first.json().trackingCode);
  });

  test('of the same matter lets theirs follow the earlier one', async () => {
    const first = await file(city);
    const filed = (await call({ sameAs: first.trackingCode })).json();
    expect(filed.follows).toBe(first.trackingCode);
    const own = (await city.as(anonymous).get(`/api/reports/${filed.trackingCode}`)).json();
    expect(own.state).toBe('merged');
    expect((await city.as(anonymous).get(`/api/reports/${first.trackingCode}`)).json().merged).toBe(1);
  });

  test('without a way to tell them files all the same and says so', async () => {
    expect((await call({ caller: undefined })).json().isTold).toBe(false);
  });

  test('with what is wrong names the fields and keeps nothing', async () => {
    const count = async () => (await city.sql('select 1 from feedback.report')).length;
    const before = await count();
    const answer = await call({ words: '?!?!', caller: { phone: '12' } });
    expect(answer.statusCode).toBe(400);
    expect(
      answer
        .json()
        .errors.map((one: { pointer: string }) => one.pointer)
        .sort(),
    ).toEqual(['/contact/phone', '/words']);
    expect((await call({ sameAs: 'HP-0000-0000-00000' })).statusCode).toBeGreaterThanOrEqual(400);
    expect(await count()).toBe(before);
  });
});
