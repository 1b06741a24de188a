// The provider's signing keys: made, published before they sign, taken back when the last token they signed is over.
import { createHash, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { JWK } from 'oidc-provider';
import { lockFor, type ModuleDatabase, type Tx } from '@city/kernel/database';
import { LIMITS } from '../limits.ts';
import { type KeyRing, open, seal } from '../people/sealing.ts';
import type { Tables } from '../tables.ts';
import { artifactKey } from './artifact.ts';
import { actor } from './unit.ts';

/** ES256 signs; RS256 is there for software that knows nothing else (OpenID Connect Core 15.1), 28 times dearer. */
export const signingAlgs = ['ES256', 'RS256'] as const;
export type SigningAlg = (typeof signingAlgs)[number];

/** All keys that are published, of each kind the one that signs first. */
export interface SigningKeys {
  readonly keys: readonly JWK[];
  /** Changes when another key signs or is published. */
  readonly version: string;
}

/** Keys as they stand now; the first ever is made here and signs at once. */
export function readKeys(db: ModuleDatabase<Tables>, ring: KeyRing): Promise<SigningKeys> {
  return db.transaction(actor, async (tx) => {
    const there = await publishedKeys(tx, ring);
    if (missingOf(there).length === 0) return there;
    await lockFor(tx, 'identity.oidc_key');
    for (const alg of missingOf(await publishedKeys(tx, ring))) await insertKey(tx, ring, alg, tx.now);
    return publishedKeys(tx, ring);
  });
}

const missingOf = ({ keys }: SigningKeys): SigningAlg[] =>
  signingAlgs.filter((alg) => !keys.some((key) => key.alg === alg));

async function publishedKeys(tx: Tx<Tables>, ring: KeyRing): Promise<SigningKeys> {
  const rows = await tx.db
    .selectFrom('identity.oidc_key')
    .select(['kid', 'alg', 'sealed', 'signs_from', 'retired_at'])
    .where((where) => where.or([where('gone_at', 'is', null), where('gone_at', '>', tx.now)]))
    .orderBy('signs_from', 'desc')
    .execute();
  const ordered = signingAlgs.flatMap((alg) => {
    const own = rows.filter((row) => row.alg === alg);
    const signs = own.find((row) => row.signs_from <= tx.now && row.retired_at === null) ?? own.at(-1);
    return signs ? [signs, ...own.filter((row) => row !== signs)] : [];
  });
  return {
    keys: ordered.map(({ kid, sealed }) => {
      const key = artifactKey(ring, sealed[0] ?? 0);
      return JSON.parse(open(key, sealed.subarray(1), place(kid))) as JWK;
    }),
    version: ordered.map(({ kid }) => kid).join(),
  };
}

const makePair = promisify(generateKeyPair);

/** A new pair as JWKs, named by its thumbprint (RFC 7638). */
async function newPair(
  alg: SigningAlg,
): Promise<{ readonly open: object; readonly secret: object; readonly kid: string }> {
  const { privateKey, publicKey } =
    alg === 'ES256'
      ? await makePair('ec', { namedCurve: 'P-256' })
      : await makePair('rsa', { modulusLength: 2048 });
  const members = publicKey.export({ format: 'jwk' }) as Record<string, string>;
  const named = Object.fromEntries(Object.entries(members).sort(([one], [other]) => (one < other ? -1 : 1)));
  const kid = createHash('sha256').update(JSON.stringify(named)).digest('base64url');
  const open = { ...members, kid, alg, use: 'sig' };
  return { open, secret: { ...privateKey.export({ format: 'jwk' }), ...open }, kid };
}

async function insertKey(tx: Tx<Tables>, ring: KeyRing, alg: SigningAlg, signsFrom: Date): Promise<string> {
  const { open: shared, secret, kid } = await newPair(alg);
  const sealed = Buffer.concat([
    Buffer.from([ring.current]),
    seal(artifactKey(ring, ring.current), JSON.stringify(secret), place(kid)),
  ]);
  await tx.db
    .insertInto('identity.oidc_key')
    .values({
      kid,
      alg,
      public_jwk: JSON.stringify(shared),
      sealed,
      made_at: tx.now,
      signs_from: signsFrom,
      retired_at: null,
      gone_at: null,
    })
    .execute();
  return kid;
}

const place = (kid: string) => `identity.oidc_key|sealed|${kid}`;

export interface Rotated {
  readonly made: readonly string[];
  readonly retired: readonly string[];
}

/**
 * One step of rotation, safe to run at any time: makes the next key when the present one is old (or `force`), lets the old one
 * sign until clients have had time to fetch the next, and takes it back when its last token is over.
 */
export function rotateKeys(
  db: ModuleDatabase<Tables>,
  ring: KeyRing,
  force = false,
  algs: readonly SigningAlg[] = signingAlgs,
): Promise<Rotated> {
  return db.transaction(actor, async (tx) => {
    await lockFor(tx, 'identity.oidc_key');
    const made: string[] = [];
    const retired: string[] = [];
    for (const alg of algs) {
      const living = await tx.db
        .selectFrom('identity.oidc_key')
        .select(['kid', 'signs_from'])
        .where('alg', '=', alg)
        .where('retired_at', 'is', null)
        .orderBy('signs_from', 'desc')
        .execute();
      const signing = living.filter((key) => key.signs_from <= tx.now);
      retired.push(...(await retireKeys(tx, signing.slice(1))));
      const hasNext = living.length > signing.length;
      const newest = signing[0];
      const isOld =
        !newest || tx.now.getTime() - newest.signs_from.getTime() >= LIMITS.keyAgeDays * 24 * 3600 * 1000;
      if (hasNext || (!isOld && !force)) continue;
      const signsFrom = newest ? new Date(tx.now.getTime() + LIMITS.keyAnnouncedSeconds * 1000) : tx.now;
      const kid = await insertKey(tx, ring, alg, signsFrom);
      tx.trail({ action: 'signing-key.made', object: { type: 'signing-key', id: kid } });
      made.push(kid);
    }
    return { made, retired };
  });
}

/** Lets keys go once the last token that they signed is over. */
async function retireKeys(tx: Tx<Tables>, keys: readonly { readonly kid: string }[]): Promise<string[]> {
  const kids = keys.map(({ kid }) => kid);
  if (kids.length === 0) return kids;
  await tx.db
    .updateTable('identity.oidc_key')
    .set({ retired_at: tx.now, gone_at: new Date(tx.now.getTime() + LIMITS.keyOverlapSeconds * 1000) })
    .where('kid', 'in', kids)
    .execute();
  for (const kid of kids)
    tx.trail({ action: 'signing-key.retired', object: { type: 'signing-key', id: kid } });
  return kids;
}
