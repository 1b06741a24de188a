// Promises: golden due times on the real calendar, policies of their day, and the verdict on the minute.
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCalendar, localDate, readCalendar, workingMinutesBetween } from '@city/kernel/time';
import { severities } from '../services/city-data.ts';
import { readCityRules } from '../services/city-files.ts';
import { policyFor, reopenUntil, returnsAllowed, termsFor } from './deadline.ts';
import { onTimeShare, verdict } from './verdict.ts';

const folder = join(import.meta.dirname, '../../../city/haiphong');
const { deadlines, catalogue } = readCityRules(join(folder, 'services'));
const calendar = buildCalendar(readCalendar(join(folder, 'calendar')));
const due = (service: string, severity: 'urgent' | 'normal' | 'complex', at: string) => {
  const terms = termsFor(deadlines, calendar, { service, severity }, new Date(at));
  return terms && { accept: terms.acceptDueAt.toISOString(), answer: terms.dueAt.toISOString() };
};
const instant = (text: string) => new Date(text).toISOString();

describe('the promise', () => {
  test('leaves out the weekend and Hùng Vương with its day in lieu: three working days from Friday 8/4/2022 16:00 end Thursday 14/4', () => {
    expect(due('pothole', 'normal', '2022-04-08T16:00+07:00')).toEqual({
      accept: instant('2022-04-12T16:00+07:00'),
      answer: instant('2022-04-14T16:00+07:00'),
    });
  });

  test('counts an urgent matter in working hours across the night', () => {
    // Friday 4 September 2026, 16:30: one hour of the day is left.
    expect(due('drain', 'urgent', '2026-09-04T16:30+07:00')).toEqual({
      accept: instant('2026-09-07T08:30+07:00'),
      answer: instant('2026-09-07T10:30+07:00'),
    });
  });

  test('begins with the next working hour for what comes at night or on Sunday', () => {
    expect(due('pothole', 'normal', '2026-09-06T23:59+07:00')?.accept).toBe(
      instant('2026-09-07T17:30+07:00'),
    );
  });

  test('is that of the day: a term that changed on 1 July 2025 does not touch what was filed before', () => {
    expect(policyFor(deadlines, { service: 'drain', severity: 'urgent', day: '2025-06-30' })?.id).toBe(
      'any-urgent-2021',
    );
    expect(policyFor(deadlines, { service: 'drain', severity: 'urgent', day: '2025-07-01' })?.id).toBe(
      'drain-urgent',
    );
    expect(policyFor(deadlines, { service: 'other', severity: 'normal', day: '2022-07-14' })?.id).toBe(
      'other-normal-2021a',
    );
    expect(policyFor(deadlines, { service: 'other', severity: 'normal', day: '2022-07-15' })?.id).toBe(
      'other-normal-2021',
    );
  });

  test('is nothing before the city promised anything', () => {
    expect(due('drain', 'normal', '2020-05-05T09:00+07:00')).toBeNull();
  });

  test('exists for every service and severity on every day since, and accepting comes before answering', () => {
    const codes = catalogue.list('2026-01-01').map(({ code }) => code);
    const days = fc.date({
      min: new Date('2021-03-25T00:00+07:00'),
      max: new Date('2030-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...codes),
        fc.constantFrom(...severities),
        days,
        (service, severity, at) => {
          const terms = termsFor(deadlines, calendar, { service, severity }, at)!;
          expect(at < terms.acceptDueAt && terms.acceptDueAt <= terms.dueAt).toBe(true);
          if (terms.policy.resolve.unit === 'working-days') {
            expect(workingMinutesBetween(at, terms.dueAt, calendar)).toBeCloseTo(
              terms.policy.resolve.amount * 480,
              4,
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('can be contested for ten days, and a report returned twice', () => {
    expect(localDate(reopenUntil(deadlines, new Date('2026-09-04T10:00+07:00')))).toBe('2026-09-14');
    expect(returnsAllowed(deadlines, '2026-09-04')).toBe(2);
  });
});

describe('the verdict', () => {
  const dueAt = new Date('2026-09-09T08:30:00Z');
  const later = new Date('2026-09-09T08:30:00.001Z');

  test('is on time up to the very moment, late one millisecond after', () => {
    expect(verdict({ dueAt, finishedAt: dueAt }, later)).toBe('on-time');
    expect(verdict({ dueAt, finishedAt: later }, later)).toBe('late');
  });

  test('of an open report turns overdue after the moment', () => {
    expect(verdict({ dueAt, finishedAt: null }, dueAt)).toBe('open');
    expect(verdict({ dueAt, finishedAt: null }, later)).toBe('overdue');
    expect(verdict({ dueAt: null, finishedAt: null }, later)).toBe('open');
  });

  test('does not change once the answer is given', () => {
    const at = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(at, at, at, at, (dueAt, finishedAt, one, other) => {
        expect(verdict({ dueAt, finishedAt }, one)).toBe(verdict({ dueAt, finishedAt }, other));
      }),
    );
  });

  test('makes the share of answers on time; open reports do not count', () => {
    expect(onTimeShare(['on-time', 'late', 'on-time', 'open', 'overdue', 'on-time'])).toBe(0.75);
    expect(onTimeShare(['open', 'overdue'])).toBeNull();
  });
});

describe('the kinds of matter', () => {
  test.each([
    ['phan_anh', 'normal', 'any-normal'],
    ['kien_nghi', 'normal', 'any-kien-nghi-normal'],
    ['hoi_dap', 'complex', 'any-hoi-dap-complex'],
  ] as const)('%s follows its own terms', (kind, severity, id) => {
    expect(policyFor(deadlines, { service: 'sidewalk', severity, kind, day: '2026-09-08' })?.id).toBe(id);
  });
});
