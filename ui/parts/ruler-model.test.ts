// The ruler of a promise: what is used, left, late and paused, and how it is cut for drawing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rulerLabels as labelsOf } from './ruler-labels.ts';
import { rulerModel, type WorkingInterval } from './ruler-model.ts';

const at = (local: string) => new Date(`${local}:00+07:00`);

/** Working half-days 7:30–11:30 and 13:30–17:30 on the named days. */
function halfDays(...days: string[]): WorkingInterval[] {
  return days.flatMap((day) => [
    { start: at(`${day}T07:30`), end: at(`${day}T11:30`) },
    { start: at(`${day}T13:30`), end: at(`${day}T17:30`) },
  ]);
}

function weekdays(from: string, count: number): string[] {
  const days: string[] = [];
  const day = new Date(`${from}T00:00:00Z`);
  while (days.length < count) {
    if (day.getUTCDay() % 6 !== 0) days.push(day.toISOString().slice(0, 10));
    day.setUTCDate(day.getUTCDate() + 1);
  }
  return days;
}

const week = halfDays('2026-09-04', '2026-09-07', '2026-09-08', '2026-09-09', '2026-09-10');
const flood = {
  working: week,
  filedAt: at('2026-09-04T15:30'),
  dueAt: at('2026-09-09T15:30'),
  now: at('2026-09-08T09:30'),
};
const t = (message: string) => message;
const rulerLabels = (...[model, context]: Parameters<typeof labelsOf>) =>
  labelsOf(model, context).map(({ words, date }) => (date === undefined ? words : `${words} ${date}`));

describe('a promise that runs', () => {
  const model = rulerModel(flood);

  test('counts working hours only', () => {
    expect(model).toMatchObject({
      state: 'running',
      termHours: 24,
      usedHours: 12,
      leftHours: 12,
      lateHours: 0,
    });
  });

  test('is cut into days whose widths follow their hours', () => {
    expect(model.groups.map((group) => [group.date, group.hours, group.weight])).toEqual([
      ['2026-09-04', 2, 8],
      ['2026-09-07', 8, 32],
      ['2026-09-08', 8, 32],
      ['2026-09-09', 6, 24],
    ]);
  });

  test('fills today by half a morning', () => {
    expect(model.groups[2]!.blocks.map((block) => block.used)).toEqual([0.5, 0]);
    expect(model.groups.map((group) => group.isNow)).toEqual([false, false, true, false]);
  });

  test('names its days as the drawing does', () => {
    expect(rulerLabels(model, { lang: 'vi', t, lateText: undefined })).toEqual([
      'T6',
      'T2 7/9',
      'Hôm nay',
      'T4 9/9',
    ]);
    expect(rulerLabels(model, { lang: 'en', t: () => 'Today', lateText: undefined })).toEqual([
      'Fri',
      'Mon 7 Sep',
      'Today',
      'Wed 9 Sep',
    ]);
  });

  test('is soon due when two working hours are left', () => {
    expect(rulerModel({ ...flood, now: at('2026-09-09T13:30') }).state).toBe('soon');
    expect(rulerModel({ ...flood, now: at('2026-09-09T11:00') }).state).toBe('running');
  });
});

test('a narrow day whose weekday comes twice is named by its date', () => {
  const twice = {
    ...flood,
    filedAt: at('2026-09-04T15:30'),
    working: halfDays(...weekdays('2026-09-04', 8)),
    dueAt: at('2026-09-11T15:30'),
  };
  expect(rulerLabels(rulerModel(twice), { lang: 'vi', t, lateText: undefined })).toEqual([
    '4/9',
    'T2 7/9',
    'Hôm nay',
    'T4 9/9',
    'T5 10/9',
    'T6 11/9',
  ]);
});

describe('a promise that was missed', () => {
  const model = rulerModel({ ...flood, now: at('2026-09-10T09:30') });

  test('adds the delay as a hatched group of its own', () => {
    expect(model).toMatchObject({ state: 'late', lateHours: 4, leftHours: 0 });
    const late = model.groups.at(-1)!;
    expect(late.kind).toBe('late');
    expect(late.blocks.map((block) => block.hours)).toEqual([2, 2]);
    expect(rulerLabels(model, { lang: 'vi', t, lateText: 'trễ 4 giờ' }).at(-1)).toBe('trễ 4 giờ');
  });

  test('is late at once when the promise passed outside working hours', () => {
    const evening = { ...flood, dueAt: at('2026-09-08T17:30'), now: at('2026-09-08T20:00') };
    expect(rulerModel(evening)).toMatchObject({ state: 'late', lateHours: 0 });
  });

  test('draws a delay of weeks as one block no wider than the term', () => {
    const long = { ...flood, working: halfDays(...weekdays('2026-09-04', 60)), now: at('2026-11-20T10:00') };
    const groups = rulerModel(long).groups;
    const late = groups.at(-1)!;
    const ofTerm = groups.slice(0, -1).reduce((sum, group) => sum + group.weight, 0);
    expect(late.blocks).toHaveLength(1);
    expect(late.weight).toBeLessThanOrEqual(ofTerm + 1);
  });

  test('stays as a fact once answered', () => {
    expect(
      rulerModel({ ...flood, now: at('2026-09-20T10:00'), endedAt: at('2026-09-10T08:30') }),
    ).toMatchObject({ state: 'kept-late', lateHours: 3 });
    const kept = rulerModel({ ...flood, now: at('2026-09-20T10:00'), endedAt: at('2026-09-08T08:30') });
    expect(kept).toMatchObject({ state: 'kept', lateHours: 0 });
    expect(rulerLabels(kept, { lang: 'vi', t, lateText: undefined })).not.toContain('Hôm nay');
  });
});

describe('a pause', () => {
  test('that is over leaves a gap that counts for nothing', () => {
    const paused = [{ start: at('2026-09-07T07:30'), end: at('2026-09-08T07:30') }];
    const model = rulerModel({
      ...flood,
      dueAt: at('2026-09-10T15:30'),
      paused,
      now: at('2026-09-08T09:30'),
    });
    expect(model).toMatchObject({ termHours: 24, usedHours: 4, leftHours: 20 });
    expect(model.groups.map((group) => group.date)).not.toContain('2026-09-07');
    expect(model.groups[1]!.blocks[0]!.afterPause).toBe(true);
  });

  test('that still runs keeps what is left for afterwards', () => {
    const paused = [{ start: at('2026-09-07T09:06'), end: null }];
    const model = rulerModel({ ...flood, paused, now: at('2026-09-20T09:30') });
    expect(model.state).toBe('paused');
    expect(model.lateHours).toBe(0);
    expect(model.usedHours).toBeCloseTo(3.6);
    expect(model.groups.map((group) => group.kind)).toEqual(['day', 'day', 'waiting']);
    expect(rulerLabels(model, { lang: 'vi', t, lateText: undefined }).at(-1)).toBe('sau khi bạn trả lời');
  });
});

describe('long terms', () => {
  test('of twenty days become weeks with a block a day', () => {
    const days = weekdays('2026-09-07', 20);
    const model = rulerModel({
      working: halfDays(...days),
      filedAt: at('2026-09-07T07:30'),
      dueAt: at(`${days.at(-1)}T17:30`),
      now: at('2026-09-16T12:00'),
    });
    expect(model.groups.map((group) => group.kind)).toEqual(['week', 'week', 'week', 'week']);
    expect(model.groups.map((group) => group.blocks.length)).toEqual([5, 5, 5, 5]);
    expect(model.groups[1]!.blocks.map((block) => block.used)).toEqual([1, 1, 0.5, 0, 0]);
  });

  test('of ninety days become months', () => {
    const days = weekdays('2026-09-07', 90);
    const model = rulerModel({
      working: halfDays(...days),
      filedAt: at('2026-09-07T07:30'),
      dueAt: at(`${days.at(-1)}T17:30`),
      now: at('2026-09-16T12:00'),
    });
    expect(model.groups.every((group) => group.kind === 'month')).toBe(true);
  });
});

describe('any promise', () => {
  test('keeps its sums: used and left make the term, blocks make the groups, weights stay drawable', () => {
    const days = halfDays(...weekdays('2026-09-01', 40));
    const minute = fc.integer({ min: 0, max: 30 * 24 * 60 });
    fc.assert(
      fc.property(minute, minute, minute, (a, b, c) => {
        const from = at('2026-09-01T00:00').getTime();
        const [filed, due] = a < b ? [a, b] : [b, a];
        const model = rulerModel({
          working: days,
          filedAt: new Date(from + filed * 60_000),
          dueAt: new Date(from + due * 60_000),
          now: new Date(from + c * 60_000),
        });
        const drawn = model.groups.reduce((sum, group) => sum + group.hours, 0);
        expect(model.usedHours + model.leftHours).toBeCloseTo(model.termHours);
        expect(drawn).toBeCloseTo(model.termHours + model.lateHours);
        for (const group of model.groups) {
          expect(group.weight).toBeGreaterThanOrEqual(1);
          expect(group.weight).toBeLessThanOrEqual(40);
          for (const block of group.blocks) expect(block.used).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('refuses a promise before its filing and days out of order', () => {
    expect(() => rulerModel({ ...flood, dueAt: at('2026-09-01T08:00') })).toThrow(RangeError);
    expect(() => rulerModel({ ...flood, working: [...week].reverse() })).toThrow(RangeError);
  });
});
