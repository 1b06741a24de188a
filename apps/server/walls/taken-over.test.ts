// From a public report to a matter in confidence, through the whole city: sent away, taken over once, its reporter told how to open it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { eventually, officer, type TestCity, queuedMessages } from '@city/kernel/testing';
import { wholeCity } from './whole-city.ts';

let city: TestCity;
const ward = { body: 'ubnd-11383', unit: '11383' };
const reports = officer({ ...ward });
const handler = officer({ ...ward, role: 'complaints', title: 'Cán bộ xử lý đơn' });
beforeAll(async () => {
  city = await wholeCity({ start: { relay: true, work: true } });
});
afterAll(() => city?.stop());

const words = 'Cán bộ địa chính đòi phong bì mới nhận hồ sơ';
const report = { service: 'flooding', words, lat: 20.8446, lon: 106.6825 };
interface Item {
  readonly id: string;
  readonly code: string;
  readonly state: string;
}
const matters = async (): Promise<Item[]> =>
  (await city.as(handler).get('/api/desk/complaints')).json().items;

async function sendAway(contact: object | undefined, kind: string): Promise<string> {
  const filed = await city.as(anonymous).post('/api/reports', contact ? { ...report, contact } : report);
  const code = filed.json().trackingCode as string;
  const gone = await city
    .as(reports)
    .post(`/api/reports/${code}/transfer`, { kind, reason: 'Là đơn tố cáo cán bộ của phường.' });
  expect([filed.statusCode, gone.statusCode]).toEqual([201, 200]);
  return code;
}

test('a report sent away becomes a matter of the body, once, and its reporter is told its code', async () => {
  await sendAway({ name: 'Trần Thị Mẫu', phone: '0912345678' }, 'to_cao');
  const items = await eventually(matters, (all) => all.length > 0);
  const item = items[0]!;
  expect(item).toMatchObject({ kind: 'to_cao', state: 'received', isAnonymous: false, subject: words });
  const view = (await city.as(handler).get(`/api/desk/complaints/${item.id}`)).body;
  expect(view).toContain('phong bì');
  expect(view).not.toContain('Trần Thị Mẫu');
  const identity = await city
    .as(handler)
    .post(`/api/desk/complaints/${item.id}/identity`, { purpose: 'Mời đến làm việc' });
  expect(identity.json()).toMatchObject({ name: 'Trần Thị Mẫu', phone: '+84912345678' });
  const [message] = await eventually(
    async () =>
      (await queuedMessages<{ code: string; path: string }>(city)).filter(
        ({ template }) => template === 'complaints.step',
      ),
    (rows) => rows.length > 0,
  );
  expect(message?.params.code).toBe(item.code);
  const own = await city.as(anonymous).get(message!.params.path);
  expect([own.statusCode, own.body.includes(words)]).toEqual([200, true]);
  expect(await matters()).toHaveLength(1);
});

test('a denunciation whose reporter left no name is taken as information', async () => {
  await sendAway(undefined, 'to_cao');
  const items = await eventually(matters, (all) => all.length > 1);
  expect(items.map(({ state }) => state).toSorted()).toEqual(['information', 'received']);
});
