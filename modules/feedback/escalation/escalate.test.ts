// The ladder: rungs at four fifths of the term, at its end, and one and three working days after, each told once.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import { type Filed, file, people, reportsCity } from '../testing.ts';
import { escalateAll } from './escalate.sweep.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city.stop());
beforeEach(() => city.clock.set('2026-09-08T02:30:00Z'));

const climb = () => escalateAll(city.module('feedback'));
const read = async (filed: Filed) =>
  (await city.as(anonymous).get(`/api/reports/${filed.trackingCode}`)).json();
const rungs = async (filed: Filed) =>
  (await read(filed)).history
    .filter(({ action }: { action: string }) => action === 'escalate')
    .map(({ detail }: { detail: { level: number; tell: string } }) => `${detail.level} ${detail.tell}`);

test('each rung is climbed at its moment and not before, and everyone can read it', async () => {
  // Due on Thursday 9:30 after sixteen working hours; four fifths of them end on Wednesday at 16:18.
  const filed = await file(city);
  const moments = [
    ['2026-09-09T09:18:00Z', '1 handler'],
    ['2026-09-10T02:30:00Z', '2 body'],
    ['2026-09-11T02:30:00Z', '3 coordinator'],
    ['2026-09-15T02:30:00Z', '4 city'],
  ] as const;
  const told: string[] = [];
  for (const [at, rung] of moments) {
    city.clock.set(new Date(Date.parse(at) - 1));
    await climb();
    expect(await rungs(filed)).toEqual(told);
    city.clock.set(at);
    await climb();
    told.push(rung);
    expect(await rungs(filed)).toEqual(told);
  }
  city.clock.set('2027-01-05T02:30:00Z');
  await climb();
  expect(await rungs(filed)).toEqual(told);
  expect((await read(filed)).escalation).toBe(4);
});

test('a report that waits for its reporter climbs no further until the clock runs again', async () => {
  const filed = await file(city);
  await city.as(people.leChan).post(`/api/reports/${filed.trackingCode}/accept`, {});
  await city.as(people.leChan).post(`/api/reports/${filed.trackingCode}/ask`, { words: 'Ở đâu?' });
  city.clock.set('2026-09-14T02:30:00Z');
  await climb();
  expect(await rungs(filed)).toEqual([]);
  await city.as(people.leChan).post(`/api/reports/${filed.trackingCode}/resume`, {});
  await climb();
  expect(await rungs(filed)).toEqual([]);
});

test('an answer ends the ladder, and a reopening begins it anew', async () => {
  const filed = await file(city);
  const officer = city.as(people.leChan);
  await officer.post(`/api/reports/${filed.trackingCode}/accept`, {});
  await officer.post(`/api/reports/${filed.trackingCode}/resolve`, { words: 'Đã xong.' });
  city.clock.set('2026-09-16T02:30:00Z');
  await climb();
  expect(await rungs(filed)).toEqual([]);
  await officer.post(`/api/reports/${filed.trackingCode}/reopen`, { reason: 'Lại ngập' });
  city.clock.set('2026-09-18T02:30:00Z');
  await climb();
  expect(await rungs(filed)).toEqual(['1 handler']);
});

test('two sweepers at once climb each rung once', async () => {
  const filed = await Promise.all(Array.from({ length: 40 }, () => file(city)));
  city.clock.set('2026-09-09T09:18:00Z');
  await Promise.all([climb(), climb(), climb()]);
  await climb();
  for (const one of filed) expect(await rungs(one)).toEqual(['1 handler']);
});
