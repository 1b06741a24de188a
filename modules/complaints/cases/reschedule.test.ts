// A changed working calendar moves open terms whose last day becomes a day of rest, on the record, and leaves the others alone.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCity } from '@city/kernel/testing';
import { buildCalendar, localDate, readCalendar, type WorkingCalendar } from '@city/kernel/time';
import { complaintsCity } from '../complaints-city.ts';
import { complaintsTestCity, file, idOf, people, step } from '../testing.ts';
import { rescheduleAll } from './reschedule.sweep.ts';
import { takeEffectAll } from './take-effect.sweep.ts';
import type { ComplaintsTables } from './tables.ts';

let city: TestCity;
beforeAll(async () => {
  city = await complaintsTestCity();
  city.clock.set('2026-09-08T02:30:00.000Z');
});
afterAll(() => city.stop());

/** The city's calendar with days of rest declared later. */
function withDaysOff(...dates: string[]): WorkingCalendar {
  const data = readCalendar(join(import.meta.dirname, '../../../city/haiphong/calendar'));
  const holiday = data.rules[0]!;
  const days = dates.map((date) => ({
    date,
    kind: 'in-lieu' as const,
    holiday: holiday.id,
    source: holiday.source,
  }));
  return buildCalendar({ ...data, days: [...data.days, ...days] });
}
const view = async (id: string) => (await city.as(people.leader).get(`/api/desk/complaints/${id}`)).json();
const dayOf = (at: string | null) => (at === null ? null : localDate(new Date(at)));

test('days off declared later move what is open, a decision’s effect, and nothing twice', async () => {
  const m = city.module<ComplaintsTables>('complaints');
  expect(await rescheduleAll(m)).toBe(0);
  const open = await idOf(city, (await file(city)).code);
  const waiting = await idOf(city, (await file(city)).code);
  await step(city, waiting, 'ask', 'Gửi thêm bản chụp quyết định.', people.handler);
  const decided = await idOf(city, (await file(city)).code);
  for (const verb of ['accept', 'verify']) await step(city, decided, verb, undefined, people.handler);
  const before = await step(city, decided, 'decide', 'Quyết định số 15: hủy quyết định xử phạt.');
  const effectDay = dayOf(before.effectAt)!;
  expect(dayOf((await view(open)).dueAt)).toBe('2026-09-18');
  // Friday, 18 September: the term ends at the end of the next working day, Monday.
  Object.assign(complaintsCity(m), { calendar: withDaysOff('2026-09-18', effectDay) });
  expect(await rescheduleAll(m)).toBe(2);
  expect(await rescheduleAll(m)).toBe(0);
  const moved = await view(open);
  expect([dayOf(moved.dueAt), dayOf(moved.firstAcceptDueAt)]).toEqual(['2026-09-21', '2026-09-18']);
  expect(moved.story.at(-1)).toMatchObject({ action: 'reschedule', actor: 'system', dueAt: moved.dueAt });
  expect(await view(waiting)).toMatchObject({ state: 'waiting', dueAt: null, version: 2 });
  const later = await view(decided);
  expect(dayOf(later.effectAt)! > effectDay).toBe(true);
  city.clock.set(new Date(`${effectDay}T17:00:00.000Z`).toISOString());
  expect(await takeEffectAll(m)).toBe(0);
  const trail = await city.sql(`select detail from trail.entry where action = 'complaint.reschedule.all'`);
  expect(trail).toMatchObject([{ detail: { moved: 2 } }]);
});
