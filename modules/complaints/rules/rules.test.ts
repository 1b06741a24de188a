// Golden tables of the law: each term as the articles give it, counted by hand on the calendar of 2026.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '@city/kernel/config/root';
import { buildCalendar, dueAt, instantOf, localDate, localTime, readCalendar } from '@city/kernel/time';
import {
  clockOf,
  extended,
  faultsIn,
  isRemote,
  type Lawful,
  needsDialogue,
  readRules,
  termRow,
  timeLimit,
} from './rules.ts';

const city = join(projectRoot(), 'city', 'haiphong');
const rules = readRules(join(city, 'complaints'));
const calendar = buildCalendar(readCalendar(join(city, 'calendar')));
const matter = (kind: Lawful['kind'], round: 1 | 2 = 1, remote = false): Lawful => ({ kind, round, remote });
const at = (day: string) => instantOf(day, '10:00');

/** Days of every extension in turn, from the acceptance on a day. */
function ends(lawful: Lawful, step: 'accept' | 'resolve' | 'effect', day: string): string[] {
  const row = termRow(rules, step, lawful, day);
  if (!row) return [];
  const days: string[] = [];
  for (let clock = clockOf(rules, row, at(day)); ; ) {
    days.push(localDate(dueAt(clock, calendar) as Date));
    const next = extended(rules, row, clock);
    if (!next) return days;
    clock = next;
  }
}

describe('days that the law gives', () => {
  test.each([
    ['khiếu nại, thụ lý', matter('khieu_nai'), 'accept', 10, []],
    ['khiếu nại lần hai, thụ lý', matter('khieu_nai', 2), 'accept', 10, []],
    ['khiếu nại lần đầu 30, phức tạp 45', matter('khieu_nai'), 'resolve', 30, [15]],
    ['khiếu nại lần đầu, vùng xa 45, phức tạp 60', matter('khieu_nai', 1, true), 'resolve', 45, [15]],
    ['khiếu nại lần hai 45, phức tạp 60', matter('khieu_nai', 2), 'resolve', 45, [15]],
    ['khiếu nại lần hai, vùng xa 60, phức tạp 70', matter('khieu_nai', 2, true), 'resolve', 60, [10]],
    ['thời hiệu khiếu nại lần đầu', matter('khieu_nai'), 'file', 90, []],
    ['thời hiệu khiếu nại lần hai', matter('khieu_nai', 2), 'file', 30, []],
    ['thời hiệu khiếu nại lần hai, vùng xa', matter('khieu_nai', 2, true), 'file', 45, []],
    ['quyết định có hiệu lực', matter('khieu_nai'), 'effect', 30, []],
    ['quyết định có hiệu lực, vùng xa', matter('khieu_nai', 1, true), 'effect', 45, []],
    ['tố cáo, xử lý ban đầu', matter('to_cao'), 'accept', 7, [10]],
    ['tố cáo 30, phức tạp 60, đặc biệt phức tạp 90', matter('to_cao'), 'resolve', 30, [30, 30]],
  ] as const)('%s, before and from 1 July 2026', (_name, lawful, step, amount, extensions) => {
    const before = termRow(rules, step, lawful, '2026-06-30');
    const after = termRow(rules, step, lawful, '2026-07-01');
    expect([before?.amount, before?.extensions]).toEqual([amount, extensions]);
    expect([after?.amount, after?.extensions]).toEqual([amount, extensions]);
    expect(after?.document).toBe('luat-sua-2025');
    expect(before?.document).not.toBe('luat-sua-2025');
    expect(after?.note?.vi).toMatch(/chưa đối chiếu/);
  });

  test('before there was a law there is no term', () => {
    expect(termRow(rules, 'resolve', matter('khieu_nai'), '2012-06-30')).toBeUndefined();
    expect(termRow(rules, 'resolve', matter('to_cao'), '2018-12-31')).toBeUndefined();
  });
});

describe('the last day', () => {
  test.each([
    ['khiếu nại', matter('khieu_nai'), 'accept', '2026-03-02', ['2026-03-12']],
    // 30 days from Thursday 5 March end on Saturday 4 April: Monday 6 April.
    ['khiếu nại', matter('khieu_nai'), 'resolve', '2026-03-05', ['2026-04-06', '2026-04-20']],
    [
      'khiếu nại, vùng xa',
      matter('khieu_nai', 1, true),
      'resolve',
      '2026-03-02',
      ['2026-04-16', '2026-05-04'],
    ],
    ['khiếu nại lần hai', matter('khieu_nai', 2), 'resolve', '2026-03-02', ['2026-04-16', '2026-05-04']],
    [
      'khiếu nại lần hai, vùng xa',
      matter('khieu_nai', 2, true),
      'resolve',
      '2026-03-02',
      ['2026-05-04', '2026-05-11'],
    ],
    ['tố cáo', matter('to_cao'), 'resolve', '2026-03-02', ['2026-04-01', '2026-05-04', '2026-06-01']],
    ['tố cáo', matter('to_cao'), 'accept', '2026-03-02', ['2026-03-11', '2026-03-25']],
  ] as const)('%s, %o %s from %s', (_name, lawful, step, day, days) => {
    expect(ends(lawful, step, day)).toEqual(days);
  });

  test('counts until its end', () => {
    const row = termRow(rules, 'resolve', matter('khieu_nai'), '2026-03-05')!;
    expect(localTime(dueAt(clockOf(rules, row, at('2026-03-05')), calendar)!)).toMatchObject({
      hour: 23,
      minute: 59,
    });
  });

  test('the time limit runs from the day the person learnt of the decision', () => {
    const first = timeLimit(rules, calendar, matter('khieu_nai'), at('2026-01-05'), '2026-03-01');
    expect(localDate(first!)).toBe('2026-04-06');
    const second = timeLimit(rules, calendar, matter('khieu_nai', 2, true), at('2026-01-05'), '2026-02-01');
    expect(localDate(second!)).toBe('2026-02-23');
    expect(timeLimit(rules, calendar, matter('to_cao'), at('2026-01-05'), '2026-03-01')).toBeNull();
  });
});

test('Cát Hải and Bạch Long Vĩ count as hard to reach since they are special zones', () => {
  expect(isRemote(rules, '11914', '2026-03-01')).toBe(true);
  expect(isRemote(rules, '11948', '2025-06-30')).toBe(false);
  expect(isRemote(rules, '11383', '2026-03-01')).toBe(false);
});

test('only the second complaint makes a dialogue a duty', () => {
  expect(needsDialogue(rules, matter('khieu_nai', 2), '2026-03-01')).toBe(true);
  expect(needsDialogue(rules, matter('khieu_nai', 1), '2026-03-01')).toBe(false);
  expect(needsDialogue(rules, matter('to_cao'), '2026-03-01')).toBe(false);
});

test('rows that overlap or name nothing refuse the start', () => {
  const [row] = rules.terms.terms;
  const twice = { ...rules, terms: { ...rules.terms, terms: [row!, { ...row!, document: 'khong-co' }] } };
  expect(faultsIn(twice).join()).toMatch(/no khong-co.*stands twice/);
  expect(faultsIn(rules)).toEqual([]);
});
