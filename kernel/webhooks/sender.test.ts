// Senders that die, senders that race with the subscriber, and the job that runs them.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CityEvent, readAfter, startPosition } from '@city/kernel/events';
import { createJobRunner } from '@city/kernel/jobs';
import { eventually } from '@city/kernel/testing';
import {
  answering,
  add,
  as,
  city,
  clear,
  dispatcher,
  emit,
  heard,
  inbox,
  jobAt,
  server,
  start,
  states,
  stop,
  subscription,
  webhooks,
  senderProgram,
} from './webhooks.testing.ts';

beforeAll(start);
afterAll(stop);
afterEach(clear);

describe('a sender', () => {
  it('that dies in the middle is followed by another, which repeats the try under the same id', async () => {
    const { endpointId } = await add();
    await emit('r1', '1');
    await emit('r1', '2');
    await heard();
    answering.now = () => 'silence';
    const dying = webhooks.workOff(endpointId);
    await eventually(
      () => inbox.length,
      (n) => n === 1,
    );
    answering.now = () => 200;
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
    answering.now = () => 'silence';
    const child = spawn(process.execPath, ['--input-type=module', '-e', senderProgram(endpointId)], {
      cwd: join(import.meta.dirname, '../..'),
    });
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
    const end = new Promise((resolve) => child.on('exit', resolve));
    await eventually(
      () => inbox.length,
      (n) => n === 1,
    ).catch((error: unknown) => {
      throw new Error(words, { cause: error });
    });
    child.kill('SIGKILL');
    await end;
    answering.now = () => 200;
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
    await eventually(
      () => inbox.length,
      (n) => n >= 40,
    );
    isOver = true;
    await Promise.all([hearing, sending]);
    for (const key of [0, 1, 2]) {
      const codes = inbox
        .filter((one) => one.body.key === `k${key}`)
        .map((one) => Number(one.body.data['code']));
      expect(codes).toEqual([...codes].sort((a, b) => a - b));
    }
    expect(inbox.length).toBe(40);
  });

  it('that finishes an event just as the next of its key is being queued does not leave that one behind', async () => {
    const { endpointId } = await add();
    await emit('turn', '1');
    await heard();
    const { promise: released, resolve: release } = Promise.withResolvers<number>();
    answering.now = (received) => (received.body.data['code'] === '1' ? released : 200);
    const sending = webhooks.workOff(endpointId);
    await eventually(
      () => inbox.length,
      (n) => n === 1,
    );
    await emit('turn', '2');
    await as(async (tx) => {
      const isSecond = (event: CityEvent) =>
        event.key === 'turn' && (event.data as { code: string }).code === '2';
      const events = await eventually(
        () => readAfter(tx.db, startPosition, { limit: 5_000 }),
        (all) => all.some(isSecond),
      );
      await subscription.handle(tx, events.find(isSecond) as CityEvent);
      release(200);
      await new Promise((resolve) => setTimeout(resolve, 150));
    });
    await sending;
    await webhooks.workOff(endpointId);
    expect(inbox.map((one) => one.body.data['code'])).toEqual(['1', '2']);
    await heard();
  });

  it('runs as a job, woken by the subscriber in the same transaction', async () => {
    const runner = createJobRunner({
      connection: city.connection,
      handlers: webhooks.jobs,
      concurrency: 2,
      log: city.city.log,
      metrics: city.city.metrics,
    });
    await add();
    for (let at = 0; at < 12; at++) await emit(`k${at % 4}`, String(at));
    await heard();
    await runner.start();
    try {
      await eventually(
        () => inbox.length,
        (n) => n === 12,
      );
    } finally {
      await runner.stop();
    }
  });
});
