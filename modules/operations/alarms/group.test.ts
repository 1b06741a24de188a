// Grouping: never more than twenty rows, nothing lost, the most urgent alone on top.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Groupable, groupAlarms } from './group.ts';

const alarm = (n: number, more: Partial<Groupable> = {}): Groupable => ({
  id: String(n).padStart(6, '0'),
  definition: `d${n % 12}`,
  priority: 2 + (n % 3),
  severity: 2,
  ward: `w${n % 114}`,
  state: 'UNACK',
  calledAt: new Date(n * 1000).toISOString(),
  ...more,
});

test('two thousand alarms become at most twenty rows, and the one of priority 1 stands alone above them', () => {
  const many = Array.from({ length: 2_000 }, (_, n) => alarm(n));
  const groups = groupAlarms([...many, alarm(5_000, { priority: 1, definition: 'fire' })], 20);
  expect(groups.length).toBeLessThanOrEqual(20);
  expect(groups[0]).toMatchObject({ priority: 1, definitions: ['fire'], alarms: [{ id: '005000' }] });
  expect(groups.reduce((sum, { alarms }) => sum + alarms.length, 0)).toBe(2_001);
});

test('few alarms stand each by itself', () => {
  expect(groupAlarms([alarm(1), alarm(2)], 20).map(({ alarms }) => alarms.length)).toEqual([1, 1]);
});

test('for any alarms: rows within the limit, each alarm in exactly one, priorities in order', () => {
  const any = fc.record({
    definition: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    priority: fc.integer({ min: 1, max: 4 }),
    ward: fc.option(fc.constantFrom('1', '2', '3', '4', '5'), { nil: null }),
    state: fc.constantFrom('UNACK', 'ACKED', 'RTNUN'),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 300 }), (given) => {
      const alarms = given.map((one, n) => alarm(n, one));
      const groups = groupAlarms(alarms, 20);
      expect(groups.length).toBeLessThanOrEqual(20);
      const ids = groups.flatMap((group) => group.alarms.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toHaveLength(alarms.length);
      const priorities = groups.map(({ priority }) => priority);
      expect(priorities).toEqual([...priorities].sort((a, b) => a - b));
    }),
  );
});
