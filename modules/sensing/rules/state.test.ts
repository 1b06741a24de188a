// Rules one by one: when they raise, when they clear, and that a window equals its recomputation.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { celName, evaluateCel, expressionFault } from './expression.ts';
import type { RuleDefinition, Test } from './rule.ts';
import { ruleFault } from './rule.ts';
import { RuleState } from './state.ts';
import { window } from './window.ts';

const minute = 60_000;
const rule = (test: Test, more: Partial<RuleDefinition> = {}): RuleDefinition => ({
  code: 'test-rule',
  vi: 'thử',
  en: 'test',
  metric: 'x',
  severity: 2,
  test,
  ...more,
});

/** Values a minute apart; answers `minute:state` of each change. */
function run(
  definition: RuleDefinition,
  values: readonly (number | null)[],
  evaluate = (): boolean | null => null,
): string[] {
  const state = new RuleState(definition, evaluate);
  return values.flatMap((v, at) => {
    const change = v === null ? state.tick(at * minute) : state.take({ ts: at * minute, v });
    return change ? [`${at}:${change.state}`] : [];
  });
}

test.each<[string, RuleDefinition, readonly (number | null)[], string[]]>([
  ['threshold above', rule({ kind: 'threshold', above: 30 }), [30, 31, 30, 29], ['1:raised', '2:cleared']],
  ['threshold below', rule({ kind: 'threshold', below: 0 }), [1, -1, 0], ['1:raised', '2:cleared']],
  [
    'deadband holds a value that hovers',
    rule({ kind: 'threshold', above: 30, deadband: 5 }),
    [31, 29, 31, 26, 25],
    ['0:raised', '4:cleared'],
  ],
  [
    'on-delay wants it to last',
    rule({ kind: 'threshold', above: 30 }, { onDelaySeconds: 120 }),
    [31, 29, 31, 31, 31],
    ['4:raised'],
  ],
  [
    'on-delay falls due without a value',
    rule({ kind: 'threshold', above: 30 }, { onDelaySeconds: 120 }),
    [31, null, null, null],
    ['2:raised'],
  ],
  [
    'off-delay wants it to be over',
    rule({ kind: 'threshold', above: 30 }, { offDelaySeconds: 120 }),
    [31, 1, 31, 1, 1, 1],
    ['0:raised', '5:cleared'],
  ],
  [
    'n of m',
    rule({ kind: 'nOfM', n: 3, m: 5, above: 10 }),
    [11, 1, 11, 1, 11, 1, 1],
    ['4:raised', '5:cleared'],
  ],
  [
    'range',
    rule({ kind: 'range', low: 0, high: 10 }),
    [0, 10, 10.1, 5, -0.1],
    ['2:raised', '3:cleared', '4:raised'],
  ],
  [
    'rate',
    rule({ kind: 'rate', overSeconds: 180, perMinute: 2 }),
    [0, 1, 2, 8, 9, 9, 9],
    ['3:raised', '5:cleared'],
  ],
  [
    'window sum',
    rule({ kind: 'window', of: 'sum', seconds: 180, above: 50 }),
    [20, 20, 20, 0, 0],
    ['2:raised', '3:cleared'],
  ],
  [
    'window average below',
    rule({ kind: 'window', of: 'avg', seconds: 120, below: 5 }),
    [10, 2, 2, 20],
    ['2:raised', '3:cleared'],
  ],
  ['stuck', rule({ kind: 'stuck', seconds: 180 }), [1, 1, 1, 1, 2], ['3:raised', '4:cleared']],
  ['absence', rule({ kind: 'absence', seconds: 120 }), [1, null, null, null, 1], ['2:raised', '4:cleared']],
  [
    'absence says nothing of what was never there',
    rule({ kind: 'absence', seconds: 120 }),
    [null, null, null, null],
    [],
  ],
])('%s', (_, definition, values, expected) => {
  expect(run(definition, values)).toEqual(expected);
});

test('an expression that cannot be answered changes nothing', () => {
  const answers: (boolean | null)[] = [true, null, false];
  const definition = rule({ kind: 'expression', cel: 'a > 1.0', maxAgeSeconds: 60 });
  expect(run(definition, [1, 1, 1], () => answers.shift() ?? null)).toEqual(['0:raised', '2:cleared']);
});

test('a late or repeated value changes nothing', () => {
  const state = new RuleState(rule({ kind: 'threshold', above: 30 }), () => null);
  state.take({ ts: 10 * minute, v: 1 });
  expect(state.take({ ts: 9 * minute, v: 99 })).toBe(null);
  expect(state.take({ ts: 10 * minute, v: 99 })).toBe(null);
  expect(state.isRaised).toBe(false);
});

test('what was before a start is known and raises nothing by itself', () => {
  const state = new RuleState(rule({ kind: 'threshold', above: 30 }, { onDelaySeconds: 120 }), () => null);
  for (let at = 0; at < 3; at++) state.prime({ ts: at * minute, v: 31 });
  expect(state.isRaised).toBe(false);
  expect(state.take({ ts: 3 * minute, v: 31 })).toMatchObject({ state: 'raised' });
});

test('a window equals its recomputation, whatever comes', () => {
  const step = fc.record({ gap: fc.integer({ min: 1, max: 400 }), v: fc.integer({ min: -1000, max: 1000 }) });
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 400 }),
      fc.integer({ min: 1, max: 3000 }),
      (steps, length) => {
        const own = window(length);
        const all: { ts: number; v: number }[] = [];
        let ts = 0;
        for (const { gap, v } of steps) {
          ts += gap;
          all.push({ ts, v });
          own.add(ts, v);
          const inside = all.filter((entry) => entry.ts > ts - length).map((entry) => entry.v);
          const sum = inside.reduce((a, b) => a + b, 0);
          expect([own.count(), own.sum(), own.min(), own.max(), own.avg()]).toEqual([
            inside.length,
            sum,
            Math.min(...inside),
            Math.max(...inside),
            sum / inside.length,
          ]);
        }
      },
    ),
  );
});

test.each([
  ['a > 1.0 && b < 2.0', { a: 2, b: 1 }, true],
  ['a > 1.0 || missing > 2.0', { a: 2 }, true],
  ['a > 1.0 && missing > 2.0', { a: 2 }, null],
  ['a > 1', { a: 1.5 }, true],
  ['a + b', { a: 1, b: 2 }, null],
  ['a / b > 3.0', { a: 7, b: 2 }, true],
])('CEL: %s of %j is %s', (cel, values, expected) => {
  expect(evaluateCel(cel, values)).toBe(expected);
});

test.each(['a >', '((((', `${'a + '.repeat(300)}a > 1.0`, `${'('.repeat(60)}a${')'.repeat(60)} > 1.0`])(
  'an expression like %.20s is refused with words',
  (cel) => {
    expect(expressionFault(cel)).toEqual(expect.any(String));
  },
);

test('names with signs are written with underscores', () => {
  expect(celName('pump/1.flow-rate')).toBe('pump_1_flow_rate');
});

test.each<[Test, string]>([
  [{ kind: 'threshold' }, 'either above or below'],
  [{ kind: 'threshold', above: 1, below: 2 }, 'either above or below'],
  [{ kind: 'nOfM', n: 4, m: 3, above: 1 }, 'n must not be larger than m'],
  [{ kind: 'range', low: 2, high: 2 }, 'low must lie below high'],
])('a rule like %j is refused', (given, fault) => {
  expect(ruleFault(rule(given))).toBe(fault);
});
