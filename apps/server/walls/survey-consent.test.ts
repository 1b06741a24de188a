// Two modules together: people with an account are asked about a closed report only while they consent to surveys.
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Caller,
  citizen,
  eventually,
  officer,
  queuedMessages,
  type TestCity,
} from '@city/kernel/testing';
import { wholeCity } from './whole-city.ts';

let city: TestCity;
beforeAll(async () => {
  city = await wholeCity({ start: { relay: true, work: true } });
});
afterAll(() => city?.stop());

async function must(asked: ReturnType<Caller['post']>) {
  const answer = await asked;
  if (answer.statusCode >= 300) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer;
}

async function closedReportOf(as: Caller): Promise<string> {
  const body = { service: 'flooding', words: 'Ngập trước cổng', lat: 20.8446, lon: 106.6825 };
  const code = (await must(as.post('/api/reports', body))).json().trackingCode;
  const ward = city.as(officer({ body: 'ubnd-11383', unit: '11383' }));
  await must(ward.post(`/api/reports/${code}/accept`, {}));
  await must(ward.post(`/api/reports/${code}/resolve`, { words: 'Đã nạo vét cống.' }));
  await must(ward.post(`/api/reports/${code}/close`, {}));
  return code;
}

test('a withdrawal stops the next question, and silence is no consent', async () => {
  const purpose = 'service-surveys';
  const [never, withdrawn, agreed] = [city.as(citizen()), city.as(citizen()), city.as(citizen())];
  const codes: string[] = [];
  for (const one of [never, withdrawn, agreed]) codes.push(await closedReportOf(one));
  for (const one of [withdrawn, agreed])
    await must(one.post('/api/me/consents', { purpose, textVersion: '1', agreed: true }));
  await must(withdrawn.post('/api/me/consents/withdraw', { purpose }));
  city.clock.set('2026-10-06T03:00:00Z');
  await city.sql(`select graphile_worker.add_job('feedback.survey_invite', '{}')`);
  await eventually(
    async () => (await city.sql('select 1 from feedback.survey_round')).length,
    (rounds) => rounds === codes.length,
  );
  const asked = (await queuedMessages(city)).filter(({ template }) => template === 'feedback.survey');
  expect(asked.map(({ params }) => params['code'])).toEqual([codes[2]]);
}, 90_000);
