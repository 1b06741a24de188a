// What administrators decide about clients: into production, stopped at once, let on again.
import type { Actor } from '@city/kernel/access';
import { lockFor, type Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import './errors.ts';
import { endTokensOfClient } from '../provider/end-tokens.ts';
import { actor as provider } from '../provider/unit.ts';
import type { Tables } from '../tables.ts';
import {
  decideWish,
  insertStop,
  liftStop,
  type Registered,
  registeredClients,
  writeFrom,
} from './clients.store.ts';
import { clientsChanged } from './developer.action.ts';

type Module = ModuleContext<Tables>;

/** @throws AppError `client_not_found` */
async function anyClient(tx: Tx<Tables>, clientId: string, day: string): Promise<Registered> {
  const [found] = await registeredClients(tx, { day, clientId });
  if (!found || found.isRemoved) throw new AppError('client_not_found');
  return found;
}

export interface Decided {
  readonly clientId: string;
  readonly isGranted: boolean;
  readonly answer: string;
  /** The paper by which it was decided. */
  readonly document: string | undefined;
  /** Of those asked for, the ones registered now. */
  readonly purposes: readonly string[];
}

/** Answers the wish that waits; a yes lets everybody in from today on. */
export async function decideOnClient(m: Module, actor: Actor, decided: Decided): Promise<void> {
  const { clientId, isGranted, answer } = decided;
  const day = localDate(m.now());
  await m.db.transaction(actor, async (tx) => {
    await lockFor(tx, `identity.oidc_client ${clientId}`);
    const client = await anyClient(tx, clientId, day);
    if (client.wish?.asked_by === actor.id && !client.wish?.decided_at) throw new AppError('client_wish_own');
    const wish = await decideWish(tx, { clientId, by: actor.id ?? '', isGranted, answer });
    if (!wish) throw new AppError('client_wish_not_found');
    const purposes = wish.purposes.filter((one) => decided.purposes.includes(one));
    if (isGranted)
      await writeFrom(
        tx,
        {
          ...client,
          sandbox: false,
          owner: { vi: wish.owner, en: wish.owner },
          purposes,
          document: decided.document?.trim() || answer,
        },
        day,
      );
    tx.trail({
      action: isGranted ? 'client.admitted' : 'client.refused',
      object: { type: 'oidc-client', id: clientId },
      subject: wish.asked_by,
      reason: answer,
      detail: { purposes },
    });
  });
  clientsChanged(m);
}

/** From now on nobody gets in through it, and what it holds is over, here at once and elsewhere within a second. */
export async function stopClient(m: Module, actor: Actor, clientId: string, reason: string): Promise<void> {
  const day = localDate(m.now());
  await m.db.transaction(actor, async (tx) => {
    const client = await anyClient(tx, clientId, day);
    const isStopped = await insertStop(tx, { clientId, by: actor.id ?? '', reason });
    if (!isStopped) throw new AppError('client_stopped_already');
    tx.trail({
      action: 'client.stopped',
      object: { type: 'oidc-client', id: clientId },
      subject: client.madeBy,
      reason,
    });
  });
  clientsChanged(m);
  await m.db.transaction(provider, (tx) => endTokensOfClient(tx, clientId));
}

/** Lets it on again. Tokens from before stay over, also when the process died between the two steps of the stop. */
export async function liftClient(m: Module, actor: Actor, clientId: string, reason: string): Promise<void> {
  const day = localDate(m.now());
  await m.db.transaction(provider, (tx) => endTokensOfClient(tx, clientId));
  await m.db.transaction(actor, async (tx) => {
    const client = await anyClient(tx, clientId, day);
    if (!(await liftStop(tx, { clientId, by: actor.id ?? '', reason })))
      throw new AppError('client_not_stopped');
    tx.trail({
      action: 'client.let-on',
      object: { type: 'oidc-client', id: clientId },
      subject: client.madeBy,
      reason,
    });
  });
  clientsChanged(m);
}
