// The dated rules of assisted onboarding (`people/onboarding.json` of the city): who may help, and how long a confirmation may take.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Rule = Type.Object({
  validFrom: Day,
  validTo: Type.Union([Day, Type.Null()]),
  document: Type.String({ minLength: 1 }),
  /** Roles of posts from which one may help or confirm. */
  helpers: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
  confirmWithinMinutes: Type.Integer({ minimum: 5, maximum: 1440 }),
  /** What the added means may prove at most. */
  highestLevel: Type.Integer({ minimum: 1, maximum: 2 }),
});
export type OnboardingRule = Static<typeof Rule>;
const check = Compile(Type.Object({ rules: Type.Array(Rule) }));

/**
 * Reads the rules of a city; the function answers the one of a day, null where nobody may help.
 * @throws Error when the file is malformed
 */
export function readOnboardingRules(cityFolder: string): (day: string) => OnboardingRule | null {
  const file = join(cityFolder, 'people', 'onboarding.json');
  if (!existsSync(file)) return () => null;
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const problem = check.Errors(content)[0];
  if (problem) throw new Error(`${file}: ${problem.instancePath} ${problem.message}`);
  const { rules } = content as { rules: readonly OnboardingRule[] };
  return (day) =>
    rules.find(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo)) ?? null;
}
