// The paper of a report, read back: what the page says at that moment, later steps on a later paper, and nothing of the reporter.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { readPdf, type TestCity } from '@city/kernel/testing';
import { file, people, reportsCity } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city.stop());

async function paperOf(code: string, query = '') {
  const answer = await city.as(anonymous).get(`/api/reports/${code}/pdf${query}`);
  expect([answer.statusCode, answer.headers['content-type']], answer.body.slice(0, 300)).toEqual([
    200,
    'application/pdf',
  ]);
  return readPdf(answer.rawPayload);
}

test('says what the page says, with the address where the rest is, and later steps once they are taken', async () => {
  const { trackingCode } = await file(city, {
    words: 'Cứ mưa to là ngập, ướt cả ổ điện. Gọi tôi 0912 345 678',
    contact: { name: 'Trịnh Thị Ngoãn', phone: '0912345678' },
  });
  const first = await paperOf(trackingCode);
  const said = first.pages.map(({ text }) => text).join(' ');
  expect([first.lang, first.isTagged]).toEqual(['vi-VN', true]);
  expect(said).toContain(`Phản ánh ${trackingCode}`);
  expect(said).toContain(`/reports/${trackingCode}`);
  expect(said).toContain('Cứ mưa to là ngập, ướt cả ổ điện.');
  expect(said).toContain('Người dân gửi phản ánh');
  expect(said).toContain('Trước 215 Trần Nguyên Hãn');
  expect(said).toMatch(/Hẹn theo \S+/);
  expect(said).not.toContain('[object');
  expect(said).not.toMatch(/Ngoãn|345\s?678/);
  expect(said).not.toContain('tiếp nhận');

  city.clock.advance(3_600_000);
  const office = city.as(people.leChan);
  expect((await office.post(`/api/reports/${trackingCode}/accept`, {})).statusCode).toBe(200);
  const later = (await paperOf(trackingCode)).pages.map(({ text }) => text).join(' ');
  expect(later).toContain('UBND phường Lê Chân tiếp nhận');
});

test('in English too, from a code typed loosely', async () => {
  const { trackingCode } = await file(city);
  const english = await paperOf(trackingCode.toLowerCase(), '?lang=en');
  expect(english.lang).toBe('en-GB');
  expect(english.pages[0]?.text).toContain(`Report ${trackingCode}`);
});

test('an unknown code, and one with a wrong sign, get no paper', async () => {
  const status = async (code: string) =>
    (await city.as(anonymous).get(`/api/reports/${code}/pdf`)).statusCode;
  const { trackingCode } = await file(city);
  expect(await status('khong-co')).toBe(404);
  expect(await status(trackingCode.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).not.toBe(200);
});
