// The dated rules as tables: signatures by population, terms in the working calendar, the ladder, files that contradict themselves.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '@city/kernel/config/root';
import { buildCalendar, readCalendar } from '@city/kernel/time';
import { faultsIn, readPetitionRules } from './city-files.ts';
import { nextRung, termEnd, thresholdFor } from './petition-rules.ts';

const haiphong = join(projectRoot(), 'city', 'haiphong');
const files = readPetitionRules(haiphong);
const calendar = buildCalendar(readCalendar(join(haiphong, 'calendar')));
const { rules } = files;

test.each([
  ['the whole city', null, 4_664_124, 4_665, 10],
  ['a ward', { code: '11383', kind: 'phường' }, 40_000, 200, 5],
  ['a commune', { code: '11824', kind: 'xã' }, 40_000, 200, 5],
  ['a special zone', { code: '11914', kind: 'đặc khu' }, 30_000, 200, 5],
  ['an island of a thousand people', { code: '11948', kind: 'đặc khu' }, 1_000, 20, 5],
] as const)('signatures that oblige: %s', (_name, unit, people, signatures, supporters) => {
  expect(thresholdFor(rules, unit, '2026-09-08')).toMatchObject({ people, signatures, supporters });
});

test('more people never need fewer signatures', () => {
  let before = 0;
  for (let people = 500; people < 6_000_000; people = Math.ceil(people * 1.07)) {
    const row = { ...rules.population[0]!, unit: '10000', kind: null, people };
    const { signatures } = thresholdFor(
      { ...rules, population: [row, ...rules.population] },
      { code: '10000', kind: 'phường' },
      '2026-09-08',
    );
    expect(signatures).toBeGreaterThanOrEqual(before);
    before = signatures;
  }
});

test('before the rules hold there is no threshold', () => {
  expect(() => thresholdFor(rules, null, '2025-06-30')).toThrow('2025-06-30');
});

test('an answer is due after twenty working days, holidays left out', () => {
  // From Tuesday 25 August 2026, 9:30: 31 August is off in lieu, 1 and 2 September are National Day.
  const from = new Date('2026-08-25T02:30:00Z');
  const due = termEnd(rules, 'answer', from, calendar);
  expect(due.toISOString()).toBe('2026-09-25T02:30:00.000Z');
});

test('the ladder is climbed rung by rung and ends', () => {
  const term = { from: new Date('2026-09-08T02:30:00Z'), due: new Date('2026-10-06T02:30:00Z') };
  const rungs = [0, 1, 2, 3, 4].map((escalation) => nextRung(rules, calendar, { ...term, escalation }));
  expect(rungs.map((rung) => rung?.tell ?? null)).toEqual(['handler', 'body', 'coordinator', 'city', null]);
  expect(rungs[1]?.at).toEqual(term.due);
  expect(rungs[0]?.at.getTime()).toBeLessThan(term.due.getTime());
  expect(rungs[2]?.at.toISOString()).toBe('2026-10-07T02:30:00.000Z');
});

test('files that contradict themselves are refused by name', () => {
  const broken = structuredClone(files) as typeof files & { rules: { supporters: { count: number }[] } };
  broken.rules.supporters[0]!.count = 20;
  expect(faultsIn(broken)).toEqual([
    expect.stringContaining('supporters-unit: as many first supporters as signatures that oblige'),
  ]);
  expect(faultsIn({ ...files, topics: [{ ...files.topics[0]!, city: 'nobody' }] })).toEqual([
    'topic transport: no body nobody',
  ]);
  expect(faultsIn(files)).toEqual([]);
});
