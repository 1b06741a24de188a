// Incidents, tasks, hand-overs and the stage through the running centre.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCity } from '@city/kernel/testing';
import { anonymous } from '@city/kernel/access';
import { act, operationsTestCity, people, place, raise } from '../testing.ts';
import type { IncidentDetail } from './incident-view.ts';

let city: TestCity;
beforeAll(async () => {
  city = await operationsTestCity();
});
afterAll(() => city?.stop());

const detailOf = (answer: { body: unknown }) => answer.body as IncidentDetail;
const open = async (more: Record<string, unknown> = {}) => {
  const body = {
    type: 'ngap-lut',
    severity: 2,
    title: 'Ngập chợ An Dương',
    words: 'Nước lên nhanh',
    ...place,
    ...more,
  };
  const answer = await act(city, people.operator, 'incidents', body);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return detailOf(answer);
};

test('an incident has a number without gaps, a term by its severity, its place and its first line', async () => {
  const [one, two] = [await open(), await open({ severity: 1 })];
  const number = (detail: IncidentDetail) => Number(detail.incident.number.split('-')[2]);
  expect(number(two)).toBe(number(one) + 1);
  const minutes = ({ incident }: IncidentDetail) =>
    (Date.parse(incident.dueAt) - Date.parse(incident.openedAt)) / 60_000;
  expect([minutes(one), minutes(two)]).toEqual([30, 15]);
  expect(one.incident.wardName?.vi).toBe('phường Lê Chân');
  expect(one.timeline).toMatchObject([
    { seq: 1, kind: 'opened', words: 'Nước lên nhanh', by: 'Trực ban · Trung tâm điều hành' },
  ]);
});

test('its first tasks go to the bodies of its kind, run by their own clocks, and closing waits for them', async () => {
  const { incident, tasks } = await open({ dispatch: true });
  expect(
    tasks.map(({ body, dueAt }) => [body, (Date.parse(dueAt) - city.clock.now().getTime()) / 60_000]),
  ).toEqual([
    ['cong-an-thanh-pho', 30],
    ['thoat-nuoc', 30],
    ['dien-luc', 45],
  ]);
  const move = (action: string) => act(city, people.operator, `incidents/${incident.id}/move`, { action });
  await move('start');
  expect((await move('close')).body).toMatchObject({ code: 'operations_incident_tasks_open', status: 409 });
  const pumps = tasks.find(({ body }) => body === 'thoat-nuoc');
  const others = tasks.filter((task) => task !== pumps);
  await act(city, people.drainage, `tasks/${pumps?.id}/move`, { action: 'accept' });
  city.clock.advance(31 * 60_000);
  const late = (
    await city.as(people.lead).get(`/api/operations/incidents/${incident.id}`)
  ).json() as IncidentDetail;
  expect(late.incident).toMatchObject({ tasksOpen: 3, tasksLate: 2 });
  await act(city, people.drainage, `tasks/${pumps?.id}/move`, { action: 'done', words: 'Đã chạy bốn bơm' });
  for (const task of others)
    await act(city, people.operator, `tasks/${task.id}/move`, { action: 'cancel', words: 'Không cần nữa' });
  expect((await move('close')).status).toBe(200);
  const review = await act(city, people.operator, `incidents/${incident.id}/review`, {
    words: 'Cần thêm bơm di động.',
  });
  expect(detailOf(review).timeline[0]).toMatchObject({ kind: 'review', words: 'Cần thêm bơm di động.' });
});

test('a merge brings alarms and tasks along and leaves a line in both', async () => {
  const alarm = await raise(city, { condition: 'merged' });
  const into = await open({ severity: 3 });
  const from = await open({ severity: 2, alarms: [alarm.id], dispatch: true });
  await act(city, people.operator, `incidents/${from.incident.id}/merge`, {
    into: into.incident.id,
    words: 'Cùng một nơi',
  });
  const after = (
    await city.as(people.lead).get(`/api/operations/incidents/${into.incident.id}`)
  ).json() as IncidentDetail;
  expect(after.alarmList.map(({ id }) => id)).toEqual([alarm.id]);
  expect(after.tasks).toHaveLength(3);
  expect(after.incident.severity).toBe(2);
  expect(after.timeline[0]).toMatchObject({ kind: 'merged', words: `${from.incident.number}: Cùng một nơi` });
  const again = await act(city, people.operator, `incidents/${from.incident.id}/move`, { action: 'start' });
  expect(again.body).toMatchObject({ code: 'operations_incident_step_not_possible' });
  const itself = await act(city, people.operator, `incidents/${into.incident.id}/merge`, {
    into: into.incident.id,
  });
  expect(itself.body).toMatchObject({ code: 'operations_incident_merge_same' });
});

test('the timeline cannot be changed, only continued', async () => {
  const { incident } = await open();
  await act(city, people.operator, `incidents/${incident.id}/note`, { words: 'Đã gọi phường' });
  const db = city.module('operations').db as unknown as {
    transaction: (
      actor: unknown,
      fn: (tx: {
        db: { deleteFrom: (t: string) => { execute: () => Promise<unknown> } };
      }) => Promise<unknown>,
    ) => Promise<unknown>;
  };
  await expect(
    db.transaction(people.operator, (tx) => tx.db.deleteFrom('operations.incident_entry').execute()),
  ).rejects.toThrow(/permission denied/);
});

test('a shift is given with what is open and taken by another person', async () => {
  await raise(city, { condition: 'handover' });
  const { incident } = await open({ title: 'Ngập cầu vượt Lạch Tray' });
  const given = await act(city, people.operator, 'handovers', {
    position: 'truc-ban',
    note: 'Theo dõi triều lúc 17 giờ',
  });
  const { id, items } = given.body as unknown as { id: string; items: { kind: string; title: string }[] };
  expect(items).toContainEqual({
    kind: 'incident',
    id: incident.id,
    title: `${incident.number} Ngập cầu vượt Lạch Tray`,
    state: 'open',
  });
  expect(items.some(({ kind }) => kind === 'alarm')).toBe(true);
  const second = { position: 'truc-ban', note: 'Biên bản thứ hai' };
  expect((await act(city, people.operator, 'handovers', second)).body).toMatchObject({
    code: 'operations_handover_open',
  });
  expect((await act(city, people.operator, `handovers/${id}/take`)).body).toMatchObject({
    code: 'operations_handover_same_person',
    status: 403,
  });
  const taken = await act(city, people.nextOperator, `handovers/${id}/take`, { remark: 'Đã nhận' });
  expect(taken.body).toMatchObject({
    takenTitle: 'Trực ban ca sau · Trung tâm điều hành',
    remark: 'Đã nhận',
  });
  expect((await act(city, people.nextOperator, `handovers/${id}/take`)).body).toMatchObject({
    code: 'operations_handover_signed',
  });
});

test('the stage of the city has a reason and a post, and only those who speak for the city set it', async () => {
  const set = (who: (typeof people)[keyof typeof people], level: number, words: string) =>
    act(city, who, 'stages', { level, words });
  expect((await set(people.operator, 3, 'Bão số 9')).status).toBe(403);
  expect((await set(people.lead, 3, 'Bão')).body).toMatchObject({ code: 'operations_reason_short' });
  expect((await set(people.lead, 3, 'Bão số 9 đổ bộ đêm nay')).status).toBe(201);
  expect((await set(people.cityLeader, 3, 'Bão số 9 đổ bộ')).body).toMatchObject({
    code: 'operations_stage_same',
  });
  const shown = (await city.as(anonymous).get('/api/operations/stage')).json();
  expect(shown).toMatchObject({
    level: 3,
    name: { vi: 'Ứng phó' },
    reason: 'Bão số 9 đổ bộ đêm nay',
    post: null,
  });
  const kept = (await city.as(people.lead).get('/api/operations/stages')).json() as { items: unknown[] };
  expect(kept.items).toMatchObject([{ level: 3, post: 'Trưởng ca · Trung tâm điều hành' }]);
});
