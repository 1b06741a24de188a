// Signing out: here, or everywhere the person is signed in.
import { type Actor, system } from '@city/kernel/access';
import type { ModuleDatabase } from '@city/kernel/database';
import { SessionsEnded } from '../contract.ts';
import { endTokensOf } from '../provider/end-tokens.ts';
import type { Tables } from '../tables.ts';
import type { Sessions } from './authenticate.ts';
import { endAllSessions, endSession } from './session.store.ts';
import { hashToken, isTokenShaped } from './session.ts';

/** Ends the session of this browser. Nothing happens when there is none. */
export async function signOutHere(
  db: ModuleDatabase<Tables>,
  sessions: Sessions,
  token: string | undefined,
): Promise<void> {
  if (!isTokenShaped(token)) return;
  await db.transaction(system('identity.sign-out'), async (tx) => {
    tx.afterCommit(sessions.changed);
    const ended = await endSession(tx, hashToken(token), 'signed_out');
    if (!ended) return;
    tx.trail({
      action: 'session.ended',
      object: { type: 'session', id: ended.id },
      subject: ended.personId,
      reason: 'signed out',
    });
    tx.emit(SessionsEnded, ended.personId, {
      personId: ended.personId,
      sessions: [ended.id],
      why: 'signed_out',
    });
  });
}

/** Ends all sessions of the one who asks; answers how many there were. */
export async function signOutEverywhere(
  db: ModuleDatabase<Tables>,
  sessions: Sessions,
  actor: Actor,
): Promise<number> {
  const personId = actor.id;
  if (personId === null || (actor.kind !== 'citizen' && actor.kind !== 'officer')) return 0;
  return db.transaction(actor, async (tx) => {
    tx.afterCommit(sessions.changed);
    const ended = await endAllSessions(tx, personId, 'signed_out_everywhere');
    await endTokensOf(tx, personId);
    if (ended.length === 0) return 0;
    tx.trail({
      action: 'session.ended',
      subject: personId,
      reason: 'signed out everywhere',
      detail: { sessions: ended },
    });
    tx.emit(SessionsEnded, personId, { personId, sessions: ended, why: 'signed_out_everywhere' });
    return ended.length;
  });
}
