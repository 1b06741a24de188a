// The registered purposes: what may be asked of a wallet, by whom and why; and the issuers other than the city that are trusted.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Actor } from '@city/kernel/access';
import { type CredentialDefinition, credentialTypes } from '../contract.ts';
import type { Wallet } from '../wallet.ts';

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

/** Why a purpose asks for more than it may; null when it does not. Everybody may only be registered to ask for what is not sensitive. */
export function overAsked(purpose: Purpose, definition: CredentialDefinition | undefined): string | null {
  if (!definition) return `there is no credential ${purpose.type}`;
  const names = purpose.claims.map((path) => path.join('.'));
  if (new Set(names).size !== names.length) return 'a claim is asked for twice';
  for (const name of names) {
    const claim = definition.claims.find(({ path }) => path.join('.') === name);
    if (!claim) return `${purpose.type} has no claim ${name}`;
    if (claim.sensitive && purpose.roles === null)
      return `only officials may be registered to ask for ${name}`;
  }
  return null;
}

/** The purposes that are registered on a day: those that ask for more than they may are not. */
export function registeredOn(wallet: Pick<Wallet, 'm' | 'verifierRules'>, day: string): readonly Purpose[] {
  const types = credentialTypes(wallet.m);
  return wallet.verifierRules.purposesOn(day).filter((one) => overAsked(one, types.get(one.type)) === null);
}

/** @throws Error that names a purpose of the city's data that asks for more than it may, of the types defined so far */
export function checkPurposes(wallet: Pick<Wallet, 'm' | 'verifierRules' | 'today'>): void {
  const types = credentialTypes(wallet.m);
  for (const purpose of wallet.verifierRules.purposesOn(wallet.today())) {
    const definition = types.get(purpose.type);
    const why = definition ? overAsked(purpose, definition) : null;
    if (why !== null) throw new Error(`wallet/purposes.json: ${purpose.code}: ${why}`);
  }
}
