// What other modules may use of the wallet: to define credentials of their own, to offer them, to take them back.
import type { Actor } from '@city/kernel/access';
import type { Bilingual } from '@city/kernel/errors';
import { Type } from 'typebox';
import { defineEvent } from '@city/kernel/events';

const Id = Type.String({ format: 'uuid' });

/** A credential was made, in so many copies: to whom stays here. */
export const CredentialIssued = defineEvent(
  'wallet.credential.issued',
  1,
  Type.Object({ batchId: Id, type: Type.String(), copies: Type.Integer({ minimum: 1 }) }),
);

/** A credential with all its copies is no longer valid. */
export const CredentialRevoked = defineEvent(
  'wallet.credential.revoked',
  1,
  Type.Object({ batchId: Id, type: Type.String() }),
);

export interface CredentialClaim {
  /** Names from the outside in, such as `['address', 'ward']`. */
  readonly path: readonly [string, ...string[]];
  readonly display: Bilingual;
  /** `always`: every reader sees it; `choice`: the holder decides each time. */
  readonly disclosure: 'always' | 'choice';
  readonly mandatory: boolean;
  /** Only officials may be registered to ask for it, never everybody. */
  readonly sensitive?: true;
}

/** What is known of whoever may have a credential. */
export interface Entitlement {
  /** Values of the claims; they never stand in the wallet's tables once the credential is made. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** What the credential stands on, such as a post or a mandate: when that ends, the credential is revoked by it. */
  readonly reference: string;
  /** The credential ends with this, if that is sooner than the city's rule. */
  readonly validTo?: Date;
  /** Whom else it tells about, such as a ward: the issue stands on their trail as well. */
  readonly concerns?: readonly string[];
}

/** Thrown by `entitledTo` while a register does not answer: the wallet is told to come again. */
export class NotReadyYet extends Error {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number, options?: ErrorOptions) {
    super('what the credential stands on cannot be read now', options);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export interface CredentialDefinition {
  /** Name in the issuer's metadata and end of the `vct` address: lower-case letters, digits, dashes. */
  readonly type: string;
  readonly display: Bilingual;
  readonly describe: Bilingual;
  readonly colours: { readonly background: string; readonly text: string };
  readonly claims: readonly CredentialClaim[];
  /** `entitledTo` asks a register of others: only when somebody wants the credential, or it told of a change. */
  readonly asksRegister?: { readonly isConnected: () => boolean };
  /** What somebody may have of this type now: none, one, or one for each thing it can stand on. */
  readonly entitledTo: (holder: Actor, now: Date) => Promise<readonly Entitlement[]> | readonly Entitlement[];
}

const defined = new WeakMap<object, Map<string, CredentialDefinition>>();

/** Makes a type of credential known to a city; called from a module's `routes`. @throws Error when the name is taken or malformed */
export function defineCredential(
  city: { readonly database: object },
  definition: CredentialDefinition,
): void {
  const known = defined.get(city.database) ?? new Map<string, CredentialDefinition>();
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(definition.type))
    throw new Error(`Credential type ${definition.type}: lower-case letters, digits, dashes`);
  if (known.has(definition.type)) throw new Error(`Credential type ${definition.type} is defined twice`);
  const reserved = definition.claims.find(({ path }) => neverSelective.has(path[0]));
  if (reserved)
    throw new Error(`Credential type ${definition.type}: ${reserved.path[0]} is set by the issuer`);
  known.set(definition.type, definition);
  defined.set(city.database, known);
}

/** Claims of SD-JWT VC that are the issuer's and never hidden (draft-ietf-oauth-sd-jwt-vc §2.2.2.2). */
const neverSelective = new Set([
  'iss',
  'nbf',
  'exp',
  'cnf',
  'vct',
  'vct#integrity',
  'aka_vcts',
  'status',
  'iat',
  'sub',
  '_sd',
  '_sd_alg',
  '...',
]);

export function credentialTypes(city: {
  readonly database: object;
}): ReadonlyMap<string, CredentialDefinition> {
  return defined.get(city.database) ?? new Map();
}
