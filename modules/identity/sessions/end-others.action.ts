// Ending sessions on other devices, from the security centre (ASVS 5.0, 7.4.5, 7.5.2).
import type { Actor } from '@city/kernel/access';
import type { ModuleDatabase } from '@city/kernel/database';
import { recordSecurityEvent } from '../authenticators/security-events.ts';
import { SessionsEnded } from '../contract.ts';
import { endTokensOfSessions } from '../provider/end-tokens.ts';
import type { Tables } from '../tables.ts';
import type { Sessions } from './authenticate.ts';
import { endSessions } from './session.store.ts';
import type { Session } from './session.ts';

export interface Asking {
  readonly db: ModuleDatabase<Tables>;
  readonly sessions: Sessions;
  readonly actor: Actor;
  readonly own: Session;
}

/** Ends one session of the person, or all but the one that asks; answers how many. */
export async function endOtherSessions(
  { db, sessions, actor, own }: Asking,
  which: { readonly only: string } | { readonly allBut: string },
): Promise<number> {
  return db.transaction(actor, async (tx) => {
    tx.afterCommit(sessions.changed);
    const ended = await endSessions(tx, own.personId, which);
    if (ended.length === 0) return 0;
    await endTokensOfSessions(tx, own.personId, ended);
    tx.trail({
      action: 'session.ended',
      subject: own.personId,
      reason: 'ended from another device',
      detail: { sessions: ended },
    });
    tx.emit(SessionsEnded, own.personId, { personId: own.personId, sessions: [...ended], why: 'revoked' });
    await recordSecurityEvent(tx, own.personId, ended.length > 1 ? 'sessions_ended' : 'session_ended', {
      count: ended.length,
    });
    return ended.length;
  });
}
