// The life of an alarm as ANSI/ISA-18.2 and IEC 62682 draw it, as a table. Pure; safe in a browser.
import { type Decision, machineOf, type Transition } from '@city/kernel/states';

/**
 * A NORM · B UNACK · C ACKED · D RTNUN (returned to normal, not acknowledged) · E SHLVD · F DSUPR (suppressed by design)
 * · G OOSRV (out of service).
 */
export const alarmStates = ['NORM', 'UNACK', 'ACKED', 'RTNUN', 'SHLVD', 'DSUPR', 'OOSRV'] as const;
export type AlarmState = (typeof alarmStates)[number];

export const alarmActions = [
  'occur',
  'change',
  'rise',
  'clear',
  'ack',
  'unack',
  'reset',
  'shelve',
  'unshelve',
  'expire',
  'suppress',
  'unsuppress',
  'remove',
  'restore',
] as const;
export type AlarmAction = (typeof alarmActions)[number];

/** Who acts: the source of the condition, the person at the position, the head of the shift, the clock, the design of the system. */
export type AlarmWho = 'source' | 'operator' | 'lead' | 'clock' | 'design';

type When = 'active' | 'normal' | 'latching' | 'free' | 'over-active' | 'over-normal';

/** What the conditions of the table ask about. */
export interface AlarmIs {
  /** The condition holds at the source now (after the step of a source). */
  readonly active: boolean;
  /** Once annunciated it stays until somebody resets it, though the condition is gone. */
  readonly latching: boolean;
  /** The time of a shelf is over. */
  readonly shelfIsOver: boolean;
}

const atDesk: readonly AlarmWho[] = ['operator', 'lead'];

export const transitions: readonly Transition<AlarmState, AlarmAction, AlarmWho, When>[] = [
  { from: 'none', action: 'occur', to: 'UNACK', who: ['source'] },
  // Its cause is known already when it occurs for the first time.
  { from: 'none', action: 'suppress', to: 'DSUPR', who: ['design'] },
  { from: 'NORM', action: 'occur', to: 'UNACK', who: ['source'] },
  { from: 'RTNUN', action: 'occur', to: 'UNACK', who: ['source'] },
  // A latched alarm that was acknowledged and occurs anew calls again.
  { from: 'ACKED', action: 'occur', to: 'UNACK', who: ['source'] },
  { from: 'UNACK', action: 'change', to: 'UNACK', who: ['source'] },
  { from: 'ACKED', action: 'change', to: 'ACKED', who: ['source'] },
  { from: 'UNACK', action: 'rise', to: 'UNACK', who: ['source'] },
  { from: 'ACKED', action: 'rise', to: 'UNACK', who: ['source'] },
  { from: 'UNACK', action: 'clear', to: 'RTNUN', who: ['source'] },
  { from: 'ACKED', action: 'clear', to: 'ACKED', who: ['source'], when: 'latching' },
  { from: 'ACKED', action: 'clear', to: 'NORM', who: ['source'], when: 'free' },
  { from: 'UNACK', action: 'ack', to: 'ACKED', who: atDesk },
  { from: 'RTNUN', action: 'ack', to: 'ACKED', who: atDesk, when: 'latching' },
  { from: 'RTNUN', action: 'ack', to: 'NORM', who: atDesk, when: 'free' },
  { from: 'ACKED', action: 'unack', to: 'UNACK', who: atDesk, when: 'active' },
  { from: 'ACKED', action: 'reset', to: 'NORM', who: atDesk, when: 'normal' },
  ...(['NORM', 'UNACK', 'ACKED', 'RTNUN'] as const).flatMap(
    (from): Transition<AlarmState, AlarmAction, AlarmWho, When>[] => [
      { from, action: 'shelve', to: 'SHLVD', who: atDesk },
      { from, action: 'suppress', to: 'DSUPR', who: ['design'] },
      { from, action: 'remove', to: 'OOSRV', who: ['lead'] },
    ],
  ),
  { from: 'SHLVD', action: 'remove', to: 'OOSRV', who: ['lead'] },
  { from: 'DSUPR', action: 'remove', to: 'OOSRV', who: ['lead'] },
  // What is hidden goes on living at its source: the row learns it and calls nobody.
  ...(['SHLVD', 'DSUPR', 'OOSRV'] as const).flatMap(
    (state): Transition<AlarmState, AlarmAction, AlarmWho, When>[] =>
      (['occur', 'change', 'rise', 'clear'] as const).map((action) => ({
        from: state,
        action,
        to: state,
        who: ['source'],
      })),
  ),
  // By hand: somebody looked, so what is still active counts as acknowledged. By time: nobody did, so it calls.
  { from: 'SHLVD', action: 'unshelve', to: 'ACKED', who: atDesk, when: 'active' },
  { from: 'SHLVD', action: 'unshelve', to: 'NORM', who: atDesk, when: 'normal' },
  { from: 'SHLVD', action: 'expire', to: 'UNACK', who: ['clock'], when: 'over-active' },
  { from: 'SHLVD', action: 'expire', to: 'NORM', who: ['clock'], when: 'over-normal' },
  { from: 'DSUPR', action: 'unsuppress', to: 'UNACK', who: ['design'], when: 'active' },
  { from: 'DSUPR', action: 'unsuppress', to: 'NORM', who: ['design'], when: 'normal' },
  { from: 'OOSRV', action: 'restore', to: 'UNACK', who: ['lead'], when: 'active' },
  { from: 'OOSRV', action: 'restore', to: 'NORM', who: ['lead'], when: 'normal' },
];

const holds: Readonly<Record<When, (is: AlarmIs) => boolean>> = {
  active: ({ active }) => active,
  normal: ({ active }) => !active,
  latching: ({ latching }) => latching,
  free: ({ latching }) => !latching,
  'over-active': ({ active, shelfIsOver }) => shelfIsOver && active,
  'over-normal': ({ active, shelfIsOver }) => shelfIsOver && !active,
};

const machine = machineOf<AlarmState, AlarmAction, AlarmWho, When, AlarmIs>({
  transitions,
  actions: alarmActions,
  holds: (when, is) => holds[when](is),
  before: () => null,
});

export const { decide: decideAlarm, possibleActions: possibleAlarmActions, possibleSteps } = machine;
export type AlarmDecision = Decision<AlarmState, When>;

/** It waits for somebody: what the list shows first. */
export const isCalling = (state: AlarmState): boolean => state === 'UNACK' || state === 'RTNUN';
/** Hidden from the list by somebody's decision or by design. */
export const isHidden = (state: AlarmState): boolean =>
  state === 'SHLVD' || state === 'DSUPR' || state === 'OOSRV';
/** A step that calls the operator: counted by every figure of load. */
export const annunciates = (action: AlarmAction, to: AlarmState): boolean =>
  to === 'UNACK' && action !== 'unack' && action !== 'change';
