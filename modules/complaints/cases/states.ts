// The life of a complaint or denunciation as a table: from, action, to, who may, when. Asserted in the database, drawn in the README.
import {
  type Decision as StateDecision,
  machineOf,
  type Transition as StateTransition,
} from '@city/kernel/states';
import type { Kind } from '../rules/rules-data.ts';

/** `waiting` for the person to add what is missing and `suspended` stop the clock; `information`: a denunciation without a name. */
export const matterStates = [
  'received',
  'waiting',
  'accepted',
  'verifying',
  'dialogue',
  'suspended',
  'decided',
  'in_force',
  'closed',
  'refused',
  'guided',
  'withdrawn',
  'information',
] as const;
export type MatterState = (typeof matterStates)[number];

export const matterActions = [
  'file',
  'inform',
  'take_over',
  'assign',
  'ask',
  'supplement',
  'accept',
  'refuse',
  'guide',
  'verify',
  'invite',
  'hear',
  'extend',
  'suspend',
  'resume',
  'decide',
  'take_effect',
  'close',
  'withdraw',
  'ask_withdrawal',
  'drop',
  'reschedule',
] as const;
export type MatterAction = (typeof matterActions)[number];

/** `handler`: an officer of the receiving body who handles complaints; `leader`: who leads it; `person`: who filed it. */
export type Who = 'anyone' | 'person' | 'handler' | 'leader' | 'clock';

export type When =
  | 'extensions-left'
  | 'heard-where-due'
  | 'freely-withdrawn'
  | 'accepted-denunciation'
  | 'withdrawal-asked'
  | 'effect-due'
  | 'is-denunciation';

export type Transition = StateTransition<MatterState, MatterAction, Who, When>;

const office = ['handler', 'leader'] as const;
const working = ['accepted', 'verifying', 'dialogue'] as const;

/** Another working calendar moves what is counted. */
const recounted = (['received', ...working, 'decided'] as const).map(
  (from): Transition => ({ from, action: 'reschedule', to: from, who: ['clock'] }),
);

/** What may happen before the body has decided whether to take the matter on. */
function beforeAcceptance(from: 'received' | 'waiting'): Transition[] {
  return [
    { from, action: 'assign', to: from, who: office },
    { from, action: 'refuse', to: 'refused', who: office },
    { from, action: 'guide', to: 'guided', who: office },
    { from, action: 'withdraw', to: 'withdrawn', who: ['person', ...office], when: 'freely-withdrawn' },
  ];
}

/** What may happen once the matter is taken on, until it is decided. */
function whileWorking(from: (typeof working)[number]): Transition[] {
  return [
    { from, action: 'assign', to: from, who: office },
    { from, action: 'extend', to: from, who: ['leader'], when: 'extensions-left' },
    { from, action: 'suspend', to: 'suspended', who: ['leader'] },
    { from, action: 'withdraw', to: 'withdrawn', who: ['person', ...office], when: 'freely-withdrawn' },
    // A withdrawn denunciation may still show a breach: who leads decides whether it ends (Law 25/2018, Art. 33).
    { from, action: 'ask_withdrawal', to: from, who: ['person', ...office], when: 'accepted-denunciation' },
    { from, action: 'drop', to: 'withdrawn', who: ['leader'], when: 'withdrawal-asked' },
  ];
}

/** The whole machine; what is not here cannot happen. */
export const transitions: readonly Transition[] = [
  { from: 'none', action: 'file', to: 'received', who: ['anyone'] },
  { from: 'none', action: 'inform', to: 'information', who: ['anyone'] },
  { from: 'none', action: 'take_over', to: 'received', who: ['clock'] },

  ...beforeAcceptance('received'),
  { from: 'received', action: 'ask', to: 'waiting', who: office },
  { from: 'received', action: 'accept', to: 'accepted', who: office },
  // Before acceptance only a denunciation has a first handling that can be lengthened (Law 25/2018, Art. 24).
  { from: 'received', action: 'extend', to: 'received', who: ['leader'], when: 'extensions-left' },
  ...beforeAcceptance('waiting'),
  { from: 'waiting', action: 'supplement', to: 'received', who: ['person', ...office] },

  { from: 'accepted', action: 'verify', to: 'verifying', who: office },
  ...whileWorking('accepted'),
  { from: 'verifying', action: 'invite', to: 'dialogue', who: office },
  { from: 'verifying', action: 'decide', to: 'decided', who: ['leader'], when: 'heard-where-due' },
  ...whileWorking('verifying'),
  { from: 'dialogue', action: 'hear', to: 'verifying', who: office },
  ...whileWorking('dialogue'),
  { from: 'suspended', action: 'resume', to: 'before', who: ['leader'] },

  { from: 'decided', action: 'take_effect', to: 'in_force', who: ['clock'], when: 'effect-due' },
  { from: 'decided', action: 'close', to: 'closed', who: ['leader'], when: 'is-denunciation' },
  { from: 'in_force', action: 'close', to: 'closed', who: ['leader'] },

  ...recounted,

  { from: 'information', action: 'assign', to: 'information', who: office },
  { from: 'information', action: 'close', to: 'closed', who: ['leader'] },
];

/** States in which a body still owes something. */
export const openStates = [
  'received',
  'waiting',
  'accepted',
  'verifying',
  'dialogue',
  'suspended',
] as const satisfies readonly MatterState[];
export const endStates = [
  'closed',
  'refused',
  'guided',
  'withdrawn',
] as const satisfies readonly MatterState[];

export const isOpen = (state: MatterState): boolean => (openStates as readonly MatterState[]).includes(state);
export const isEnded = (state: MatterState): boolean => (endStates as readonly MatterState[]).includes(state);
/** States in which the clock stands still. */
export const isPaused = (state: MatterState): boolean => state === 'waiting' || state === 'suspended';

/** The circumstances that `when` asks about. Times in milliseconds since 1970. */
export interface Circumstances {
  readonly kind: Kind;
  readonly extensionsLeft: boolean;
  readonly dialogueDue: boolean;
  readonly heard: boolean;
  readonly accepted: boolean;
  readonly withdrawalAsked: boolean;
  readonly now: number;
  /** When the decision takes effect; null without one. */
  readonly effectAt: number | null;
  /** From which state the present one was entered, while suspended. */
  readonly before: MatterState | null;
}

export type Decision = StateDecision<MatterState, When>;

function holds(when: When, is: Circumstances): boolean {
  switch (when) {
    case 'extensions-left':
      return is.extensionsLeft;
    case 'heard-where-due':
      return !is.dialogueDue || is.heard;
    case 'freely-withdrawn':
      return is.kind === 'khieu_nai' || !is.accepted;
    case 'accepted-denunciation':
      return is.kind === 'to_cao' && is.accepted;
    case 'withdrawal-asked':
      return is.withdrawalAsked;
    case 'effect-due':
      return is.effectAt !== null && is.now >= is.effectAt;
    case 'is-denunciation':
      return is.kind === 'to_cao';
  }
}

/** `decide`: whether all the roles of one caller may do an action now; `possibleSteps`: every (from, action, to) of a history. */
export const { decide, possibleActions, possibleSteps } = machineOf<
  MatterState,
  MatterAction,
  Who,
  When,
  Circumstances
>({ transitions, actions: matterActions, holds, before: ({ before }) => before });
