// Refusals of what offices do between taking a report and answering it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, officer, type TestCity } from '@city/kernel/testing';
import { type Filed, file, people, reportsCity } from '../testing.ts';

let city: TestCity;
let filed: Filed;
beforeAll(async () => {
  city = await reportsCity();
  filed = await file(city);
  await city.as(people.leChan).post(`/api/reports/${filed.trackingCode}/accept`, {});
});
afterAll(() => city.stop());

const strangers = {
  anonymous,
  citizen: citizen(),
  'officer of another body': people.haiDuong,
  'leader of another body': officer({ body: 'ubnd-10525', role: 'leader' }),
  'officer without a handling role': officer({ body: 'ubnd-11383', role: 'archivist' }),
};

describe.each([
  ['POST /api/reports/:code/ask', { words: 'Ở đâu?' }],
  ['POST /api/reports/:code/resume', {}],
  ['POST /api/reports/:code/recategorise', { service: 'sidewalk', reason: 'Sai loại' }],
  ['POST /api/reports/:code/notes', { words: 'Ghi chú' }],
  ['POST /api/reports/:code/extension', { amount: 1, unit: 'working-days', reason: 'Chờ vật tư' }],
  ['POST /api/reports/:code/extend', { approve: true }],
  ['POST /api/reports/:code/submit', { words: 'Đã xong việc này.' }],
  ['POST /api/reports/:code/approve', {}],
  ['POST /api/reports/:code/send-back', { words: 'Viết rõ hơn' }],
  ['POST /api/reports/:code/withdraw', {}],
])('%s', (route, body) => {
  test.each(Object.entries(strangers))('refuses: %s', async (_who, actor) => {
    const url = route.replace('POST ', '').replace(':code', filed.trackingCode);
    const answer = await city.as(actor).post(url, body);
    expect(answer.statusCode).toBe(actor.kind === 'anonymous' ? 401 : 403);
    const [kept] = await city.sql<{ version: number; requests: number; notes: number }>(
      `select version, (select count(*)::int from feedback.request) as requests, (select count(*)::int from feedback.note) as notes
         from feedback.report where tracking_code = $1`,
      [filed.trackingCode],
    );
    expect(kept).toEqual({ version: 2, requests: 0, notes: 0 });
  });
});

const draftPhoto = 'GET /api/desk/reports/:code/draft-photos/:id';

test(`${draftPhoto} shows nothing to strangers, whatever the id`, async () => {
  const url = `/api/desk/reports/${filed.trackingCode}/draft-photos/0199aaaa-0000-7000-8000-000000000000`;
  expect((await city.as(anonymous).get(url)).statusCode).toBe(401);
  expect((await city.as(citizen()).get(url)).statusCode).toBe(403);
  expect((await city.as(people.haiDuong).get(url)).statusCode).toBe(404);
  expect((await city.as(people.leChan).get(url)).statusCode).toBe(404);
});
