// The dated rules of this module (`access/rules.json` of the city).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Rule = Type.Object({
  validFrom: Day,
  validTo: Type.Union([Day, Type.Null()]),
  document: Type.String({ minLength: 1 }),
  decisionsKeptDays: Type.Integer({ minimum: 30, maximum: 3_660 }),
});
const check = Compile(Type.Object({ rules: Type.Array(Rule, { minItems: 1 }) }));

export type AccessRule = Static<typeof Rule>;

/** @throws Error when the file is not as it should be, or no rule holds on the day asked for */
export function readAccessRules(cityFolder: string): (day: string) => AccessRule {
  const file = join(cityFolder, 'access', 'rules.json');
  const data: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!check.Check(data)) throw new Error(`${file}: ${JSON.stringify([...check.Errors(data)][0])}`);
  return (day) => {
    const rule = data.rules.find(
      ({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo),
    );
    if (!rule) throw new Error(`${file}: no rule for ${day}`);
    return rule;
  };
}
