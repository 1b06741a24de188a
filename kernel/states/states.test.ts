// The decision of a table: the state first, then the person, then the condition; several rows of one pair; the way back from a side state.
import { expect, test } from 'vitest';
import { machineOf, type Transition } from './states.ts';

type State = 'new' | 'working' | 'waiting' | 'done';
type Action = 'file' | 'start' | 'ask' | 'go_on' | 'finish';
type Who = 'anyone' | 'office' | 'leader' | 'clock';
type When = 'short' | 'over';
interface Is {
  readonly short: boolean;
  readonly over: boolean;
  readonly before: State | null;
}

const transitions: readonly Transition<State, Action, Who, When>[] = [
  { from: 'none', action: 'file', to: 'new', who: ['anyone'] },
  { from: 'new', action: 'start', to: 'working', who: ['office'] },
  { from: 'new', action: 'ask', to: 'waiting', who: ['office'] },
  { from: 'working', action: 'ask', to: 'waiting', who: ['office', 'leader'] },
  { from: 'waiting', action: 'go_on', to: 'before', who: ['office'] },
  { from: 'waiting', action: 'go_on', to: 'before', who: ['clock'], when: 'over' },
  { from: 'working', action: 'finish', to: 'done', who: ['office'], when: 'short' },
  { from: 'working', action: 'finish', to: 'done', who: ['leader'] },
];
const { decide, possibleActions, possibleSteps } = machineOf<State, Action, Who, When, Is>({
  transitions,
  actions: ['file', 'start', 'ask', 'go_on', 'finish'],
  holds: (when, is) => (when === 'short' ? is.short : is.over),
  before: ({ before }) => before,
});
const calm: Is = { short: false, over: false, before: null };

test.each([
  ['anyone files', 'none', 'file', [], calm, { allowed: true, to: 'new' }],
  ['the state comes first', 'done', 'finish', ['leader'], calm, { allowed: false, why: 'not-from-here' }],
  ['then the person', 'new', 'start', ['leader'], calm, { allowed: false, why: 'not-you' }],
  ['then the condition', 'working', 'finish', ['office'], calm, { allowed: false, why: 'short' }],
  [
    'the condition holds',
    'working',
    'finish',
    ['office'],
    { ...calm, short: true },
    { allowed: true, to: 'done' },
  ],
  ['another row has none', 'working', 'finish', ['office', 'leader'], calm, { allowed: true, to: 'done' }],
  [
    'back where it came from',
    'waiting',
    'go_on',
    ['office'],
    { ...calm, before: 'new' },
    { allowed: true, to: 'new' },
  ],
  [
    'the clock waits',
    'waiting',
    'go_on',
    ['clock'],
    { ...calm, before: 'new' },
    { allowed: false, why: 'over' },
  ],
  ['an origin forgotten', 'waiting', 'go_on', ['office'], calm, { allowed: false, why: 'not-from-here' }],
] as const)('%s', (_name, from, action, who, is, decision) => {
  expect(decide(from, action, who, is)).toEqual(decision);
});

test('buttons come in the order of the actions, and only those that are open', () => {
  expect(possibleActions('working', ['office'], { ...calm, short: true })).toEqual(['ask', 'finish']);
  expect(possibleActions('working', ['clock'], calm)).toEqual([]);
});

test('a history can hold every row, and the way back to each state it was entered from', () => {
  expect(possibleSteps()).toEqual(
    new Set([
      'none file new',
      'new start working',
      'new ask waiting',
      'working ask waiting',
      'waiting go_on new',
      'waiting go_on working',
      'working finish done',
    ]),
  );
});
