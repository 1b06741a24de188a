// Re-authentication: whoever changes how an account is signed in to has proved to be its owner a moment ago (ASVS 5.0, 7.5.1).
import { AppError } from '@city/kernel/errors';
import type { Tx } from '@city/kernel/database';
import type { RequestContext } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import '../errors.ts';
import type { Identity } from '../identity.ts';
import type { Session } from '../sessions/session.ts';
import type { Tables } from '../tables.ts';
import { type Authenticator, ofPerson } from './authenticator.store.ts';
import { mayChange, type Standing } from './changes.ts';
import { openRecovery } from './recovery.store.ts';

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

export type OwnStanding = Omit<Standing, 'held'> & { readonly held: readonly Authenticator[] };

/** What decides whether the caller may change the ways into their account. */
export async function standingOf(tx: Tx<Tables>, identity: Identity, session: Session): Promise<OwnStanding> {
  const upstream = await tx.db
    .selectFrom('identity.upstream_identity')
    .select('subject')
    .where('person_id', '=', session.personId)
    .executeTakeFirst();
  return {
    rules: identity.authenticatorRules(),
    sessionLevel: session.authenticationLevel,
    hasVneid: upstream !== undefined,
    held: await ofPerson(tx, session.personId),
    recovery: await openRecovery(tx, session.personId),
    now: tx.now,
  };
}

/**
 * Lets a change of one's own means pass: proved a moment ago, and as well as this account can be proved, or after the wait.
 * @returns what a means added now may ever prove
 * @throws AppError `session_needed`, `proof_needed`, `stronger_proof_needed`
 */
export async function requireChange(
  m: ModuleContext<Tables>,
  identity: Identity,
  c: Asked,
): Promise<{ readonly session: Session; readonly highestLevel: 1 | 2 }> {
  const session = await requireFresh(identity, c);
  const may = await m.db.transaction(
    c.actor,
    async (tx) => mayChange(await standingOf(tx, identity, session)),
    { readOnly: true },
  );
  if (may.may !== 'now') throw new AppError('stronger_proof_needed');
  return { session, highestLevel: may.highestLevel };
}
