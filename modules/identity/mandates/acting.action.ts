// Choosing for whom one acts: by a mandate that gives powers now, or for oneself again.
import type { Actor } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import './errors.ts';
import { identityOf } from '../identity.ts';
import { setActingFor } from '../sessions/session.store.ts';
import { hashToken, type Session } from '../sessions/session.ts';
import type { Tables } from '../tables.ts';
import { givesPowers } from './step.action.ts';
import { tellActing } from './mandate-words.ts';
import { principalSide } from './parties.ts';
import { readMandate } from './mandate.store.ts';

export interface Choice {
  readonly actor: Actor;
  readonly session: Session;
  readonly token: string;
  /** The mandate to act by; null to act for oneself. */
  readonly mandateId: string | null;
}

/**
 * Switches one session. A refused switch stands on the trail too.
 * @throws AppError `mandate_not_found`, `acting_not_possible`, `session_needed`
 */
export async function actFor(
  m: ModuleContext<Tables>,
  { actor, session, token, mandateId }: Choice,
): Promise<void> {
  const { sessions } = identityOf(m);
  const outcome = await m.db.transaction(actor, async (tx) => {
    const mandate = mandateId === null ? null : await readMandate(tx, mandateId);
    const refusal = refusalOf(m, actor, mandateId, mandate);
    tx.trail({
      action: 'acting.chosen',
      object: { type: 'session', id: session.id },
      subject: mandate?.principal.kind === 'person' ? mandate.principal.id : session.personId,
      outcome: refusal ? 'refused' : 'allowed',
      reason: refusal?.code ?? (mandate ? 'holds the mandate now' : 'acts for themselves'),
      detail: { from: session.actingFor?.id ?? null, to: mandate?.id ?? null },
    });
    if (refusal) return refusal;
    tx.afterCommit(sessions.changed);
    if (mandate) await tellActing(tx, mandate, await principalSide(tx, mandate));
    return (await setActingFor(tx, hashToken(token), mandateId)) ? null : new AppError('session_needed');
  });
  if (outcome) throw outcome;
}

function refusalOf(
  m: ModuleContext<Tables>,
  actor: Actor,
  mandateId: string | null,
  mandate: Awaited<ReturnType<typeof readMandate>>,
): AppError | null {
  if (mandateId === null) return null;
  // A mandate of others, and one that is not there, look the same.
  if (!mandate || mandate.agent.id !== actor.id)
    return new AppError('mandate_not_found', { field: 'mandate' });
  return givesPowers(m, mandate) ? null : new AppError('acting_not_possible', { field: 'mandate' });
}
