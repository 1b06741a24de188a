// The state behind the reports' tiles: steps change the figures once and exactly.
import { describe, expect, test } from 'vitest';
import {
  countFlow,
  countStep,
  dayOf,
  drawStep,
  emptyState,
  hourOf,
  mostRows,
  type ReportsState,
  type Step,
} from './reports-state.ts';

const noon = Date.parse('2026-09-08T12:00:00+07:00');
const step = (given: Partial<Step> = {}): Step => ({
  kind: 'filed',
  code: 'HP-1',
  service: 'flooding',
  unit: '11407',
  lat: 20.85,
  lon: 106.68,
  at: noon,
  filedAt: noon,
  dueAt: noon + 86_400_000,
  isPublic: true,
  ...given,
});
const apply = (state: ReportsState, one: Step) => drawStep(countFlow(countStep(state, one), one), one);

test('a filed report is counted in the city, its unit, its kind, its hour and its day, and drawn as the newest', () => {
  const state = apply(emptyState, step());
  expect(state).toMatchObject({ open: 1, filedLast10Minutes: 1, newest: { code: 'HP-1' } });
  expect(state.units.get('11407')).toEqual({ open: 1, overdue: 0 });
  expect(state.services.get('flooding')).toBe(1);
  expect(state.hours.get(hourOf(noon))).toMatchObject({ filed: 1, answered: 0 });
  expect(state.days.get(dayOf(noon))).toMatchObject({ filed: 1 });
  expect([...state.points.keys()]).toEqual(['HP-1']);
  expect(state.rows.map(({ code }) => code)).toEqual(['HP-1']);
});

test('an answer takes it off the map and keeps the row of what was sent', () => {
  const state = apply(apply(emptyState, step()), step({ kind: 'answered', at: noon + 3_600_000 }));
  expect(state.open).toBe(0);
  expect(state.points.size).toBe(0);
  expect(state.rows).toHaveLength(1);
  expect(state.days.get(dayOf(noon))).toEqual({ filed: 1, answered: 1, promised: 1, onTime: 1 });
});

test('an answer up to the very moment promised is on time, a millisecond later it is late', () => {
  const due = noon + 1_000;
  const at = (answeredAt: number) =>
    countFlow(emptyState, step({ kind: 'answered', at: answeredAt, dueAt: due })).days.get(dayOf(noon))!
      .onTime;
  expect([at(due), at(due + 1)]).toEqual([1, 0]);
});

test('a late answer takes one from the overdue', () => {
  const before = { ...emptyState, open: 5, overdue: 2, units: new Map([['11407', { open: 3, overdue: 1 }]]) };
  const state = countStep(before, step({ kind: 'answered', at: noon, dueAt: noon - 1 }));
  expect(state).toMatchObject({ open: 4, overdue: 1 });
  expect(state.units.get('11407')).toEqual({ open: 2, overdue: 0 });
});

test('what may not be seen in public is counted and never drawn', () => {
  const state = apply(emptyState, step({ isPublic: false }));
  expect(state.open).toBe(1);
  expect(state.points.size).toBe(0);
  expect(state.rows).toEqual([]);
  expect(state.newest).toBeNull();
});

test('steps that neither open nor answer a report change nothing', () => {
  expect(apply(emptyState, step({ kind: 'other' }))).toBe(emptyState);
});

test('a reopened report is open again, but not newly sent', () => {
  const state = apply(emptyState, step({ kind: 'reopened' }));
  expect(state).toMatchObject({ open: 1, filedLast10Minutes: 0, rows: [], newest: null });
  expect(state.points.size).toBe(1);
});

describe('bounds', () => {
  test('ten thousand reports leave a dozen rows, a month of days and a day of hours', () => {
    let state = emptyState;
    for (let at = 0; at < 10_000; at++) {
      const filedAt = noon + at * 600_000;
      const one = step({ code: `HP-${at}`, at: filedAt, filedAt });
      state = apply(state, one);
      state = apply(state, { ...one, kind: 'answered' });
    }
    expect(state.rows).toHaveLength(mostRows);
    expect(state.rows[0]!.code).toBe('HP-9999');
    expect(state.hours.size).toBeLessThanOrEqual(26);
    expect(state.days.size).toBeLessThanOrEqual(31);
    expect(state.points.size).toBe(0);
  });
});

test('a day begins at midnight in the city, not in London', () => {
  expect(new Date(dayOf(Date.parse('2026-09-08T00:30:00+07:00'))).toISOString()).toBe(
    '2026-09-07T17:00:00.000Z',
  );
});
