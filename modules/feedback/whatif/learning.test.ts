// What is learned from histories: curves against published ones, the office's clock, what lies in the future stays unknown.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addWorkingTime, buildCalendar, localDate, readCalendar } from '@city/kernel/time';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { drawCases } from './draw-cases.ts';
import { fitOffice } from './fit.ts';
import { dayMs, keptIn, knownAt, type Visit, weekMs } from './history.ts';
import { officeClock, weekProfile } from './office-clock.ts';
import { defaults } from './question.ts';
import { type Spell, survivalOf } from './survival.ts';
import { begin, syntheticOffice } from './synthetic.testing.ts';
import { addWorking, holidays, workingSpans } from './working-spans.ts';

const spell = (leftAt: number, hasEnded = true, enteredAt = 0): Spell => ({
  enteredAt,
  leftAt,
  hasEnded,
  weight: 1,
});

describe('how long cases take', () => {
  test('is the curve of Freireich and others (1963) as every textbook has it: remission under 6-MP, in weeks', () => {
    const ended = [6, 6, 6, 7, 10, 13, 16, 22, 23].map((week) => spell(week));
    const running = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((week) => spell(week, false));
    const curve = survivalOf([...ended, ...running]);
    const shares = [6, 7, 10, 13, 16, 22, 23].map((week) => Number(curve.beyond(week).toFixed(3)));
    expect(shares).toEqual([0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448]);
    // Nobody was seen to end after week 23: a draw beyond the curve never ends.
    expect(curve.draw(0.5)).toBe(22 + 1);
    expect(curve.draw(0.6)).toBe(Number.POSITIVE_INFINITY);
  });

  test('drawn for a case of some age is always longer than that age, and in the shares of the curve', () => {
    const all = Array.from({ length: 99 }, (_, at) => spell(at + 1));
    const curve = survivalOf(all);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.integer({ min: 0, max: 98 }),
        (uniform, age) => {
          expect(curve.draw(uniform, age)).toBeGreaterThan(age);
        },
      ),
    );
    const drawn = Array.from({ length: 1000 }, (_, at) => curve.draw((at + 0.5) / 1000, 50));
    const share = drawn.filter((time) => time > 75).length / 1000;
    expect(share).toBeCloseTo(curve.beyond(75) / curve.beyond(50), 2);
  });

  test('of cases watched only from some age on is not biased towards long ones', () => {
    // Of 200 cases that take 1 … 200 hours, half are watched from their hour 50 on: those that ended before were never seen.
    const late = Array.from({ length: 100 }, (_, at) => spell(2 * at + 2, true, 50)).filter(
      ({ leftAt }) => leftAt > 50,
    );
    const early = Array.from({ length: 100 }, (_, at) => spell(2 * at + 1));
    expect(survivalOf([...early, ...late]).beyond(100)).toBeCloseTo(0.5, 1);
    expect(survivalOf([...early, ...late.map(({ leftAt }) => spell(leftAt))]).beyond(100)).toBeGreaterThan(
      0.54,
    );
  });
});

describe('the office’s own clock', () => {
  const endings = fc.array(fc.integer({ min: 0, max: 8 * weekMs }), { minLength: 1, maxLength: 200 });
  test('rises, and leads back to the same instant', () => {
    fc.assert(
      fc.property(endings, fc.integer({ min: 0, max: 10 * weekMs }), (ends, at) => {
        const clock = officeClock(weekProfile(ends), { from: 0, before: 10 * weekMs + 1 });
        expect(Math.abs(clock.instant(clock.at(at)) - at)).toBeLessThan(2);
        expect(clock.at(at + 60_000)).toBeGreaterThan(clock.at(at));
      }),
    );
  });

  test('counts a week as a week, and nearly stands on a holiday', () => {
    const worked = Array.from({ length: 500 }, (_, at) => begin + (at % 5) * dayMs + 9 * 3_600_000 + at);
    const span = { from: begin, before: begin + 4 * weekMs };
    const plain = officeClock(weekProfile(worked), span);
    expect((plain.at(begin + 2 * weekMs) - plain.at(begin + weekMs)) / weekMs).toBeCloseTo(1, 9);
    const rested = officeClock(
      weekProfile(worked),
      span,
      (day) => day === localDate(new Date(begin + weekMs)),
    );
    const day = (clock: typeof plain) => clock.at(begin + weekMs + dayMs) - clock.at(begin + weekMs);
    expect(day(rested)).toBeLessThan(day(plain) / 10);
  });
});

describe('promises in working hours', () => {
  const calendar = buildCalendar(readCalendar(join(projectRoot(), 'city', 'haiphong', 'calendar')));
  test('fall due when the city’s calendar says', () => {
    const span = { from: begin, before: begin + 60 * dayMs };
    const spans = workingSpans(calendar, span);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 * 1440 }),
        fc.integer({ min: 1, max: 80 }),
        (minute, hours) => {
          const from = begin + minute * 60_000;
          const due = addWorkingTime(new Date(from), { minutes: hours * 60 }, calendar).getTime();
          expect(addWorking(spans, from, hours * 3_600_000)).toBe(due);
        },
      ),
    );
  });

  test('pass over Tết, which is among the days of rest', () => {
    // Tết Ất Tỵ: the first day of the year is 29 January 2025.
    expect(holidays(calendar, { from: begin, before: begin + 60 * dayMs })).toContain('2025-01-29');
  });
});

describe('the future stays unknown', () => {
  const history = syntheticOffice({ seed: 4, weeks: 16, perDay: 12, officers: 3, workHours: 1 });
  const origin = begin + 12 * weekMs;
  const model = (visits: readonly Visit[]) =>
    fitOffice(visits, { ...defaults, origin, before: origin + 4 * weekMs });

  test('whatever happens after the moment of asking, the futures drawn are the same', () => {
    const told = history.map((visit) =>
      visit.leftAt !== null && visit.leftAt >= origin ? { ...visit, leftAt: null, isAnswered: false } : visit,
    );
    const turned = told.filter(({ arrivedAt }) => arrivedAt < origin);
    expect(drawCases(model(history), 1, 0)).toEqual(drawCases(model(turned), 1, 0));
  });

  test('the same seed draws the same future, another one another', () => {
    expect(drawCases(model(history), 9, 3)).toEqual(drawCases(model(history), 9, 3));
    expect(drawCases(model(history), 10, 3)).not.toEqual(drawCases(model(history), 9, 3));
  });

  test('arrivals keep the week: as many by day and service as came lately', () => {
    const cases = Array.from({ length: 20 }, (_, at) => drawCases(model(history), 2, at)).flat();
    const coming = cases.filter(({ isOpenNow }) => !isOpenNow).length / 20;
    const lately = history.filter(
      ({ arrivedAt }) => arrivedAt < origin && arrivedAt >= origin - 4 * weekMs,
    ).length;
    expect(coming / lately).toBeGreaterThan(0.85);
    expect(coming / lately).toBeLessThan(1.15);
  });

  test('a report that was handed on is neither a kept nor a broken promise', () => {
    const [one] = knownAt(history, origin);
    const left = { ...(one as Visit), isAnswered: false };
    expect(keptIn([left], { from: begin, before: origin })).toEqual({
      due: 0,
      dueKept: 0,
      answered: 0,
      answeredOnTime: 0,
    });
  });
});
