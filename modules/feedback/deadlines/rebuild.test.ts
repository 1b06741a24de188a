// The promise rebuilt from a history is the one that the kernel's clock of law gives for the same pauses and extensions.
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  buildCalendar,
  dueAt,
  extendDeadline,
  pauseDeadline,
  readCalendar,
  resumeDeadline,
  startDeadline,
} from '@city/kernel/time';
import { readCityRules } from '../services/city-files.ts';
import { dueOf } from './rebuild.ts';

const city = join(import.meta.dirname, '../../../city/haiphong');
const { deadlines } = readCityRules(join(city, 'services'));
const calendar = buildCalendar(readCalendar(join(city, 'calendar')));
const policy = deadlines.policies.find(({ id }) => id === 'any-normal')!;
const filed = new Date('2026-09-08T02:30:00Z');

const happening = fc.record({
  minutes: fc.integer({ min: 1, max: 4000 }),
  what: fc.constantFrom('pause', 'resume', 'extend'),
});

test('any order of pauses and extensions gives the due time of the kernel, and none while the clock stands still', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 12 }), (happenings) => {
      let at = filed;
      let paused = false;
      let deadline = startDeadline(filed, { ...policy.resolve, source: policy.document });
      const events: {
        action: 'ask' | 'answer' | 'extend';
        at: Date;
        detail: Record<string, unknown> | null;
      }[] = [];
      for (const { minutes, what } of happenings) {
        at = new Date(at.getTime() + minutes * 60_000);
        if (what === 'pause' && !paused) {
          deadline = pauseDeadline(deadline, at);
          events.push({ action: 'ask', at, detail: null });
          paused = true;
        } else if (what === 'resume' && paused) {
          deadline = resumeDeadline(deadline, at);
          events.push({ action: 'answer', at, detail: null });
          paused = false;
        } else if (what === 'extend') {
          deadline = extendDeadline(deadline, { amount: 1, unit: 'working-days', source: '' });
          events.push({ action: 'extend', at, detail: { amount: 1, unit: 'working-days' } });
        }
      }
      const due = dueOf(deadlines, calendar, { filed_at: filed, deadline_policy: policy.id }, events);
      expect(due).toEqual(paused ? null : dueAt(deadline, calendar));
    }),
  );
});

test('a reopening begins a new term and forgets the pauses before it', () => {
  const reopened = new Date('2026-09-21T02:30:00Z');
  const events = [
    { action: 'ask' as const, at: new Date('2026-09-08T03:30:00Z'), detail: null },
    { action: 'answer' as const, at: new Date('2026-09-10T03:30:00Z'), detail: null },
    { action: 'reopen' as const, at: reopened, detail: null },
  ];
  const due = dueOf(deadlines, calendar, { filed_at: filed, deadline_policy: policy.id }, events);
  expect(due).toEqual(new Date('2026-09-24T02:30:00Z'));
});

test('a report without a policy of ours has nothing to rebuild', () => {
  expect(dueOf(deadlines, calendar, { filed_at: filed, deadline_policy: null }, [])).toBeUndefined();
});
