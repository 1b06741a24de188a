// A city with webhooks and a receiver on this machine, for the tests of this folder.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import { defineEvent, Dispatcher, type Subscription } from '@city/kernel/events';
import { outsideFetcher } from '@city/kernel/fetch';
import { defineModule } from '@city/kernel/module';
import { eventually, type TestCity, testCity } from '@city/kernel/testing';
import { createWebhooks, type Webhooks } from './webhooks.ts';

export const filed = defineEvent('feedback.report.filed', 1, Type.Object({ code: Type.String() }));
export const closed = defineEvent('feedback.report.closed', 2, Type.Object({ code: Type.String() }));
const changed = defineEvent('units.unit.changed', 1, Type.Object({ unit: Type.String() }));
export const minuteMs = 60_000;

export interface Received {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly body: {
    type: string;
    key: string;
    data: Record<string, string>;
    timestamp: string;
    version: number;
    id: string;
  };
}

type Said = number | { status: number; headers?: Record<string, string> } | 'silence';
type Answering = (received: Received) => Said | Promise<Said>;

export let city: TestCity;
export let webhooks: Webhooks;
export let dispatcher: Dispatcher;
export let subscription: Subscription;
export let server: Server;
let port: number;
export const inbox: Received[] = [];
/** How the receiver answers now. */
export const answering: { now: Answering } = { now: () => 204 };

const neighbour = defineModule<unknown>({
  name: 'neighbour',
  title: { vi: 'Láng giềng', en: 'Neighbour' },
  needs: [],
  permissions: {},
  retention: [],
  routes: () => [],
});

export async function start(): Promise<void> {
  city = await testCity({ modules: [neighbour] as never });
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString();
      const received = {
        id: String(request.headers['webhook-id']),
        headers: request.headers,
        raw,
        body: JSON.parse(raw) as Received['body'],
      };
      inbox.push(received);
      void Promise.resolve(answering.now(received)).then((said) => {
        if (said === 'silence') return;
        const { status, headers = {} } = typeof said === 'number' ? { status: said } : said;
        response.writeHead(status, headers).end('x'.repeat(100_000));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  webhooks = createWebhooks({
    config: city.city.config,
    database: city.city.database,
    now: () => city.clock.now(),
    log: city.city.log,
    fetch: outsideFetcher(city.city.config, [`127.0.0.1:${port}`]),
    random: () => 0.5,
  });
  dispatcher = new Dispatcher({
    database: city.city.database,
    log: city.city.log,
    metrics: city.city.metrics,
  });
  subscription = webhooks.subscription([filed, closed, changed]);
  dispatcher.subscribe('kernel', subscription);
}

export async function stop(): Promise<void> {
  server?.closeAllConnections();
  server?.close();
  await city?.stop();
}

/** Between tests: no endpoints, an empty inbox, a receiver that says yes. */
export async function clear(): Promise<void> {
  answering.now = () => 204;
  for (const { endpointId } of await as((tx) => webhooks.listEndpoints(tx)))
    await as((tx) => webhooks.removeEndpoint(tx, endpointId));
  inbox.length = 0;
}

export const as = <T>(work: (tx: Tx) => Promise<T>, module = 'kernel') =>
  city.module<unknown>(module).db.transaction(system('test'), work);
export const url = () => `http://127.0.0.1:${port}/hook`;
export const add = (events: readonly string[] = ['feedback.*'], owner = 'ubnd-11383') =>
  as((tx) => webhooks.addEndpoint(tx, { owner, url: url(), events }));
export const emit = (key: string, code: string, event: typeof filed | typeof closed = filed) =>
  as(async (tx) => tx.emit(event, key, { code }));
/** Lets the subscriber come up to now: everything committed is in the queues. */
export async function heard(): Promise<void> {
  const behind = async () =>
    (
      await city.sql<{
        n: number;
      }>(`select count(*)::int as n from events.outbox o where type <> 'units.unit.changed'
        and not exists (select 1 from events.cursor c where subscriber = 'kernel.webhooks' and (c.xid, c.seq) >= (o.xid, o.seq))`)
    )[0]?.n;
  await eventually(
    async () => {
      while ((await dispatcher.step('kernel.webhooks')) > 0);
      return behind();
    },
    (n) => n === 0,
  );
}
export const states = async (endpointId: string) =>
  (await as((tx) => webhooks.deliveries(tx, endpointId)))
    .map(({ key, state, attempts }) => `${key} ${state} ${attempts}`)
    .reverse();
/** A program that works off an endpoint in a process of its own, at the time of the test's clock. */
export const senderProgram = (endpointId: string): string => `
  import { Config } from '@city/kernel/config';
  import { openDatabase } from '@city/kernel/database';
  import { outsideFetcher } from '@city/kernel/fetch';
  import { silentLog } from '@city/kernel/log';
  import { createMetrics } from '@city/kernel/metrics';
  import { createWebhooks } from '@city/kernel/webhooks';
  const config = new Config({}, { mode: 'demo', dataDirectory: ${JSON.stringify(city.city.config.dataDirectory)} });
  const now = () => new Date(${city.clock.now().getTime()});
  const log = silentLog();
  const database = openDatabase({ connection: ${JSON.stringify(city.connection)}, poolSize: 2, now, log, metrics: createMetrics() });
  const fetch = outsideFetcher(config, ['127.0.0.1:${port}']);
  await createWebhooks({ config, database, now, log, fetch }).workOff('${endpointId}');
`;
export const jobAt = async (endpointId: string): Promise<Date | undefined> =>
  (
    await city.sql<{ run_at: Date }>('select run_at from graphile_worker.jobs where key = $1', [
      `webhooks:${endpointId}`,
    ])
  )[0]?.run_at;
