// Works off one endpoint's queue: rounds of a few keys at a time, each round's results and the next one's work in one transaction.
import { randomUUID } from 'node:crypto';
import { system } from '@city/kernel/access';
import type { ModuleDatabase, Tx } from '@city/kernel/database';
import type { OutsideFetch } from '@city/kernel/fetch';
import type { Log } from '@city/kernel/log';
import type { Sealer } from '../files/seal.ts';
import { giveTurn, giveUp } from './delivery.store.ts';
import { deliverJob, jobKeyOf } from './jobs.ts';
import * as rounds from './round.store.ts';
import { deliveryLimits, failuresUntilPause, longestHours, nextTry, pauseAfter } from './schedule.ts';
import { type SendTo, type SentResult, send } from './send.ts';

export interface SenderHost {
  readonly kernel: ModuleDatabase<unknown>;
  readonly fetch: OutsideFetch;
  readonly sealer: Sealer;
  readonly secureOnly: boolean;
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Log;
}

export const webhooksActor = system('kernel.webhooks');

interface Round {
  readonly to: SendTo;
  readonly deliveries: readonly rounds.DueDelivery[];
}

/**
 * Sends what is due to an endpoint until nothing is, then leaves a job for when the next is. Only one sender works for an
 * endpoint at a time: it holds a lease, and one that dies is followed by another when the lease has run out. Then the try
 * it was at is made again, under the same webhook-id.
 */
export async function workOff(host: SenderHost, endpointId: string): Promise<void> {
  const lease = randomUUID();
  const until = performance.now() + deliveryLimits.sliceMilliseconds;
  let results: readonly SentResult[] = [];
  for (;;) {
    const isOver = performance.now() > until;
    const done = results;
    const round = await host.kernel.transaction(webhooksActor, (tx) =>
      turn(host, tx, endpointId, { lease, results: done, isOver }),
    );
    if (!round) return;
    results = await Promise.all(
      round.deliveries.map((delivery) => send(host.fetch, round.to, delivery, host.now)),
    );
  }
}

interface Turn {
  readonly lease: string;
  readonly results: readonly SentResult[];
  readonly isOver: boolean;
}

/** Under the endpoint's lock: writes down what came of the last round and takes the next; null when this sender is done. */
async function turn(
  host: SenderHost,
  tx: Tx,
  endpointId: string,
  { lease, results, isOver }: Turn,
): Promise<Round | null> {
  const state = await rounds.lockState(tx, endpointId);
  if (!state) return null;
  const health = await record(host, tx, endpointId, state, results);
  const isTaken = state.lease !== null && state.lease !== lease && (state.leaseUntil as Date) > tx.now;
  if (isTaken) {
    await rounds.saveState(tx, endpointId, { ...health, lease: state.lease, leaseUntil: state.leaseUntil });
    return null;
  }
  const isStopped = !state.active || results.some((result) => result.outcome === 'gone');
  const pausedUntil = health.pausedUntil && health.pausedUntil > tx.now ? health.pausedUntil : null;
  const most = health.failures >= failuresUntilPause ? 1 : deliveryLimits.parallel;
  const deliveries =
    isStopped || pausedUntil || isOver ? [] : await rounds.dueDeliveries(tx, endpointId, most);
  if (deliveries.length > 0) {
    const leaseUntil = new Date(tx.now.getTime() + deliveryLimits.leaseSeconds * 1000);
    await rounds.saveState(tx, endpointId, { ...health, lease, leaseUntil });
    return { to: receiver(host, endpointId, state, tx.now), deliveries };
  }
  await rounds.saveState(tx, endpointId, { ...health, lease: null, leaseUntil: null });
  const next = isStopped ? null : await rounds.nextDue(tx, endpointId);
  if (next) {
    const runAt = pausedUntil && pausedUntil > next ? pausedUntil : next;
    tx.enqueue(deliverJob, { endpoint: endpointId }, { key: jobKeyOf(endpointId), runAt });
  }
  return null;
}

function receiver(host: SenderHost, endpointId: string, state: rounds.EndpointState, now: Date): SendTo {
  const sealed = [
    state.secret,
    ...(state.oldSecret && state.oldSecretUntil && state.oldSecretUntil > now ? [state.oldSecret] : []),
  ];
  const secrets = sealed.map((secret) => host.sealer.open(endpointId, secret).toString());
  return { url: state.url, secrets, secureOnly: host.secureOnly };
}

/** Writes the results down; failures first, so that one success in a round means that the receiver is up. */
async function record(
  host: SenderHost,
  tx: Tx,
  endpointId: string,
  state: rounds.EndpointState,
  results: readonly SentResult[],
): Promise<rounds.Health> {
  let health: rounds.Health = state;
  const ordered = [...results].sort(
    (a, b) => Number(a.outcome === 'delivered') - Number(b.outcome === 'delivered'),
  );
  for (const result of ordered) {
    const isNew = await recordOne(host, tx, endpointId, result);
    if (!isNew) continue;
    if (result.outcome === 'delivered') health = await recovered(tx, endpointId, health);
    if (result.outcome === 'failed') health = failed(host, tx.now, health, result);
  }
  if (results.some((result) => result.outcome === 'gone')) {
    await rounds.stopGone(tx, endpointId);
    await giveUp(tx, endpointId, 'endpoint_gone', null);
    host.log.warn({ endpointId }, 'a webhook receiver answered 410 and is told nothing more');
  }
  const longAgo = new Date(tx.now.getTime() - longestHours * 3_600_000);
  if (health.failingSince && health.failingSince < longAgo) await giveUp(tx, endpointId, 'expired', longAgo);
  return health;
}

async function recordOne(host: SenderHost, tx: Tx, endpointId: string, result: SentResult): Promise<boolean> {
  const { delivery, outcome, wishSeconds } = result;
  const attempts = delivery.attempts + 1;
  const dueAt =
    outcome === 'failed'
      ? nextTry({ attempts, since: delivery.sinceAt, now: tx.now, random: host.random(), wishSeconds })
      : null;
  const state = outcome === 'delivered' ? 'delivered' : dueAt ? 'waiting' : 'dead';
  const isNew = await rounds.recordTry(tx, endpointId, result, { state, dueAt });
  if (isNew && state !== 'waiting') await giveTurn(tx, endpointId, delivery.key);
  if (isNew && state === 'dead')
    host.log.warn(
      { endpointId, event: delivery.eventId, error: result.error },
      'a webhook delivery is given up',
    );
  return isNew;
}

/** A delivery that fails again and again is its own trouble; different ones failing in a row are the receiver's. */
function failed(
  host: SenderHost,
  now: Date,
  health: rounds.Health,
  { delivery, at }: SentResult,
): rounds.Health {
  const isAnother = health.lastFailed !== delivery.deliveryId;
  const failures = health.failures + (isAnother || health.failures >= failuresUntilPause ? 1 : 0);
  return {
    failures,
    lastFailed: delivery.deliveryId,
    failingSince: health.failingSince ?? at,
    pausedUntil: pauseAfter(failures, now, host.random()),
  };
}

async function recovered(tx: Tx, endpointId: string, health: rounds.Health): Promise<rounds.Health> {
  if (health.failures >= failuresUntilPause && health.failingSince)
    await rounds.bringForward(tx, endpointId, health.failingSince);
  return { failures: 0, lastFailed: null, failingSince: null, pausedUntil: null };
}
