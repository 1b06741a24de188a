// Webhooks as a receiver sees them: signed, in order, again until heard, and quiet when it is told to be.
import { spawn } from 'node:child_process';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Type } from 'typebox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { system } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import { type CityEvent, defineEvent, Dispatcher, readAfter, startPosition, type Subscription } from '@city/kernel/events';
import { outsideFetcher } from '@city/kernel/fetch';
import { createJobRunner } from '@city/kernel/jobs';
import { defineModule } from '@city/kernel/module';
import { citizen, eventually, type TestCity, testCity } from '@city/kernel/testing';
import { createWebhooks, verifyWebhook, type Webhooks, WebhookRefused } from './webhooks.ts';

const filed = defineEvent('feedback.report.filed', 1, Type.Object({ code: Type.String() }));
const closed = defineEvent('feedback.report.closed', 2, Type.Object({ code: Type.String() }));
const changed = defineEvent('units.unit.changed', 1, Type.Object({ unit: Type.String() }));
const minuteMs = 60_000;

interface Received {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly body: { type: string; key: string; data: Record<string, string>; timestamp: string; version: number; id: string };
}

type Said = number | { status: number; headers?: Record<string, string> } | 'silence';
type Answering = (received: Received) => Said | Promise<Said>;

let city: TestCity;
let webhooks: Webhooks;
let dispatcher: Dispatcher;
let subscription: Subscription;
let server: Server;
let port: number;
const inbox: Received[] = [];
let answer: Answering = () => 204;

const neighbour = defineModule<unknown>({
  name: 'neighbour',
  title: { vi: 'Láng giềng', en: 'Neighbour' },
  needs: [],
  permissions: {},
  retention: [],
  routes: () => [],
});

beforeAll(async () => {
  city = await testCity({ modules: [neighbour] as never });
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString();
      const received = { id: String(request.headers['webhook-id']), headers: request.headers, raw, body: JSON.parse(raw) as Received['body'] };
      inbox.push(received);
      void Promise.resolve(answer(received)).then((said) => {
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
    now: city.clock.now,
    log: city.city.log,
    fetch: outsideFetcher(city.city.config, [`127.0.0.1:${port}`]),
    random: () => 0.5,
  });
  dispatcher = new Dispatcher({ database: city.city.database, log: city.city.log, metrics: city.city.metrics });
  subscription = webhooks.subscription([filed, closed, changed]);
  dispatcher.subscribe('kernel', subscription);
});

afterAll(async () => {
  server?.closeAllConnections();
  server?.close();
  await city?.stop();
});

afterEach(async () => {
  answer = () => 204;
  for (const { endpointId } of await as((tx) => webhooks.listEndpoints(tx))) await as((tx) => webhooks.removeEndpoint(tx, endpointId));
  inbox.length = 0;
});

const as = <T>(work: (tx: Tx) => Promise<T>, module = 'kernel') => city.module<unknown>(module).db.transaction(system('test'), work);
const url = () => `http://127.0.0.1:${port}/hook`;
const add = (events: readonly string[] = ['feedback.*'], owner = 'ubnd-11383') => as((tx) => webhooks.addEndpoint(tx, { owner, url: url(), events }));
const emit = (key: string, code: string, event: typeof filed | typeof closed = filed) => as(async (tx) => tx.emit(event, key, { code }));
/** Lets the subscriber come up to now: everything committed is in the queues. */
async function heard(): Promise<void> {
  const behind = async () =>
    (
      await city.sql<{ n: number }>(`select count(*)::int as n from events.outbox o where type <> 'units.unit.changed'
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
const states = async (endpointId: string) =>
  (await as((tx) => webhooks.deliveries(tx, endpointId))).map(({ key, state, attempts }) => `${key} ${state} ${attempts}`).reverse();
/** A program that works off an endpoint in a process of its own, at the time of the test's clock. */
const senderProgram = (endpointId: string): string => `
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
const jobAt = async (endpointId: string): Promise<Date | undefined> =>
  (await city.sql<{ run_at: Date }>('select run_at from graphile_worker.jobs where key = $1', [`webhooks:${endpointId}`]))[0]?.run_at;

describe('an event', () => {
  it('reaches the endpoints that ask for it, signed as Standard Webhooks are', async () => {
    const { endpointId, secret } = await add();
    await add(['units.*'], 'ubnd-11404');
    await emit('r1', 'HP-0001');
    await heard();
    await webhooks.workOff(endpointId);
    expect(inbox.length).toBe(1);
    const [{ headers, raw, body }] = inbox as [Received];
    expect(verifyWebhook(secret, headers, raw, { now: city.clock.now() }).id).toBe(body.id);
    expect(() => verifyWebhook(secret, headers, `${raw} `, { now: city.clock.now() })).toThrow(WebhookRefused);
    expect(headers).toMatchObject({ 'content-type': 'application/json' });
    expect(body).toEqual({ type: 'feedback.report.filed', version: 1, id: body.id, key: 'r1', timestamp: city.clock.now().toISOString(), data: { code: 'HP-0001' } });
    expect(await states(endpointId)).toEqual(['r1 delivered 1']);
  });

  it('leaves a log without any content: status and duration', async () => {
    const { endpointId } = await add();
    await emit('r1', 'HP-SECRET');
    await heard();
    await webhooks.workOff(endpointId);
    const [delivery] = await as((tx) => webhooks.deliveries(tx, endpointId));
    expect(delivery).toMatchObject({ type: 'feedback.report.filed', state: 'delivered', attempts: 1, lastStatus: 204, lastError: null });
    expect(delivery?.lastMilliseconds).toBeGreaterThanOrEqual(0);
    const attempts = await as((tx) => webhooks.attempts(tx, endpointId, delivery?.deliveryId as string));
    expect(attempts).toEqual([{ at: city.clock.now(), status: 204, milliseconds: delivery?.lastMilliseconds, error: null }]);
    const kept = await city.sql<{ kept: string }>('select to_jsonb(d)::text || to_jsonb(a)::text as kept from webhooks.delivery d join webhooks.attempt a using (delivery_id)');
    expect(kept[0]?.kept).not.toContain('HP-SECRET');
  });

  it('that is rolled back is told to nobody; one that comes twice from the stream is told once', async () => {
    const { endpointId } = await add();
    await expect(as(async (tx) => {
      tx.emit(filed, 'r0', { code: 'no' });
      throw new Error('no');
    })).rejects.toThrow();
    await emit('once', 'HP-0001');
    await heard();
    await city.sql(`update events.cursor set xid = '0', seq = 0 where subscriber = 'kernel.webhooks'`);
    await heard();
    await webhooks.workOff(endpointId);
    expect(inbox.filter((one) => one.body.key === 'once').length).toBe(1);
    expect(inbox.some((one) => one.body.key === 'r0')).toBe(false);
  });
});

describe('the order', () => {
  it('holds for each key: a later event waits for the earlier one, other keys do not', async () => {
    const { endpointId } = await add();
    answer = (received) => (received.body.data['code'] === 'a1' ? 500 : 204);
    for (const [key, code] of [['a', 'a1'], ['a', 'a2'], ['b', 'b1'], ['a', 'a3'], ['b', 'b2']] as const) await emit(key, code);
    await heard();
    await webhooks.workOff(endpointId);
    expect(inbox.map((one) => one.body.data['code']).filter((code) => code?.startsWith('a'))).toEqual(['a1']);
    expect(inbox.map((one) => one.body.data['code']).filter((code) => code?.startsWith('b'))).toEqual(['b1', 'b2']);
    answer = () => 204;
    city.clock.advance(6_000);
    await webhooks.workOff(endpointId);
    expect(inbox.map((one) => one.body.data['code']).filter((code) => code?.startsWith('a'))).toEqual(['a1', 'a1', 'a2', 'a3']);
    expect(new Set(inbox.filter((one) => one.body.data['code'] === 'a1').map((one) => one.id)).size).toBe(1);
  });

  it('holds through failures by chance, for many keys and two senders at once; everything arrives', async () => {
    const { endpointId } = await add();
    let dice = 20260908;
    const roll = () => (dice = (dice * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
    answer = () => (roll() < 0.25 ? 503 : 200);
    const expected = new Map<string, string[]>();
    for (let at = 0; at < 60; at++) {
      const key = `k${Math.floor(roll() * 7)}`;
      expected.set(key, [...(expected.get(key) ?? []), String(at)]);
      await emit(key, String(at));
      if (at % 20 === 10) {
        await heard();
        await Promise.all([webhooks.workOff(endpointId), webhooks.workOff(endpointId)]);
        city.clock.advance(6_000);
      }
    }
    await heard();
    for (let round = 0; round < 200 && (await as((tx) => webhooks.endpoint(tx, endpointId))).waiting > 0; round++) {
      await Promise.all([webhooks.workOff(endpointId), webhooks.workOff(endpointId)]);
      city.clock.advance(round < 150 ? 40 * minuteMs : 8 * 60 * minuteMs);
    }
    for (const [key, codes] of expected) {
      const got = inbox.filter((one) => one.body.key === key).map((one) => one.body.data['code'] as string);
      const firstTries = [...new Set(got)];
      expect(firstTries, key).toEqual(codes);
      const runs = got.filter((code, at) => code !== got[at - 1]);
      expect(runs, `${key}: never back to an earlier one`).toEqual(codes);
    }
    expect((await as((tx) => webhooks.endpoint(tx, endpointId))).dead).toBe(0);
  });
});

describe('a receiver that fails', () => {
  it('is tried ten times over three days, then the delivery is dead, visible, and the next of its key goes', async () => {
    const { endpointId } = await add();
    answer = (received) => (received.body.data['code'] === 'poison' ? 500 : 204);
    await emit('r1', 'poison');
    await emit('r1', 'after');
    await heard();
    const begun = city.clock.now();
    const tries: number[] = [];
    for (let guard = 0; guard < 30; guard++) {
      await webhooks.workOff(endpointId);
      tries.push((city.clock.now().getTime() - begun.getTime()) / 3_600_000);
      const next = (await as((tx) => webhooks.deliveries(tx, endpointId, { state: 'waiting' })))[0]?.dueAt;
      if (!next) break;
      expect(await jobAt(endpointId)).toEqual(next);
      city.clock.set(next);
    }
    expect(tries.length).toBe(10);
    expect(tries.at(-1)).toBeGreaterThan(72);
    expect(await states(endpointId)).toEqual(['r1 dead 10', 'r1 delivered 1']);
    const [dead] = await as((tx) => webhooks.deliveries(tx, endpointId, { state: 'dead' }));
    expect(dead).toMatchObject({ lastStatus: 500, lastError: 'status_500' });
    expect(await as((tx) => webhooks.endpoint(tx, endpointId))).toMatchObject({ dead: 1, waiting: 0, active: true });
    expect((await as((tx) => webhooks.attempts(tx, endpointId, dead?.deliveryId as string))).length).toBe(10);
  });

  it('for a day gets everything afterwards, in order for each key', async () => {
    const { endpointId } = await add();
    answer = () => 502;
    for (let at = 0; at < 30; at++) await emit(`case-${at % 10}`, String(at));
    await heard();
    const until = city.clock.now().getTime() + 24 * 60 * minuteMs;
    while (city.clock.now().getTime() < until) {
      await webhooks.workOff(endpointId);
      const job = await jobAt(endpointId);
      city.clock.set(new Date(Math.max(city.clock.now().getTime() + 1_000, job?.getTime() ?? 0)));
    }
    expect(inbox.length).toBeLessThan(400);
    expect((await as((tx) => webhooks.endpoint(tx, endpointId))).failingSince).not.toBe(null);
    inbox.length = 0;
    answer = () => 200;
    for (let guard = 0; guard < 50 && (await as((tx) => webhooks.endpoint(tx, endpointId))).waiting > 0; guard++) {
      await webhooks.workOff(endpointId);
      city.clock.advance(10 * minuteMs);
    }
    for (let key = 0; key < 10; key++) {
      expect(inbox.filter((one) => one.body.key === `case-${key}`).map((one) => one.body.data['code'])).toEqual([String(key), String(key + 10), String(key + 20)]);
    }
    expect(await as((tx) => webhooks.endpoint(tx, endpointId))).toMatchObject({ waiting: 0, dead: 0, failingSince: null });
  });

  it('for ever does not keep a growing queue: what is four days old is given up', async () => {
    const { endpointId } = await add();
    answer = () => 500;
    for (let at = 0; at < 40; at++) await emit(`k${at}`, String(at));
    await heard();
    const until = city.clock.now().getTime() + 5 * 24 * 60 * minuteMs;
    while (city.clock.now().getTime() < until) {
      await webhooks.workOff(endpointId);
      const job = await jobAt(endpointId);
      city.clock.set(new Date(Math.max(city.clock.now().getTime() + 60 * minuteMs, job?.getTime() ?? 0)));
    }
    expect(await as((tx) => webhooks.endpoint(tx, endpointId))).toMatchObject({ waiting: 0, dead: 40 });
  });

  it('and asks for time gets it', async () => {
    const { endpointId } = await add();
    answer = () => ({ status: 429, headers: { 'retry-after': '3600' } });
    await emit('r1', 'x');
    await heard();
    await webhooks.workOff(endpointId);
    const [delivery] = await as((tx) => webhooks.deliveries(tx, endpointId));
    expect((delivery?.dueAt.getTime() as number) - city.clock.now().getTime()).toBe(3_600_000);
  });

  it('by redirecting is not followed, and a closed address is an outside error', async () => {
    const { endpointId } = await add();
    answer = () => ({ status: 307, headers: { location: 'http://127.0.0.1:1/elsewhere' } });
    await emit('r1', 'x');
    await heard();
    await webhooks.workOff(endpointId);
    expect((await as((tx) => webhooks.deliveries(tx, endpointId)))[0]).toMatchObject({ state: 'waiting', lastStatus: 307 });
    expect(inbox.length).toBe(1);
  });

  it('with 410 is told nothing more, until its owner starts it again', async () => {
    const { endpointId } = await add();
    answer = () => 410;
    for (const code of ['1', '2']) await emit('r1', code);
    await emit('r2', '3');
    await heard();
    await webhooks.workOff(endpointId);
    expect(await as((tx) => webhooks.endpoint(tx, endpointId))).toMatchObject({ active: false, stoppedReason: 'gone', waiting: 0, dead: 3 });
    await emit('r1', '4');
    await heard();
    await webhooks.workOff(endpointId);
    expect(inbox.some((one) => one.body.data['code'] === '4')).toBe(false);
    answer = () => 200;
    await as((tx) => webhooks.changeEndpoint(tx, endpointId, { active: true }));
    await emit('r1', '5');
    await heard();
    await webhooks.workOff(endpointId);
    expect(inbox.at(-1)?.body.data).toEqual({ code: '5' });
  });
});

describe('a sender', () => {
  it('that dies in the middle is followed by another, which repeats the try under the same id', async () => {
    const { endpointId } = await add();
    await emit('r1', '1');
    await emit('r1', '2');
    await heard();
    answer = () => 'silence';
    const dying = webhooks.workOff(endpointId);
    await eventually(() => inbox.length, (n) => n === 1);
    answer = () => 200;
    await webhooks.workOff(endpointId);
    expect(inbox.length).toBe(1);
    city.clock.advance(61_000);
    await webhooks.jobs.find(({ job }) => job.name === 'kernel.webhooks.sweep')?.run({}, 1);
    expect(await jobAt(endpointId)).toBeDefined();
    await webhooks.workOff(endpointId);
    expect(inbox.map((one) => one.body.data['code'])).toEqual(['1', '1', '2']);
    expect(inbox[0]?.id).toBe(inbox[1]?.id);
    server.closeAllConnections();
    await dying;
    expect(await states(endpointId)).toEqual(['r1 delivered 1', 'r1 delivered 1']);
  });

  it('may be a process that is killed: another one sends what it was at, and everything after', async () => {
    const { endpointId } = await add();
    for (const code of ['1', '2']) await emit('r1', code);
    await heard();
    answer = () => 'silence';
    const child = spawn(process.execPath, ['--input-type=module', '-e', senderProgram(endpointId)], { cwd: join(import.meta.dirname, '../..') });
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
    const end = new Promise((resolve) => child.on('exit', resolve));
    await eventually(() => inbox.length, (n) => n === 1).catch((error: unknown) => {
      throw new Error(words, { cause: error });
    });
    child.kill('SIGKILL');
    await end;
    answer = () => 200;
    await webhooks.workOff(endpointId);
    expect(inbox.length).toBe(1);
    city.clock.advance(61_000);
    await webhooks.workOff(endpointId);
    expect(inbox.map((one) => one.body.data['code'])).toEqual(['1', '1', '2']);
    expect(inbox[0]?.id).toBe(inbox[1]?.id);
  });

  it('never leaves an event behind, however subscriber and sender interleave', async () => {
    const { endpointId } = await add();
    const emitting = (async () => {
      for (let at = 0; at < 40; at++) await emit(`k${at % 3}`, String(at));
    })();
    let isOver = false;
    const hearing = (async () => {
      while (!isOver) await dispatcher.step('kernel.webhooks');
    })();
    const sending = (async () => {
      while (!isOver) await Promise.all([webhooks.workOff(endpointId), webhooks.workOff(endpointId)]);
    })();
    await emitting;
    await eventually(() => inbox.length, (n) => n >= 40);
    isOver = true;
    await Promise.all([hearing, sending]);
    for (const key of [0, 1, 2]) {
      const codes = inbox.filter((one) => one.body.key === `k${key}`).map((one) => Number(one.body.data['code']));
      expect(codes).toEqual([...codes].sort((a, b) => a - b));
    }
    expect(inbox.length).toBe(40);
  });

  it('that finishes an event just as the next of its key is being queued does not leave that one behind', async () => {
    const { endpointId } = await add();
    await emit('turn', '1');
    await heard();
    const { promise: released, resolve: release } = Promise.withResolvers<number>();
    answer = (received) => (received.body.data['code'] === '1' ? released : 200);
    const sending = webhooks.workOff(endpointId);
    await eventually(() => inbox.length, (n) => n === 1);
    await emit('turn', '2');
    await as(async (tx) => {
      const isSecond = (event: CityEvent) => event.key === 'turn' && (event.data as { code: string }).code === '2';
      const events = await eventually(() => readAfter(tx.db, startPosition, { limit: 5_000 }), (all) => all.some(isSecond));
      await subscription.handle(tx, events.find(isSecond) as CityEvent);
      release(200);
      await new Promise((resolve) => setTimeout(resolve, 150));
    });
    await sending;
    await webhooks.workOff(endpointId);
    expect(inbox.map((one) => one.body.data['code'])).toEqual(['1', '2']);
  });

  it('runs as a job, woken by the subscriber in the same transaction', async () => {
    const runner = createJobRunner({ connection: city.connection, handlers: webhooks.jobs, concurrency: 2, log: city.city.log, metrics: city.city.metrics });
    await add();
    for (let at = 0; at < 12; at++) await emit(`k${at % 4}`, String(at));
    await heard();
    await runner.start();
    try {
      await eventually(() => inbox.length, (n) => n === 12);
    } finally {
      await runner.stop();
    }
  });
});

describe('the owner', () => {
  it('changes the secret without a gap: both are used for a day, then only the new one', async () => {
    const { endpointId, secret } = await add();
    const { secret: fresh } = await as((tx) => webhooks.rotateSecret(tx, endpointId));
    await emit('r1', '1');
    await heard();
    await webhooks.workOff(endpointId);
    const now = city.clock.now();
    const [first] = inbox as [Received];
    for (const one of [secret, fresh]) expect(verifyWebhook(one, first.headers, first.raw, { now }).id).toBe(first.id);
    city.clock.advance(25 * 60 * minuteMs);
    await emit('r1', '2');
    await heard();
    await webhooks.workOff(endpointId);
    const [, second] = inbox as [Received, Received];
    expect(verifyWebhook(fresh, second.headers, second.raw, { now: city.clock.now() }).id).toBe(second.id);
    expect(() => verifyWebhook(secret, second.headers, second.raw, { now: city.clock.now() })).toThrow(WebhookRefused);
  });

  it('finds no secret in the database', async () => {
    const { secret } = await add();
    const [row] = await city.sql<{ text: string; secret: Buffer }>('select to_jsonb(e)::text as text, secret from webhooks.endpoint e');
    expect(row?.text).not.toContain(secret.slice(6));
    expect(row?.secret.includes(secret)).toBe(false);
  });

  it('sends a dead or a delivered one again, under its old id and in its place', async () => {
    const { endpointId } = await add();
    for (const code of ['1', '2']) await emit('r1', code);
    await heard();
    await webhooks.workOff(endpointId);
    const all = await as((tx) => webhooks.deliveries(tx, endpointId));
    const first = all.at(-1) as { deliveryId: string; eventId: string };
    await as((tx) => webhooks.resend(tx, endpointId, first.deliveryId));
    await emit('r1', '3');
    await heard();
    await webhooks.workOff(endpointId);
    expect(inbox.map((one) => one.body.data['code'])).toEqual(['1', '2', '1', '3']);
    expect(inbox[2]?.id).toBe(first.eventId);
    await expect(as((tx) => webhooks.resend(tx, endpointId, endpointId))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('stops an endpoint and starts it again: what waited goes on', async () => {
    const { endpointId } = await add();
    answer = () => 500;
    await emit('r1', '1');
    await heard();
    await webhooks.workOff(endpointId);
    await as((tx) => webhooks.changeEndpoint(tx, endpointId, { active: false }));
    city.clock.advance(minuteMs);
    await webhooks.workOff(endpointId);
    expect(inbox.length).toBe(1);
    expect(await as((tx) => webhooks.endpoint(tx, endpointId))).toMatchObject({ active: false, stoppedReason: 'stopped', waiting: 1 });
    answer = () => 200;
    await as((tx) => webhooks.changeEndpoint(tx, endpointId, { active: true, events: ['*'] }));
    await webhooks.workOff(endpointId);
    expect(await states(endpointId)).toEqual(['r1 delivered 2']);
  });

  it('registers nothing that leads inside, that is no event, or that is too much', async () => {
    const bad = ['http://127.0.0.1:1/', 'http://169.254.169.254/', 'https://user:pw@example.com/', 'ftp://example.com/', 'https://localhost/hook'];
    for (const one of bad) {
      const refused = as((tx) => webhooks.addEndpoint(tx, { owner: 'x', url: one, events: ['*'] }));
      await expect(refused, one).rejects.toMatchObject({ code: 'outside_address_refused', status: 422, errors: [{ pointer: '/url' }] });
    }
    for (const events of [['feedback.report.lost'], ['other.*'], [], ['*', 'x y']]) {
      const refused = as((tx) => webhooks.addEndpoint(tx, { owner: 'x', url: url(), events }));
      await expect(refused, events.join()).rejects.toMatchObject({ code: 'webhook_event_unknown', errors: [{ pointer: '/events' }] });
    }
    for (let at = 0; at < 20; at++) await add(['*'], 'greedy');
    await expect(add(['*'], 'greedy')).rejects.toMatchObject({ code: 'webhook_too_many', status: 409 });
  });
});

describe('the walls', () => {
  it('hide endpoints of one module from another, with their log and their secrets', async () => {
    const { endpointId } = await add();
    await emit('r1', '1');
    await heard();
    await webhooks.workOff(endpointId);
    await city.module<unknown>('neighbour').db.transaction(citizen(), async (tx) => {
      expect(await webhooks.listEndpoints(tx)).toEqual([]);
      expect(await webhooks.deliveries(tx, endpointId)).toEqual([]);
      await expect(webhooks.removeEndpoint(tx, endpointId)).rejects.toMatchObject({ code: 'not_found' });
      await expect(webhooks.rotateSecret(tx, endpointId)).rejects.toMatchObject({ code: 'not_found' });
    });
    const own = await as((tx) => webhooks.addEndpoint(tx, { owner: 'n', url: url(), events: ['*'] }), 'neighbour');
    expect((await as((tx) => webhooks.listEndpoints(tx), 'neighbour')).map((one) => one.endpointId)).toEqual([own.endpointId]);
    await as((tx) => webhooks.rotateSecret(tx, own.endpointId), 'neighbour');
    await as((tx) => webhooks.changeEndpoint(tx, own.endpointId, { active: false }), 'neighbour');
    expect((await as((tx) => webhooks.listEndpoints(tx))).length).toBe(2);
  });

  it('are the database\'s as well: two deliveries of a key cannot have their turn at once', async () => {
    const { endpointId } = await add();
    answer = () => 500;
    for (const code of ['1', '2']) await emit('r1', code);
    await heard();
    await expect(city.sql(`update webhooks.delivery set state = 'waiting' where endpoint_id = $1`, [endpointId])).rejects.toThrow('delivery_turn');
  });
});

describe('old deliveries', () => {
  it('are removed thirty days after they were finished, with their tries', async () => {
    const { endpointId } = await add();
    await emit('r1', '1');
    await heard();
    await webhooks.workOff(endpointId);
    const prune = webhooks.jobs.find(({ job }) => job.name === 'kernel.webhooks.prune');
    await prune?.run({}, 1);
    expect((await as((tx) => webhooks.deliveries(tx, endpointId))).length).toBe(1);
    city.clock.advance(31 * 24 * 60 * minuteMs);
    await prune?.run({}, 1);
    expect(await as((tx) => webhooks.deliveries(tx, endpointId))).toEqual([]);
    expect(await city.sql('select 1 from webhooks.attempt')).toEqual([]);
  });
});
