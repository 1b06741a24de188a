// The life of a request about one's own data as a table: from, action, to, who may, when. Asserted in the database.
import type { RightKind } from '../rules/rules-data.ts';

export const requestStates = [
  'received',
  'accepted',
  'proposed',
  'doing',
  'done',
  'refused',
  'withdrawn',
] as const;
export type RequestState = (typeof requestStates)[number];

export const requestActions = [
  'ask',
  'accept',
  'extend',
  'propose',
  'approve',
  'return',
  'grant',
  'finish',
  'refuse',
  'take_back',
] as const;
export type RequestAction = (typeof requestActions)[number];

/** `office`: an officer for data protection; `second`: another one, or a leader of the city; `clock`: the city's own hand. */
export type Who = 'person' | 'office' | 'second' | 'clock';
export type When = 'not-extended' | 'two-persons' | 'one-person' | 'by-hand';

export interface Transition {
  readonly from: RequestState | 'none';
  readonly action: RequestAction;
  readonly to: RequestState;
  readonly who: readonly Who[];
  readonly when?: When;
}

export const transitions: readonly Transition[] = [
  { from: 'none', action: 'ask', to: 'received', who: ['person'] },
  { from: 'received', action: 'accept', to: 'accepted', who: ['office', 'clock'] },
  { from: 'received', action: 'refuse', to: 'refused', who: ['office'] },
  { from: 'received', action: 'extend', to: 'received', who: ['office'], when: 'not-extended' },
  { from: 'received', action: 'take_back', to: 'withdrawn', who: ['person'] },
  { from: 'accepted', action: 'extend', to: 'accepted', who: ['office'], when: 'not-extended' },
  { from: 'accepted', action: 'refuse', to: 'refused', who: ['office'] },
  { from: 'accepted', action: 'take_back', to: 'withdrawn', who: ['person'] },
  { from: 'accepted', action: 'grant', to: 'doing', who: ['office', 'clock'], when: 'one-person' },
  { from: 'accepted', action: 'propose', to: 'proposed', who: ['office'], when: 'two-persons' },
  { from: 'proposed', action: 'approve', to: 'doing', who: ['second'] },
  { from: 'proposed', action: 'return', to: 'accepted', who: ['second'] },
  { from: 'proposed', action: 'extend', to: 'proposed', who: ['office'], when: 'not-extended' },
  { from: 'proposed', action: 'take_back', to: 'withdrawn', who: ['person'] },
  { from: 'doing', action: 'finish', to: 'done', who: ['office', 'clock'], when: 'by-hand' },
];

/** Kinds that the city carries out by itself once granted; the others are finished by an officer with a word. */
const byItself: readonly RightKind[] = ['access', 'erase', 'restrict', 'object', 'withdraw'];

export interface Facts {
  readonly state: RequestState | 'none';
  readonly kind: RightKind;
  readonly twoPersons: boolean;
  readonly isExtended: boolean;
}

/** Whether a step may be taken, and where it leads; null when not. */
export function stepOf(facts: Facts, action: RequestAction, who: readonly Who[]): Transition | null {
  const found = transitions.find(
    (row) => row.from === facts.state && row.action === action && row.who.some((one) => who.includes(one)),
  );
  return found && isTime(facts, found, who) ? found : null;
}

function isTime(facts: Facts, { when }: Transition, who: readonly Who[]): boolean {
  switch (when) {
    case 'not-extended':
      return !facts.isExtended;
    case 'two-persons':
      return facts.twoPersons;
    case 'one-person':
      return !facts.twoPersons;
    case 'by-hand':
      return who.includes('clock') || !byItself.includes(facts.kind);
    default:
      return true;
  }
}

/** The steps that somebody may take now. */
export function stepsFor(facts: Facts, who: readonly Who[]): readonly RequestAction[] {
  return requestActions.filter((action) => stepOf(facts, action, who) !== null);
}
