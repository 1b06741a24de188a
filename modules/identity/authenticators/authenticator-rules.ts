// The dated rules of own ways to sign in (`people/authenticators.json` of the city).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { authenticatorKinds } from './factors.ts';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Count = Type.Integer({ minimum: 1, maximum: 1_000_000 });
const Kind = Type.Enum(authenticatorKinds);
const Factor = Type.Union([Type.Literal('knowledge'), Type.Literal('possession'), Type.Literal('biometric')]);
const Factors = Type.Array(Factor, { minItems: 1 });

const Rules = Type.Object({
  validFrom: Day,
  validTo: Type.Union([Day, Type.Null()]),
  document: Type.String({ minLength: 1 }),
  factors: Type.Object({
    password: Factors,
    totp: Factors,
    otp_phone: Factors,
    otp_email: Factors,
    recovery: Factors,
    passkey: Factors,
  }),
  /** Never above 2: levels 3 and 4 need a biometric that the state compares (NĐ 69/2024). */
  highestLevel: Type.Integer({ minimum: 1, maximum: 2 }),
  /** Means after which a session stays at level 1, whatever else was shown. */
  alwaysFirstLevel: Type.Array(Kind),
  /** Means that do not sign in by themselves. */
  needsSecond: Type.Array(Kind),
  code: Type.Object({
    // At least 20 bits (ASVS 5.0, 6.5.4), at most ten minutes (6.5.5).
    digits: Type.Integer({ minimum: 6, maximum: 10 }),
    minutes: Type.Integer({ minimum: 1, maximum: 10 }),
    tries: Type.Integer({ minimum: 1, maximum: 10 }),
    resendSeconds: Count,
    perQuarterHour: Count,
    perDay: Count,
    perPrefixPerHour: Count,
    perAddressPerHour: Count,
  }),
  password: Type.Object({
    // ASVS 5.0, 6.2.1 and 6.2.9.
    least: Type.Integer({ minimum: 8, maximum: 64 }),
    most: Type.Integer({ minimum: 64, maximum: 1024 }),
    leastScore: Type.Integer({ minimum: 0, maximum: 4 }),
    triesPerQuarterHour: Count,
    triesPerAddressPerQuarterHour: Count,
  }),
  recovery: Type.Object({
    codes: Type.Integer({ minimum: 1, maximum: 32 }),
    waitHours: Type.Integer({ minimum: 24, maximum: 72 }),
  }),
  /** Whoever holds a post uses passkeys of these models only; null: of any, as everybody does. */
  officialPasskeys: Type.Union([
    Type.Object({
      models: Type.Array(
        Type.Object({
          aaguid: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
          name: Type.String({ minLength: 1, maxLength: 60 }),
          /** The maker's root certificates, DER in base64. */
          roots: Type.Array(Type.String({ pattern: '^[A-Za-z0-9+/]+=*$' }), { minItems: 1 }),
        }),
        { minItems: 1 },
      ),
    }),
    Type.Null(),
  ]),
  reauthenticateMinutes: Type.Integer({ minimum: 1, maximum: 60 }),
  most: Type.Object({ passkey: Count, otp_phone: Count, otp_email: Count, peoplePerNumber: Count }),
});
export type AuthenticatorRules = Static<typeof Rules>;

const check = Compile(Type.Object({ rules: Type.Array(Rules, { minItems: 1 }) }));

/**
 * Reads the rules of a city; the function answers the row valid on a day (yyyy-mm-dd in Việt Nam).
 * @throws Error when the file is malformed; the function throws when no row covers the day
 */
export function readAuthenticatorRules(cityFolder: string): (day: string) => AuthenticatorRules {
  const file = join(cityFolder, 'people', 'authenticators.json');
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const problem = check.Errors(content)[0];
  if (problem) throw new Error(`${file}: ${problem.instancePath} ${problem.message}`);
  const { rules } = content as { rules: readonly AuthenticatorRules[] };
  return (day) => {
    const valid = rules.find((row) => row.validFrom <= day && (row.validTo === null || day <= row.validTo));
    if (!valid) throw new Error(`${file}: no rules for ${day}`);
    return valid;
  };
}
