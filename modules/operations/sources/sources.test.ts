// What others say becomes alarms: sensors by their event, citizens' reports by their clusters.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '@city/kernel/access';
import { eventually, type TestCity } from '@city/kernel/testing';
import type { IncidentDetail } from '../incidents/incident-view.ts';
import { operationsCity } from '../module-city.ts';
import type { OperationsTables } from '../tables.ts';
import { act, operationsTestCity, people, place } from '../testing.ts';
import { conditionsOf } from '../contract.ts';
import { hearReports, reportFiled } from './reports.subscriber.ts';
import { conditionChanged, hearSensing, severityOf } from './sensing.subscriber.ts';

let city: TestCity;
beforeAll(async () => {
  city = await operationsTestCity({ start: { relay: true, work: false } });
});
afterAll(() => city?.stop());

const m = () => city.module<OperationsTables>('operations');
const said = (type: string, data: unknown) => ({ type, data }) as never;
const hear = (facts: Record<string, unknown>, step = 'filed') =>
  m().db.transaction(system('test'), (tx) =>
    hearReports(operationsCity(m())).handle(tx, said(`feedback.report.${step}`, facts)),
  );
const report = (n: number, more: Record<string, unknown> = {}) => ({
  trackingCode: `HP-${n}`,
  service: 'flooding',
  unit: '11383',
  state: 'filed',
  // Some forty metres further each.
  lat: place.lat + n * 0.0004,
  lon: place.lon,
  filedAt: city.clock.now().toISOString(),
  isPublic: true,
  ...more,
});
const clusters = () =>
  city.sql<{ alarm_id: string; state: string; severity: number; value: number }>(
    `select alarm_id, state, severity, value from operations.alarm where source = 'reports' order by occurred_at, alarm_id`,
  );

test('a sensor’s condition goes through the stream into an alarm and out of it', async () => {
  const event = {
    conditionId: 'c-1',
    definition: 'tide-4m',
    series: 'hon-dau:water-level',
    unitCode: 'MTR',
    point: place,
    severity: 'severe',
    state: 'raised',
    at: city.clock.now().toISOString(),
    value: 4.05,
  };
  const emit = (data: typeof event) =>
    m().db.transaction(system('sensing'), async (tx) => tx.emit(conditionChanged, 'c-1', data));
  const state = async () =>
    (
      await city.sql<{ state: string; severity: number }>(
        `select state, severity from operations.alarm where condition = 'tide-4m hon-dau:water-level'`,
      )
    )[0];
  await emit(event);
  await eventually(state, (row) => row?.state === 'UNACK' && row.severity === 3);
  await emit({ ...event, state: 'cleared', value: 3.8 });
  await eventually(state, (row) => row?.state === 'RTNUN');
  // Raised anew under another id of the source it is still the same alarm.
  await emit({ ...event, conditionId: 'c-9' });
  await eventually(state, (row) => row?.state === 'UNACK');
});

test('a condition that nobody rationalised calls nobody and holds up nothing', async () => {
  const event = {
    conditionId: 'c-2',
    definition: 'unheard',
    severity: 2,
    state: 'raised',
    at: city.clock.now().toISOString(),
  };
  await m().db.transaction(system('test'), (tx) =>
    hearSensing(operationsCity(m())).handle(tx, said('sensing.condition.changed', event)),
  );
  expect(await city.sql(`select 1 from operations.alarm where condition = 'c-2'`)).toEqual([]);
});

test.each([
  ['minor', 1],
  ['Extreme', 4],
  [3, 3],
  [9, 4],
  ['nonsense', 1],
])('severity %s of a source is %i', (given, expected) => {
  expect(severityOf(given)).toBe(expected);
});

test('another module raises and clears by the contract', async () => {
  const conditions = conditionsOf(m().database);
  const id = await conditions?.raiseCondition(system('twin'), {
    source: 'twin',
    condition: 'model',
    definition: 'rain-model',
    severity: 2,
  });
  expect(await conditions?.clearCondition(system('twin'), { source: 'twin', condition: 'model' })).toBe(id);
  await expect(
    conditions?.raiseCondition(people.operator, {
      source: 'x',
      condition: 'y',
      definition: 'rain',
      severity: 1,
    }),
  ).rejects.toThrow();
});

test('five reports of flooding near each other within half an hour are an alarm; four, far ones and old ones are not', async () => {
  for (const n of [1, 2, 3, 4]) await hear(report(n));
  await hear(report(50, { lat: place.lat + 0.05 }));
  await hear(report(51, { filedAt: new Date(city.clock.now().getTime() - 3_600_000).toISOString() }));
  await hear(report(52, { isPublic: false }));
  await hear(report(53, { service: 'noise' }));
  expect(await clusters()).toEqual([]);
  await hear(report(5));
  expect(await clusters()).toMatchObject([{ state: 'UNACK', severity: 2, value: 5 }]);
  // More of them make the same alarm graver, and call again.
  for (const n of [6, 7, 8, 9, 10]) await hear(report(n));
  expect(await clusters()).toMatchObject([{ state: 'UNACK', severity: 3, value: 10 }]);
});

test('reports that are answered leave their cluster; with the last the alarm clears', async () => {
  await act(city, people.operator, `alarms/${(await clusters())[0]?.alarm_id}/ack`);
  for (let n = 1; n <= 9; n++) await hear(report(n, { state: 'resolved' }), 'resolved');
  expect(await clusters()).toMatchObject([{ state: 'ACKED' }]);
  await hear(report(10, { state: 'resolved' }), 'resolved');
  expect(await clusters()).toMatchObject([{ state: 'NORM' }]);
});

test('closing the incident of a cluster settles its reports, clears its alarm and says which they were', async () => {
  for (let n = 101; n <= 105; n++) await hear(report(n, { lat: place.lat - 0.02 + n * 0.0001 }));
  const alarm = (await clusters()).at(-1);
  const opened = await act(city, people.operator, 'incidents', {
    type: 'ngap-lut',
    severity: 2,
    title: 'Ngập theo phản ánh',
    alarms: [alarm?.alarm_id],
  });
  const { incident } = opened.body as unknown as IncidentDetail;
  await act(city, people.operator, `alarms/${alarm?.alarm_id}/ack`);
  await act(city, people.operator, `incidents/${incident.id}/move`, {
    action: 'close',
    words: 'Nước đã rút',
  });
  expect((await clusters()).at(-1)).toMatchObject({ state: 'NORM' });
  const [event] = await city.sql<{ data: { reports: string[] } }>(
    `select data from events.outbox where type = 'operations.incident.closed' and key = $1`,
    [incident.id],
  );
  expect(event?.data.reports).toEqual(['HP-101', 'HP-102', 'HP-103', 'HP-104', 'HP-105']);
});

test('the event of a report is declared under the name that reports use', () => {
  expect(reportFiled.name).toBe('feedback.report.filed');
});
