// The city's authority in a running process: signs as issuer or verifier, certifies new keys in time, knows its anchors.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  X509Certificate,
} from 'node:crypto';
import { system } from '@city/kernel/access';
import { lockFor, type ModuleDatabase, newId, type Tx } from '@city/kernel/database';
import type { Sealer } from '@city/kernel/files';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { type MadeCertificate, makeAnchor, makeLeaf } from './certificate.ts';
import { insertKey, readKeys, type StoredKey } from './key.store.ts';

export type LeafUse = 'issuing' | 'verifying';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: { readonly kty: string; readonly crv: string; readonly x: string; readonly y: string };
  /** Base64 DER, without the anchor. */
  readonly x5c: readonly string[];
  /** SHA-256 of the certificate, base64url: what `x509_hash:` names. */
  readonly hash: string;
}

export interface Authority {
  current(use: LeafUse): Promise<SigningKey>;
  /** Keys whose certificate has not run out, newest first. */
  published(use: LeafUse): Promise<readonly SigningKey[]>;
  /** Certifies a new key for each use now, whatever time the old ones have left; they go on being published. Answers the new ids. */
  rotate(): Promise<readonly string[]>;
  /** DER of our own anchors. */
  anchors(): Promise<readonly Buffer[]>;
}

export interface AuthorityOptions {
  readonly db: ModuleDatabase<Tables>;
  readonly sealer: Sealer;
  readonly issuer: string;
  readonly now: () => Date;
}

const leafUses = ['issuing', 'verifying'] as const satisfies readonly LeafUse[];
const day = 24 * 3600 * 1000;
const actor = system('wallet.authority');
const plus = (at: Date, days: number) => new Date(at.getTime() + days * day);

interface Known {
  readonly at: number;
  readonly anchors: readonly Buffer[];
  readonly leaves: Readonly<Record<LeafUse, readonly SigningKey[]>>;
}

export function makeAuthority(options: AuthorityOptions): Authority {
  let known: Promise<Known> | null = null;
  let knownAt = Number.NEGATIVE_INFINITY;
  const keys = (): Promise<Known> => {
    const at = options.now().getTime();
    if (known && at >= knownAt && at - knownAt < LIMITS.keyCacheSeconds * 1000) return known;
    knownAt = at;
    const reading = load(options).catch((error: unknown) => {
      known = null;
      throw error;
    });
    known = reading;
    return reading;
  };
  return {
    current: async (use) => (await keys()).leaves[use][0] as SigningKey,
    published: async (use) => (await keys()).leaves[use],
    anchors: async () => (await keys()).anchors,
    rotate: async () => {
      const made = await options.db.transaction(actor, async (tx) => {
        await lockFor(tx as Tx, 'wallet.authority');
        const at = options.now();
        return certify({ tx, options, at, stored: await readKeys(tx, at) }, leafUses);
      });
      known = null;
      return made;
    },
  };
}

/** Reads the keys; certifies what is missing or about to run out, one process at a time. */
function load(options: AuthorityOptions): Promise<Known> {
  return options.db.transaction(actor, async (tx) => {
    const at = options.now();
    let stored = await readKeys(tx, at);
    if (isWanting(stored, at)) {
      await lockFor(tx as Tx, 'wallet.authority');
      stored = await readKeys(tx, at);
      await renew({ tx, options, at, stored });
      stored = await readKeys(tx, at);
    }
    const leavesOf = (use: LeafUse) =>
      stored
        .filter((key) => key.use === use)
        .map((key) => signingKey(key, options.sealer.open(key.id, key.sealedKey)));
    return {
      at: at.getTime(),
      anchors: stored.filter(({ use }) => use === 'anchor').map(({ certificate }) => certificate),
      leaves: { issuing: leavesOf('issuing'), verifying: leavesOf('verifying') },
    };
  });
}

interface Renewal {
  readonly tx: Tx<Tables>;
  readonly options: AuthorityOptions;
  readonly at: Date;
  readonly stored: readonly StoredKey[];
}

async function renew(renewal: Renewal): Promise<void> {
  const { stored, at } = renewal;
  const wanting = leafUses.filter((use) => !hasFresh(stored, use, LIMITS.leafRenewDays, at));
  if (wanting.length > 0) await certify(renewal, wanting);
}

/** A new key for each of the uses, with a certificate of the newest anchor; answers their ids. */
async function certify(renewal: Renewal, uses: readonly LeafUse[]): Promise<readonly string[]> {
  const { at, options } = renewal;
  const anchor = await freshAnchor(renewal);
  const privateKey = options.sealer.open(anchor.id, anchor.sealedKey);
  const ids: string[] = [];
  for (const use of uses) {
    const span = { from: at, to: plus(at, LIMITS.leafDays) };
    const made = await makeLeaf({
      name: `${new URL(options.issuer).hostname} ${use}`,
      issuer: options.issuer,
      span,
      anchor: { certificate: anchor.certificate, privateKey },
    });
    ids.push((await keep(renewal, { use, anchorId: anchor.id, span, made })).id);
  }
  return ids;
}

async function freshAnchor(renewal: Renewal): Promise<StoredKey> {
  const { stored, at, options } = renewal;
  const fresh = stored.find((key) => key.use === 'anchor' && key.validTo > plus(at, LIMITS.anchorRenewDays));
  if (fresh) return fresh;
  const span = { from: at, to: plus(at, LIMITS.anchorDays) };
  const made = await makeAnchor(`Credential authority of ${new URL(options.issuer).hostname}`, span);
  return keep(renewal, { use: 'anchor', anchorId: null, span, made });
}

interface NewKey {
  readonly use: StoredKey['use'];
  readonly anchorId: string | null;
  readonly span: { readonly from: Date; readonly to: Date };
  readonly made: MadeCertificate;
}

async function keep({ tx, options, at }: Renewal, { use, anchorId, span, made }: NewKey): Promise<StoredKey> {
  const id = newId(at);
  const sealedKey = options.sealer.seal(id, made.privateKey);
  const { certificate } = made;
  const key = { id, use, anchorId, certificate, sealedKey, validFrom: span.from, validTo: span.to };
  await insertKey(tx, key);
  tx.trail({ action: 'key.certified', object: { type: 'wallet.key', id }, detail: { use } });
  return key;
}

function isWanting(stored: readonly StoredKey[], at: Date): boolean {
  return (
    !hasFresh(stored, 'issuing', LIMITS.leafRenewDays, at) ||
    !hasFresh(stored, 'verifying', LIMITS.leafRenewDays, at)
  );
}

const hasFresh = (stored: readonly StoredKey[], use: LeafUse, days: number, at: Date): boolean =>
  stored.some((key) => key.use === use && key.validTo > plus(at, days));

function signingKey({ certificate }: StoredKey, pkcs8: Buffer): SigningKey {
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const { kty, crv, x, y } = createPublicKey(privateKey).export({ format: 'jwk' }) as SigningKey['publicJwk'];
  const hash = createHash('sha256').update(new X509Certificate(certificate).raw).digest('base64url');
  return {
    kid: hash,
    privateKey,
    publicJwk: { kty, crv, x, y },
    x5c: [certificate.toString('base64')],
    hash,
  };
}

/** A compact JWS (ES256) whose header carries the certificate chain. */
export function signJws(key: SigningKey, typ: string, payload: object): string {
  const header = { alg: 'ES256', typ, kid: key.kid, x5c: key.x5c };
  const input = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${input}.${signEs256(key, input)}`;
}

/** The signature of ES256 over a text, base64url. */
export function signEs256(key: SigningKey, input: string): string {
  return sign('sha256', Buffer.from(input), { key: key.privateKey, dsaEncoding: 'ieee-p1363' }).toString(
    'base64url',
  );
}
