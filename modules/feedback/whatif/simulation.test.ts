// The engine against what queueing theory knows: Erlang C, Pollaczek–Khinchine, Little's law; nothing lost, nothing drawn twice.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draws } from './draws.ts';
import { type Order, type Pool, simulate, type SimulatedCase } from './simulation.ts';

const count = 200_000;

function poisson(seed: number, rate: number, work: (draw: () => number) => number): SimulatedCase[] {
  const { exponential } = draws(seed);
  let now = 0;
  return Array.from({ length: count }, () => {
    now += exponential() / rate;
    return {
      arrivesAt: now,
      dueAt: now + 5,
      priority: 1,
      stages: [{ pool: 0, delay: 0, work: work(exponential) }],
    };
  });
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean wait before service in M/M/c with service rate 1 (Erlang 1917). */
function erlangWait(rate: number, servers: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (rate * blocked) / (n + rate * blocked);
  const delayed = blocked / (1 - (rate / servers) * (1 - blocked));
  return delayed / (servers - rate);
}

describe('waits are those that theory gives', () => {
  test.each([
    [0.6, 1],
    [1.5, 2],
    [4, 5],
    [12, 15],
  ])('M/M/c: rate %d on %d officers (Erlang C)', (rate, officers) => {
    const { waited } = simulate(
      poisson(11, rate, (draw) => draw()),
      [{ officers, order: 'first-come' }],
    );
    expect(Math.abs(mean(waited) / erlangWait(rate, officers) - 1)).toBeLessThan(0.06);
  });

  test.each([0.5, 0.7, 0.85])('M/D/1: utilisation %d (Pollaczek–Khinchine)', (rate) => {
    const { waited } = simulate(
      poisson(12, rate, () => 1),
      [{ officers: 1, order: 'first-come' }],
    );
    expect(Math.abs(mean(waited) / (rate / (2 * (1 - rate))) - 1)).toBeLessThan(0.05);
  });

  test('the mean wait does not depend on the order when work is not known ahead; its spread does', () => {
    const cases = poisson(13, 0.8, (draw) => draw()).map((one, at) => ({
      ...one,
      dueAt: one.arrivesAt + (at % 7) * 3,
    }));
    const byOrder = (order: Order) => simulate(cases, [{ officers: 1, order }]).waited;
    const [first, due] = [byOrder('first-come'), byOrder('earliest-due')];
    expect(mean(due) / mean(first)).toBeCloseTo(1, 2);
    const spread = (values: Float64Array) => mean(values.map((value) => value * value));
    expect(spread(due)).toBeGreaterThan(spread(first));
  });
});

test('work by due time keeps more promises than work as it came', () => {
  const cases = poisson(14, 0.9, (draw) => draw()).map((one, at) => ({
    ...one,
    dueAt: one.arrivesAt + (at % 4 === 0 ? 3 : 60),
  }));
  const kept = (order: Order) =>
    simulate(cases, [{ officers: 1, order }]).finishedAt.filter(
      (at, index) => at <= (cases[index]?.dueAt ?? 0),
    ).length;
  expect(kept('earliest-due')).toBeGreaterThan(kept('first-come') * 1.05);
});

/** Small offices with hand-overs, delays and everything that may meet at one moment. */
const office = fc.record({
  pools: fc.array(
    fc.record({
      officers: fc.integer({ min: 1, max: 4 }),
      order: fc.constantFrom<Order>('first-come', 'earliest-due', 'priority-then-due'),
    }),
    { minLength: 2, maxLength: 2 },
  ),
  cases: fc.array(
    fc.record({
      arrivesAt: fc.integer({ min: 0, max: 60 }),
      dueAt: fc.oneof(fc.integer({ min: 0, max: 90 }), fc.constant(Number.POSITIVE_INFINITY)),
      priority: fc.integer({ min: 1, max: 4 }),
      stages: fc.array(
        fc.record({
          pool: fc.integer({ min: 0, max: 1 }),
          delay: fc.integer({ min: 0, max: 9 }),
          work: fc.integer({ min: 0, max: 9 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    { maxLength: 60 },
  ),
});
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

describe('in every office', () => {
  test('each case ends, not before its own work and delays, and its time is delay, queue and work together', () => {
    fc.assert(
      fc.property(office, ({ pools, cases }) => {
        const { finishedAt, waited } = simulate(cases, pools);
        cases.forEach(({ arrivesAt, stages }, at) => {
          const own = sum(stages.map(({ delay, work }) => delay + work));
          expect(finishedAt[at]).toBe(arrivesAt + own + (waited[at] ?? Number.NaN));
          expect(waited[at]).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });

  test('work is conserved: what officers were busy with is the work that came, and never more than they are', () => {
    fc.assert(
      fc.property(office, ({ pools, cases }) => {
        const { pools: figures, finishedAt } = simulate(cases, pools);
        const came = (pool: number) =>
          sum(
            cases
              .flatMap(({ stages }) => stages.filter((stage) => stage.pool === pool))
              .map(({ work }) => work),
          );
        const end = Math.max(0, ...finishedAt);
        figures.forEach(({ busy }, pool) => {
          expect(busy).toBe(came(pool));
          expect(busy).toBeLessThanOrEqual(end * (pools[pool] as Pool).officers);
        });
      }),
    );
  });

  test('Little: the queue over time is the sum of the single waits', () => {
    fc.assert(
      fc.property(office, fc.integer({ min: 1, max: 80 }), ({ pools, cases }, until) => {
        const { pools: figures, waited } = simulate(cases, pools, until);
        expect(sum(figures.map(({ queueTime }) => queueTime))).toBe(sum(waited));
      }),
    );
  });

  test('one more officer in a single queue lets nobody wait longer in sum', () => {
    fc.assert(
      fc.property(office, ({ pools, cases }) => {
        const single = cases.map((one) => ({
          ...one,
          stages: one.stages.slice(0, 1).map((s) => ({ ...s, pool: 0 })),
        }));
        const wait = (officers: number) => sum(simulate(single, [{ officers, order: 'first-come' }]).waited);
        expect(wait((pools[0] as Pool).officers + 1)).toBeLessThanOrEqual(wait((pools[0] as Pool).officers));
      }),
    );
  });

  test('the same cases give the same result, and stopping early changes nothing that ended before', () => {
    fc.assert(
      fc.property(office, fc.integer({ min: 0, max: 100 }), ({ pools, cases }, until) => {
        const whole = simulate(cases, pools);
        expect(simulate(cases, pools)).toEqual(whole);
        simulate(cases, pools, until).finishedAt.forEach((at, index) => {
          const ended = whole.finishedAt[index] as number;
          expect(at).toBe(ended <= until ? ended : Number.POSITIVE_INFINITY);
        });
      }),
    );
  });
});

test('a pool without officers is refused', () => {
  expect(() => simulate([], [{ officers: 0, order: 'first-come' }])).toThrow(RangeError);
});
