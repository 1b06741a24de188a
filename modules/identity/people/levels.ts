// The two levels of NĐ 69/2024/NĐ-CP, kept apart: how well the person is known, and how well this sign-in was proved.

/** How well a person's identity is known: 0 said by themselves, 1 or 2 as the national account has it (Art. 7). */
export type IdentityLevel = 0 | 1 | 2;

/** How well one sign-in was proved: 1 one factor, 2 two factors, 3 with a biometric, 4 with biometric, device and secret. */
export type AuthenticationLevel = 1 | 2 | 3 | 4;

/** How the identity provider words it, dated data of the city (`people/sign-in.json`). */
export interface LevelWords {
  readonly identityLevels: Readonly<Record<string, IdentityLevel>>;
  readonly authenticationLevels: Readonly<Record<string, AuthenticationLevel>>;
}

/** The level of an account as the provider words it; what we do not know proves nothing. */
export function readIdentityLevel(words: LevelWords, claim: unknown): IdentityLevel {
  return worded(words.identityLevels, claim) ?? 0;
}

/** The level of a sign-in by its `acr`; an unknown or absent one counts as one factor. */
export function readAuthenticationLevel(words: LevelWords, acr: unknown): AuthenticationLevel {
  return worded(words.authenticationLevels, acr) ?? 1;
}

/** The `acr_values` that ask for at least a level, weakest first, so that nobody must prove more than needed. */
export function acrValuesFrom(words: LevelWords, least: AuthenticationLevel): string {
  return Object.entries(words.authenticationLevels)
    .filter(([, level]) => level >= least)
    .sort(([, one], [, other]) => one - other)
    .map(([acr]) => acr)
    .join(' ');
}

/** A word of the table's own; `constructor` and its kin are none. */
function worded<Level>(words: Readonly<Record<string, Level>>, word: unknown): Level | null {
  const name = String(word);
  return Object.hasOwn(words, name) ? (words[name] ?? null) : null;
}
