// The provider's signing keys: made, published before they sign, taken back when the last token they signed is over.
import { createHash, generateKeyPairSync } from 'node:crypto';
import type { JWK } from 'oidc-provider';
import { lockFor, type ModuleDatabase, type Tx } from '@city/kernel/database';
import { LIMITS } from '../limits.ts';
import { type KeyRing, open, seal } from '../people/sealing.ts';
import type { Tables } from '../tables.ts';
import { artifactKey } from './artifact.ts';
import { actor } from './unit.ts';

/** All keys that are published, the one that signs first. */
export interface SigningKeys {
  readonly keys: readonly JWK[];
  /** Changes when another key signs or is published. */
  readonly version: string;
}

/** Keys as they stand now; the first ever is made here and signs at once. */
export function readKeys(db: ModuleDatabase<Tables>, ring: KeyRing): Promise<SigningKeys> {
  return db.transaction(actor, async (tx) => {
    const there = await publishedKeys(tx, ring);
    if (there.keys.length > 0) return there;
    await lockFor(tx, 'identity.oidc_key');
    const meanwhile = await publishedKeys(tx, ring);
    if (meanwhile.keys.length > 0) return meanwhile;
    await insertKey(tx, ring, tx.now);
    return publishedKeys(tx, ring);
  });
}

async function publishedKeys(tx: Tx<Tables>, ring: KeyRing): Promise<SigningKeys> {
  const rows = await tx.db
    .selectFrom('identity.oidc_key')
    .select(['kid', 'sealed', 'signs_from', 'retired_at'])
    .where((where) => where.or([where('gone_at', 'is', null), where('gone_at', '>', tx.now)]))
    .orderBy('signs_from', 'desc')
    .execute();
  const signs = rows.find((row) => row.signs_from <= tx.now && row.retired_at === null) ?? rows.at(-1);
  const ordered = signs ? [signs, ...rows.filter((row) => row !== signs)] : [];
  return {
    keys: ordered.map(({ kid, sealed }) => {
      const key = artifactKey(ring, sealed[0] ?? 0);
      return JSON.parse(open(key, sealed.subarray(1), place(kid))) as JWK;
    }),
    version: ordered.map(({ kid }) => kid).join(),
  };
}

async function insertKey(tx: Tx<Tables>, ring: KeyRing, signsFrom: Date): Promise<string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty, crv, x, y, d } = privateKey.export({ format: 'jwk' }) as Record<string, string>;
  // RFC 7638: the thumbprint names the key.
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  const shared = { kty, crv, x, y, kid, alg: 'ES256', use: 'sig' };
  const sealed = Buffer.concat([
    Buffer.from([ring.current]),
    seal(artifactKey(ring, ring.current), JSON.stringify({ ...shared, d }), place(kid)),
  ]);
  await tx.db
    .insertInto('identity.oidc_key')
    .values({
      kid,
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
  readonly made: string | null;
  readonly retired: readonly string[];
}

/**
 * One step of rotation, safe to run at any time: makes the next key when the present one is old (or `force`), lets the old one
 * sign until clients have had time to fetch the next, and takes it back when its last token is over.
 */
export function rotateKeys(db: ModuleDatabase<Tables>, ring: KeyRing, force = false): Promise<Rotated> {
  return db.transaction(actor, async (tx) => {
    await lockFor(tx, 'identity.oidc_key');
    const living = await tx.db
      .selectFrom('identity.oidc_key')
      .select(['kid', 'made_at', 'signs_from'])
      .where('retired_at', 'is', null)
      .orderBy('signs_from', 'desc')
      .execute();
    const signing = living.filter((key) => key.signs_from <= tx.now);
    const retired = signing.slice(1).map(({ kid }) => kid);
    if (retired.length > 0) {
      const goneAt = new Date(tx.now.getTime() + LIMITS.keyOverlapSeconds * 1000);
      await tx.db
        .updateTable('identity.oidc_key')
        .set({ retired_at: tx.now, gone_at: goneAt })
        .where('kid', 'in', retired)
        .execute();
      for (const kid of retired)
        tx.trail({ action: 'signing-key.retired', object: { type: 'signing-key', id: kid } });
    }
    const hasNext = living.some((key) => key.signs_from > tx.now);
    const newest = signing[0];
    const isOld =
      !newest || tx.now.getTime() - newest.signs_from.getTime() >= LIMITS.keyAgeDays * 24 * 3600 * 1000;
    if (hasNext || (!isOld && !force)) return { made: null, retired };
    const signsFrom = newest ? new Date(tx.now.getTime() + LIMITS.keyAnnouncedSeconds * 1000) : tx.now;
    const kid = await insertKey(tx, ring, signsFrom);
    tx.trail({ action: 'signing-key.made', object: { type: 'signing-key', id: kid } });
    return { made: kid, retired };
  });
}
