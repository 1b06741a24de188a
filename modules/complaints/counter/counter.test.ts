// Filing for somebody at the counter: the same examination, the name under seal, the officer in the story; not for other bodies.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, anonymous } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import { aComplaint, complaintsTestCity, idOf, people } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await complaintsTestCity();
  city.clock.set('2026-09-08T02:30:00.000Z');
});
afterAll(() => city.stop());

const brought = {
  ...aComplaint.about,
  ...aComplaint.what,
  ...aComplaint.who,
  round: 1,
};
const counter = (body: object = brought, who: Actor = people.handler) =>
  city.as(who).post('/api/desk/complaints', body);

test('gives a receipt whose link and digits open the matter for the person', async () => {
  const answer = await counter();
  expect(answer.statusCode, answer.body).toBe(201);
  const { code, ownUrl, state, dueAt } = answer.json();
  expect([state, answer.headers['cache-control']]).toEqual(['received', 'no-store']);
  expect(dueAt).toContain('2026-09-1');
  const own = new URL(ownUrl);
  const page = await city.as(anonymous).get(own.pathname + own.search);
  expect([page.statusCode, page.body.includes(aComplaint.what['request']!)]).toEqual([200, true]);
  const opened = await city.as(anonymous).form('/complaints/follow', { code, lastFour: '5678' });
  expect(opened.statusCode).toBe(303);
});

test('the name stands under seal: not in the desk’s view, not on the trail; the story says who wrote it down', async () => {
  const { code } = (await counter({ ...brought, name: 'Lê Thị Quầy' })).json();
  const id = await idOf(city, code);
  const view = await city.as(people.leader).get(`/api/desk/complaints/${id}`);
  expect(view.body).not.toContain('Lê Thị Quầy');
  expect(view.json()).toMatchObject({
    hasIdentity: true,
    story: [{ action: 'file', actor: 'office', title: people.handler.post!.title }],
  });
  const identity = await city.as(people.handler).post(`/api/desk/complaints/${id}/identity`, {
    purpose: 'Mời đối thoại',
  });
  expect(identity.json().name).toBe('Lê Thị Quầy');
  const everything = await city.sql<{ row: string }>(
    `select to_jsonb(e)::text as row from trail.entry e where object_id = $1`,
    [id],
  );
  const [filed] = everything;
  expect(everything.map(({ row }) => row).join()).not.toContain('Lê Thị Quầy');
  expect(filed!.row).toContain('complaint.file');
});

test('names every wrong field, and sends what another body receives there', async () => {
  const empty = await counter({ ...brought, name: '', phone: '12', words: 'ít' });
  expect(empty.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/words',
    '/name',
    '/phone',
  ]);
  const elsewhere = await counter({ ...brought, aboutBody: 'ubnd-10525' });
  expect([elsewhere.statusCode, elsewhere.json().code]).toEqual([409, 'complaint_for_another_body']);
  expect(elsewhere.json().title).toContain('Hải Dương');
  const second = { ...brought, round: 2, firstDecision: 'Quyết định 12 ngày 1/9/2026' };
  expect((await counter(second)).json().code).toBe('complaint_for_another_body');
  expect((await counter(second, people.cityHandler)).statusCode).toBe(201);
});
