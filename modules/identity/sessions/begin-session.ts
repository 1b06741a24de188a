// Beginning a session, whatever proved who it is: the earlier one of this browser ends, posts are found, the trail is told.
import { newId, type Tx } from '@city/kernel/database';
import { localDate } from '@city/kernel/time';
import { AppError } from '@city/kernel/errors';
import '../accounts/errors.ts';
import { openBlock } from '../accounts/block.store.ts';
import { SessionsEnded } from '../contract.ts';
import type { AuthenticationLevel, IdentityLevel } from '../people/levels.ts';
import { postsOn } from '../posts/post.store.ts';
import type { SignInRules } from '../rules.ts';
import type { Tables } from '../tables.ts';
import { endSession, insertSession } from './session.store.ts';
import { hashToken, isTokenShaped, makeSessionToken } from './session.ts';

/** Issuer of sessions that own means proved. */
export const OWN_ISSUER = 'city';

export interface Beginning {
  readonly personId: string;
  readonly issuer: string;
  readonly identityLevel: IdentityLevel;
  readonly authenticationLevel: AuthenticationLevel;
  readonly authenticatedAt: Date;
  readonly amr: readonly string[];
  readonly authenticatorId?: string | null;
  readonly device: string | null;
  /** The cookie this browser came with. */
  readonly previousToken: string | undefined;
  /** For the trail: who or what proved it. */
  readonly reason: string;
}

/**
 * Begins it; the token is new each time (ASVS 5.0, 7.2.4).
 * @throws AppError `account_disabled`
 */
export async function beginSession(
  tx: Tx<Tables>,
  rulesOn: (day: string) => SignInRules,
  begun: Beginning,
): Promise<{ readonly token: string; readonly sessionId: string }> {
  const { previousToken, reason, ...session } = begun;
  // Whatever proved who it is: VNeID, a passkey, codes, a password.
  if (await openBlock(tx, begun.personId)) throw new AppError('account_disabled');
  const token = makeSessionToken();
  const sessionId = newId(tx.now);
  const postId = await firstPost(tx, rulesOn, begun);
  if (isTokenShaped(previousToken)) await replace(tx, previousToken);
  await insertSession(tx, { ...session, tokenHash: hashToken(token), id: sessionId, postId });
  tx.trail({
    action: 'session.begun',
    object: { type: 'session', id: sessionId },
    subject: begun.personId,
    reason,
    detail: {
      identityLevel: begun.identityLevel,
      authenticationLevel: begun.authenticationLevel,
      post: postId,
      amr: begun.amr,
    },
  });
  return { token, sessionId };
}

/** Ends the session that the same browser had until now. */
async function replace(tx: Tx<Tables>, previousToken: string): Promise<void> {
  const ended = await endSession(tx, hashToken(previousToken), 'replaced');
  if (!ended) return;
  const { id, personId } = ended;
  tx.trail({
    action: 'session.ended',
    object: { type: 'session', id },
    subject: personId,
    reason: 'replaced by a new sign-in',
  });
  tx.emit(SessionsEnded, personId, { personId, sessions: [id], why: 'replaced' });
}

/** Officials begin with the post they acted from last, or the one held longest; a weak sign-in begins without any. */
async function firstPost(
  tx: Tx<Tables>,
  rulesOn: (day: string) => SignInRules,
  { personId, authenticationLevel }: Beginning,
): Promise<string | null> {
  const day = localDate(tx.now);
  if (authenticationLevel < rulesOn(day).postsNeedAuthenticationLevel) return null;
  const { posts, last } = await postsOn(tx, personId, day);
  return (posts.find((post) => post.id === last) ?? posts[0])?.id ?? null;
}
