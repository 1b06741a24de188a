// The life of a report as a table: from, action, to, who may, when. Drawn in the README and asserted in the database.
import {
  type Decision as StateDecision,
  machineOf,
  type Transition as StateTransition,
} from '@city/kernel/states';

/**
 * Where a report stands. `returned` waits for the coordinator, `waiting_citizen` for the reporter (the clock stands still),
 * `resolved_pending_approval` for a leader. `merged` follows its master; `transferred` has left for a procedure of its own.
 */
export const reportStates = [
  'new',
  'returned',
  'accepted',
  'in_progress',
  'waiting_citizen',
  'resolved_pending_approval',
  'resolved',
  'closed',
  'rejected',
  'merged',
  'transferred',
] as const;
export type ReportState = (typeof reportStates)[number];

/** Everything that can happen to a report; `none` is the state before it exists. */
export const reportActions = [
  'file',
  'accept',
  'assign',
  'hand_over',
  'return',
  'start',
  'ask',
  'answer',
  'resume',
  'extend',
  'recategorise',
  'submit',
  'send_back',
  'withdraw',
  'resolve',
  'close',
  'reject',
  'reopen',
  'rate',
  'merge',
  'unmerge',
  'transfer',
  'escalate',
  'reschedule',
] as const;
export type ReportAction = (typeof reportActions)[number];

/**
 * Who acts. `holder`: an officer of the body that holds the report; `leader`: one who leads that body; `coordinator`: the
 * city's coordinator; `reporter`: whoever filed it and can prove it; `anyone`: no proof needed; `clock`: a due time that passed.
 */
export type Who = 'anyone' | 'reporter' | 'holder' | 'leader' | 'coordinator' | 'clock';

/** Conditions beyond state and person; each is decided by `holds` below. */
export type When =
  | 'returns-left'
  | 'within-window'
  | 'window-over'
  | 'not-rated'
  | 'no-approval-needed'
  | 'early-in-term'
  | 'extensions-left'
  | 'wait-over'
  | 'rung-due';

export type Transition = StateTransition<ReportState, ReportAction, Who, When>;

const office = ['holder', 'coordinator'] as const;
const approvers = ['leader', 'coordinator'] as const;

/** What may happen wherever somebody works on a report. */
function whileOpen(from: ReportState): Transition[] {
  const who = from === 'returned' ? (['coordinator'] as const) : office;
  return [
    ...(from === 'returned'
      ? []
      : [{ from, action: 'recategorise', to: from, who: ['holder'], when: 'early-in-term' } as const]),
    { from, action: 'recategorise', to: from, who: ['coordinator'] },
    // Whoever reports may say that it is the same as another; in a storm the city says it by itself.
    { from, action: 'merge', to: 'merged', who: from === 'new' ? [...who, 'reporter', 'clock'] : who },
    { from, action: 'transfer', to: 'transferred', who },
    { from, action: 'escalate', to: from, who: ['clock'], when: 'rung-due' },
    { from, action: 'reschedule', to: from, who: ['clock'] },
  ];
}

/** What may happen once a body has taken a report and works on it. */
function whileWorking(from: 'accepted' | 'in_progress'): Transition[] {
  return [
    { from, action: 'assign', to: from, who: office },
    { from, action: 'hand_over', to: 'accepted', who: office },
    { from, action: 'return', to: 'returned', who: ['holder'], when: 'returns-left' },
    { from, action: 'ask', to: 'waiting_citizen', who: office },
    { from, action: 'extend', to: from, who: approvers, when: 'extensions-left' },
    { from, action: 'submit', to: 'resolved_pending_approval', who: office },
    { from, action: 'resolve', to: 'resolved', who: office, when: 'no-approval-needed' },
    { from, action: 'resolve', to: 'resolved', who: ['leader'] },
    { from, action: 'reject', to: 'rejected', who: office },
    ...whileOpen(from),
  ];
}

/**
 * The whole machine; what is not here cannot happen. A pair (from, action) leads to one state; it stands twice only where
 * different people need different conditions.
 */
export const transitions: readonly Transition[] = [
  { from: 'none', action: 'file', to: 'new', who: ['anyone'] },

  { from: 'new', action: 'accept', to: 'accepted', who: office },
  { from: 'new', action: 'assign', to: 'new', who: office },
  { from: 'new', action: 'hand_over', to: 'new', who: office },
  { from: 'new', action: 'return', to: 'returned', who: ['holder'], when: 'returns-left' },
  { from: 'new', action: 'reject', to: 'rejected', who: office },
  ...whileOpen('new'),

  { from: 'returned', action: 'accept', to: 'accepted', who: ['coordinator'] },
  { from: 'returned', action: 'hand_over', to: 'new', who: ['coordinator'] },
  { from: 'returned', action: 'reject', to: 'rejected', who: ['coordinator'] },
  ...whileOpen('returned'),

  { from: 'accepted', action: 'start', to: 'in_progress', who: office },
  ...whileWorking('accepted'),
  ...whileWorking('in_progress'),

  { from: 'waiting_citizen', action: 'answer', to: 'before', who: [...office, 'reporter'] },
  { from: 'waiting_citizen', action: 'resume', to: 'before', who: office },
  { from: 'waiting_citizen', action: 'resume', to: 'before', who: ['clock'], when: 'wait-over' },
  { from: 'waiting_citizen', action: 'assign', to: 'waiting_citizen', who: office },
  { from: 'waiting_citizen', action: 'reject', to: 'rejected', who: office },

  { from: 'resolved_pending_approval', action: 'resolve', to: 'resolved', who: approvers },
  { from: 'resolved_pending_approval', action: 'send_back', to: 'before', who: approvers },
  { from: 'resolved_pending_approval', action: 'withdraw', to: 'before', who: office },
  {
    from: 'resolved_pending_approval',
    action: 'escalate',
    to: 'resolved_pending_approval',
    who: ['clock'],
    when: 'rung-due',
  },
  {
    from: 'resolved_pending_approval',
    action: 'reschedule',
    to: 'resolved_pending_approval',
    who: ['clock'],
  },

  { from: 'resolved', action: 'rate', to: 'resolved', who: ['reporter'], when: 'not-rated' },
  { from: 'resolved', action: 'close', to: 'closed', who: [...office, 'reporter'] },
  { from: 'resolved', action: 'close', to: 'closed', who: ['clock'], when: 'window-over' },
  { from: 'resolved', action: 'reopen', to: 'accepted', who: [...office, 'reporter'] },

  { from: 'closed', action: 'rate', to: 'closed', who: ['reporter'], when: 'not-rated' },
  {
    from: 'closed',
    action: 'reopen',
    to: 'accepted',
    who: ['coordinator', 'reporter'],
    when: 'within-window',
  },
  {
    from: 'rejected',
    action: 'reopen',
    to: 'accepted',
    who: ['coordinator', 'reporter'],
    when: 'within-window',
  },

  { from: 'merged', action: 'unmerge', to: 'before', who: [...office, 'reporter'] },
];

/** States in which somebody still owes work on the report itself; everything else has had its answer or follows another. */
export const openStates = [
  'new',
  'returned',
  'accepted',
  'in_progress',
  'waiting_citizen',
  'resolved_pending_approval',
] as const satisfies readonly ReportState[];
/** States that end a report. */
export const endStates = ['closed', 'rejected', 'transferred'] as const satisfies readonly ReportState[];
/** States that remember where they were entered from, and lead back there. */
export const sideStates = [
  'waiting_citizen',
  'resolved_pending_approval',
  'merged',
] as const satisfies readonly ReportState[];

export function isOpen(state: ReportState): boolean {
  return (openStates as readonly ReportState[]).includes(state);
}

export function isSideState(state: ReportState): boolean {
  return (sideStates as readonly ReportState[]).includes(state);
}

/** The circumstances that `when` asks about. Times in milliseconds since 1970. */
export interface Circumstances {
  readonly returns: number;
  readonly returnsAllowed: number;
  readonly now: number;
  /** When the window for reopening ends; null while there is nothing to reopen. */
  readonly reopenUntil: number | null;
  readonly rated: boolean;
  /** From which state the present side state was entered. */
  readonly before: ReportState | null;
  /** Whether the rules want a leader's word before an answer is published. */
  readonly needsApproval: boolean;
  /** From when on a change of category needs the coordinator; null without a promise. */
  readonly lateInTermFrom: number | null;
  readonly extensions: number;
  readonly extensionsAllowed: number;
  /** Until when an answer of the reporter is waited for; null while nothing was asked. */
  readonly waitUntil: number | null;
  /** When the next rung of the ladder is due; null without one. */
  readonly rungAt: number | null;
}

export type Decision = StateDecision<ReportState, When>;

function holds(when: When, is: Circumstances): boolean {
  switch (when) {
    case 'returns-left':
      return is.returns < is.returnsAllowed;
    case 'within-window':
      return is.reopenUntil !== null && is.now <= is.reopenUntil;
    case 'window-over':
      return is.reopenUntil !== null && is.now > is.reopenUntil;
    case 'not-rated':
      return !is.rated;
    case 'no-approval-needed':
      return !is.needsApproval;
    case 'early-in-term':
      return is.lateInTermFrom === null || is.now < is.lateInTermFrom;
    case 'extensions-left':
      return is.extensions < is.extensionsAllowed;
    case 'wait-over':
      return is.waitUntil !== null && is.now > is.waitUntil;
    case 'rung-due':
      return is.rungAt !== null && is.now >= is.rungAt;
  }
}

/** `decide`: whether all the roles of one caller may do an action now; `possibleSteps`: every (from, action, to) of a history. */
export const { decide, possibleActions, possibleSteps } = machineOf<
  ReportState,
  ReportAction,
  Who,
  When,
  Circumstances
>({ transitions, actions: reportActions, holds, before: ({ before }) => before });

/** The five petals of the public picture: how many are filled for a state, and whether the flower is green. */
export function petals(state: ReportState): { readonly filled: 1 | 2 | 3 | 4 | 5; readonly done: boolean } {
  switch (state) {
    case 'new':
    case 'returned':
      return { filled: 1, done: false };
    case 'accepted':
      return { filled: 2, done: false };
    case 'in_progress':
    case 'waiting_citizen':
    case 'resolved_pending_approval':
      return { filled: 3, done: false };
    case 'resolved':
      return { filled: 4, done: false };
    case 'closed':
      return { filled: 5, done: true };
    case 'rejected':
    case 'merged':
    case 'transferred':
      return { filled: 5, done: false };
  }
}
