// Acting from another post, or as oneself again.
import type { Actor } from '@city/kernel/access';
import type { ModuleDatabase } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import '../errors.ts';
import type { SignInRules } from '../rules.ts';
import type { Sessions } from '../sessions/authenticate.ts';
import { setPost } from '../sessions/session.store.ts';
import { hashToken, type Session } from '../sessions/session.ts';
import type { Tables } from '../tables.ts';

export interface Switch {
  readonly actor: Actor;
  readonly session: Session;
  readonly token: string;
  /** The post to act from; null to act as oneself. */
  readonly postId: string | null;
}

/**
 * Switches the post of one session.
 * @throws AppError `post_not_yours`, `stronger_sign_in_needed`, `session_needed`
 */
export async function switchPost(
  db: ModuleDatabase<Tables>,
  sessions: Sessions,
  rules: SignInRules,
  { actor, session, token, postId }: Switch,
): Promise<Session> {
  const refusal = refusalOf(session, rules, postId);
  // A refused switch stands on the trail too, so its entry must be committed before the error is thrown.
  const isSwitched = await db.transaction(actor, async (tx) => {
    tx.trail({
      action: 'post.switched',
      object: { type: 'session', id: session.id },
      subject: session.personId,
      outcome: refusal ? 'refused' : 'allowed',
      reason: refusal ? refusal.code : 'holds the post today',
      detail: { from: actor.post?.id ?? null, to: postId },
    });
    if (refusal) return false;
    tx.afterCommit(sessions.changed);
    return setPost(tx, hashToken(token), postId);
  });
  if (refusal) throw refusal;
  if (!isSwitched) throw new AppError('session_needed');
  return { ...session, postId, actingFor: null };
}

function refusalOf(session: Session, rules: SignInRules, postId: string | null): AppError | null {
  if (postId === null) return null;
  if (!session.posts.some((post) => post.id === postId))
    return new AppError('post_not_yours', { field: 'post' });
  const level = rules.postsNeedAuthenticationLevel;
  return session.authenticationLevel < level
    ? new AppError('stronger_sign_in_needed', { params: { level }, field: 'post' })
    : null;
}
