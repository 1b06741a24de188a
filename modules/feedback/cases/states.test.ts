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
  reportActions,
  reportStates,
  transitions,
} from './states.ts';
import type { Circumstances, ReportState, Who } from './states.ts';
import { readmePath, withDiagram } from './states-diagram.ts';

const calm: Circumstances = { returns: 0, returnsAllowed: 2, now: 100, reopenUntil: null, rated: false };
const everyone: Who[] = ['reporter', 'holder', 'coordinator'];

describe('the life of a report', () => {
  test('leads from a state by an action to one state only', () => {
    const seen = new Map<string, ReportState>();
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
      for (const from of reached) for (const row of transitions) if (row.from === from) reached.add(row.to);
      expect(
        endStates.some((end) => reached.has(end)),
        start,
      ).toBe(true);
    }
  });

  test('reaches every state from filing, and every action is used', () => {
    expect(new Set(transitions.map((row) => row.to))).toEqual(new Set(reportStates));
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
    for (const from of endStates) {
      expect(decide(from, 'reopen', ['reporter'], { ...calm, reopenUntil: 100 })).toEqual({
        allowed: true,
        to: 'accepted',
      });
      expect(decide(from, 'reopen', ['reporter'], { ...calm, reopenUntil: 99 }).allowed).toBe(false);
      expect(decide(from, 'reopen', ['holder'], { ...calm, reopenUntil: 100 }).allowed).toBe(false);
    }
  });

  test('offers as buttons exactly what it would allow', () => {
    const roles = fc.subarray<Who>(['anyone', 'reporter', 'holder', 'coordinator', 'clock']);
    const circumstances = fc.record({
      returns: fc.nat(4),
      returnsAllowed: fc.constant(2),
      now: fc.nat(10),
      reopenUntil: fc.option(fc.nat(10)),
      rated: fc.boolean(),
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
  const sql = readFileSync(join(import.meta.dirname, '../migrations/0001_reports.sql'), 'utf8');
  const block =
    /constraint report_event_transition check \(\(from_state, action, to_state\) in \(([^;]*?)\n {2}\)\)/.exec(
      sql,
    )?.[1] ?? '';
  const inSql = [...block.matchAll(/\('(\w+)', '(\w+)', '(\w+)'\)/g)].map((found) =>
    found.slice(1).join(' '),
  );
  const inCode = transitions.map(({ from, action, to }) => `${from} ${action} ${to}`);
  expect([...inSql].sort()).toEqual([...new Set(inCode)].sort());
  const states = /state\s+text\s+not null check \(state in \(([^)]*)\)\)/.exec(sql)?.[1] ?? '';
  expect([...states.matchAll(/'(\w+)'/g)].map((found) => found[1])).toEqual([...reportStates]);
});

test('the README draws exactly this table', () => {
  const readme = readFileSync(readmePath(), 'utf8');
  expect(readme, 'run: node --import tsx modules/feedback/cases/states-diagram.ts').toBe(withDiagram(readme));
});
