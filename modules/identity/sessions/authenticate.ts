// From a cookie to the one who acts, on every request: at most one look into the database a second for each session.
import { system } from '@city/kernel/access';
import type { ModuleDatabase } from '@city/kernel/database';
import { localDate } from '@city/kernel/time';
import { LIMITS } from '../limits.ts';
import type { SignInRules } from '../rules.ts';
import type { Tables } from '../tables.ts';
import { findSession, markSeen } from './session.store.ts';
import { hashToken, isOver, isTokenShaped, type Session } from './session.ts';

/** The living sessions as this process knows them. */
export interface Sessions {
  /** The session of a token, or null when it is unknown, ended or over. @throws AppError when the database is away */
  readonly find: (token: string | undefined) => Promise<Session | null>;
  /** Forgets what is kept in memory, after a change made here: it holds at once. Changes made elsewhere hold within a second. */
  readonly changed: () => void;
}

export interface SessionsNeed {
  readonly db: ModuleDatabase<Tables>;
  readonly now: () => Date;
  readonly rulesOn: (day: string) => SignInRules;
}

interface Kept {
  readonly at: number;
  readonly cityTime: number;
  readonly session: Promise<Session | null>;
}

/** Makes the look-up; what is kept is bounded in number and in time. */
export function makeSessions({ db, now, rulesOn }: SessionsNeed): Sessions {
  const kept = new Map<string, Kept>();
  // Old by either clock is old: the machine's runs when the city's stands still, the city's may be set forward.
  const isFresh = (known: Kept): boolean =>
    performance.now() - known.at < LIMITS.sessionCacheMilliseconds &&
    Math.abs(now().getTime() - known.cityTime) < LIMITS.sessionCacheMilliseconds;

  const load = (tokenHash: Buffer): Promise<Session | null> =>
    db.transaction(system('identity.authenticate'), async (tx) => {
      const session = await findSession(tx, tokenHash, localDate(tx.now));
      if (!session || isOver(session, rulesOn(localDate(tx.now)), tx.now)) return null;
      if (tx.now.getTime() - session.seenAt.getTime() < LIMITS.seenEverySeconds * 1000) return session;
      await markSeen(tx, tokenHash);
      return { ...session, seenAt: tx.now };
    });

  const ask = (key: string, tokenHash: Buffer): Promise<Session | null> => {
    kept.delete(key);
    // The age counts from before the question, so an answer is never older than it seems.
    const asked: Kept = { at: performance.now(), cityTime: now().getTime(), session: load(tokenHash) };
    kept.set(key, asked);
    asked.session.catch(() => {
      if (kept.get(key) === asked) kept.delete(key);
    });
    const oldest = kept.keys().next().value;
    if (kept.size > LIMITS.sessionCacheEntries && oldest !== undefined) kept.delete(oldest);
    return asked.session;
  };

  return {
    find: async (token) => {
      if (!isTokenShaped(token)) return null;
      const tokenHash = hashToken(token);
      const key = tokenHash.toString('base64url');
      const known = kept.get(key);
      const session = await (known && isFresh(known) ? known.session : ask(key, tokenHash));
      return session && !isOver(session, rulesOn(localDate(now())), now()) ? session : null;
    },
    changed: () => kept.clear(),
  };
}
