// The góp ý interface over the wire: a 1022 payload as it is sent elsewhere becomes a report here, refusals name its fields, reading says the state.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import type { FeedbackTables } from '../../cases/tables.ts';
import { makeKey } from '../../open311/key.store.ts';
import { inLeChan, people, reportsCity, keptContacts } from '../../testing.ts';

let city: TestCity;
const key = 'a-key-of-a-partner';
const otherKey = 'a-key-of-another';
beforeAll(async () => {
  city = await reportsCity();
  await city.module<FeedbackTables>('feedback').db.transaction(system('test'), async (tx) => {
    await makeKey(tx, { name: 'app', body: null, key });
    await makeKey(tx, { name: 'other', body: null, key: otherKey });
  });
});
afterAll(() => city.stop());
beforeEach(() => city.clock.set('2026-09-08T02:30:00Z'));

const url = '/api/1022/gopy';
const basic = (secret: string) => ({
  authorization: `Basic ${Buffer.from(`app:${secret}`).toString('base64')}`,
});
/** As an integrator of Đà Nẵng's interface sends it, with its nulls and texts for numbers. */
const payload = (more: Record<string, unknown> = {}) => ({
  userId: '4711',
  tenDayDu: 'Nguyễn Thị Mẫu',
  email: null,
  soDienThoai: '0912 345 678',
  tieuDe: 'Ngập trước cổng trường',
  noiDungYKien: 'Cứ mưa to là ngập ngang bánh xe, học sinh phải lội.',
  noiDienRa: '215 Trần Nguyên Hãn, phường Lê Chân',
  latitude: String(inLeChan.lat),
  longitude: String(inLeChan.lon),
  ngayDienRa: '08/09/2026',
  thoiGianDienRa: '07:15',
  videos: [],
  amThanh: '',
  hinhAnhs: [],
  fileDinhKem: { url: 'https://vidu.vn/don.pdf', ten: 'don.pdf' },
  linhVucId: 1,
  nguonGopY: 'PhuongLeChanApp',
  ...more,
});
const send = (body: unknown, headers: Record<string, string> = basic(key)) =>
  city.as(anonymous).inject({ method: 'POST', url, headers, payload: body as object });
const get = async (path: string, headers: Record<string, string> = {}) =>
  city.as(anonymous).inject({ method: 'GET', url: path, headers });

describe('sending', () => {
  test('files a report from the payload as it is, and answers its code and state', async () => {
    const answer = await send(payload());
    expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)]);
    const item = answer.json();
    expect(item).toMatchObject({
      id: expect.stringMatching(/^HP-/),
      maTinhTrangXuLy: 'CHO_TIEP_NHAN',
      tinhTrangXuLy: 'Chờ tiếp nhận',
      linhVucId: 1,
      thongTinXuLy: [],
    });
    expect(answer.headers['location']).toBe(`${url}/${item.id}`);
    const report = (await city.as(anonymous).get(`/api/reports/${item.id}`)).json();
    expect(report).toMatchObject({
      channel: 'gopy',
      service: 'flooding',
      occurredAt: '2026-09-08T00:15:00.000Z',
    });
    const [kept] = await city.sql(`select user_id, origin, attached from feedback.gopy`);
    expect(kept).toEqual({
      user_id: '4711',
      origin: 'PhuongLeChanApp',
      attached: [{ kind: 'fileDinhKem', url: 'https://vidu.vn/don.pdf', name: 'don.pdf' }],
    });
    const [reporter] = await keptContacts(city);
    expect(reporter).toMatchObject({ name: 'Nguyễn Thị Mẫu', phone: '+84912345678' });
  });

  test.each([
    ['a browser', { 'user-agent': 'Mozilla/5.0' }],
    ['a program that asks for JSON and names itself', { 'user-agent': 'curl/8', accept: 'application/json' }],
  ])('is taken from %s', async (_who, more) => {
    expect((await send(payload(), { ...basic(key), ...more })).statusCode).toBe(201);
  });

  test.each([
    ['Bearer', { authorization: `Bearer ${key}` }],
    ['X-API-Key', { 'x-api-key': key }],
  ])('takes the key as %s, too', async (_how, headers) => {
    expect((await send(payload(), headers as never)).statusCode).toBe(201);
  });

  test('the same Idempotency-Key files once', async () => {
    const headers = { ...basic(key), 'idempotency-key': 'mot-lan-thoi' };
    const [first, second] = [await send(payload(), headers), await send(payload(), headers)];
    expect(second.json().id).toBe(first.json().id);
  });

  test('without a point the ward in the address gives it; an old name of a divided ward asks for more', async () => {
    const bare = { latitude: null, longitude: '' };
    const named = await send(payload({ ...bare }));
    expect((await city.as(anonymous).get(`/api/reports/${named.json().id}`)).json().unit.code).toBe('11383');
    const divided = await send(payload({ ...bare, noiDienRa: 'phường Lê Lợi, quận An Dương' }));
    expect([divided.statusCode, divided.json().errors[0]]).toEqual([
      400,
      expect.objectContaining({ pointer: '/noiDienRa', code: 'report_place_several' }),
    ]);
    expect((await send(payload({ ...bare, noiDienRa: 'gần nhà tôi' }))).json().errors[0].code).toBe(
      'report_place_missing',
    );
  });

  test('without a topic the words decide; an unknown source is kept, not refused', async () => {
    const answer = await send(
      payload({ linhVucId: null, nguonGopY: 999, noiDungYKien: 'Đèn đường tắt cả tuần', tieuDe: '' }),
    );
    expect((await city.as(anonymous).get(`/api/reports/${answer.json().id}`)).json().service).toBe(
      'streetlight',
    );
  });

  test.each([
    ['an unknown topic', { linhVucId: 4040 }, '/linhVucId', 'gopy_topic_unknown'],
    ['a point outside the city', { latitude: 10.7, longitude: 106.7 }, '/latitude', 'report_outside_city'],
    ['a phone that is none', { soDienThoai: '12' }, '/soDienThoai', 'report_phone_invalid'],
    ['a day that does not exist', { ngayDienRa: '31/02/2026' }, '/ngayDienRa', 'report_time_invalid'],
    ['a time that is none', { thoiGianDienRa: '25h' }, '/thoiGianDienRa', 'report_time_invalid'],
    ['a day to come', { ngayDienRa: '09/10/2026' }, '/ngayDienRa', 'report_in_future'],
    ['no words', { tieuDe: '', noiDungYKien: ' ' }, '/noiDungYKien', 'report_words_missing'],
    [
      'a picture inside our walls',
      { hinhAnhs: [{ url: 'http://169.254.169.254/latest', ten: 'a' }] },
      '/hinhAnhs',
      'gopy_picture_not_fetched',
    ],
  ])(
    '%s is refused under the payload’s own name, and nothing is stored',
    async (_what, more, pointer, code) => {
      const count = async () => (await city.sql('select 1 from feedback.report')).length;
      const before = await count();
      const answer = await send(payload(more));
      expect(answer.statusCode).toBe(400);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.json().errors[0]).toMatchObject({ pointer, code });
      expect(await count()).toBe(before);
    },
  );

  test.each([
    ['no key', {}],
    ['a wrong key', basic('nonsense')],
    ['a key without its name', { authorization: `Basic ${Buffer.from(key).toString('base64')}` }],
  ])('with %s is refused', async (_what, headers) => {
    const answer = await send(payload(), headers as never);
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'gopy_key_needed']);
  });
});

describe('reading', () => {
  test('says the state in code and words, and what each office has said', async () => {
    const { id } = (await send(payload())).json();
    await city.as(people.leChan).post(`/api/reports/${id}/accept`, {});
    expect((await get(`${url}/${id}`)).json().maTinhTrangXuLy).toBe('DA_TIEP_NHAN');
    await city.as(people.leChan).post(`/api/reports/${id}/resolve`, { words: 'Đã thông cống.' });
    expect((await get(`${url}/${id}`)).json()).toMatchObject({
      maTinhTrangXuLy: 'DA_XU_LY',
      tinhTrangXuLy: 'Đã xử lý',
      thongTinXuLy: [{ tenCoQuan: expect.stringContaining('Lê Chân'), noiDungXuLy: 'Đã thông cống.' }],
    });
  });

  test('lists by page, by words without marks, and a partner’s own', async () => {
    const { id } = (await send(payload({ noiDungYKien: 'Đường Hoà Bình ngập nặng', tieuDe: null }))).json();
    const other = (await send(payload({ tieuDe: 'Việc của bên khác' }), basic(otherKey))).json();
    const page = (await get(`${url}?page=0&size=2`)).json();
    expect(page.content).toHaveLength(2);
    expect(page.totalPages).toBe(Math.ceil(page.totalElements / 2));
    const found = (await get(`${url}?keyword=hoa%20binh`)).json();
    expect(found.content.map((one: { id: string }) => one.id)).toEqual([id]);
    const own = (await get(`${url}?cuaToi=true&size=100`, basic(otherKey))).json();
    expect(own.content.map((one: { id: string }) => one.id)).toEqual([other.id]);
    expect((await get(`${url}?cuaToi=true`)).statusCode).toBe(401);
  });

  test('shows nothing of a hidden report, and no name or number', async () => {
    const { id } = (await send(payload({ tieuDe: 'Gọi 0912345678', noiDungYKien: 'Việc ẩn' }))).json();
    expect((await get(`${url}/${id}`)).body).not.toMatch(/0912345678|Mẫu/);
    await city.sql(`update feedback.report set visibility = 'hidden' where tracking_code = $1`, [id]);
    expect((await get(`${url}/${id}`)).statusCode).toBe(404);
    expect((await get(`${url}?size=200`)).body).not.toContain(id);
  });

  test('gives the topics', async () => {
    const topics = (await get('/public/gopy/chude')).json();
    expect(topics).toHaveLength(14);
    expect(topics[0]).toEqual({ id: 1, ma: 'flooding', ten: 'Ngập nước' });
  });
});
