// Report, proposal, question: one choice at the second step, a report by default, services and terms that fit it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import { aReport, reportsCity } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city.stop());
const anyone = () => city.as(anonymous);

async function begin(): Promise<string> {
  const answer = await anyone().form('/report', {});
  return /d=([\w-]+)/.exec(String(answer.headers.location))![1]!;
}
const where = (d: string, fields: Record<string, string>) => anyone().form('/report/where', { d, ...fields });
const page = async (d: string) => (await anyone().get(`/report/where?d=${d}`)).body;
const filled = { words: 'Bao giờ thu rác ngõ 12?', lat: '20.8446', lon: '106.6825' };

async function sent(d: string) {
  expect((await anyone().form('/report/send', { d })).statusCode).toBe(303);
  const done = (await anyone().get(`/report/done?d=${d}`)).body;
  const code = /HP-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}/.exec(done)![0];
  return (await anyone().get(`/api/reports/${code}`)).json();
}

test('nobody who reports has to choose: it is a report', async () => {
  const d = await begin();
  const next = await where(d, { ...filled, service: 'waste', go: 'next' });
  expect(next.headers.location).toBe(`/report/send?d=${d}`);
  expect(await sent(d)).toMatchObject({ kind: 'phan_anh' });
});

test('a question shows only what one can ask about, keeps the words, and has terms of its own', async () => {
  const d = await begin();
  expect(await page(d)).toContain('value="flooding"');
  const chosen = await where(d, { ...filled, kind: 'hoi_dap', go: 'kind' });
  expect(chosen.headers.location).toBe(`/report/where?d=${d}#kind-1`);
  const body = await page(d);
  expect(body).not.toContain('value="flooding"');
  expect(body).toContain('value="waste"');
  expect(body).toContain('Bao giờ thu rác ngõ 12?');
  await where(d, { ...filled, kind: 'hoi_dap', service: 'waste', go: 'next' });
  expect((await anyone().get(`/report/send?d=${d}`)).body).toContain('Hỏi đáp');
  const report = await sent(d);
  expect(report).toMatchObject({
    kind: 'hoi_dap',
    service: 'waste',
    promise: { policy: expect.stringContaining('hoi-dap') },
  });
});

test('a service that takes no questions is refused in words, on the page and by the interface', async () => {
  const d = await begin();
  const answer = await where(d, { ...filled, kind: 'hoi_dap', service: 'flooding', go: 'next' });
  expect([answer.statusCode, answer.body]).toEqual([422, expect.stringContaining('không nhận hỏi đáp')]);
  const refused = await anyone().post('/api/reports', aReport({ kind: 'hoi_dap', service: 'flooding' }));
  expect([refused.statusCode, refused.json().errors[0]]).toEqual([
    400,
    expect.objectContaining({ pointer: '/service', code: 'report_kind_not_here' }),
  ]);
});

test('a kind that nobody knows changes nothing', async () => {
  const d = await begin();
  await where(d, { ...filled, kind: 'to_cao', service: 'waste', go: 'next' });
  expect(await sent(d)).toMatchObject({ kind: 'phan_anh' });
});
