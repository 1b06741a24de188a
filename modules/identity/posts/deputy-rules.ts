// The dated rules of standing in (`people/deputies.json` of the city): who may name whom, for how long, for what. Pure but for reading the file.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@city/kernel/errors';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import '../errors.ts';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Rule = Type.Object({
  id: Type.String({ minLength: 1 }),
  /** Role of the post that is stood in for, and the roles that may stand in. */
  role: Type.String({ minLength: 1 }),
  deputies: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
  mostDays: Type.Integer({ minimum: 1, maximum: 366 }),
  scopes: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
  document: Type.String({ minLength: 1 }),
  validFrom: Day,
  validTo: Type.Union([Day, Type.Null()]),
});
export type DeputyRule = Static<typeof Rule>;
const check = Compile(Type.Object({ rules: Type.Array(Rule) }));

/**
 * Reads the rules of a city; the function answers the one for a role on a day, null where nobody may stand in.
 * @throws Error when the file is malformed
 */
export function readDeputyRules(cityFolder: string): (role: string, day: string) => DeputyRule | null {
  const file = join(cityFolder, 'people', 'deputies.json');
  if (!existsSync(file)) return () => null;
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const problem = check.Errors(content)[0];
  if (problem) throw new Error(`${file}: ${problem.instancePath} ${problem.message}`);
  const { rules } = content as { rules: readonly DeputyRule[] };
  return (role, day) =>
    rules.find(
      (row) => row.role === role && row.validFrom <= day && (row.validTo === null || day <= row.validTo),
    ) ?? null;
}

export interface Naming {
  /** YYYY-MM-DD, both included. */
  readonly from: string;
  readonly to: string;
  readonly scope: readonly string[];
}

/** Days of a span, both ends included. */
export function daysOf({ from, to }: Pick<Naming, 'from' | 'to'>): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000) + 1;
}

/**
 * Holds a naming against the rule.
 * @throws AppError `deputy_days_wrong`, `deputy_too_long`, `deputy_scope_wrong`
 */
export function checkNaming(rule: DeputyRule, naming: Naming, today: string): void {
  const days = daysOf(naming);
  if (!(days >= 1) || naming.from < today) throw new AppError('deputy_days_wrong', { field: 'from' });
  if (days > rule.mostDays)
    throw new AppError('deputy_too_long', { field: 'to', params: { days: rule.mostDays } });
  if (naming.scope.some((one) => !rule.scopes.includes(one)))
    throw new AppError('deputy_scope_wrong', { field: 'scope' });
}
