// Subscriptions by the clock, notifications that still wait, and entities that have run out.
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import type { Sweep } from '@city/kernel/jobs';
import type { Broker } from '../broker.ts';
import { deliveryOf } from './deliver.ts';
import { notifyByClock } from './notify.ts';
import { nextDue, takeDue } from './subscription.store.ts';

const actor = system('context.clock');

/** Turns of subscriptions with a `timeInterval`; also sends what another process left unsent. */
export function clockSweep(broker: Broker): Sweep {
  return {
    name: 'context.notify',
    everyMilliseconds: 1_000,
    run: async () => {
      const next = await broker.m.db.transaction(actor, async (tx) => {
        for (const row of await takeDue(tx)) await notifyByClock(tx, broker, row);
        return nextDue(tx);
      });
      await deliveryOf(broker).drain();
      return next;
    },
  };
}

/** Transient entities whose time has passed are gone for readers already; here their rows go. */
export function runOutSweep(broker: Broker): Sweep {
  return {
    name: 'context.run_out',
    everyMilliseconds: 60_000,
    run: async () => {
      await broker.documents.flush();
      await broker.m.db.transaction(actor, (tx) =>
        sql`delete from context.entity where expires_at <= ${tx.now}`.execute(tx.db),
      );
      return null;
    },
  };
}
