// Recovery without a strong proof: told on every channel, open after a wait, cancelled by whoever is signed in. It raises nobody's level.
import type { Actor } from '@city/kernel/access';
import type { ModuleContext } from '@city/kernel/module';
import type { Identity } from '../identity.ts';
import type { Session } from '../sessions/session.ts';
import type { Tables } from '../tables.ts';
import { lockPerson } from './authenticator.store.ts';
import { mayChange } from './changes.ts';
import { beginRecovery, cancelRecovery } from './recovery.store.ts';
import { recordSecurityEvent } from './security-events.ts';
import { standingOf } from './step-up.ts';
import { tellChange } from './tell.ts';

/** Begins the wait. Nothing happens for those who may change at once or wait already. */
export async function askRecovery(
  m: ModuleContext<Tables>,
  identity: Identity,
  actor: Actor,
  session: Session,
): Promise<void> {
  const { personId } = session;
  await m.db.transaction(actor, async (tx) => {
    await lockPerson(tx, personId);
    if (mayChange(await standingOf(tx, identity, session)).may !== 'stronger') return;
    const { waitHours } = identity.authenticatorRules().recovery;
    const { id, readyAt } = await beginRecovery(tx, personId, waitHours);
    tx.trail({
      action: 'recovery.begun',
      object: { type: 'recovery', id },
      subject: personId,
      reason: 'weaker proof than the account can give',
      detail: { readyAt: readyAt.toISOString(), level: session.authenticationLevel },
    });
    await recordSecurityEvent(tx, personId, 'recovery_begun');
    await tellChange(tx, identity, personId, { what: 'recovery_begun', from: readyAt });
  });
}

/** Cancels it; any session of the person may. */
export async function dropRecovery(
  m: ModuleContext<Tables>,
  _identity: Identity,
  actor: Actor,
  { personId }: Session,
): Promise<void> {
  await m.db.transaction(actor, async (tx) => {
    if (!(await cancelRecovery(tx, personId))) return;
    tx.trail({ action: 'recovery.cancelled', subject: personId, reason: 'own request' });
    await recordSecurityEvent(tx, personId, 'recovery_cancelled');
  });
}
