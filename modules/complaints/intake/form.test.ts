// The form in three steps: what it asks, what it refuses in words, and that pressing twice files once.
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { eventually, type TestCity } from '@city/kernel/testing';
import { aComplaint, aDenunciation, complaintsTestCity, deskOf, file, idOf, people } from '../testing.ts';
import { dropExpiredDrafts } from './draft.ts';
import { makeCode, readCode } from '../cases/receipt-code.ts';
import { system } from '@city/kernel/access';
import type { ComplaintsTables } from '../cases/tables.ts';

let city: TestCity;
beforeAll(async () => {
  city = await complaintsTestCity({ start: { relay: false, work: true } });
});
afterAll(() => city.stop());
const as = () => city.as(anonymous);
const picture = () =>
  sharp({ create: { width: 320, height: 240, channels: 3, background: '#3a6ea5' } })
    .jpeg()
    .toBuffer();

describe('what is wrong is said beside its field', () => {
  test.each([
    [{ aboutBody: '' }, 'Chọn cơ quan trong danh sách.'],
    [{ aboutBody: 'khong-co' }, 'Chọn cơ quan trong danh sách.'],
    [{ subject: '' }, 'Ghi rõ quyết định'],
    [{ learnedOn: '' }, 'Chọn ngày bạn nhận'],
    [{ learnedOn: '2026-09-09' }, 'Chọn ngày bạn nhận'],
    [{ learnedOn: '2026-02-30' }, 'Chọn ngày bạn nhận'],
    // Ninety days from 9 June end on Monday 7 September.
    [{ learnedOn: '2026-06-09' }, 'Đã quá thời hiệu khiếu nại'],
    [{ round: '2' }, 'Khiếu nại lần hai cần số và ngày'],
    [{ round: '2', aboutBody: 'ubnd-thanh-pho', firstDecision: 'Số 15' }, 'thành phố không thụ lý được'],
  ])('about: %o', async (wrong, words) => {
    const answer = await as().form('/complaints/about', { ...aComplaint.about, ...wrong } as Record<
      string,
      string
    >);
    expect([answer.statusCode, answer.body.includes(words)]).toEqual([422, true]);
  });

  test('the last day of the time limit is still in time, and a reason opens the way after it', async () => {
    const last = await as().form('/complaints/about', { ...aComplaint.about, learnedOn: '2026-06-10' });
    expect(last.statusCode).toBe(303);
    const late = {
      ...aComplaint.about,
      learnedOn: '2026-05-01',
      lateReason: 'Tôi nằm viện từ tháng Năm đến tháng Tám.',
    };
    expect((await as().form('/complaints/about', late)).statusCode).toBe(303);
  });

  test('a person is asked for name, address and a telephone that can be called', async () => {
    await expect(file(city, aComplaint, { who: { name: 'A', phone: '123' } })).rejects.toThrow(
      /Ghi họ và tên/,
    );
    await expect(file(city, aComplaint, { who: { anonymous: 'yes' } })).rejects.toThrow(/422/);
  });
});

test('pressing twice files once, and the form then leads to the receipt', async () => {
  const { token, code } = await file(city);
  const again = await as().form('/complaints/send', { d: token, ...aComplaint.who });
  expect([again.statusCode, again.headers['location']]).toEqual([303, `/complaints/receipt?d=${token}`]);
  const [row] = await city.sql<{ n: number }>(
    'select count(*)::int as n from complaints.matter where code = $1',
    [code],
  );
  expect(row?.n).toBe(1);
  const back = await as().get(`/complaints/send?d=${token}`);
  expect(back.headers['location']).toBe(`/complaints/receipt?d=${token}`);
});

test('pictures of documents reach the desk alone', async () => {
  const files = [{ field: 'evidence', filename: 'a.jpg', contentType: 'image/jpeg', data: await picture() }];
  const { code } = await file(city, aComplaint, { files });
  const id = await idOf(city, code);
  const view = (await city.as(people.handler).get(`/api/desk/complaints/${id}`)).json();
  expect(view.evidence).toHaveLength(1);
  const shown = await city.as(people.handler).get(view.evidence[0]);
  expect([shown.statusCode, shown.headers['content-type']]).toEqual([200, 'image/jpeg']);
  const fileId = view.evidence[0].split('/').at(-1);
  expect((await as().get(`/files/${fileId}/full`)).statusCode).toBe(404);
  const other = await idOf(city, (await file(city)).code);
  const foreign = await city.as(people.handler).get(`/api/desk/complaints/${other}/evidence/${fileId}`);
  expect(foreign.statusCode).toBe(404);
  const five = Array.from({ length: 4 }, () => ({ ...files[0]!, data: Buffer.from('not a picture') }));
  await expect(file(city, aComplaint, { files: five })).rejects.toThrow(/422/);
});

test('a message says that there is news, not what it is, and its row tells no matter', async () => {
  const { code } = await file(city, aDenunciation, { who: { ...aDenunciation.who, phone: '0987 654 321' } });
  const rows = await eventually(
    () => city.sql<{ row: string }>(`select to_jsonb(m)::text as row from notify.message m`),
    (found) => found.length > 0,
  );
  const row = rows.map((one) => one.row).join();
  expect(row).toContain('complaints.step');
  for (const secret of [code, await idOf(city, code), 'to_cao', 'địa chính'])
    expect(row).not.toContain(secret);
});

test('a form that is never sent is forgotten with its pictures', async () => {
  const begun = await as().form('/complaints/about', aComplaint.about);
  const token = String(begun.headers['location']).split('d=')[1]!;
  await as().form('/complaints/what', { d: token, ...aComplaint.what }, [
    { field: 'evidence', filename: 'a.jpg', contentType: 'image/jpeg', data: await picture() },
  ]);
  const before = city.clock.now();
  city.clock.advance(7 * 3_600_000);
  expect((await as().get(`/complaints/send?d=${token}`)).statusCode).toBe(404);
  const m = city.module<ComplaintsTables>('complaints');
  const gone = await m.db.transaction(system('test'), (tx) => dropExpiredDrafts(tx));
  expect(gone).toHaveLength(1);
  city.clock.set(before);
  expect((await as().get(`/complaints/send?d=${token}`)).statusCode).toBe(404);
});

test('pages speak English too', async () => {
  const page = await as().get('/complaints?lang=en');
  expect(page.body).toContain('Write a denunciation');
});

test('a receipt code notices every single wrong symbol and every swap of neighbours', () => {
  const code = makeCode((size) => Uint8Array.from({ length: size }, (_, at) => at * 7 + 3));
  expect(readCode(code.toLowerCase().replaceAll('-', ''))).toBe(code);
  const bare = code.slice(3).replaceAll('-', '');
  for (let at = 0; at < bare.length; at++) {
    for (const symbol of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
      if (symbol !== bare[at]) expect(readCode(bare.slice(0, at) + symbol + bare.slice(at + 1))).toBeNull();
    }
    const next = bare[at + 1];
    if (next !== undefined && next !== bare[at])
      expect(readCode(bare.slice(0, at) + next + bare[at] + bare.slice(at + 2))).toBeNull();
  }
});

test('the desk lists by due day', async () => {
  const days = (await deskOf(city)).map(({ dueAt }) => dueAt ?? '9');
  expect(days).toEqual(days.toSorted());
});
