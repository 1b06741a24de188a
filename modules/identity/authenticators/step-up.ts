// Re-authentication: whoever changes how an account is signed in to has proved to be its owner a moment ago (ASVS 5.0, 7.5.1).
import { AppError } from '@city/kernel/errors';
import type { RequestContext } from '@city/kernel/http';
import '../errors.ts';
import type { Identity } from '../identity.ts';
import type { Session } from '../sessions/session.ts';

type Asked = Pick<RequestContext, 'actor' | 'cookie' | 'now'>;

/** The caller's own session; null for callers known by other means. */
export async function ownSession(identity: Identity, c: Asked): Promise<Session | null> {
  const session = await identity.sessions.find(c.cookie(identity.sessionCookie));
  return session?.personId === c.actor.id ? session : null;
}

/** Whether the last proof of this session is fresh enough for changes. */
export function isFresh(identity: Identity, session: Session, now: Date): boolean {
  const minutes = identity.authenticatorRules().reauthenticateMinutes;
  // The provider's clock may run ahead: nobody proved anything after their session began.
  const provedAt = Math.min(session.authenticatedAt.getTime(), session.createdAt.getTime());
  return now.getTime() - provedAt <= minutes * 60_000;
}

/**
 * The session, when its owner has proved to be there within the last minutes.
 * @throws AppError `session_needed`, `proof_needed`
 */
export async function requireFresh(identity: Identity, c: Asked): Promise<Session> {
  const session = await ownSession(identity, c);
  if (!session) throw new AppError('session_needed');
  if (!isFresh(identity, session, c.now)) {
    throw new AppError('proof_needed', {
      params: { minutes: identity.authenticatorRules().reauthenticateMinutes },
    });
  }
  return session;
}
