// The life of a petition as a table: from, action, to, who may. Drawn in the README and asserted in the database.
import {
  type Decision as StateDecision,
  machineOf,
  type Transition as StateTransition,
} from '@city/kernel/states';

/**
 * Where a petition stands. `draft` is being written; `seeking` looks for its first supporters; `owed` has enough signatures, so
 * that a body owes it an answer; `review` has a drafted answer before a leader. `refused` may be appealed once.
 */
export const petitionStates = [
  'draft',
  'seeking',
  'moderation',
  'refused',
  'appealed',
  'open',
  'owed',
  'review',
  'answered',
  'finished',
  'closed',
  'lapsed',
  'withdrawn',
] as const;
export type PetitionState = (typeof petitionStates)[number];

/** Everything that can happen to a petition; `none` is the state before it exists. */
export const petitionActions = [
  'start',
  'edit',
  'propose',
  'gather',
  'lapse',
  'publish',
  'refuse',
  'appeal',
  'reach',
  'close',
  'hand_over',
  'submit',
  'send_back',
  'approve',
  'progress',
  'finish',
  'escalate',
  'withdraw',
] as const;
export type PetitionAction = (typeof petitionActions)[number];

/**
 * Who acts. `person`: anyone with a verified identity; `starter`: who began it; `holder`: an officer of the body that answers;
 * `leader`: one who leads that body; `clock`: a due time that passed; `count`: the number of signatures.
 */
export type Who =
  | 'person'
  | 'starter'
  | 'moderator'
  | 'arbiter'
  | 'coordinator'
  | 'holder'
  | 'leader'
  | 'clock'
  | 'count';

/** No petition goes back to where it came from. */
export type Transition = StateTransition<PetitionState, PetitionAction, Who> & { readonly to: PetitionState };

const answering = ['holder', 'leader'] as const;

/** The whole machine; what is not here cannot happen. */
export const transitions: readonly Transition[] = [
  { from: 'none', action: 'start', to: 'draft', who: ['person'] },
  { from: 'draft', action: 'edit', to: 'draft', who: ['starter'] },
  { from: 'draft', action: 'propose', to: 'seeking', who: ['starter'] },
  { from: 'draft', action: 'withdraw', to: 'withdrawn', who: ['starter'] },

  { from: 'seeking', action: 'gather', to: 'moderation', who: ['count'] },
  { from: 'seeking', action: 'lapse', to: 'lapsed', who: ['clock'] },
  { from: 'seeking', action: 'withdraw', to: 'withdrawn', who: ['starter'] },

  { from: 'moderation', action: 'publish', to: 'open', who: ['moderator'] },
  { from: 'moderation', action: 'refuse', to: 'refused', who: ['moderator'] },
  { from: 'moderation', action: 'escalate', to: 'moderation', who: ['clock'] },
  { from: 'moderation', action: 'withdraw', to: 'withdrawn', who: ['starter'] },

  // An appeal is decided by somebody else than who refused, and only once.
  { from: 'refused', action: 'appeal', to: 'appealed', who: ['starter'] },
  { from: 'appealed', action: 'publish', to: 'open', who: ['arbiter'] },
  { from: 'appealed', action: 'refuse', to: 'refused', who: ['arbiter'] },
  { from: 'appealed', action: 'escalate', to: 'appealed', who: ['clock'] },

  { from: 'open', action: 'reach', to: 'owed', who: ['count'] },
  { from: 'open', action: 'close', to: 'closed', who: ['clock'] },
  { from: 'open', action: 'hand_over', to: 'open', who: ['coordinator'] },
  { from: 'open', action: 'withdraw', to: 'withdrawn', who: ['starter'] },

  { from: 'owed', action: 'hand_over', to: 'owed', who: ['coordinator'] },
  { from: 'owed', action: 'submit', to: 'review', who: answering },
  { from: 'owed', action: 'escalate', to: 'owed', who: ['clock'] },
  { from: 'review', action: 'send_back', to: 'owed', who: ['leader'] },
  { from: 'review', action: 'approve', to: 'answered', who: ['leader'] },
  { from: 'review', action: 'escalate', to: 'review', who: ['clock'] },

  { from: 'answered', action: 'progress', to: 'answered', who: answering },
  { from: 'answered', action: 'finish', to: 'finished', who: answering },
];

/** States that everyone sees, in the list and in open data. */
export const publicStates = [
  'open',
  'owed',
  'review',
  'answered',
  'finished',
  'closed',
] as const satisfies readonly PetitionState[];
/** States in which one may sign while the term runs: reaching the number does not end it. */
export const signableStates = [
  'seeking',
  'open',
  'owed',
  'review',
] as const satisfies readonly PetitionState[];
/** States in which a body owes an answer. */
export const owedStates = ['owed', 'review'] as const satisfies readonly PetitionState[];

const isOneOf =
  (states: readonly PetitionState[]) =>
  (state: PetitionState): boolean =>
    states.includes(state);
export const isPublic = isOneOf(publicStates);
export const isSignable = isOneOf(signableStates);
export const isOwed = isOneOf(owedStates);

export type Decision = StateDecision<PetitionState>;

const machine = machineOf<PetitionState, PetitionAction, Who, never, null>({
  transitions,
  actions: petitionActions,
  holds: () => true,
  before: () => null,
});
export const { possibleSteps } = machine;

/** Decides whether `who` (all the roles one has towards this petition) may do `action`: first the state, then the person. */
export const decide = (from: PetitionState | 'none', action: PetitionAction, who: readonly Who[]): Decision =>
  machine.decide(from, action, who, null);

/** What is open to `who` now: the buttons of a screen. */
export const possibleActions = (from: PetitionState, who: readonly Who[]): PetitionAction[] =>
  machine.possibleActions(from, who, null);
