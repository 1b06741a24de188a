// What a new or narrowed mandate must keep to: days, powers, how often it may be passed on. Pure.
import { AppError } from '@city/kernel/errors';
import { addDays, daysBetween, isLocalDate, startOfDay } from '@city/kernel/time';
import './errors.ts';
import { type Mandate, powersAt } from './mandate.ts';
import { type KindRule, type MandateRules, powersOf, type RulesOn } from './powers.ts';

export interface Terms {
  readonly powers: readonly string[];
  /** yyyy-mm-dd, both included. */
  readonly from: string;
  readonly to: string;
  readonly depth: number;
}

/** What terms are held against: the rule of the kind, what it is passed on from, and the day. */
export interface Against {
  readonly rules: MandateRules;
  readonly rulesOn: RulesOn;
  readonly kind: 'attorney' | 'staff';
  readonly parent: Mandate | null;
  readonly today: string;
  readonly now: Date;
}

/**
 * Checks the terms of a mandate to be given; answers its span. The last day is included: it ends at the next 00:00.
 * @throws AppError `mandate_days_wrong`, `mandate_too_long`, `mandate_powers_wrong`, `mandate_depth_wrong`
 */
export function checkTerms(terms: Terms, against: Against): { readonly from: Date; readonly until: Date } {
  const rule = against.rules.kinds[against.kind];
  if (!rule) throw new AppError('mandate_powers_wrong', { field: 'powers' });
  const span = checkDays(terms, rule, against);
  checkPowers(terms.powers, against);
  const most = against.parent ? Math.min(rule.depth, against.parent.depth - 1) : rule.depth;
  if (terms.depth > most) throw new AppError('mandate_depth_wrong', { field: 'depth' });
  return span;
}

function checkDays(terms: Terms, rule: KindRule, { parent, today }: Against) {
  if (!isLocalDate(terms.from) || terms.from < today)
    throw new AppError('mandate_days_wrong', { field: 'from' });
  if (!isLocalDate(terms.to) || terms.to < terms.from)
    throw new AppError('mandate_days_wrong', { field: 'to' });
  const days = daysBetween(terms.from, terms.to) + 1;
  if (rule.mostDays !== null && days > rule.mostDays)
    throw new AppError('mandate_too_long', { field: 'to', params: { days: rule.mostDays } });
  const until = startOfDay(addDays(terms.to, 1));
  if (parent?.until && until > parent.until) throw new AppError('mandate_days_wrong', { field: 'to' });
  return { from: startOfDay(terms.from), until };
}

function checkPowers(powers: readonly string[], { rules, rulesOn, kind, parent, now }: Against): void {
  const may = parent ? powersAt(parent, rulesOn, now) : powersOf(rules, kind).map(({ code }) => code);
  const carried = powersOf(rules, kind).map(({ code }) => code);
  if (powers.length === 0 || powers.some((code) => !may.includes(code) || !carried.includes(code)))
    throw new AppError('mandate_powers_wrong', { field: 'powers' });
}

/** Whether an organisation that acts by two needs a second person for these powers. */
export function needsSecond(rules: MandateRules, powers: readonly string[], isByTwo: boolean): boolean {
  return isByTwo && rules.powers.some(({ code, twoPersons }) => twoPersons && powers.includes(code));
}

/**
 * Checks that a change takes away and adds nothing; answers the new end. Powers that the mandate no longer gives may be named.
 * @throws AppError `mandate_not_less`, `mandate_powers_wrong`
 */
export function checkNarrower(
  mandate: Mandate,
  change: { readonly powers: readonly string[]; readonly to: string | null },
  now: Date,
): Date | null {
  if (change.powers.length === 0) throw new AppError('mandate_powers_wrong', { field: 'powers' });
  if (change.powers.some((code) => !mandate.powers.includes(code)))
    throw new AppError('mandate_not_less', { field: 'powers' });
  if (change.to === null) return mandate.until;
  if (!isLocalDate(change.to)) throw new AppError('mandate_days_wrong', { field: 'to' });
  const until = startOfDay(addDays(change.to, 1));
  if (until <= now || until <= mandate.from) throw new AppError('mandate_days_wrong', { field: 'to' });
  if (mandate.until !== null && until > mandate.until)
    throw new AppError('mandate_not_less', { field: 'to' });
  return until;
}
