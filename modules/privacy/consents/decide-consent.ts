// Whether the consents on file allow a use: pure, from the ledger, the purpose and the law on children.
import type { ChildRule, Purpose } from '../rules/rules-data.ts';
import type { ConsentRow } from '../tables.ts';

export interface ConsentAnswer {
  readonly allowed: boolean;
  /** `given`, or what is missing. */
  readonly why:
    | 'given'
    | 'not_given'
    | 'expired'
    | 'text_changed'
    | 'restricted'
    | 'purpose_unknown'
    | 'age_unknown'
    | 'representative_missing'
    | 'own_word_missing';
  /** Ids of the consents that it rests on. */
  readonly consents: readonly string[];
}

type Living = Pick<ConsentRow, 'consent_id' | 'purpose' | 'client' | 'part' | 'text_version' | 'expires_at'>;

export interface ConsentFacts {
  readonly rule: Purpose;
  readonly child: ChildRule;
  readonly age: number | null;
  readonly now: Date;
  readonly isRestricted: boolean;
  readonly living: readonly Living[];
}

export function decideConsent({ rule, child, age, now, isRestricted, living }: ConsentFacts): ConsentAnswer {
  if (isRestricted) return no('restricted');
  const of = (part: ConsentRow['part']) =>
    living.find((row) => row.purpose === rule.purpose && row.client === rule.client && row.part === part);
  const parts = partsNeeded(rule, child, age);
  if (parts === null) return no('age_unknown');
  const given: Living[] = [];
  for (const part of parts) {
    const row = of(part);
    if (!row) return no(missing(parts, part));
    if (row.text_version !== rule.textVersion) return no('text_changed');
    if (row.expires_at !== null && row.expires_at <= now) return no('expired');
    given.push(row);
  }
  return { allowed: true, why: 'given', consents: given.map((row) => row.consent_id) };
}

/** Whose word is needed (Law 91/2025 Art. 24); null when the age decides and is not known. */
export function partsNeeded(
  rule: Purpose,
  child: ChildRule,
  age: number | null,
): readonly ConsentRow['part'][] | null {
  if (!rule.publishes) return ['self'];
  if (age === null) return null;
  if (age >= child.untilYears) return ['self'];
  return age >= child.ownWordFromYears ? ['self', 'representative'] : ['representative'];
}

function missing(parts: readonly ConsentRow['part'][], part: ConsentRow['part']): ConsentAnswer['why'] {
  if (parts.length === 1 && part === 'self') return 'not_given';
  return part === 'self' ? 'own_word_missing' : 'representative_missing';
}

const no = (why: ConsentAnswer['why']): ConsentAnswer => ({ allowed: false, why, consents: [] });
