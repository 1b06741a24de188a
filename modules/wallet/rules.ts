// The dated rules of the wallet (`wallet/rules.json` of the city): how long things last, the form of status lists.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Seconds = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum });
const strict = { additionalProperties: false } as const;

const Row = Type.Object(
  {
    validFrom: Day,
    validTo: Type.Union([Day, Type.Null()]),
    document: Type.String({ minLength: 1 }),
    statusList: Type.Object(
      {
        bits: Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(4), Type.Literal(8)]),
        size: Type.Integer({ minimum: 1024, maximum: 16_777_216, multipleOf: 8 }),
        ttlSeconds: Seconds(10, 86_400),
        lifetimeSeconds: Seconds(60, 604_800),
      },
      strict,
    ),
    /** `days` stays below the time that a signing key has left (LIMITS.leafRenewDays). */
    credential: Type.Object(
      {
        days: Type.Integer({ minimum: 1, maximum: 110 }),
        batchSize: Type.Integer({ minimum: 2, maximum: 50 }),
      },
      strict,
    ),
    offer: Type.Object(
      { seconds: Seconds(60, 3600), codeDigits: Type.Integer({ minimum: 4, maximum: 10 }) },
      strict,
    ),
    nonceSeconds: Seconds(30, 3600),
    request: Type.Object(
      {
        seconds: Seconds(30, 3600),
        keyBindingSeconds: Seconds(30, 3600),
        clockSkewSeconds: Seconds(0, 300),
        answerKeptSeconds: Seconds(30, 86_400),
      },
      strict,
    ),
  },
  strict,
);
const check = Compile(Type.Object({ note: Type.String(), rules: Type.Array(Row, { minItems: 1 }) }, strict));

export type WalletRules = Static<typeof Row>;

/**
 * Reads the rules of a city; the function answers the row valid on a day (yyyy-mm-dd in Việt Nam).
 * @throws Error when the file is malformed; the function throws when no row covers the day
 */
export function readWalletRules(cityFolder: string): (day: string) => WalletRules {
  const file = join(cityFolder, 'wallet', 'rules.json');
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const problem = check.Errors(content)[0];
  if (problem) throw new Error(`${file}: ${problem.instancePath} ${problem.message}`);
  const { rules } = content as { rules: readonly WalletRules[] };
  return (day) => {
    const valid = rules.find((row) => row.validFrom <= day && (row.validTo === null || day <= row.validTo));
    if (!valid) throw new Error(`${file}: no rules for ${day}`);
    return valid;
  };
}
