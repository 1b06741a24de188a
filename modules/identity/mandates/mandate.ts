// What one may do for another at an instant: pure rules of mandates, without a database.
import { localDate, startOfDay } from '@city/kernel/time';
import { type Kind, type MandateRules, powersOf, type RulesOn } from './powers.ts';

export type { Kind } from './powers.ts';

/** Where a mandate stands. It gives powers only while `active`. */
export type MandateStatus =
  | 'offered'
  | 'unconfirmed'
  | 'active'
  | 'declined'
  | 'revoked'
  | 'expired'
  | 'handed_over';

/** What a guardianship rests on: a minor's parent, a minor's other guardian, a guardian of an adult ward. */
export type Basis = 'parent' | 'guardian' | 'ward';

export interface Mandate {
  readonly id: string;
  readonly kind: Kind;
  readonly basis: Basis | null;
  readonly principal: {
    readonly kind: 'person' | 'organisation';
    readonly id: string;
    readonly name: string;
    /** yyyy-mm-dd; of minors, whose guardians' powers depend on it. */
    readonly birthDate: string | null;
    /** Of organisations: whether the register still knows it as working. */
    readonly isWorking: boolean;
  };
  readonly agent: { readonly id: string; readonly name: string };
  readonly powers: readonly string[];
  readonly from: Date;
  /** Exclusive. */
  readonly until: Date | null;
  readonly status: MandateStatus;
  /** How often it may still be passed on. */
  readonly depth: number;
  /** The mandate it was passed on from. */
  readonly parent: Mandate | null;
}

/** Who takes a step, where several may. */
export type Step = 'accept' | 'confirm' | 'decline' | 'narrow' | 'revoke' | 'expire' | 'hand_over';
type Who = 'principal' | 'agent' | 'second' | 'officer' | 'city';

/** The states of a mandate: from, step, to, who may. Whatever is not here is refused. */
export const steps: readonly {
  readonly from: MandateStatus;
  readonly step: Step;
  readonly to: MandateStatus;
  readonly who: readonly Who[];
}[] = [
  { from: 'offered', step: 'accept', to: 'active', who: ['agent'] },
  { from: 'offered', step: 'decline', to: 'declined', who: ['agent'] },
  { from: 'offered', step: 'revoke', to: 'revoked', who: ['principal'] },
  { from: 'offered', step: 'expire', to: 'expired', who: ['city'] },
  { from: 'unconfirmed', step: 'confirm', to: 'offered', who: ['second'] },
  // A guardianship needs no acceptance: with the second officer's word it holds.
  { from: 'unconfirmed', step: 'confirm', to: 'active', who: ['officer'] },
  { from: 'unconfirmed', step: 'revoke', to: 'revoked', who: ['principal', 'second', 'officer'] },
  { from: 'unconfirmed', step: 'expire', to: 'expired', who: ['city'] },
  { from: 'active', step: 'narrow', to: 'active', who: ['principal'] },
  { from: 'active', step: 'revoke', to: 'revoked', who: ['principal', 'agent', 'officer'] },
  { from: 'active', step: 'expire', to: 'expired', who: ['city'] },
  { from: 'active', step: 'hand_over', to: 'handed_over', who: ['city'] },
];

/** The state after a step, or null when it may not be taken from there by them. */
export function after(from: MandateStatus, step: Step, who: Who): MandateStatus | null {
  return steps.find((row) => row.from === from && row.step === step && row.who.includes(who))?.to ?? null;
}

/**
 * The instant at which somebody reaches an age: 00:00 in Hải Phòng on the birthday. Whoever was born on 29 February reaches it
 * on 1 March of years without one.
 */
export function reachesAge(birthDate: string, age: number): Date {
  const [year = 0, month = 0, day = 0] = birthDate.split('-').map(Number);
  const at = new Date(Date.UTC(year + age, month - 1, day));
  return startOfDay(at.toISOString().slice(0, 10));
}

/** Whether the birthdays of the principal take powers away. */
function dependsOnAge(mandate: Mandate): mandate is Mandate & { principal: { birthDate: string } } {
  return mandate.kind === 'guardian' && mandate.basis !== 'ward';
}

/** What the agent may do for the principal at an instant, in the order of the city's data; nothing when in doubt. */
export function powersAt(mandate: Mandate, rulesOn: RulesOn, at: Date): readonly string[] {
  if (mandate.status !== 'active' || !mandate.principal.isWorking) return [];
  if (at < mandate.from || (mandate.until !== null && at >= mandate.until)) return [];
  const rules = rulesOn(localDate(at));
  const rule = rules.kinds[mandate.kind];
  if (!rule) return [];
  const { birthDate } = mandate.principal;
  const isOfAge = (age: number) => birthDate === null || at >= reachesAge(birthDate, age);
  const isMinor = dependsOnAge(mandate);
  if (isMinor && rule.endsAtAge !== null && isOfAge(rule.endsAtAge)) return [];
  const passedOn = mandate.parent ? handedDown(mandate, mandate.parent, rulesOn, at) : null;
  return powersOf(rules, mandate.kind)
    .filter(({ code }) => mandate.powers.includes(code))
    .filter(({ code }) => passedOn === null || passedOn.includes(code))
    .filter(({ minorUntilAge }) => !isMinor || !isOfAge(minorUntilAge))
    .map(({ code }) => code);
}

/** What the one who passed it on has: nobody hands on more than that, nor to whom they do not act for, nor below the depth. */
function handedDown(mandate: Mandate, parent: Mandate, rulesOn: RulesOn, at: Date): readonly string[] {
  const isOfSame =
    parent.principal.id === mandate.principal.id && parent.principal.kind === mandate.principal.kind;
  return isOfSame && mandate.depth < parent.depth ? powersAt(parent, rulesOn, at) : [];
}

/** A day on which a child's growing up takes powers from the guardian. */
export interface HandOver {
  readonly age: number;
  readonly at: Date;
  /** What falls to the child then. */
  readonly powers: readonly string[];
  /** The guardianship is over. */
  readonly isEnd: boolean;
}

/** The hand-overs of a guardianship of a minor, the first to come first; none for other mandates. */
export function handOvers(mandate: Mandate, rules: MandateRules): readonly HandOver[] {
  const { birthDate } = mandate.principal;
  if (!dependsOnAge(mandate) || birthDate === null) return [];
  const end = rules.kinds.guardian?.endsAtAge ?? null;
  const carried = powersOf(rules, 'guardian').filter(({ code }) => mandate.powers.includes(code));
  const ages = new Set(carried.map(({ minorUntilAge }) => minorUntilAge));
  if (end !== null) ages.add(end);
  return [...ages]
    .filter((age) => end === null || age <= end)
    .sort((a, b) => a - b)
    .map((age) => ({
      age,
      at: reachesAge(birthDate, age),
      powers: carried
        .filter(({ minorUntilAge }) => minorUntilAge === age || (age === end && minorUntilAge > age))
        .map(({ code }) => code),
      isEnd: age === end,
    }));
}

/** When something about an active mandate changes next by itself: a hand-over or its end; null when nothing will. */
export function nextChange(mandate: Mandate, rules: MandateRules, now: Date): Date | null {
  const times = handOvers(mandate, rules).map(({ at }) => at);
  if (mandate.until) times.push(mandate.until);
  const next = times.filter((at) => at > now).sort((a, b) => a.getTime() - b.getTime())[0];
  return next ?? null;
}
