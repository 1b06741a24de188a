// The table of states against the database's own assertion, and what must never be possible.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '@city/kernel/config/root';
import { decide, isPublic, petitionStates, possibleSteps, transitions } from './states.ts';
import { readmePath, withDiagram } from './states-diagram.ts';

test('the database asserts the same steps', () => {
  const file = readFileSync(
    join(projectRoot(), 'modules', 'petitions', 'migrations', '0001_petitions.sql'),
    'utf8',
  );
  const asserted = [...file.matchAll(/^ {4}\('(\w+)', '(\w+)', '(\w+)'\),?$/gm)].map(([, ...step]) =>
    step.join(' '),
  );
  expect(new Set(asserted)).toEqual(possibleSteps());
  expect(asserted).toHaveLength(transitions.length);
});

test('every state can be reached and a pair of state and action leads to one state', () => {
  const reached = new Set(transitions.map(({ to }) => to));
  for (const state of petitionStates) expect(reached, state).toContain(state);
  const pairs = transitions.map(({ from, action }) => `${from} ${action}`);
  expect(new Set(pairs).size).toBe(pairs.length);
});

test('what is obliged is never withdrawn, closed or refused', () => {
  for (const from of ['owed', 'review', 'answered'] as const)
    for (const action of ['withdraw', 'close', 'refuse', 'lapse'] as const)
      expect(decide(from, action, ['starter', 'moderator', 'clock', 'leader', 'holder']).allowed).toBe(false);
});

test('nothing becomes public without a moderator or an arbiter', () => {
  for (const { from, to, who } of transitions)
    if (isPublic(to) && (from === 'none' || !isPublic(from)))
      expect(['moderator', 'arbiter']).toContain(who[0]);
});

test('the README draws the same table', () => {
  const readme = readFileSync(readmePath(), 'utf8');
  expect(readme, 'run: node --import tsx modules/petitions/cases/states-diagram.ts').toBe(
    withDiagram(readme),
  );
});
