// Hears every event and puts it into the queues of the endpoints that ask for it, in the transaction that moves the cursor.
import type { Tx } from '@city/kernel/database';
import type { EventDefinition, Subscription } from '@city/kernel/events';
import { insertDeliveries, lockReceivers, patternsWanted } from './delivery.store.ts';
import { deliverJob, jobKeyOf } from './jobs.ts';
import { patternsOf } from './patterns.ts';

/** Endpoints already woken in a transaction: a batch of two hundred events needs one job for each. */
const woken = new WeakMap<Tx, Set<string>>();

export function fanOut(events: readonly EventDefinition[]): Subscription {
  return {
    name: 'webhooks',
    events,
    sift: async (tx, batch) => {
      const wanted = await patternsWanted(tx);
      return new Set(batch.filter(({ type }) => patternsOf(type).some((pattern) => wanted.has(pattern))));
    },
    handle: async (tx, event) => {
      const endpoints = await lockReceivers(tx, event.type);
      if (endpoints.length === 0) return;
      await insertDeliveries(tx, event, endpoints);
      const done = woken.get(tx) ?? new Set();
      woken.set(tx, done);
      for (const endpoint of endpoints) {
        if (done.has(endpoint)) continue;
        done.add(endpoint);
        tx.enqueue(deliverJob, { endpoint }, { key: jobKeyOf(endpoint) });
      }
    },
  };
}
