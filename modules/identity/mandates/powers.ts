// The dated data of acting for another (`people/powers.json` of the city): kinds of mandates with their terms, and the powers they carry.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Age = Type.Integer({ minimum: 1, maximum: 30 });
const dated = {
  document: Type.String({ minLength: 1 }),
  /** Whether the articles were compared with their text; what was not says so in the note. */
  verified: Type.Boolean(),
  note: Type.Object({ vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }),
  validFrom: Day,
  validTo: Type.Union([Day, Type.Null()]),
};

export const Kind = Type.Union([
  Type.Literal('guardian'),
  Type.Literal('attorney'),
  Type.Literal('organisation'),
  Type.Literal('staff'),
]);
export type Kind = Static<typeof Kind>;

const KindRule = Type.Object({
  id: Type.String({ minLength: 1 }),
  kind: Kind,
  /** Longest a mandate may last; null: until what it rests on ends. */
  mostDays: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  /** What the form proposes. */
  usualDays: Type.Optional(Type.Integer({ minimum: 1 })),
  /** How often it may be passed on, at most. */
  depth: Type.Integer({ minimum: 0, maximum: 3 }),
  /** The principal's age at which it ends by itself; wards who are adults are no minors. */
  endsAtAge: Type.Union([Age, Type.Null()]),
  grantNeedsLevel: Type.Integer({ minimum: 1, maximum: 4 }),
  ...dated,
});
export type KindRule = Static<typeof KindRule>;

const Power = Type.Object({
  code: Type.String({ pattern: '^[a-z]+\\.[a-z]+$' }),
  name: Type.Object({ vi: Type.String(), en: Type.String() }),
  kinds: Type.Array(Kind, { minItems: 1 }),
  /** Guardians of minors have it until this birthday of the minor. */
  minorUntilAge: Age,
  /** Where an organisation acts by two, giving it needs a second person. */
  twoPersons: Type.Boolean(),
  ...dated,
});
export type Power = Static<typeof Power>;

const check = Compile(
  Type.Object({ kinds: Type.Array(KindRule, { minItems: 1 }), powers: Type.Array(Power, { minItems: 1 }) }),
);

/** The rules as they are on one day. */
export interface MandateRules {
  readonly kinds: Readonly<Partial<Record<Kind, KindRule>>>;
  readonly powers: readonly Power[];
}
export type RulesOn = (day: string) => MandateRules;

/**
 * Reads the rules of a city; the function answers those of a day. A city without the file knows no mandates.
 * @throws Error when the file is malformed
 */
export function readMandateRules(cityFolder: string): RulesOn {
  const file = join(cityFolder, 'people', 'powers.json');
  if (!existsSync(file)) return () => ({ kinds: {}, powers: [] });
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const problem = check.Errors(content)[0];
  if (problem) throw new Error(`${file}: ${problem.instancePath} ${problem.message}`);
  const { kinds, powers } = content as { kinds: readonly KindRule[]; powers: readonly Power[] };
  const isOn = (day: string) => (row: { validFrom: string; validTo: string | null }) =>
    row.validFrom <= day && (row.validTo === null || day <= row.validTo);
  const known = new Map<string, MandateRules>();
  return (day) => {
    const kept = known.get(day);
    if (kept) return kept;
    const rules: MandateRules = {
      kinds: Object.fromEntries(kinds.filter(isOn(day)).map((row) => [row.kind, row])),
      powers: powers.filter(isOn(day)),
    };
    // Every request asks for today; a few days at once are kept, for clocks that are set.
    if (known.size > 8) known.clear();
    known.set(day, rules);
    return rules;
  };
}

/** The powers that a kind of mandate may carry at all. */
export function powersOf(rules: MandateRules, kind: Kind): readonly Power[] {
  return rules.powers.filter((power) => power.kinds.includes(kind));
}
