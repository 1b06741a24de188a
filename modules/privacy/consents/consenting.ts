// Asking whether a person consents, from any module: remembered for a second at most, so that a withdrawal stops the next use.
import { offerRestrictions, system } from '@city/kernel/access';
import type { PrivacyCity } from '../privacy-city.ts';
import { limits } from '../limits.ts';
import { localDate } from '@city/kernel/time';
import { hasWithdrawnSince, isRestricted, livingConsents } from './consent.store.ts';
import { type ConsentAnswer, decideConsent } from './decide-consent.ts';

export type { ConsentAnswer } from './decide-consent.ts';

/** What whoever knows about representatives answers. */
export interface Representation {
  /** The paper (mandate) by which somebody acts for a person today, or null. */
  mandateOf(representative: string, person: string): Promise<string | null>;
  /** Whole years of a person on a day; null when the birth date is not known. */
  ageOn(person: string, day: string): Promise<number | null>;
}

export interface Consenting {
  readonly answer: (person: string, purpose: string) => Promise<ConsentAnswer>;
  readonly forget: () => void;
}

const running = new WeakMap<object, Consenting>();
const representations = new WeakMap<object, Representation>();

/** Called once by the module that keeps mandates; `database` is the running city's. */
export function offerRepresentation(database: object, representation: Representation): void {
  representations.set(database, representation);
}

export function representationOf(database: object): Representation | null {
  return representations.get(database) ?? null;
}

/**
 * Whether the city may use a person's data for a purpose that rests on consent: nobody's silence counts, and a withdrawal
 * or restriction holds within a second in every process.
 * @throws Error when the module of data rights is not part of the city.
 */
export function consentFor(database: object, person: string, purpose: string): Promise<ConsentAnswer> {
  const found = running.get(database);
  if (!found) throw new Error('The module of data rights is not part of this city');
  return found.answer(person, purpose);
}

/** Forgets what this process remembers; called after each change it makes. */
export function forgetCached(database: object): void {
  running.get(database)?.forget();
}

const hand = { ...system('privacy.consent-for'), purpose: 'see whether a person consents' };

export function offerConsenting(city: PrivacyCity): void {
  const { m } = city;
  const known = new Map<string, { readonly at: number; readonly answer: Promise<ConsentAnswer> }>();
  const read = async (person: string, purpose: string): Promise<ConsentAnswer> => {
    const day = localDate(m.now());
    const rule = city.rules.purposesOn(day).find((row) => row.purpose === purpose);
    if (!rule) return { allowed: false, why: 'purpose_unknown', consents: [] };
    const age = rule.publishes ? ((await representationOf(m.database)?.ageOn(person, day)) ?? null) : null;
    return m.db.transaction(
      hand,
      async (tx) =>
        decideConsent({
          rule,
          child: city.rules.childOn(day),
          age,
          now: tx.now,
          isRestricted: await isRestricted(tx, person, purpose),
          living: await livingConsents(tx, person),
        }),
      { readOnly: true },
    );
  };
  offerRestrictions(m.database, (person, purpose, consentedAt) =>
    m.db.transaction(
      hand,
      async (tx) =>
        (await isRestricted(tx, person, purpose)) ||
        (consentedAt !== undefined && (await hasWithdrawnSince(tx, person, purpose, consentedAt))),
      { readOnly: true },
    ),
  );
  running.set(m.database, {
    forget: () => known.clear(),
    answer: (person, purpose) => {
      const key = `${person} ${purpose}`;
      const found = known.get(key);
      if (found && m.now().getTime() - found.at < limits.consentCacheMilliseconds) return found.answer;
      if (known.size >= limits.consentCacheEntries) known.clear();
      const entry = { at: m.now().getTime(), answer: read(person, purpose) };
      known.set(key, entry);
      entry.answer.catch(() => known.delete(key));
      return entry.answer;
    },
  });
}
