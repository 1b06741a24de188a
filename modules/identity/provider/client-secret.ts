// Secrets of clients: 256 random bits shown once, kept as SHA-256; while one turns over, the one before counts for a day more.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type Provider from 'oidc-provider';
import { clientField } from './client-field.ts';

/** In a client's metadata under `secrets`, the newest first. */
export interface KeptSecret {
  readonly hash: string;
  /** ISO time at which it stops counting; absent for the present one. */
  readonly until?: string;
}

/** What programs that look for leaked secrets know it by. */
const prefix = 'hps_';

const hashOf = (secret: string): Buffer => createHash('sha256').update(`client secret|${secret}`).digest();

export function newClientSecret(): { readonly secret: string; readonly kept: KeptSecret } {
  const secret = `${prefix}${randomBytes(32).toString('base64url')}`;
  return { secret, kept: { hash: hashOf(secret).toString('base64url') } };
}

/** The secrets after another was made: it counts from now on, the present one until `until`, older ones no more. */
export function turnOver(kept: readonly KeptSecret[], next: KeptSecret, until: Date): readonly KeptSecret[] {
  const present = kept.find((one) => one.until === undefined);
  return [next, ...(present ? [{ ...present, until: until.toISOString() }] : [])];
}

export function isOneOf(kept: readonly KeptSecret[], given: string, at: Date): boolean {
  const hash = hashOf(given);
  const same = kept.map(
    (one) =>
      timingSafeEqual(hash, Buffer.from(one.hash, 'base64url')) &&
      (one.until === undefined || new Date(one.until) > at),
  );
  return same.includes(true);
}

/** Has oidc-provider compare hashes: it never holds a secret. */
export function compareByHash(provider: Provider): void {
  const { prototype } = provider.Client as unknown as {
    prototype: { compareClientSecret(given: string): boolean };
  };
  prototype.compareClientSecret = function compareClientSecret(this: object, given) {
    return isOneOf(clientField<readonly KeptSecret[]>(this, 'secrets') ?? [], given, new Date());
  };
}
