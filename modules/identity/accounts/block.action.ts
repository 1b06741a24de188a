// Disabling an account at once, and a second administrator's word that enables it again.
import { type Actor, system } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import { SessionsEnded } from '../contract.ts';
import './errors.ts';
import { identityOf } from '../identity.ts';
import { numberFrom } from '../mandates/parties.ts';
import { blindIndex } from '../people/personal-number.ts';
import type { Tables } from '../tables.ts';
import { endBlocked, insertBlock, liftBlock, openBlock } from './block.store.ts';

type Module = ModuleContext<Tables>;

export interface Disabling {
  readonly personalNumber: string;
  readonly reason: string;
  /** The paper behind it. */
  readonly document: string | undefined;
}

/**
 * Nobody signs in with this account any more, by whatever means; sessions and tokens end here with the commit and elsewhere
 * within a second.
 * @throws AppError `personal_number_wrong`, `account_not_found`, `account_own`, `account_disabled_already`
 */
export async function disableAccount(m: Module, actor: Actor, given: Disabling): Promise<{ id: string }> {
  const identity = identityOf(m);
  const { digits } = numberFrom(given.personalNumber, 'personalNumber');
  const personId = await holderOf(m, blindIndex(identity.settings.indexKey, 'personal-number', digits));
  if (personId === null) throw new AppError('account_not_found', { field: 'personalNumber' });
  if (personId === actor.id) throw new AppError('account_own');
  await m.db.transaction(actor, async (tx) => {
    tx.afterCommit(identity.sessions.changed);
    const id = await insertBlock(tx, {
      person_id: personId,
      blocked_by: actor.id ?? '',
      post_id: actor.post?.id ?? '',
      reason: given.reason,
      document: given.document?.trim() || null,
    });
    if (id === null) throw new AppError('account_disabled_already');
    const ended = await endBlocked(tx, personId);
    tx.trail({
      action: 'account.disabled',
      object: { type: 'account', id: personId },
      subject: personId,
      reason: given.reason,
      detail: { sessions: ended.length, document: given.document ?? null },
    });
    if (ended.length > 0)
      tx.emit(SessionsEnded, personId, { personId, sessions: [...ended], why: 'revoked' });
  });
  return { id: personId };
}

function holderOf(m: Module, index: Buffer): Promise<string | null> {
  return m.db.transaction(
    system('identity.accounts'),
    async (tx) => {
      const found = await tx.db
        .selectFrom('identity.person_number')
        .select('person_id')
        .where('number_index', '=', index)
        .executeTakeFirst();
      return found?.person_id ?? null;
    },
    { readOnly: true },
  );
}

/** @throws AppError `account_not_disabled`, `account_second_officer` */
export async function enableAccount(
  m: Module,
  actor: Actor,
  given: { readonly personId: string; readonly reason: string },
): Promise<void> {
  const { personId, reason } = given;
  await m.db.transaction(actor, async (tx) => {
    const block = await openBlock(tx, personId);
    if (!block) throw new AppError('account_not_disabled');
    if (block.blocked_by === actor.id || personId === actor.id) throw new AppError('account_second_officer');
    if (!(await liftBlock(tx, { personId, by: actor.id ?? '', reason })))
      throw new AppError('account_not_disabled');
    tx.trail({
      action: 'account.enabled',
      object: { type: 'account', id: personId },
      subject: personId,
      reason,
      detail: { disabledBy: block.post_id },
    });
  });
}
