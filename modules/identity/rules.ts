// The dated rules of signing in (`people/sign-in.json` of the city): words of the provider, session lengths, needed levels.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { AuthenticationLevel, LevelWords } from './people/levels.ts';

export interface SessionLength {
  readonly idleMinutes: number;
  readonly absoluteMinutes: number;
}

export interface SignInRules extends LevelWords {
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly document: string;
  readonly scope: string;
  /** Name of the provider's claim for each thing we want to know. */
  readonly claims: Readonly<
    Record<'name' | 'birthDate' | 'phone' | 'personalNumber' | 'identityLevel', string>
  >;
  readonly postsNeedAuthenticationLevel: AuthenticationLevel;
  /** By role of the active post; `officer` for other posts, `citizen` without one. */
  readonly sessions: Readonly<Record<string, SessionLength>> & {
    readonly citizen: SessionLength;
    readonly officer: SessionLength;
  };
}

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Minutes = Type.Integer({ minimum: 1, maximum: 60 * 24 * 31 });
const Length = Type.Object({ idleMinutes: Minutes, absoluteMinutes: Minutes });
const check = Compile(
  Type.Object({
    rules: Type.Array(
      Type.Object({
        validFrom: Day,
        validTo: Type.Union([Day, Type.Null()]),
        document: Type.String({ minLength: 1 }),
        scope: Type.String({ pattern: '(^| )openid( |$)' }),
        claims: Type.Object({
          name: Type.String(),
          birthDate: Type.String(),
          phone: Type.String(),
          personalNumber: Type.String(),
          identityLevel: Type.String(),
        }),
        identityLevels: Type.Record(Type.String(), Type.Integer({ minimum: 0, maximum: 2 })),
        authenticationLevels: Type.Record(Type.String(), Type.Integer({ minimum: 1, maximum: 4 })),
        postsNeedAuthenticationLevel: Type.Integer({ minimum: 1, maximum: 4 }),
        sessions: Type.Intersect([
          Type.Object({ citizen: Length, officer: Length }),
          Type.Record(Type.String(), Length),
        ]),
      }),
      { minItems: 1 },
    ),
  }),
);

/**
 * Reads the rules of a city; the function answers the row valid on a day (yyyy-mm-dd in Việt Nam).
 * @throws Error when the file is malformed; the function throws when no row covers the day
 */
export function readSignInRules(cityFolder: string): (day: string) => SignInRules {
  const file = join(cityFolder, 'people', 'sign-in.json');
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const problem = check.Errors(content)[0];
  if (problem) throw new Error(`${file}: ${problem.instancePath} ${problem.message}`);
  const { rules } = content as { rules: readonly SignInRules[] };
  return (day) => {
    const valid = rules.find((row) => row.validFrom <= day && (row.validTo === null || day <= row.validTo));
    if (!valid) throw new Error(`${file}: no rules for ${day}`);
    return valid;
  };
}

/** How long a session lasts for whoever acts from a post with this role; null without a post. */
export function sessionLength(rules: SignInRules, role: string | null): SessionLength {
  if (role === null) return rules.sessions.citizen;
  return Object.hasOwn(rules.sessions, role)
    ? (rules.sessions[role] ?? rules.sessions.officer)
    : rules.sessions.officer;
}
