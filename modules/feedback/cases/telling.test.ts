// Telling the reporter and the open page: each step once, by the way they chose, in words for them.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, eventually, multipart, type TestCity, queuedMessages } from '@city/kernel/testing';
import { type Filed, file, people, picture, reportsCity } from '../testing.ts';
import type { FeedbackTables } from './tables.ts';
import { forgetLoose } from '../photos/forget-loose.job.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity({ start: { relay: true, work: false } });
});
afterAll(() => city.stop());

interface Message {
  recipient: string;
  params: { action: string; code: string; path: string };
  address: { phone: string | null; email: string | null; lang: string } | null;
}
const messages = async (code: string): Promise<Message[]> =>
  (await queuedMessages<Message['params']>(city))
    .filter(({ params }) => params.code === code)
    .sort((a, b) => String(a.key).localeCompare(String(b.key)))
    .map(({ recipient, params, address }) => ({ recipient, params, address }));
const step = (filed: Filed, verb: string, body: object = {}) =>
  city.as(people.leChan).post(`/api/reports/${filed.trackingCode}/${verb}`, body);

describe('the reporter is told', () => {
  test('filing, accepting and the answer, each once, with the link that proves them', async () => {
    const filed = await file(city, { contact: { phone: '0912345678', email: 'mau@vidu.vn' } });
    await step(filed, 'accept');
    await step(filed, 'assign', { me: true });
    await step(filed, 'resolve', { words: 'Đã thông cống.' });
    const told = await eventually(
      () => messages(filed.trackingCode),
      (rows) => rows.length >= 3,
    );
    expect(told.map(({ params }) => params.action)).toEqual(['file', 'accept', 'resolve']);
    expect(told[0]?.address).toEqual({ lang: 'vi', phone: '+84912345678', email: 'mau@vidu.vn' });
    expect(told[2]?.params.path).toBe(`/reports/${filed.trackingCode}?key=${filed.reporterKey}`);
    await wait(300);
    expect(await messages(filed.trackingCode)).toHaveLength(3);
  });

  test('in the account when they were signed in, without a key in the link', async () => {
    const person = citizen();
    const filed = await file(city, {}, city.as(person));
    const [told] = await eventually(
      () => messages(filed.trackingCode),
      (rows) => rows.length === 1,
    );
    expect(told).toMatchObject({
      recipient: `person:${person.id}`,
      address: null,
      params: { path: `/reports/${filed.trackingCode}` },
    });
  });

  test('not at all when they left no way, and the trail says whose contact was used for what', async () => {
    const silent = await file(city);
    const spoken = await file(city, { contact: { phone: '0912345678' } });
    await eventually(
      () => messages(spoken.trackingCode),
      (rows) => rows.length === 1,
    );
    expect(await messages(silent.trackingCode)).toEqual([]);
    const [read] = await city.sql(
      `select t.actor_kind, t.purpose from trail.entry t join feedback.tracking_code c on c.report_id::text = t.object_id
      where c.code = $1 and t.action = 'report.contact.tell'`,
      [spoken.trackingCode],
    );
    expect(read).toEqual({ actor_kind: 'system', purpose: 'tell the reporter what happened' });
  });
});

test('an open page of the report hears its steps, and none of another’s', async () => {
  const address = await city.app.listen({ port: 0, host: '127.0.0.1' });
  const [filed, other] = [await file(city), await file(city)];
  const leaving = new AbortController();
  const answer = await fetch(`${address}/api/reports/${filed.trackingCode}/live`, { signal: leaving.signal });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  let heard = '';
  const reading = (async () => {
    for await (const part of answer.body!) heard += new TextDecoder().decode(part);
  })().catch(() => {});
  await eventually(
    () => heard,
    (text) => text.includes('event: ready'),
  );
  await step(other, 'reject', { reason: 'Không thuộc thẩm quyền' });
  await step(filed, 'accept');
  await eventually(
    () => heard,
    (text) => text.includes('"state":"accepted"'),
  );
  expect(heard).not.toContain('rejected');
  leaving.abort();
  await reading;
});

test('pictures that no report took are forgotten after a day, with their files', async () => {
  const { contentType, payload } = multipart({}, [
    { field: 'photo', filename: 'a.jpg', contentType: 'image/jpeg', data: await picture('#445566') },
  ]);
  await city.as(anonymous).inject({
    method: 'POST',
    url: '/api/reports/photos',
    headers: { 'content-type': contentType },
    payload,
  });
  const m = city.module<FeedbackTables>('feedback');
  expect(await forgetLoose(m)).toBe(0);
  city.clock.advance(24 * 3_600_000 + 1000);
  expect(await forgetLoose(m)).toBe(1);
  expect(await city.sql('select 1 from files.file')).toEqual([]);
});
