// Sign-ins under way, kept by the browser itself: a sealed cookie with at most three, each good for ten minutes and once.
import { hkdfSync } from 'node:crypto';
import { LIMITS } from '../limits.ts';
import type { AuthenticationLevel } from '../people/levels.ts';
import { type KeyRing, open, seal } from '../people/sealing.ts';
import type { Secrets } from './relying-party.ts';

export interface Attempt extends Secrets {
  readonly returnTo: string;
  /** The least level of authentication that was asked for. */
  readonly level: AuthenticationLevel;
  readonly expiresAt: number;
}

const CONTEXT = 'identity sign-in attempts';

/** The key of the cookie, derived so that no further setting is needed (HKDF, RFC 5869). */
export function attemptKey(ring: KeyRing): Buffer {
  const key = ring.keys.get(ring.current);
  if (!key) throw new Error('no current key');
  return Buffer.from(hkdfSync('sha256', key, '', CONTEXT, 32));
}

/** Reads the cookie; what was tampered with, is too old or cannot be read counts as nothing. */
export function readAttempts(key: Buffer, cookie: string | undefined, now: Date): readonly Attempt[] {
  if (cookie === undefined || cookie.length > 4096) return [];
  try {
    const attempts = JSON.parse(open(key, Buffer.from(cookie, 'base64url'), CONTEXT)) as readonly Attempt[];
    return attempts.filter((attempt) => attempt.expiresAt > now.getTime());
  } catch {
    return [];
  }
}

/** The cookie's new value; the oldest attempt gives way to a fourth. */
export function writeAttempts(key: Buffer, attempts: readonly Attempt[]): string {
  return seal(key, JSON.stringify(attempts.slice(-LIMITS.openAttempts)), CONTEXT).toString('base64url');
}
