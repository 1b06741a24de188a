// The secret behind the provider's cookies and nonces: drawn once, sealed, and the same in every process.
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { ModuleDatabase, Tx } from '@city/kernel/database';
import { type KeyRing, open, seal } from '../people/sealing.ts';
import type { Tables } from '../tables.ts';
import { artifactKey } from './artifact.ts';
import { actor } from './unit.ts';

const name = 'provider';
const place = 'identity.oidc|secret';

const sealedNow = (ring: KeyRing, secret: string): Buffer =>
  Buffer.concat([Buffer.from([ring.current]), seal(artifactKey(ring, ring.current), secret, place)]);

async function stored(tx: Tx<Tables>): Promise<Buffer | null> {
  const row = await tx.db
    .selectFrom('identity.oidc_secret')
    .select('sealed')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.sealed ?? null;
}

const opened = (ring: KeyRing, sealed: Buffer): string =>
  open(artifactKey(ring, sealed[0] ?? 0), sealed.subarray(1), place);

/** The secret; drawn by whoever asks first. @throws Error when no configured data key opens it */
export function readSecret(db: ModuleDatabase<Tables>, ring: KeyRing): Promise<Buffer> {
  return db.transaction(actor, async (tx) => {
    const there = await stored(tx);
    if (there) return Buffer.from(opened(ring, there), 'base64url');
    await sql`
      insert into identity.oidc_secret (name, sealed, made_at)
      values (${name}, ${sealedNow(ring, randomBytes(32).toString('base64url'))}, ${tx.now})
      on conflict (name) do nothing`.execute(tx.db);
    const made = await stored(tx);
    if (!made) throw new Error('the secret of the provider cannot be kept');
    return Buffer.from(opened(ring, made), 'base64url');
  });
}

/** Seals it under the current data key, so that an older one can be taken out of the settings. True when it was not yet. */
export function resealSecret(db: ModuleDatabase<Tables>, ring: KeyRing): Promise<boolean> {
  return db.transaction(actor, async (tx) => {
    const there = await stored(tx);
    if (!there || there[0] === ring.current) return false;
    await tx.db
      .updateTable('identity.oidc_secret')
      .set({ sealed: sealedNow(ring, opened(ring, there)) })
      .where('name', '=', name)
      .execute();
    return true;
  });
}
