// Alarms through the running centre: what a source says and people do, with every step kept.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCity } from '@city/kernel/testing';
import { act, clear, operationsTestCity, people, raise, sensing } from '../testing.ts';
import type { AlarmDetail, AlarmView } from './alarm-view.ts';
import { passTime } from './alarm-clock.sweep.ts';
import type { OperationsTables } from '../tables.ts';

let city: TestCity;
beforeAll(async () => {
  city = await operationsTestCity();
});
afterAll(() => city?.stop());

const stepsOf = async (id: string) =>
  (
    await city.sql<{ step: string }>(
      `select from_state || ' ' || action || ' ' || to_state as step from operations.alarm_event where alarm_id = $1 order by seq`,
      [id],
    )
  ).map(({ step }) => step);
const alarmOf = (answer: { body: unknown }) => (answer.body as AlarmDetail).alarm;
const later = (minutes: number) => city.clock.advance(minutes * 60_000);
const sweep = () => passTime(city.module<OperationsTables>('operations'));

test('a condition becomes an alarm with its procedure; saying it again changes nothing', async () => {
  const first = await raise(city, { condition: 'same' });
  expect(await raise(city, { condition: 'same' })).toMatchObject({ id: first.id, version: first.version });
  const detail = (
    await city.as(people.operator).get(`/api/operations/alarms/${first.id}`)
  ).json() as AlarmDetail;
  expect(detail.alarm).toMatchObject({
    definition: 'muc-nuoc-song',
    priority: 1,
    state: 'UNACK',
    ward: '11383',
  });
  expect(detail.sop.length).toBeGreaterThan(1);
  expect(detail.actions).toEqual(['ack', 'shelve']);
  const events = await city.sql(
    `select 1 from events.outbox where type = 'operations.alarm.changed' and key = $1`,
    [first.id],
  );
  expect(events).toHaveLength(1);
});

test('acknowledged and gone is normal; more severe calls again; the trail says who acknowledged', async () => {
  const { id } = await raise(city, { condition: 'rises', severity: 2 });
  expect(alarmOf(await act(city, people.operator, `alarms/${id}/ack`))).toMatchObject({
    state: 'ACKED',
    ackedTitle: 'Trực ban · Trung tâm điều hành',
  });
  expect(await raise(city, { condition: 'rises', severity: 3 })).toMatchObject({
    state: 'UNACK',
    ackedTitle: null,
  });
  expect(await raise(city, { condition: 'rises', severity: 2, value: 3.1 })).toMatchObject({
    state: 'UNACK',
  });
  await act(city, people.operator, `alarms/${id}/ack`);
  expect(await clear(city, 'rises')).toMatchObject({ state: 'NORM' });
  expect(await stepsOf(id)).toEqual([
    'none occur UNACK',
    'UNACK ack ACKED',
    'ACKED rise UNACK',
    'UNACK change UNACK',
    'UNACK ack ACKED',
    'ACKED clear NORM',
  ]);
  const trail = await city.sql(`select 1 from trail.entry where action = 'alarm.ack' and object_id = $1`, [
    id,
  ]);
  expect(trail).toHaveLength(2);
});

test('a latching alarm stays until somebody resets it', async () => {
  const { id } = await raise(city, { condition: 'fire', definition: 'fire-detector', severity: 4 });
  await clear(city, 'fire');
  expect(alarmOf(await act(city, people.operator, `alarms/${id}/ack`)).state).toBe('ACKED');
  expect(alarmOf(await act(city, people.operator, `alarms/${id}/reset`)).state).toBe('NORM');
});

test('a shelf that runs off calls again; one that is taken off by hand counts as seen', async () => {
  const { id } = await raise(city, { condition: 'rain', definition: 'rain-1h' });
  const shelved = await act(city, people.operator, `alarms/${id}/shelve`, {
    minutes: 60,
    words: 'Máy đo đang bảo trì',
  });
  expect(alarmOf(shelved)).toMatchObject({ state: 'SHLVD', hiddenReason: 'Máy đo đang bảo trì' });
  later(59);
  await sweep();
  expect((await stepsOf(id)).at(-1)).toBe('UNACK shelve SHLVD');
  later(1);
  await sweep();
  expect((await stepsOf(id)).at(-1)).toBe('SHLVD expire UNACK');
  await act(city, people.operator, `alarms/${id}/shelve`, { minutes: 30, words: 'Máy đo đang bảo trì' });
  expect(alarmOf(await act(city, people.operator, `alarms/${id}/unshelve`))).toMatchObject({
    state: 'ACKED',
    shelvedUntil: null,
  });
});

test('nobody shelves for longer than the rule, nor again and again', async () => {
  const { id } = await raise(city, { condition: 'abuse', definition: 'rain-1h' });
  const shelve = (minutes: number, words = 'Chờ đội kỹ thuật') =>
    act(city, people.operator, `alarms/${id}/shelve`, { minutes, words });
  expect((await shelve(121)).body).toMatchObject({ code: 'operations_shelf_too_long', status: 400 });
  expect((await shelve(30, 'ok')).body).toMatchObject({ code: 'operations_reason_short' });
  for (let round = 0; round < 4; round++) {
    expect((await shelve(120)).status, `round ${round}`).toBe(200);
    later(120);
    await sweep();
  }
  expect((await shelve(120)).body).toMatchObject({ code: 'operations_shelf_day_used_up', status: 409 });
});

test('priority 1 is shelved by two persons or not at all', async () => {
  const { id } = await raise(city, { condition: 'two-persons' });
  const asked = await act(city, people.operator, `alarms/${id}/shelve`, {
    minutes: 30,
    words: 'Trạm đo đang hiệu chuẩn',
  });
  expect(alarmOf(asked)).toMatchObject({ state: 'UNACK', asked: { minutes: 30 } });
  expect((await act(city, people.operator, `alarms/${id}/confirm-shelf`)).body).toMatchObject({
    code: 'operations_second_person_needed',
    status: 403,
  });
  expect(alarmOf(await act(city, people.lead, `alarms/${id}/confirm-shelf`))).toMatchObject({
    state: 'SHLVD',
    asked: null,
  });
  expect((await act(city, people.lead, `alarms/${id}/confirm-shelf`)).status).toBe(409);
});

test('what the tide explains calls nobody while the tide is high, and calls again after it', async () => {
  const street = { condition: 'street', definition: 'street-flood-1', severity: 2 };
  const before = await raise(city, { ...street, condition: 'street-before' });
  await raise(city, { condition: 'tide', definition: 'tide-4m', severity: 3 });
  expect((await stepsOf(before.id)).at(-1)).toBe('UNACK suppress DSUPR');
  const during = await raise(city, street);
  expect(during.state).toBe('DSUPR');
  await clear(city, 'tide');
  expect((await stepsOf(during.id)).at(-1)).toBe('DSUPR unsuppress UNACK');
  expect((await stepsOf(before.id)).at(-1)).toBe('DSUPR unsuppress UNACK');
});

test('the head of the shift alone takes an alarm out of service and back', async () => {
  const { id } = await raise(city, { condition: 'oos', definition: 'rain-1h' });
  const words = { words: 'Trạm đo đã tháo' };
  expect((await act(city, people.operator, `alarms/${id}/remove`, words)).status).toBe(403);
  expect(alarmOf(await act(city, people.lead, `alarms/${id}/remove`, words)).state).toBe('OOSRV');
  await clear(city, 'oos');
  expect(alarmOf(await act(city, people.lead, `alarms/${id}/restore`)).state).toBe('NORM');
});

test('a step from another state or another version is refused', async () => {
  const { id } = await raise(city, { condition: 'refused' });
  expect((await act(city, people.operator, `alarms/${id}/unshelve`)).body).toMatchObject({
    code: 'operations_alarm_step_not_possible',
  });
  const stale = await city
    .as(people.operator)
    .post(`/api/operations/alarms/${id}/ack`, {}, { 'if-match': '"7"' });
  expect(stale.statusCode).toBe(412);
  const nothing = await act(city, people.operator, `alarms/00000000-0000-4000-8000-000000000000/ack`);
  expect(nothing.status).toBe(404);
});

test('a condition without a rationalised alarm is refused by name', async () => {
  const body = { source: 'sensing', condition: 'x', definition: 'unheard-of', severity: 1 };
  const answer = await city.as(sensing).post('/api/operations/conditions/raise', body);
  expect(answer.json()).toMatchObject({ code: 'operations_alarm_no_definition', status: 400 });
});

test('the list is grouped, counted and ordered', async () => {
  const list = (await city.as(people.lead).get('/api/operations/alarms')).json() as {
    groups: { priority: number; alarms: AlarmView[] }[];
    counts: { active: number; shelved: number };
    total: number;
  };
  expect(list.groups.map(({ priority }) => priority)).toEqual(
    list.groups.map(({ priority }) => priority).sort((a, b) => a - b),
  );
  expect(list.total).toBe(list.counts.active);
  expect(list.counts.shelved).toBe(1);
});
