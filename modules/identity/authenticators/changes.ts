// Who may change how an account is signed in to: whoever proved as much as its owner can prove; else after a wait, told everywhere.
import type { Authenticator } from './authenticator.store.ts';
import type { AuthenticatorRules } from './authenticator-rules.ts';
import { heldLevel } from './factors.ts';

export interface RecoveryTimes {
  readonly readyAt: Date;
  readonly until: Date;
}

export interface Standing {
  readonly rules: AuthenticatorRules;
  readonly sessionLevel: number;
  readonly hasVneid: boolean;
  readonly held: readonly Pick<Authenticator, 'kind' | 'highest_level'>[];
  /** The person's open request, when there is one. */
  readonly recovery: RecoveryTimes | null;
  readonly now: Date;
}

export type MayChange =
  /** `highestLevel`: what a means added now may ever prove. It is never more than this session has proved. */
  | { readonly may: 'now'; readonly highestLevel: 1 | 2 }
  | { readonly may: 'waiting'; readonly readyAt: Date }
  | { readonly may: 'stronger' };

/** The level the owner of an account can show, VNeID among the ways. */
export function bestLevel({ rules, hasVneid, held }: Pick<Standing, 'rules' | 'hasVneid' | 'held'>): number {
  if (hasVneid) return rules.highestLevel;
  // Means by themselves and together: a password beside a recovery code still reaches 2 with a phone.
  const kinds = held.filter(({ kind }) => !rules.alwaysFirstLevel.includes(kind));
  const pairs = kinds.flatMap((one) => kinds.map((other) => [one, other]));
  return Math.max(1, ...pairs.map((pair) => heldLevel(rules, pair) ?? 0));
}

export function mayChange(standing: Standing): MayChange {
  const { rules, sessionLevel, recovery, now } = standing;
  const highestLevel = Math.min(2, rules.highestLevel, sessionLevel) as 1 | 2;
  if (sessionLevel >= bestLevel(standing)) return { may: 'now', highestLevel };
  if (!recovery || now >= recovery.until) return { may: 'stronger' };
  return now >= recovery.readyAt
    ? { may: 'now', highestLevel }
    : { may: 'waiting', readyAt: recovery.readyAt };
}
