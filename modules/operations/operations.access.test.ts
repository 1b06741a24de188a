// Who is refused by the operations centre, and that nothing is stored when they are.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import { act, operationsTestCity, people, raise } from './testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await operationsTestCity();
});
afterAll(() => city?.stop());

const id = randomUUID();
const everything = () =>
  city.sql<{
    n: number;
  }>(`select (select count(*) from operations.alarm_event) + (select count(*) from operations.incident)
    + (select count(*) from operations.warning) + (select count(*) from operations.stage) + (select count(*) from operations.handover)
    + (select count(*) from operations.follower) + (select count(*) from operations.cap_in) as n`);

test.each([
  'GET /api/operations/alarms',
  'GET /api/operations/alarms/:id',
  'POST /api/operations/alarms/:id/ack',
  'POST /api/operations/alarms/:id/unack',
  'POST /api/operations/alarms/:id/reset',
  'POST /api/operations/alarms/:id/shelve',
  'POST /api/operations/alarms/:id/confirm-shelf',
  'POST /api/operations/alarms/:id/unshelve',
  'POST /api/operations/alarms/:id/note',
  'POST /api/operations/alarms/:id/remove',
  'POST /api/operations/alarms/:id/restore',
  'GET /api/operations/incidents',
  'GET /api/operations/incidents/choices',
  'GET /api/operations/incidents/:id',
  'POST /api/operations/incidents',
  'POST /api/operations/incidents/:id/move',
  'POST /api/operations/incidents/:id/merge',
  'POST /api/operations/incidents/:id/severity',
  'POST /api/operations/incidents/:id/note',
  'POST /api/operations/incidents/:id/review',
  'POST /api/operations/incidents/:id/alarms',
  'POST /api/operations/incidents/:id/tasks',
  'GET /api/operations/tasks',
  'POST /api/operations/tasks/:id/move',
  'GET /api/operations/stages',
  'POST /api/operations/stages',
  'GET /api/operations/handovers',
  'GET /api/operations/handovers/open-items',
  'POST /api/operations/handovers',
  'POST /api/operations/handovers/:id/take',
  'GET /api/operations/kpis',
  'GET /api/operations/board',
  'GET /api/operations/board/:figure',
  'GET /api/operations/warnings',
  'GET /api/operations/warnings/models',
  'GET /api/operations/warnings/:id',
  'POST /api/operations/warnings',
  'POST /api/operations/warnings/:id/edit',
  'POST /api/operations/warnings/:id/submit',
  'POST /api/operations/warnings/:id/send-back',
  'POST /api/operations/warnings/:id/discard',
  'POST /api/operations/warnings/:id/release',
  'POST /api/operations/warnings/:id/cancel',
])('%s is closed to people and to whoever is not signed in', async (name) => {
  const [method, pattern] = name.split(' ') as ['GET' | 'POST', string];
  const url = pattern.replace(':id', id).replace(':figure', 'alarms-calling');
  const before = await everything();
  for (const caller of [anonymous, citizen(), system('stranger')]) {
    const answer = await city
      .as(caller)
      .inject({ method, url, ...(method === 'POST' ? { payload: {} } : {}) });
    expect(answer.statusCode).toBeOneOf([401, 403]);
  }
  expect(await everything()).toEqual(before);
});

test.each([
  'POST /api/operations/conditions/raise',
  'POST /api/operations/conditions/clear',
  'POST /api/operations/cap-in',
])('%s is closed to people, the operator included', async (name) => {
  const [, url] = name.split(' ') as ['POST', string];
  for (const caller of [anonymous, citizen(), people.operator, people.lead, people.cityLeader]) {
    const answer = await city.as(caller).post(url, {});
    expect(answer.statusCode).toBeOneOf([401, 403]);
  }
});

test('POST /warnings/follow is closed to whoever is not signed in', async () => {
  // The route is 'POST /warnings/follow'.
  const answer = await city.as(anonymous).form('/warnings/follow', { area: 'city' });
  expect(answer.statusCode).toBeOneOf([303, 401]);
  expect(await city.sql('select 1 from operations.follower')).toEqual([]);
});

test('nobody sees what another follows', async () => {
  const person = citizen();
  await city.as(person).form('/warnings/follow', { area: '11383' });
  const other = await city.as(citizen()).get('/warnings', { accept: 'text/html' });
  expect(other.body).not.toContain('Bạn đang nhận tin cảnh báo');
  const own = await city.as(person).get('/warnings', { accept: 'text/html' });
  expect(own.body).toContain('Bạn đang nhận tin cảnh báo');
});

test('a body sees its own tasks only, and another’s task is not there', async () => {
  const alarm = await raise(city);
  const opened = await act(city, people.operator, 'incidents', {
    type: 'ngap-lut',
    severity: 2,
    title: 'Ngập chợ An Dương',
    alarms: [alarm.id],
    dispatch: true,
  });
  const tasks = (opened.body as unknown as { tasks: { id: string; body: string }[] }).tasks;
  const own = (await city.as(people.drainage).get('/api/operations/tasks')).json() as {
    items: { body: string }[];
  };
  expect(own.items.map(({ body }) => body)).toEqual(['thoat-nuoc']);
  const theirs = tasks.find(({ body }) => body === 'dien-luc');
  expect((await act(city, people.drainage, `tasks/${theirs?.id}/move`, { action: 'accept' })).status).toBe(
    404,
  );
});
