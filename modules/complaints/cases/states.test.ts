// The machine's properties: every walk keeps the promises of the table, whatever is tried in whatever order.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type Circumstances,
  decide,
  endStates,
  isOpen,
  isPaused,
  type MatterState,
  matterActions,
  matterStates,
  possibleActions,
  possibleSteps,
  transitions,
  type Who,
} from './states.ts';
import { drawStates } from './states-diagram.ts';

const everyone: readonly Who[] = ['anyone', 'person', 'handler', 'leader', 'clock'];
const calm: Circumstances = {
  kind: 'khieu_nai',
  extensionsLeft: true,
  dialogueDue: false,
  heard: false,
  accepted: false,
  withdrawalAsked: false,
  now: 0,
  effectAt: null,
  before: null,
};

/** A repeatable stream of numbers in [0, 1) (mulberry32). */
function randomOf(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

test('a pair of state and action leads to one place', () => {
  const pairs = transitions.map(({ from, action }) => `${from} ${action}`);
  expect(new Set(pairs).size).toBe(pairs.length);
});

test('every state can be reached, and from every open one an end', () => {
  const reach = (from: readonly string[]) => {
    const seen = new Set<string>(from);
    for (let size = 0; size !== seen.size; ) {
      size = seen.size;
      for (const step of possibleSteps()) {
        const [at = '', , to = ''] = step.split(' ');
        if (seen.has(at)) seen.add(to);
      }
    }
    return seen;
  };
  expect([...matterStates].filter((state) => !reach(['none']).has(state))).toEqual([]);
  for (const state of matterStates.filter(isOpen))
    expect(
      endStates.some((end) => reach([state]).has(end)),
      state,
    ).toBe(true);
});

test('an end stays an end', () => {
  for (const state of endStates) expect(possibleActions(state, everyone, calm)).toEqual([]);
});

describe.each([11, 23, 57, 1009])('a thousand walks with seed %i', (seed) => {
  test('keep to the table, pause only where the clock stands, and never decide unheard', () => {
    const random = randomOf(seed);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    const steps = possibleSteps();
    for (let walk = 0; walk < 1000; walk++) {
      let is: Circumstances = {
        ...calm,
        kind: pick(['khieu_nai', 'to_cao']),
        dialogueDue: random() < 0.5,
        effectAt: random() < 0.5 ? -1 : 1,
      };
      let state: MatterState | 'none' = 'none';
      for (let step = 0; step < 25; step++) {
        const action = pick(matterActions);
        const who = everyone.filter(() => random() < 0.6);
        const decision = decide(state, action, who, is);
        if (!decision.allowed) continue;
        expect(steps.has(`${state} ${action} ${decision.to}`)).toBe(true);
        if (action === 'decide') expect(who.includes('leader') && (!is.dialogueDue || is.heard)).toBe(true);
        if (action === 'take_effect') expect(is.effectAt).toBe(-1);
        if (action === 'withdraw') expect(is.kind === 'khieu_nai' || !is.accepted).toBe(true);
        if (decision.to === 'suspended') is = { ...is, before: state as MatterState };
        if (action === 'resume') {
          expect(isPaused(state as MatterState) && !isPaused(decision.to)).toBe(true);
          expect(decision.to).toBe(is.before);
        }
        is = {
          ...is,
          accepted: is.accepted || action === 'accept',
          heard: is.heard || action === 'hear',
          withdrawalAsked: is.withdrawalAsked || action === 'ask_withdrawal',
        };
        state = decision.to;
      }
    }
  });
});

test.each([
  ['a person decides nothing', 'verifying', 'decide', ['person'], calm, 'not-you'],
  ['an officer cannot extend', 'verifying', 'extend', ['handler'], calm, 'not-you'],
  [
    'no extension is left',
    'verifying',
    'extend',
    ['leader'],
    { ...calm, extensionsLeft: false },
    'extensions-left',
  ],
  [
    'the second complaint must be heard',
    'verifying',
    'decide',
    ['leader'],
    { ...calm, dialogueDue: true },
    'heard-where-due',
  ],
  [
    'an accepted denunciation is not simply withdrawn',
    'verifying',
    'withdraw',
    ['person'],
    { ...calm, kind: 'to_cao', accepted: true },
    'freely-withdrawn',
  ],
  ['nothing is dropped unasked', 'verifying', 'drop', ['leader'], calm, 'withdrawal-asked'],
  [
    'a decision does not take effect early',
    'decided',
    'take_effect',
    ['clock'],
    { ...calm, effectAt: 1 },
    'effect-due',
  ],
  ['a complaint is closed only in force', 'decided', 'close', ['leader'], calm, 'is-denunciation'],
  ['nothing is decided before it is verified', 'accepted', 'decide', ['leader'], calm, 'not-from-here'],
] as const)('refused: %s', (_name, from, action, who, circumstances, why) => {
  expect(decide(from, action, who, circumstances as Circumstances)).toEqual({ allowed: false, why });
});

test('the README shows the machine as it is', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
  expect(readme).toContain(`begin -->\n${drawStates()}\n<!--`);
});
