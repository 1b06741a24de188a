// The life of a report as a table: from, action, to, who may, when. Drawn in the README and asserted in the database.

/** Where a report stands. `returned` waits for the coordinator; `rejected` and `closed` end it. */
export const reportStates = [
  'new',
  'returned',
  'accepted',
  'in_progress',
  'resolved',
  'closed',
  'rejected',
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
  'resolve',
  'close',
  'reject',
  'reopen',
  'rate',
] as const;
export type ReportAction = (typeof reportActions)[number];

/**
 * Who acts. `holder`: an officer of the body that holds the report; `coordinator`: the city's coordinator;
 * `reporter`: whoever filed it and can prove it; `anyone`: no proof needed; `clock`: a due time that passed.
 */
export type Who = 'anyone' | 'reporter' | 'holder' | 'coordinator' | 'clock';

/** Conditions beyond state and person; each is decided by `refusal` below. */
export type When = 'returns-left' | 'within-window' | 'window-over' | 'not-rated';

export interface Transition {
  readonly from: ReportState | 'none';
  readonly action: ReportAction;
  readonly to: ReportState;
  readonly who: readonly Who[];
  readonly when?: When;
}

const office = ['holder', 'coordinator'] as const;

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

  { from: 'returned', action: 'accept', to: 'accepted', who: ['coordinator'] },
  { from: 'returned', action: 'hand_over', to: 'new', who: ['coordinator'] },
  { from: 'returned', action: 'reject', to: 'rejected', who: ['coordinator'] },

  { from: 'accepted', action: 'assign', to: 'accepted', who: office },
  { from: 'accepted', action: 'hand_over', to: 'accepted', who: office },
  { from: 'accepted', action: 'return', to: 'returned', who: ['holder'], when: 'returns-left' },
  { from: 'accepted', action: 'start', to: 'in_progress', who: office },
  { from: 'accepted', action: 'resolve', to: 'resolved', who: office },
  { from: 'accepted', action: 'reject', to: 'rejected', who: office },

  { from: 'in_progress', action: 'assign', to: 'in_progress', who: office },
  { from: 'in_progress', action: 'hand_over', to: 'accepted', who: office },
  { from: 'in_progress', action: 'return', to: 'returned', who: ['holder'], when: 'returns-left' },
  { from: 'in_progress', action: 'resolve', to: 'resolved', who: office },

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
];

/** States in which somebody still owes work; everything else has had its answer. */
export const openStates = [
  'new',
  'returned',
  'accepted',
  'in_progress',
] as const satisfies readonly ReportState[];
/** States that end a report. */
export const endStates = ['closed', 'rejected'] as const satisfies readonly ReportState[];

export function isOpen(state: ReportState): boolean {
  return (openStates as readonly ReportState[]).includes(state);
}

/** The circumstances that `when` asks about. Times in milliseconds since 1970. */
export interface Circumstances {
  readonly returns: number;
  readonly returnsAllowed: number;
  readonly now: number;
  /** When the window for reopening ends; null while there is nothing to reopen. */
  readonly reopenUntil: number | null;
  readonly rated: boolean;
}

export type Decision =
  | { readonly allowed: true; readonly to: ReportState }
  | { readonly allowed: false; readonly why: 'not-from-here' | 'not-you' | When };

/**
 * Decides whether `who` (all the roles one person has towards this report) may do `action` now.
 * The reason of a refusal is the first that applies: the state, then the person, then the condition.
 */
export function decide(
  from: ReportState | 'none',
  action: ReportAction,
  who: readonly Who[],
  circumstances: Circumstances,
): Decision {
  const rows = transitions.filter((row) => row.from === from && row.action === action);
  if (rows.length === 0) return { allowed: false, why: 'not-from-here' };
  const mine = rows.filter((row) => row.who.some((role) => role === 'anyone' || who.includes(role)));
  const open = mine.find((row) => !row.when || holds(row.when, circumstances));
  if (open) return { allowed: true, to: open.to };
  return { allowed: false, why: mine[0]?.when ?? 'not-you' };
}

/** All actions open to `who` now, in the order of `reportActions`: what a screen offers as buttons. */
export function possibleActions(
  from: ReportState,
  who: readonly Who[],
  circumstances: Circumstances,
): ReportAction[] {
  return reportActions.filter((action) => decide(from, action, who, circumstances).allowed);
}

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
  }
}

/** The five petals of the public picture: how many are filled for a state, and whether the flower is green. */
export function petals(state: ReportState): { readonly filled: 1 | 2 | 3 | 4 | 5; readonly done: boolean } {
  switch (state) {
    case 'new':
      return { filled: 1, done: false };
    case 'returned':
      return { filled: 1, done: false };
    case 'accepted':
      return { filled: 2, done: false };
    case 'in_progress':
      return { filled: 3, done: false };
    case 'resolved':
      return { filled: 4, done: false };
    case 'closed':
      return { filled: 5, done: true };
    case 'rejected':
      return { filled: 5, done: false };
  }
}
