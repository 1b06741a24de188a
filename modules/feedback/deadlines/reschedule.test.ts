// A changed working calendar moves open promises, says so on each of them, and leaves closed ones alone.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import type { WorkingCalendar } from '@city/kernel/time';
import { type Filed, file, people, reportsCity } from '../testing.ts';
import { rescheduleAll } from './reschedule.sweep.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import { feedbackCity } from '../module-city.ts';
import { buildCalendar, readCalendar } from '@city/kernel/time';
import { join } from 'node:path';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
  city.clock.set('2026-09-08T02:30:00Z');
});
afterAll(() => city.stop());

const read = async (filed: Filed) =>
  (await city.as(anonymous).get(`/api/reports/${filed.trackingCode}`)).json();

/** The city's calendar with Wednesday, 9 September 2026 made a day of rest. */
function withDayOff(): WorkingCalendar {
  const data = readCalendar(join(import.meta.dirname, '../../../city/haiphong/calendar'));
  const holiday = data.rules[0]!;
  return buildCalendar({
    ...data,
    days: [
      ...data.days,
      { date: '2026-09-09', kind: 'in-lieu', holiday: holiday.id, source: holiday.source },
    ],
  });
}

test('a day off declared later moves what is open by a day, on the record, and nothing twice', async () => {
  const m = city.module<FeedbackTables>('feedback');
  expect(await rescheduleAll(m)).toBe(0);
  const open = await file(city);
  const done = await file(city);
  await city.as(people.leChan).post(`/api/reports/${done.trackingCode}/accept`, {});
  await city.as(people.leChan).post(`/api/reports/${done.trackingCode}/resolve`, { words: 'Đã xong.' });
  expect(open.dueAt).toBe('2026-09-10T02:30:00.000Z');
  Object.assign(feedbackCity(m), { calendar: withDayOff() });
  expect(await rescheduleAll(m)).toBe(1);
  expect(await rescheduleAll(m)).toBe(0);
  const moved = await read(open);
  expect(moved).toMatchObject({ dueAt: '2026-09-11T02:30:00.000Z', firstDueAt: open.dueAt });
  expect(moved.history.at(-1)).toMatchObject({
    action: 'reschedule',
    actor: 'system',
    detail: { from: '2026-09-10T02:30:00.000Z', to: '2026-09-11T02:30:00.000Z' },
  });
  expect((await read(done)).dueAt).toBe(done.dueAt);
  const trail = await city.sql(`select detail from trail.entry where action = 'report.reschedule.all'`);
  expect(trail).toMatchObject([{ detail: { moved: 1 } }]);
});
