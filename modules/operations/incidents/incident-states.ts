// The life of an incident as a table. Pure; safe in a browser.
import { machineOf, type Transition } from '@city/kernel/states';
import type { IncidentState } from './tables.ts';

export const incidentActions = ['start', 'contain', 'flare', 'close', 'reopen', 'merge'] as const;
export type IncidentAction = (typeof incidentActions)[number];
type Who = 'desk';

export const incidentTransitions: readonly Transition<IncidentState, IncidentAction, Who>[] = [
  { from: 'open', action: 'start', to: 'under_way', who: ['desk'] },
  { from: 'open', action: 'contain', to: 'contained', who: ['desk'] },
  { from: 'under_way', action: 'contain', to: 'contained', who: ['desk'] },
  // It was thought contained and is not.
  { from: 'contained', action: 'flare', to: 'under_way', who: ['desk'] },
  { from: 'open', action: 'close', to: 'closed', who: ['desk'] },
  { from: 'under_way', action: 'close', to: 'closed', who: ['desk'] },
  { from: 'contained', action: 'close', to: 'closed', who: ['desk'] },
  { from: 'closed', action: 'reopen', to: 'under_way', who: ['desk'] },
  { from: 'open', action: 'merge', to: 'merged', who: ['desk'] },
  { from: 'under_way', action: 'merge', to: 'merged', who: ['desk'] },
  { from: 'contained', action: 'merge', to: 'merged', who: ['desk'] },
];

const machine = machineOf<IncidentState, IncidentAction, Who, never, object>({
  transitions: incidentTransitions,
  actions: incidentActions,
  holds: () => false,
  before: () => null,
});

/** Where an action leads; null when it leads nowhere from here. */
export function nextState(from: IncidentState, action: IncidentAction): IncidentState | null {
  const decision = machine.decide(from, action, ['desk'], {});
  return decision.allowed ? decision.to : null;
}

export const possibleIncidentActions = (from: IncidentState): IncidentAction[] =>
  machine.possibleActions(from, ['desk'], {});

export const isOpen = (state: IncidentState): boolean => state !== 'closed' && state !== 'merged';
