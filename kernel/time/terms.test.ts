import { describe, expect, test } from 'vitest';
import { buildCalendar } from './calendar.ts';
import { ruler } from './ruler.ts';
import {
  deadlineStatus,
  dueAt,
  extendDeadline,
  pauseDeadline,
  resumeDeadline,
  startDeadline,
  type Term,
} from './terms.ts';
import { instantOf } from './zone.ts';

const calendar = buildCalendar({
  id: 'test',
  dayMinutes: 480,
  hours: [
    {
      valid_from: '1976-01-01',
      valid_to: null,
      weekdays: [1, 2, 3, 4, 5],
      intervals: [
        ['07:30', '11:30'],
        ['13:30', '17:30'],
      ],
      source: 'law',
    },
  ],
  rules: [],
  days: [],
  sources: { law: { document: 'Luật', issuer: 'Quốc hội', issued: null } },
});
const at = (text: string) => instantOf(text.slice(0, 10), text.slice(11));
const threeDays: Term = { amount: 3, unit: 'working-days', source: 'QĐ 960/QĐ-UBND' };
const urgent: Term = { amount: 4, unit: 'working-hours', source: 'QĐ 1207/QĐ-UBND' };
const complaint: Term = { amount: 30, unit: 'calendar-days', source: 'Luật Khiếu nại 02/2011/QH13, Điều 28' };

describe('a deadline', () => {
  const started = startDeadline(at('2026-09-04 15:30'), threeDays);

  test('in working days keeps the time of day, as on the drawn case', () => {
    expect(dueAt(started, calendar)).toEqual(at('2026-09-09 15:30'));
  });

  test('says how much is used and left', () => {
    const status = deadlineStatus(started, at('2026-09-08 09:30'), calendar);
    expect(status).toMatchObject({
      isPaused: false,
      isLate: false,
      usedMinutes: 720,
      leftMinutes: 720,
      lateMinutes: 0,
    });
  });

  test('says by how much it is late', () => {
    const status = deadlineStatus(started, at('2026-09-10 08:30'), calendar);
    expect(status).toMatchObject({ isLate: true, leftMinutes: 0, lateMinutes: 180 });
  });

  test('pauses, resumes and is extended to the minute', () => {
    const paused = pauseDeadline(started, at('2026-09-07 08:00'), 'chờ dân bổ sung');
    expect(dueAt(paused, calendar)).toBeNull();
    expect(deadlineStatus(paused, at('2026-09-20 08:00'), calendar)).toMatchObject({
      isPaused: true,
      isLate: false,
      usedMinutes: 150,
      leftMinutes: 1290,
    });
    const resumed = resumeDeadline(paused, at('2026-09-07 09:17'));
    expect(dueAt(resumed, calendar)).toEqual(at('2026-09-09 16:47'));
    expect(dueAt(extendDeadline(resumed, urgent), calendar)).toEqual(at('2026-09-10 10:47'));
  });

  test('cannot be paused twice, resumed while it runs, or resumed before it was paused', () => {
    const paused = pauseDeadline(started, at('2026-09-07 08:00'));
    expect(() => pauseDeadline(paused, at('2026-09-08 08:00'))).toThrow('paused already');
    expect(() => resumeDeadline(started, at('2026-09-08 08:00'))).toThrow('not paused');
    expect(() => resumeDeadline(paused, at('2026-09-07 07:59'))).toThrow('before it began');
    expect(() => pauseDeadline(started, at('2026-09-01 08:00'))).toThrow('before what happened last');
  });

  test('of a denunciation is 30, 60, 90 days from acceptance', () => {
    const first = startDeadline(at('2022-03-01 09:00'), complaint);
    const second = extendDeadline(first, complaint);
    const third = extendDeadline(second, complaint);
    expect([first, second, third].map((deadline) => dueAt(deadline, calendar)?.toISOString())).toEqual([
      '2022-03-31T16:59:59.999Z',
      '2022-05-02T16:59:59.999Z', // 30 April is a Saturday
      '2022-05-30T16:59:59.999Z',
    ]);
  });

  test('in calendar days cannot be extended in working days', () => {
    expect(() => extendDeadline(startDeadline(at('2022-03-01 09:00'), complaint), threeDays)).toThrow(
      'cannot be extended',
    );
  });
});

describe('the ruler', () => {
  test('draws the half days of the drawn case', () => {
    const days = ruler(at('2026-09-04 15:30'), at('2026-09-09 15:30'), at('2026-09-08 09:30'), calendar);
    expect(
      days.map(({ date, isToday, blocks }) => [
        date,
        isToday,
        blocks.map(({ minutes, used }) => [minutes, used]),
      ]),
    ).toEqual([
      ['2026-09-04', false, [[120, 1]]],
      [
        '2026-09-07',
        false,
        [
          [240, 1],
          [240, 1],
        ],
      ],
      [
        '2026-09-08',
        true,
        [
          [240, 0.5],
          [240, 0],
        ],
      ],
      [
        '2026-09-09',
        false,
        [
          [240, 0],
          [120, 0],
        ],
      ],
    ]);
  });

  test('goes on, late, behind the due time', () => {
    const days = ruler(at('2026-09-08 07:30'), at('2026-09-08 09:30'), at('2026-09-08 10:30'), calendar);
    expect(days[0]?.blocks.map(({ minutes, used, isLate }) => [minutes, used, isLate])).toEqual([
      [120, 1, false],
      [60, 1, true],
    ]);
  });
});
