// Predictions held against offices whose truth is known: with more officers, in a wave, merged, with other promises; and the back-test itself.
import { describe, expect, test } from 'vitest';
import { backTest, errorsOf } from './backtest.ts';
import { dayMs, dueShare, keptIn, knownAt, type Visit, weekMs } from './history.ts';
import { answer, defaults, type Question } from './question.ts';
import { answerInThread, TookTooLong } from './run-in-thread.ts';
import type { Scenario } from './scenario.ts';
import { begin, syntheticOffice } from './synthetic.testing.ts';

const asked = begin + 24 * weekMs;
const span = { from: asked, before: asked + 28 * dayMs };
const asItIs: Scenario = { moreOfficers: 0, wave: null, isMerged: false, promise: null, order: null };

function question(
  visits: readonly Visit[],
  scenario: Partial<Scenario>,
  more: Partial<Question> = {},
): Question {
  return {
    visits: knownAt(visits, asked),
    bodies: ['office'],
    officers: [4],
    askedAt: asked,
    horizonDays: 28,
    holidays: [],
    working: { starts: [asked], ends: [asked + 365 * dayMs] },
    scenario: { ...asItIs, ...scenario },
    seed: 3,
    replications: 60,
    ...more,
  };
}
const office = (seed: number, workHours: number) => ({ seed, weeks: 30, perDay: 27, officers: 4, workHours });
const truth = (visits: readonly Visit[]) => dueShare(keptIn(visits, span)) as number;

describe('two more officers', () => {
  test.each([
    [1, 0.9],
    [1, 0.97],
    [2, 0.97],
    [2, 1.02],
  ])(
    'where hands are short (office %d, %d hours a case) help as much as they would have',
    (seed, workHours) => {
      const made = office(seed, workHours);
      const really = truth(syntheticOffice({ ...made, more: { from: asked, officers: 2 } }));
      const without = truth(syntheticOffice(made));
      const { changed, asIs } = answer(question(syntheticOffice(made), { moreOfficers: 2 }));
      expect(really - without).toBeGreaterThan(0.25);
      expect(Math.abs(changed.due.middle - really)).toBeLessThan(0.1);
      expect(changed.due.middle - asIs.due.middle).toBeGreaterThan((really - without) / 2);
    },
  );

  test('where hands are not short change nothing, and the answer says so', () => {
    const { difference, changed } = answer(question(syntheticOffice(office(1, 0.5)), { moreOfficers: 2 }));
    expect(Math.abs(difference.due.middle)).toBeLessThan(0.01);
    expect(Math.abs(changed.due.middle - truth(syntheticOffice(office(1, 0.5))))).toBeLessThan(0.03);
  });
});

describe('other changes', () => {
  const busy = syntheticOffice(office(1, 0.9));

  test('fewer officers keep fewer promises', () => {
    const { difference } = answer(question(busy, { moreOfficers: -1 }));
    expect(difference.due.in80.high).toBeLessThan(0);
    expect(difference.backlog.in80.low).toBeGreaterThan(0);
  });

  test('the larger the wave, the fewer promises are kept', () => {
    const kept = [0.5, 2, 6].map((times) => {
      const { changed } = answer(question(busy, { wave: { times, days: 3, service: null } }));
      return changed.due.middle;
    });
    expect(kept).toEqual(kept.toSorted((a, b) => b - a));
    expect((kept[0] as number) - (kept[2] as number)).toBeGreaterThan(0.1);
  });

  test('a wave of one service brings no other', () => {
    const { changed, asIs } = answer(question(busy, { wave: { times: 3, days: 3, service: 'khong-co' } }));
    expect(changed).toEqual(asIs);
  });

  test('an office that is overrun and one with time to spare do better together', () => {
    const idle = syntheticOffice({ ...office(8, 0.4), pool: 'idle' });
    const overrun = syntheticOffice(office(1, 0.97));
    const both = { bodies: ['office', 'idle'], officers: [4, 4] };
    const { difference } = answer(question([...overrun, ...idle], { isMerged: true }, both));
    expect(difference.due.in80.low).toBeGreaterThan(0);
    expect(difference.backlog.middle).toBeLessThan(0);
  });

  test('a shorter promise is broken more often, a longer one less', () => {
    const share = (workingHours: number) =>
      answer(question(busy, { promise: { service: null, workingHours } })).difference.due.middle;
    expect(share(12)).toBeLessThan(-0.1);
    expect(share(700)).toBeGreaterThan(0.05);
  });

  test('work by due time keeps more promises where hands are a little short', () => {
    expect(answer(question(busy, { order: 'earliest-due' })).difference.due.middle).toBeGreaterThan(0.03);
  });
});

test('a body without a history is refused', () => {
  expect(() => answer(question([], {}))).toThrow(RangeError);
});

describe('in a thread', () => {
  const small = question(syntheticOffice(office(1, 0.9)), { moreOfficers: 1 }, { replications: 20 });

  test('the answer is the same, and progress is told', async () => {
    const told: number[] = [];
    const bounds = { limitMs: 60_000, memoryMb: 512, tell: (done: number) => void told.push(done) };
    expect(await answerInThread(small, bounds)).toEqual(answer(small));
    expect(told).toEqual([10, 20]);
  });

  test('what takes too long is stopped', async () => {
    const endless = { ...small, replications: 1_000_000 };
    await expect(answerInThread(endless, { limitMs: 50, memoryMb: 512, tell: () => {} })).rejects.toThrow(
      TookTooLong,
    );
  });

  test('what cannot be answered fails with its reason', async () => {
    const bounds = { limitMs: 60_000, memoryMb: 512, tell: () => {} };
    await expect(answerInThread({ ...small, bodies: ['khong-co'] }, bounds)).rejects.toThrow('no history');
  });
});

describe('the back-test', () => {
  // Two offices: one with hands to spare, one that falls behind, whose months cannot be like the month before.
  const history = [
    ...syntheticOffice({ ...office(21, 0.6), weeks: 32, pool: 'steady' }),
    ...syntheticOffice({ ...office(22, 1.02), weeks: 32, pool: 'behind' }),
  ];
  const spans = Array.from({ length: 7 }, (_, at) => ({
    label: String(at),
    from: begin + at * 4 * weekMs,
    before: begin + (at + 1) * 4 * weekMs,
  }));
  const run = (visits: readonly Visit[]) =>
    backTest(visits, spans, { ...defaults, seed: 1, replications: 60, trainSpans: 3 });
  const rows = run(history);
  const due = rows.filter(({ measure }) => measure === 'due');

  test('predicts each later month of each office, nearer than the month before does', () => {
    expect(due).toHaveLength(8);
    const errors = errorsOf(due);
    expect(errors.ours).toBeLessThan(errors.lastSpan);
    expect(errors.ours).toBeLessThan(0.1);
    expect(errors.in95).toBeGreaterThanOrEqual(0.75);
  });

  test('counts what came, not what was known', () => {
    for (const row of due) {
      const own = history.filter(({ pool }) => pool === row.pool);
      expect(row.actual).toBe(dueShare(keptIn(own, spans[Number(row.label)] as (typeof spans)[number])));
    }
  });

  test('its first prediction does not know what came after it', () => {
    const [first] = due;
    const cut = spans[4]?.from as number;
    // All that ends later ends a year later instead.
    const slowed = history.map((visit) =>
      visit.leftAt !== null && visit.leftAt >= cut ? { ...visit, leftAt: visit.leftAt + 365 * dayMs } : visit,
    );
    const again = run(slowed).filter(({ measure }) => measure === 'due');
    expect(again[0]?.predicted).toEqual(first?.predicted);
    expect(again.at(-1)?.actual).not.toBe(due.at(-1)?.actual);
  });
});
