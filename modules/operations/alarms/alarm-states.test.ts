// Every transition of ISA-18.2 as a golden table, everything else refused, and the database's own copy of the table.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '@city/kernel/config/root';
import {
  type AlarmAction,
  type AlarmState,
  type AlarmWho,
  alarmActions,
  alarmStates,
  annunciates,
  decideAlarm,
  isHidden,
  possibleSteps,
} from './alarm-states.ts';
import { readmePath, withDiagram } from './states-diagram.ts';

const everyone: readonly AlarmWho[] = ['source', 'operator', 'lead', 'clock', 'design'];
type Flags = '' | 'active' | 'latching' | 'over' | 'active over';
const is = (flags: string) => ({
  active: flags.includes('active'),
  latching: flags.includes('latching'),
  shelfIsOver: flags.includes('over'),
});

/** From, action, flags (active, latching, over), to: null where the standard has no such transition. */
const golden: readonly (readonly [AlarmState | 'none', AlarmAction, Flags, AlarmState | null])[] = [
  // A → B the alarm occurs
  ['none', 'occur', 'active', 'UNACK'],
  ['NORM', 'occur', 'active', 'UNACK'],
  // B → C acknowledged; C → A returns to normal
  ['UNACK', 'ack', 'active', 'ACKED'],
  ['ACKED', 'clear', '', 'NORM'],
  // B → D returns to normal before anyone looked; D → A acknowledged; D → B occurs again
  ['UNACK', 'clear', '', 'RTNUN'],
  ['RTNUN', 'ack', '', 'NORM'],
  ['RTNUN', 'occur', 'active', 'UNACK'],
  // C → B the operator takes it back, or it has become more severe
  ['ACKED', 'unack', 'active', 'UNACK'],
  ['ACKED', 'rise', 'active', 'UNACK'],
  ['UNACK', 'rise', 'active', 'UNACK'],
  // latching: stays until it is reset, and only when the condition is gone
  ['ACKED', 'clear', 'latching', 'ACKED'],
  ['RTNUN', 'ack', 'latching', 'ACKED'],
  ['ACKED', 'reset', '', 'NORM'],
  ['ACKED', 'reset', 'active', null],
  ['ACKED', 'unack', '', null],
  // any → E shelved; by hand back to C, by time back to B; to A when the condition is gone
  ['NORM', 'shelve', '', 'SHLVD'],
  ['UNACK', 'shelve', 'active', 'SHLVD'],
  ['ACKED', 'shelve', 'active', 'SHLVD'],
  ['RTNUN', 'shelve', '', 'SHLVD'],
  ['SHLVD', 'unshelve', 'active', 'ACKED'],
  ['SHLVD', 'unshelve', '', 'NORM'],
  ['SHLVD', 'expire', 'active over', 'UNACK'],
  ['SHLVD', 'expire', 'over', 'NORM'],
  ['SHLVD', 'expire', 'active', null],
  ['SHLVD', 'shelve', 'active', null],
  // any → F suppressed by design, and back
  ['none', 'suppress', 'active', 'DSUPR'],
  ['NORM', 'suppress', 'active', 'DSUPR'],
  ['UNACK', 'suppress', 'active', 'DSUPR'],
  ['ACKED', 'suppress', 'active', 'DSUPR'],
  ['RTNUN', 'suppress', '', 'DSUPR'],
  ['DSUPR', 'unsuppress', 'active', 'UNACK'],
  ['DSUPR', 'unsuppress', '', 'NORM'],
  ['SHLVD', 'suppress', 'active', null],
  // any → G out of service, and back
  ...(['NORM', 'UNACK', 'ACKED', 'RTNUN', 'SHLVD', 'DSUPR'] as const).map(
    (from) => [from, 'remove', 'active', 'OOSRV'] as const,
  ),
  ['OOSRV', 'restore', 'active', 'UNACK'],
  ['OOSRV', 'restore', '', 'NORM'],
  ['OOSRV', 'ack', 'active', null],
  // hidden alarms learn what happens at their source and call nobody
  ...(['SHLVD', 'DSUPR', 'OOSRV'] as const).flatMap((state) =>
    (['occur', 'rise', 'change', 'clear'] as const).map(
      (action) => [state, action, 'active', state] as const,
    ),
  ),
  ['NORM', 'ack', '', null],
  ['NORM', 'clear', '', null],
  ['ACKED', 'ack', 'active', null],
];

test.each(golden)('%s %s (%s) leads to %s', (from, action, flags, to) => {
  const decision = decideAlarm(from, action, everyone, is(flags));
  expect(decision.allowed ? decision.to : null).toBe(to);
});

test('the golden table has every step that is possible', () => {
  const told = new Set(
    golden.flatMap(([from, action, , to]) => (to === null ? [] : [`${from} ${action} ${to}`])),
  );
  const untold = [...possibleSteps()].filter((step) => !told.has(step));
  // A change of the figures alone, and a latched alarm that occurs anew.
  expect(untold.sort()).toEqual(['ACKED change ACKED', 'ACKED occur UNACK', 'UNACK change UNACK']);
});

test.each([
  ['UNACK', 'ack', ['source']],
  ['UNACK', 'shelve', ['clock']],
  ['SHLVD', 'expire', ['operator', 'lead']],
  ['UNACK', 'remove', ['operator']],
  ['OOSRV', 'restore', ['operator']],
  ['NORM', 'occur', ['operator', 'lead', 'clock', 'design']],
  ['UNACK', 'suppress', ['operator', 'lead', 'source']],
] as const)('%s %s is not for %s', (from, action, who) => {
  expect(decideAlarm(from, action, who, is('active over')).allowed).toBe(false);
});

test('the database asserts the same steps', () => {
  const path = join(projectRoot(), 'modules', 'operations', 'migrations', '0001_alarms.sql');
  const asserted = [...readFileSync(path, 'utf8').matchAll(/^ {4}\('(\w+)', '(\w+)', '(\w+)'\),?$/gm)];
  expect(new Set(asserted.map(([, ...step]) => step.join(' ')))).toEqual(possibleSteps());
  expect(asserted).toHaveLength(possibleSteps().size);
});

test('whatever happens, an active alarm that nobody hid is never silent, and only a step of somebody else hides it', () => {
  const flags = fc.constantFrom<AlarmAction>(...alarmActions);
  fc.assert(
    fc.property(fc.array(flags, { maxLength: 60 }), fc.boolean(), (actions, latching) => {
      let state: AlarmState | 'none' = 'none';
      let active = false;
      for (const action of actions) {
        const after: boolean =
          action === 'occur' || action === 'rise' || action === 'change'
            ? true
            : action === 'clear'
              ? false
              : active;
        const decision = decideAlarm(state, action, everyone, { active: after, latching, shelfIsOver: true });
        if (!decision.allowed) continue;
        // The first word of a source comes as `occur` or, explained already, as `suppress`.
        active = state === 'none' ? true : after;
        const before: AlarmState | 'none' = state;
        state = decision.to;
        if (active) expect(state).not.toBe('NORM');
        if (isHidden(state) && (before === 'none' || !isHidden(before)))
          expect(['shelve', 'suppress', 'remove']).toContain(action);
        // What newly calls is counted; what somebody unacknowledged is not a new call.
        if (state === 'UNACK' && before !== 'UNACK' && action !== 'unack')
          expect(annunciates(action, state)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test('the README draws the same table', () => {
  const readme = readFileSync(readmePath(), 'utf8');
  expect(readme, 'run: node --import tsx modules/operations/alarms/states-diagram.ts').toBe(
    withDiagram(readme),
  );
});

test('every state can be reached', () => {
  const reached = new Set([...possibleSteps()].map((step) => step.split(' ')[2]));
  for (const state of alarmStates) expect(reached).toContain(state);
});
