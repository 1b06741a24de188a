// The state machine: what may happen, to whom it is refused, and that every report can reach an end.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decide,
  endStates,
  isOpen,
  openStates,
  petals,
  possibleActions,
  possibleSteps,
  reportActions,
  reportStates,
  transitions,
} from './states.ts';
import type { Circumstances, ReportState, Who } from './states.ts';
import { readmePath, withDiagram } from './states-diagram.ts';

const calm: Circumstances = {
  returns: 0,
  returnsAllowed: 2,
  now: 100,
  reopenUntil: null,
  rated: false,
  before: 'accepted',
  needsApproval: false,
  lateInTermFrom: null,
  extensions: 0,
  extensionsAllowed: 1,
  waitUntil: null,
  rungAt: null,
};
const everyone: Who[] = ['reporter', 'holder', 'coordinator'];

describe('the life of a report', () => {
  test('leads from a state by an action to one state only', () => {
    const seen = new Map<string, string>();
    for (const { from, action, to } of transitions) {
      expect(seen.get(`${from} ${action}`) ?? to).toBe(to);
      seen.set(`${from} ${action}`, to);
    }
  });

  test('goes new, accepted, in progress, resolved, closed', () => {
    const steps = [
      ['none', 'file', 'new'],
      ['new', 'accept', 'accepted'],
      ['accepted', 'start', 'in_progress'],
      ['in_progress', 'resolve', 'resolved'],
      ['resolved', 'close', 'closed'],
    ] as const;
    for (const [from, action, to] of steps)
      expect(decide(from, action, everyone, calm)).toEqual({ allowed: true, to });
  });

  test('can end from every state', () => {
    for (const start of reportStates) {
      const reached = new Set<ReportState>([start]);
      for (const from of reached)
        for (const step of possibleSteps()) {
          const [at, , to] = step.split(' ');
          if (at === from) reached.add(to as ReportState);
        }
      expect(
        endStates.some((end) => reached.has(end)),
        start,
      ).toBe(true);
    }
  });

  test('reaches every state from filing, and every action is used', () => {
    expect(new Set([...possibleSteps()].map((step) => step.split(' ')[2]))).toEqual(new Set(reportStates));
    expect(new Set(transitions.map((row) => row.action))).toEqual(new Set(reportActions));
  });

  test('says why something is refused: first the state, then the person, then the condition', () => {
    expect(decide('closed', 'resolve', ['holder'], calm)).toEqual({ allowed: false, why: 'not-from-here' });
    expect(decide('new', 'accept', ['reporter'], calm)).toEqual({ allowed: false, why: 'not-you' });
    expect(decide('new', 'return', ['holder'], { ...calm, returns: 2 })).toEqual({
      allowed: false,
      why: 'returns-left',
    });
    expect(decide('closed', 'reopen', ['reporter'], { ...calm, reopenUntil: 99 })).toEqual({
      allowed: false,
      why: 'within-window',
    });
    expect(decide('resolved', 'rate', ['reporter'], { ...calm, rated: true })).toEqual({
      allowed: false,
      why: 'not-rated',
    });
  });

  test('is closed by the clock only when the window for reopening is over, by people at any time', () => {
    expect(decide('resolved', 'close', ['clock'], { ...calm, reopenUntil: 100 })).toEqual({
      allowed: false,
      why: 'window-over',
    });
    expect(decide('resolved', 'close', ['clock'], { ...calm, reopenUntil: 99 })).toEqual({
      allowed: true,
      to: 'closed',
    });
    expect(decide('resolved', 'close', ['reporter'], { ...calm, reopenUntil: 100 })).toEqual({
      allowed: true,
      to: 'closed',
    });
  });

  test('is reopened by its reporter up to the last moment of the window, and then not any more', () => {
    for (const from of ['closed', 'rejected'] as const) {
      expect(decide(from, 'reopen', ['reporter'], { ...calm, reopenUntil: 100 })).toEqual({
        allowed: true,
        to: 'accepted',
      });
      expect(decide(from, 'reopen', ['reporter'], { ...calm, reopenUntil: 99 }).allowed).toBe(false);
      expect(decide(from, 'reopen', ['holder'], { ...calm, reopenUntil: 100 }).allowed).toBe(false);
    }
  });

  test('leads from a side state back to where it was entered, and nowhere when that was forgotten', () => {
    for (const before of ['accepted', 'in_progress'] as const) {
      expect(decide('waiting_citizen', 'answer', ['reporter'], { ...calm, before }).allowed).toBe(true);
      expect(decide('waiting_citizen', 'answer', ['reporter'], { ...calm, before })).toEqual({
        allowed: true,
        to: before,
      });
    }
    expect(decide('merged', 'unmerge', ['coordinator'], { ...calm, before: 'new' })).toEqual({
      allowed: true,
      to: 'new',
    });
    expect(decide('merged', 'unmerge', ['coordinator'], { ...calm, before: null }).allowed).toBe(false);
  });

  test('publishes an answer that needs a leader only by a leader or the coordinator', () => {
    const careful = { ...calm, needsApproval: true };
    expect(decide('in_progress', 'resolve', ['holder'], careful)).toEqual({
      allowed: false,
      why: 'no-approval-needed',
    });
    expect(decide('in_progress', 'resolve', ['holder', 'leader'], careful).allowed).toBe(true);
    expect(decide('in_progress', 'submit', ['holder'], careful).allowed).toBe(true);
    expect(decide('resolved_pending_approval', 'resolve', ['holder'], careful).allowed).toBe(false);
    expect(decide('resolved_pending_approval', 'resolve', ['leader'], careful).allowed).toBe(true);
  });

  test('late in its term changes category only by the coordinator', () => {
    const late = { ...calm, lateInTermFrom: 100 };
    expect(decide('accepted', 'recategorise', ['holder'], late)).toEqual({
      allowed: false,
      why: 'early-in-term',
    });
    expect(decide('accepted', 'recategorise', ['holder'], { ...late, now: 99 }).allowed).toBe(true);
    expect(decide('accepted', 'recategorise', ['coordinator'], late).allowed).toBe(true);
  });

  test('offers as buttons exactly what it would allow', () => {
    const roles = fc.subarray<Who>(['anyone', 'reporter', 'holder', 'leader', 'coordinator', 'clock']);
    const circumstances = fc.record({
      returns: fc.nat(4),
      returnsAllowed: fc.constant(2),
      now: fc.nat(10),
      reopenUntil: fc.option(fc.nat(10)),
      rated: fc.boolean(),
      before: fc.constantFrom('new' as const, 'accepted' as const, 'in_progress' as const, null),
      needsApproval: fc.boolean(),
      lateInTermFrom: fc.option(fc.nat(10)),
      extensions: fc.nat(2),
      extensionsAllowed: fc.constant(1),
      waitUntil: fc.option(fc.nat(10)),
      rungAt: fc.option(fc.nat(10)),
    });
    fc.assert(
      fc.property(fc.constantFrom(...reportStates), roles, circumstances, (from, who, is) => {
        const offered = possibleActions(from, who, is);
        for (const action of reportActions)
          expect(decide(from, action, who, is).allowed).toBe(offered.includes(action));
      }),
    );
  });

  test('never lets strangers do more than file', () => {
    for (const from of reportStates) expect(possibleActions(from, ['anyone'], calm)).toEqual([]);
  });

  test('fills one petal more with each step and turns green only when done', () => {
    expect(openStates.every(isOpen)).toBe(true);
    expect(
      (['new', 'accepted', 'in_progress', 'resolved', 'closed'] as const).map(
        (state) => petals(state).filled,
      ),
    ).toEqual([1, 2, 3, 4, 5]);
    expect(reportStates.filter((state) => petals(state).done)).toEqual(['closed']);
  });
});

test('the database asserts exactly these transitions and states', () => {
  const sql = readFileSync(join(import.meta.dirname, '../migrations/0020_handling.sql'), 'utf8');
  const block =
    /add constraint report_event_transition check \(\(from_state, action, to_state\) in \(([^;]*?)\n {2}\)\)/.exec(
      sql,
    )?.[1] ?? '';
  const inSql = [...block.matchAll(/\('(\w+)', '(\w+)', '(\w+)'\)/g)].map((found) =>
    found.slice(1).join(' '),
  );
  expect([...inSql].sort()).toEqual([...possibleSteps()].sort());
  const states = /constraint report_state_check check \(state in \(([^)]*)\)\)/.exec(sql)?.[1] ?? '';
  expect([...states.matchAll(/'(\w+)'/g)].map((found) => found[1])).toEqual([...reportStates]);
});

test('the README draws exactly this table', () => {
  const readme = readFileSync(readmePath(), 'utf8');
  expect(readme, 'run: node --import tsx modules/feedback/cases/states-diagram.ts').toBe(withDiagram(readme));
});
