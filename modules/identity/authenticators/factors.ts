// What each way to sign in proves, and which level of authentication several of them reach together (NĐ 69/2024/NĐ-CP).
import type { AuthenticationLevel } from '../people/levels.ts';
import type { AuthenticatorRules } from './authenticator-rules.ts';

export const authenticatorKinds = [
  'passkey',
  'totp',
  'otp_phone',
  'otp_email',
  'recovery',
  'password',
] as const;
export type AuthenticatorKind = (typeof authenticatorKinds)[number];

type LevelRules = Pick<AuthenticatorRules, 'factors' | 'highestLevel' | 'alwaysFirstLevel' | 'needsSecond'>;

/**
 * The level that shown means reach: 1 with one kind of factor, 2 with two different kinds, never more: a fingerprint that
 * opens a passkey on somebody's own device is no biometric that the state has compared.
 * @returns null when they do not sign in at all yet: nothing was shown, or only what needs a second means
 */
export function levelOf(rules: LevelRules, shown: readonly AuthenticatorKind[]): AuthenticationLevel | null {
  const kinds = [...new Set(shown)];
  if (kinds.every((kind) => rules.needsSecond.includes(kind))) return null;
  if (kinds.some((kind) => rules.alwaysFirstLevel.includes(kind))) return 1;
  const factors = new Set(kinds.flatMap((kind) => rules.factors[kind]));
  return Math.min(factors.size >= 2 ? 2 : 1, rules.highestLevel) as AuthenticationLevel;
}

/** The same for means as somebody holds them: none proves more than the session proved that added it. */
export function heldLevel(
  rules: LevelRules,
  shown: readonly { readonly kind: AuthenticatorKind; readonly highest_level: number }[],
): AuthenticationLevel | null {
  const level = levelOf(
    rules,
    shown.map(({ kind }) => kind),
  );
  if (level === null) return null;
  return Math.min(level, ...shown.map((one) => one.highest_level)) as AuthenticationLevel;
}

/** Means of a person that would bring what was shown to a level, beside those shown already. */
export function meansTowards(
  rules: LevelRules,
  shown: readonly AuthenticatorKind[],
  has: readonly AuthenticatorKind[],
  level: number,
): readonly AuthenticatorKind[] {
  return [...new Set(has)].filter(
    (kind) => !shown.includes(kind) && (levelOf(rules, [...shown, kind]) ?? 0) >= level,
  );
}

/** Whether the rest of somebody's means still signs in by itself; asked before one is taken away. */
export function stillSignsIn(rules: LevelRules, rest: readonly AuthenticatorKind[]): boolean {
  return levelOf(rules, rest) !== null;
}
