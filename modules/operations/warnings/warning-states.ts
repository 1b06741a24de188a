// The life of a warning as a table: one person writes, another releases. Pure; safe in a browser.
import { machineOf, type Transition } from '@city/kernel/states';
import type { WarningState } from './tables.ts';

export const warningActions = [
  'edit',
  'submit',
  'send_back',
  'release',
  'update',
  'cancel',
  'discard',
] as const;
export type WarningAction = (typeof warningActions)[number];
/** `writer`: may write warnings; `second`: may release, and has written no word of this one; `releaser`: may release. */
export type WarningWho = 'writer' | 'second' | 'releaser';

export const warningTransitions: readonly Transition<WarningState, WarningAction, WarningWho>[] = [
  { from: 'draft', action: 'edit', to: 'draft', who: ['writer'] },
  { from: 'draft', action: 'submit', to: 'review', who: ['writer'] },
  { from: 'draft', action: 'discard', to: 'discarded', who: ['writer', 'releaser'] },
  { from: 'review', action: 'send_back', to: 'draft', who: ['writer', 'releaser'] },
  { from: 'review', action: 'release', to: 'released', who: ['second'] },
  { from: 'review', action: 'discard', to: 'discarded', who: ['writer', 'releaser'] },
  // By the release of the message that follows it.
  { from: 'released', action: 'update', to: 'updated', who: ['second'] },
  // One click, one person: every minute of a false warning does harm.
  { from: 'released', action: 'cancel', to: 'cancelled', who: ['releaser'] },
];

const machine = machineOf<WarningState, WarningAction, WarningWho, never, object>({
  transitions: warningTransitions,
  actions: warningActions,
  holds: () => false,
  before: () => null,
});

export const decideWarning = (from: WarningState, action: WarningAction, who: readonly WarningWho[]) =>
  machine.decide(from, action, who, {});
export const possibleWarningActions = (from: WarningState, who: readonly WarningWho[]) =>
  machine.possibleActions(from, who, {});
