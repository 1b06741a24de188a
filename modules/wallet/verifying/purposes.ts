// The registered purposes: what may be asked of a wallet, by whom and why; and the issuers other than the city that are trusted.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Actor } from '@city/kernel/access';

const strict = { additionalProperties: false } as const;
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Words = Type.Object({ vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, strict);
const dated = {
  validFrom: Day,
  validTo: Type.Union([Day, Type.Null()]),
  document: Type.String({ minLength: 1 }),
};

const Purpose = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$' }),
    ...dated,
    title: Words,
    why: Words,
    /** Roles of officers who may ask; null: whoever is signed in. */
    roles: Type.Union([Type.Array(Type.String(), { minItems: 1 }), Type.Null()]),
    type: Type.String(),
    claims: Type.Array(Type.Array(Type.String(), { minItems: 1 }), { minItems: 1 }),
  },
  strict,
);
const PurposesFile = Type.Object(
  { note: Type.String(), purposes: Type.Array(Purpose, { minItems: 1 }) },
  strict,
);
const Anchor = Type.Object({ ...dated, name: Words, certificate: Type.String() }, strict);
const TrustFile = Type.Object(
  { note: Type.String(), anchors: Type.Array(Anchor), attesters: Type.Array(Anchor) },
  strict,
);

export type Purpose = Static<typeof Purpose>;

export interface VerifierRules {
  purposesOn(day: string): readonly Purpose[];
  /** Anchors of other issuers, DER. */
  anchorsOn(day: string): readonly Buffer[];
  /** Anchors of makers whose attestations of keys count, DER. */
  attestersOn(day: string): readonly Buffer[];
}

/** @throws Error that names the file and what is wrong in it */
export function readVerifierRules(cityFolder: string): VerifierRules {
  const { purposes } = read(join(cityFolder, 'wallet', 'purposes.json'), PurposesFile);
  const { anchors, attesters } = read(join(cityFolder, 'wallet', 'trust.json'), TrustFile);
  const valid = (row: { validFrom: string; validTo: string | null }, day: string): boolean =>
    row.validFrom <= day && (row.validTo === null || day <= row.validTo);
  const certificates = (rows: readonly Static<typeof Anchor>[], day: string): Buffer[] =>
    rows.filter((row) => valid(row, day)).map((row) => Buffer.from(row.certificate, 'base64'));
  return {
    purposesOn: (day) => purposes.filter((row) => valid(row, day)),
    anchorsOn: (day) => certificates(anchors, day),
    attestersOn: (day) => certificates(attesters, day),
  };
}

function read<S extends TSchema>(file: string, schema: S): Static<S> {
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const problem = Compile(schema).Errors(content)[0];
  if (problem) throw new Error(`${file}: ${problem.instancePath} ${problem.message}`);
  return content as Static<S>;
}

/** Whether somebody may ask for this purpose. */
export function mayAsk(purpose: Purpose, actor: Actor): boolean {
  if (purpose.roles === null) return actor.kind === 'citizen' || actor.kind === 'officer';
  return actor.kind === 'officer' && actor.post != null && purpose.roles.includes(actor.post.role);
}
