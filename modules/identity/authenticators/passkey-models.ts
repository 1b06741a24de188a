// Which models of authenticators may hold an official's passkey: named by AAGUID, proved by the maker's attestation.
import { X509Certificate } from 'node:crypto';
import { decodeAttestationObject } from '@simplewebauthn/server/helpers';
import type { AuthenticatorRules } from './authenticator-rules.ts';

/** The list of the day; null while officials may use any model, as everybody may. */
export type OfficialPasskeys = NonNullable<AuthenticatorRules['officialPasskeys']>;

export interface Attested {
  readonly aaguid: string;
  readonly format: string;
  /** The whole attestation object (WebAuthn Level 3, 6.5). */
  readonly object: Uint8Array<ArrayBuffer>;
}

/** Names of the models, for the words of a refusal. */
export const modelNames = ({ models }: OfficialPasskeys): string => models.map(({ name }) => name).join(', ');

/** Whether a passkey that was registered before is of a model that is on the list today. */
export function isListed({ models }: OfficialPasskeys, aaguid: string | null): boolean {
  return models.some((model) => model.aaguid === aaguid);
}

/**
 * Whether a new passkey is of a listed model, and its maker says so: a packed attestation with certificates that lead to a root of
 * that model. Its signature and the AAGUID in the certificate were checked by the library already; without a chain to a known root
 * both prove nothing, since anybody can sign their own.
 */
export function isProvedModel(policy: OfficialPasskeys, attested: Attested, now: Date): boolean {
  const model = policy.models.find(({ aaguid }) => aaguid === attested.aaguid);
  if (!model || attested.format !== 'packed') return false;
  const given = decodeAttestationObject(attested.object).get('attStmt').get('x5c');
  if (!given || given.length === 0) return false;
  const chain = given.map((der) => new X509Certificate(der));
  const roots = model.roots.map((base64) => new X509Certificate(Buffer.from(base64, 'base64')));
  return leadsTo(chain, roots, now);
}

function leadsTo(chain: readonly X509Certificate[], roots: readonly X509Certificate[], now: Date): boolean {
  const isValid = (one: X509Certificate) => one.validFromDate <= now && now < one.validToDate;
  const isSigned = (one: X509Certificate, by: X509Certificate) =>
    one.checkIssued(by) && one.verify(by.publicKey);
  const last = chain.at(-1);
  if (!last || !chain.every(isValid)) return false;
  const isWhole = chain.every((one, index) => {
    const above = chain[index + 1];
    return above === undefined || (above.ca && isSigned(one, above));
  });
  return (
    isWhole && roots.some((root) => isValid(root) && (last.raw.equals(root.raw) || isSigned(last, root)))
  );
}
