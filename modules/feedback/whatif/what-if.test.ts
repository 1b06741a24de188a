// Asking the simulation through the interface: an answer with its seed and hash, the same again, refusals in words, nothing stored on bad input.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, officer, type TestCity } from '@city/kernel/testing';
import { module } from '../module.ts';
import { people, reportsCity } from '../testing.ts';
import type { WhatIfView } from './what-if-schemas.ts';

let city: TestCity;
const body = 'thoat-nuoc';
const url = '/api/feedback/what-if';
const leader = () => city.as(officer({ body, role: 'leader', title: 'Giám đốc · Công ty Thoát nước' }));

beforeAll(async () => {
  city = await reportsCity({ now: '2026-09-28T02:30:00Z', start: { relay: false, work: true } });
  await module.seed?.(city.module('feedback') as never, () => {});
}, 120_000);
afterAll(() => city.stop());

async function answered(request: Record<string, unknown>, as = leader()): Promise<WhatIfView> {
  const asked = await as.post(url, request);
  expect(asked.statusCode, asked.body).toBe(201);
  return eventually(
    async () => (await as.get(`${url}/${asked.json().id}`)).json<WhatIfView>(),
    ({ state }) => state !== 'waiting',
    60_000,
  );
}
const runs = async () =>
  (await city.sql<{ n: number }>('select count(*)::int as n from feedback.what_if'))[0]?.n;

test('an office is described before it is asked about', async () => {
  const office = (await leader().get(`${url}/office?body=${body}`)).json();
  expect(office).toMatchObject({ body, isEnough: true });
  expect(office.reports).toBeGreaterThan(20);
  expect(office.services.map(({ code }: { code: string }) => code)).toContain('flooding');
});

describe('a question', () => {
  test('is answered with both offices in the same futures, and stands on the trail', async () => {
    const view = await answered({ body, officers: 3, moreOfficers: 2, wave: { times: 3, days: 3 }, seed: 5 });
    expect(view).toMatchObject({
      state: 'done',
      seed: 5,
      done: 200,
      of: 200,
      problem: null,
      body: { code: body },
    });
    expect(view.inputHash).toMatch(/^[0-9a-f]{64}$/);
    const { asIs, changed, difference } = view.answer as NonNullable<WhatIfView['answer']>;
    for (const { due } of [asIs, changed]) {
      expect(due.in95.low).toBeLessThanOrEqual(due.in80.low);
      expect(due.in80.low).toBeLessThanOrEqual(due.middle);
      expect(due.middle).toBeLessThanOrEqual(due.in80.high);
      expect(due.dots).toHaveLength(50);
    }
    expect(difference.due.in95.low).toBeLessThanOrEqual(difference.due.in95.high);
    const trail = await city.sql(`select 1 from trail.entry where action = 'report.what-if.ask'`);
    expect(trail.length).toBe(1);
  });

  test('about a wave says that more is late and more stays open', async () => {
    const { answer } = await answered({ body, officers: 2, wave: { times: 20, days: 2 } });
    expect(answer?.difference.due.in80.high).toBeLessThan(0);
    expect(answer?.difference.backlog.in80.low).toBeGreaterThan(0);
    expect(answer?.changed.busy).toBeGreaterThan(answer?.asIs.busy ?? 1);
  });

  test('asked again with its seed has the same hash and the same answer', async () => {
    const request = { body, officers: 3, order: 'earliest-due', seed: 7 };
    const [one, two] = [await answered(request), await answered(request)];
    expect(two.inputHash).toBe(one.inputHash);
    expect(two.answer).toEqual(one.answer);
    const other = await answered({ ...request, seed: 8 });
    expect(other.inputHash).not.toBe(one.inputHash);
    expect(other.answer).not.toEqual(one.answer);
  });

  test('that changes nothing finds no difference', async () => {
    const { answer } = await answered({ body, officers: 2 });
    expect(answer?.difference.due.in95).toEqual({ low: 0, high: 0 });
    expect(answer?.changed).toEqual(answer?.asIs);
  });

  test('a second one waits for the first', async () => {
    const asker = leader();
    const first = asker.post(url, { body, officers: 2 });
    expect((await first).statusCode).toBe(201);
    const second = await asker.post(url, { body, officers: 2 });
    expect([second.statusCode, second.json().code]).toEqual([409, 'what_if_waits']);
    const id = (await first).json().id;
    await eventually(
      async () => (await asker.get(`${url}/${id}`)).json().state,
      (state) => state === 'done',
      60_000,
    );
  });
});

describe('refused by name, with nothing stored', () => {
  test.each([
    ['/body', { body: 'khong-co', officers: 2 }],
    ['/officers', { body, officers: 0 }],
    ['/merge/body', { body, officers: 2, merge: { body, officers: 2 } }],
    ['/wave/service', { body, officers: 2, wave: { times: 2, days: 2, service: 'khong-co' } }],
    ['/promise/workingHours', { body, officers: 2, promise: { workingHours: 0 } }],
  ])('%s', async (pointer, request) => {
    const before = await runs();
    const answer = await leader().post(url, request);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0].pointer).toBe(pointer);
    expect(await runs()).toBe(before);
  });

  test('an office whose history is short', async () => {
    const asker = leader();
    const { items } = (await asker.get('/api/reports/bodies')).json<{ items: { code: string }[] }>();
    const offices = await Promise.all(
      items.map(async ({ code }) => (await asker.get(`${url}/office?body=${code}`)).json()),
    );
    const short = offices.find(({ isEnough }) => !isEnough);
    const before = await runs();
    const answer = await asker.post(url, { body: short.body, officers: 2 });
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'what_if_history_short']);
    expect(answer.json().title).toContain(`${short.reports} `);
    expect(await runs()).toBe(before);
  });

  test('a number that is none, or unknown', async () => {
    for (const id of ['x', '01890000-0000-7000-8000-000000000000'])
      expect((await leader().get(`${url}/${id}`)).statusCode).toBe(404);
  });
});

test('an officer may not ask', async () => {
  expect((await city.as(people.drainage).post(url, { body, officers: 2 })).statusCode).toBe(403);
});
