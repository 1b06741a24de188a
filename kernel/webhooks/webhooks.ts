// Webhooks: outside systems are told of events instead of asking, signed, in order, again and again until they have heard.
import { type Config, list, setting } from '@city/kernel/config';
import { type Database, newId, type Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { EventDefinition, Subscription } from '@city/kernel/events';
import { type OutsideFetch, outsideFetcher } from '@city/kernel/fetch';
import type { JobHandler } from '@city/kernel/jobs';
import type { Log } from '@city/kernel/log';
import { readKey, sealerOf } from '../files/seal.ts';
import * as queue from './delivery.store.ts';
import * as store from './endpoint.store.ts';
import './errors.ts';
import { fanOut } from './fan-out.subscriber.ts';
import { deliverJob, jobKeyOf, pruneJob, sweepJob } from './jobs.ts';
import { isMet } from './patterns.ts';
import { deliveryLimits } from './schedule.ts';
import { type SenderHost, webhooksActor, workOff } from './sender.ts';
import { newSecret } from './signature.ts';

export type { Attempt, Delivery, DeliveryState } from './delivery.store.ts';
export type { Endpoint } from './endpoint.store.ts';
export { deliveryLimits, retrySchedule } from './schedule.ts';
export {
  newSecret,
  type SignedHeaders,
  signWebhook,
  type VerifiedWebhook,
  verifyWebhook,
  WebhookRefused,
} from './signature.ts';

const keySetting = setting({
  name: 'CITY_WEBHOOKS_KEY',
  describe: 'Key that seals the secrets of webhook endpoints: 32 random bytes in base64url or hex',
  parse: readKey,
  secret: true,
});

const oldKeysSetting = setting({
  name: 'CITY_WEBHOOKS_OLD_KEYS',
  describe: 'Keys that were CITY_WEBHOOKS_KEY before, separated by commas',
  parse: (value) => list(value).map(readKey),
  fallback: [] as readonly Buffer[],
});

export interface NewEndpoint {
  /** Whose it is: a body's code or a person's id. */
  readonly owner: string;
  /** https; plain http only in demo mode or where `CITY_FETCH_ALLOW` lists the host. */
  readonly url: string;
  /** Event types, `module.*`, `module.thing.*` or `*`. */
  readonly events: readonly string[];
}

export interface Webhooks {
  /**
   * Registers a receiver. The secret is shown this once.
   * @throws AppError `outside_address_refused` at `/url`, `webhook_event_unknown` at `/events`, `webhook_too_many`.
   */
  addEndpoint<DB>(
    tx: Tx<DB>,
    endpoint: NewEndpoint,
  ): Promise<{ readonly endpointId: string; readonly secret: string }>;
  /** Endpoints of the caller's module (the kernel: all), of one owner when given. */
  listEndpoints<DB>(tx: Tx<DB>, which?: { readonly owner?: string }): Promise<readonly store.Endpoint[]>;
  /** @throws AppError `not_found` */
  endpoint<DB>(tx: Tx<DB>, endpointId: string): Promise<store.Endpoint>;
  /** Changes address or events, stops or starts it. Starting goes on with what waits. @throws as `addEndpoint`, and `not_found`. */
  changeEndpoint<DB>(
    tx: Tx<DB>,
    endpointId: string,
    change: Partial<Omit<NewEndpoint, 'owner'>> & { readonly active?: boolean },
  ): Promise<void>;
  /** Removes it with its queue and its log. @throws AppError `not_found` */
  removeEndpoint<DB>(tx: Tx<DB>, endpointId: string): Promise<void>;
  /** Gives a new secret; the one before is used beside it for `overlapSeconds` (default one day). @throws AppError `not_found` */
  rotateSecret<DB>(
    tx: Tx<DB>,
    endpointId: string,
    options?: { readonly overlapSeconds?: number },
  ): Promise<{ readonly secret: string }>;
  /** The log, newest first. `before`: the last `deliveryId` of the page before. */
  deliveries<DB>(
    tx: Tx<DB>,
    endpointId: string,
    which?: { readonly state?: queue.DeliveryState; readonly before?: string; readonly limit?: number },
  ): Promise<readonly queue.Delivery[]>;
  attempts<DB>(tx: Tx<DB>, endpointId: string, deliveryId: string): Promise<readonly queue.Attempt[]>;
  /** Sends a finished delivery again, delivered or dead, under its old webhook-id. @throws AppError `not_found` */
  resend<DB>(tx: Tx<DB>, endpointId: string, deliveryId: string): Promise<void>;
  /** Works off an endpoint's queue now; what the job does. */
  workOff(endpointId: string): Promise<void>;
  /** The kernel's subscription; call it once, with every event of the composed city. */
  subscription(events: readonly EventDefinition[]): Subscription;
  readonly jobs: readonly JobHandler[];
}

export interface WebhooksOptions {
  readonly config: Config;
  readonly database: Database;
  readonly now: () => Date;
  readonly log: Log;
  /** Default: `outsideFetcher(config)`. */
  readonly fetch?: OutsideFetch;
  readonly random?: () => number;
}

export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { config, now, log, random = Math.random } = options;
  const fetch = options.fetch ?? outsideFetcher(config);
  const sealer = sealerOf(config.get(keySetting), {
    oldKeys: config.get(oldKeysSetting),
    use: 'webhook secret',
  });
  const kernel = options.database.module<unknown>('kernel');
  const host: SenderHost = {
    kernel,
    fetch,
    sealer,
    secureOnly: config.mode === 'production',
    now,
    random,
    log,
  };
  let known: readonly string[] | null = null;
  return {
    ...endpointsFor(host, () => known),
    deliveries: (tx, endpointId, which = {}) => queue.deliveriesOf(tx, endpointId, which),
    attempts: (tx, endpointId, deliveryId) => queue.attemptsOf(tx, endpointId, deliveryId),
    resend: async (tx, endpointId, deliveryId) => {
      await locked(tx, endpointId);
      if (!(await queue.renewDelivery(tx, endpointId, deliveryId))) throw new AppError('not_found');
      wake(tx, endpointId);
    },
    workOff: (endpointId) => workOff(host, endpointId),
    subscription: (events) => {
      known = events.map((event) => event.name);
      return fanOut(events);
    },
    jobs: jobsOf(host),
  };
}

async function locked<DB>(tx: Tx<DB>, endpointId: string): Promise<void> {
  if (!(await store.lockEndpoint(tx, endpointId))) throw new AppError('not_found');
}

function wake<DB>(tx: Tx<DB>, endpointId: string): void {
  tx.enqueue(deliverJob, { endpoint: endpointId }, { key: jobKeyOf(endpointId) });
}

type EndpointVerbs = Pick<
  Webhooks,
  'addEndpoint' | 'listEndpoints' | 'endpoint' | 'changeEndpoint' | 'removeEndpoint' | 'rotateSecret'
>;

/** What owners do with their endpoints. `known`: the event types of the composed city, once they are known. */
function endpointsFor(host: SenderHost, known: () => readonly string[] | null): EndpointVerbs {
  const { sealer } = host;
  const newSealed = (endpointId: string) => {
    const secret = newSecret();
    return { secret, sealed: sealer.seal(endpointId, Buffer.from(secret)) };
  };
  return {
    addEndpoint: async (tx, { owner, url, events }) => {
      const most = deliveryLimits.endpointsPerOwner;
      if ((await store.countOf(tx, owner)) >= most)
        throw new AppError('webhook_too_many', { params: { most } });
      const endpointId = newId(tx.now);
      const { secret, sealed } = newSealed(endpointId);
      const checked = { url: checkUrl(host, url), events: checkEvents(events, known()) };
      await store.insertEndpoint(tx, { endpointId, owner, secret: sealed, ...checked });
      return { endpointId, secret };
    },
    listEndpoints: (tx, which = {}) => store.endpointsOf(tx, which),
    endpoint: async (tx, endpointId) => {
      const [found] = await store.endpointsOf(tx, { endpointId });
      if (!found) throw new AppError('not_found');
      return found;
    },
    changeEndpoint: async (tx, endpointId, { url, events, active }) => {
      await locked(tx, endpointId);
      await store.updateEndpoint(tx, endpointId, {
        ...(url === undefined ? {} : { url: checkUrl(host, url) }),
        ...(events === undefined ? {} : { events: checkEvents(events, known()) }),
        ...(active === undefined ? {} : { active }),
      });
      wake(tx, endpointId);
    },
    removeEndpoint: async (tx, endpointId) => {
      if (!(await store.deleteEndpoint(tx, endpointId))) throw new AppError('not_found');
    },
    rotateSecret: async (tx, endpointId, { overlapSeconds = 86_400 } = {}) => {
      await locked(tx, endpointId);
      const { secret, sealed } = newSealed(endpointId);
      await store.replaceSecret(tx, endpointId, sealed, new Date(tx.now.getTime() + overlapSeconds * 1000));
      return { secret };
    },
  };
}

function checkUrl(host: SenderHost, url: string): string {
  try {
    return host.fetch.check(url, { secureOnly: host.secureOnly }).href;
  } catch (cause) {
    throw new AppError('outside_address_refused', { field: 'url', cause });
  }
}

function checkEvents(patterns: readonly string[], known: readonly string[] | null): readonly string[] {
  const wrong = patterns.find((pattern) => !isMet(pattern, known));
  if (wrong !== undefined || patterns.length === 0 || patterns.length > 100) {
    throw new AppError('webhook_event_unknown', { field: 'events', params: { type: wrong ?? '' } });
  }
  return [...new Set(patterns)];
}

function jobsOf(host: SenderHost): readonly JobHandler[] {
  const overdueMilliseconds = 60_000;
  return [
    { job: deliverJob, run: (payload) => workOff(host, (payload as { endpoint: string }).endpoint) },
    {
      job: sweepJob,
      run: () =>
        host.kernel.transaction(webhooksActor, async (tx) => {
          const forgotten = await queue.forgottenEndpoints(
            tx,
            new Date(tx.now.getTime() - overdueMilliseconds),
          );
          for (const endpoint of forgotten) tx.enqueue(deliverJob, { endpoint }, { key: jobKeyOf(endpoint) });
        }),
    },
    {
      job: pruneJob,
      run: async () => {
        while ((await host.kernel.transaction(webhooksActor, (tx) => queue.pruneDeliveries(tx))) > 0);
      },
    },
  ];
}
