// What a receiver gets: signed, in order for each key, again over three days, and quiet when it is told to be.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { verifyWebhook, WebhookRefused } from './webhooks.ts';
import {
  answering,
  add,
  as,
  city,
  clear,
  emit,
  filed,
  heard,
  inbox,
  jobAt,
  minuteMs,
  start,
  states,
  stop,
  webhooks,
  type Received,
} from './webhooks.testing.ts';

beforeAll(start);
afterAll(stop);
afterEach(clear);

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
    expect(() => verifyWebhook(secret, headers, `${raw} `, { now: city.clock.now() })).toThrow(
      WebhookRefused,
    );
    expect(headers).toMatchObject({ 'content-type': 'application/json' });
    expect(body).toEqual({
      type: 'feedback.report.filed',
      version: 1,
      id: body.id,
      key: 'r1',
      timestamp: city.clock.now().toISOString(),
      data: { code: 'HP-0001' },
    });
    expect(await states(endpointId)).toEqual(['r1 delivered 1']);
  });

  it('leaves a log without any content: status and duration', async () => {
    const { endpointId } = await add();
    await emit('r1', 'HP-SECRET');
    await heard();
    await webhooks.workOff(endpointId);
    const [delivery] = await as((tx) => webhooks.deliveries(tx, endpointId));
    expect(delivery).toMatchObject({
      type: 'feedback.report.filed',
      state: 'delivered',
      attempts: 1,
      lastStatus: 204,
      lastError: null,
    });
    expect(delivery?.lastMilliseconds).toBeGreaterThanOrEqual(0);
    const attempts = await as((tx) => webhooks.attempts(tx, endpointId, delivery?.deliveryId as string));
    expect(attempts).toEqual([
      { at: city.clock.now(), status: 204, milliseconds: delivery?.lastMilliseconds, error: null },
    ]);
    const kept = await city.sql<{ kept: string }>(
      'select to_jsonb(d)::text || to_jsonb(a)::text as kept from webhooks.delivery d join webhooks.attempt a using (delivery_id)',
    );
    expect(kept[0]?.kept).not.toContain('HP-SECRET');
  });

  it('that is rolled back is told to nobody; one that comes twice from the stream is told once', async () => {
    const { endpointId } = await add();
    await expect(
      as(async (tx) => {
        tx.emit(filed, 'r0', { code: 'no' });
        throw new Error('no');
      }),
    ).rejects.toThrow();
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
    answering.now = (received) => (received.body.data['code'] === 'a1' ? 500 : 204);
    for (const [key, code] of [
      ['a', 'a1'],
      ['a', 'a2'],
      ['b', 'b1'],
      ['a', 'a3'],
      ['b', 'b2'],
    ] as const)
      await emit(key, code);
    await heard();
    await webhooks.workOff(endpointId);
    expect(inbox.map((one) => one.body.data['code']).filter((code) => code?.startsWith('a'))).toEqual(['a1']);
    expect(inbox.map((one) => one.body.data['code']).filter((code) => code?.startsWith('b'))).toEqual([
      'b1',
      'b2',
    ]);
    answering.now = () => 204;
    city.clock.advance(6_000);
    await webhooks.workOff(endpointId);
    expect(inbox.map((one) => one.body.data['code']).filter((code) => code?.startsWith('a'))).toEqual([
      'a1',
      'a1',
      'a2',
      'a3',
    ]);
    expect(new Set(inbox.filter((one) => one.body.data['code'] === 'a1').map((one) => one.id)).size).toBe(1);
  });

  it('holds through failures by chance, for many keys and two senders at once; everything arrives', async () => {
    const { endpointId } = await add();
    let dice = 20260908;
    const roll = () => (dice = (dice * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
    answering.now = () => (roll() < 0.25 ? 503 : 200);
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
    for (
      let round = 0;
      round < 200 && (await as((tx) => webhooks.endpoint(tx, endpointId))).waiting > 0;
      round++
    ) {
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
    answering.now = (received) => (received.body.data['code'] === 'poison' ? 500 : 204);
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
    expect(await as((tx) => webhooks.endpoint(tx, endpointId))).toMatchObject({
      dead: 1,
      waiting: 0,
      active: true,
    });
    expect((await as((tx) => webhooks.attempts(tx, endpointId, dead?.deliveryId as string))).length).toBe(10);
  });

  it('for a day gets everything afterwards, in order for each key', async () => {
    const { endpointId } = await add();
    answering.now = () => 502;
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
    answering.now = () => 200;
    for (
      let guard = 0;
      guard < 50 && (await as((tx) => webhooks.endpoint(tx, endpointId))).waiting > 0;
      guard++
    ) {
      await webhooks.workOff(endpointId);
      city.clock.advance(10 * minuteMs);
    }
    for (let key = 0; key < 10; key++) {
      expect(
        inbox.filter((one) => one.body.key === `case-${key}`).map((one) => one.body.data['code']),
      ).toEqual([String(key), String(key + 10), String(key + 20)]);
    }
    expect(await as((tx) => webhooks.endpoint(tx, endpointId))).toMatchObject({
      waiting: 0,
      dead: 0,
      failingSince: null,
    });
  });

  it('for ever does not keep a growing queue: what is four days old is given up', async () => {
    const { endpointId } = await add();
    answering.now = () => 500;
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
    answering.now = () => ({ status: 429, headers: { 'retry-after': '3600' } });
    await emit('r1', 'x');
    await heard();
    await webhooks.workOff(endpointId);
    const [delivery] = await as((tx) => webhooks.deliveries(tx, endpointId));
    expect((delivery?.dueAt.getTime() as number) - city.clock.now().getTime()).toBe(3_600_000);
  });

  it('by redirecting is not followed, and a closed address is an outside error', async () => {
    const { endpointId } = await add();
    answering.now = () => ({ status: 307, headers: { location: 'http://127.0.0.1:1/elsewhere' } });
    await emit('r1', 'x');
    await heard();
    await webhooks.workOff(endpointId);
    expect((await as((tx) => webhooks.deliveries(tx, endpointId)))[0]).toMatchObject({
      state: 'waiting',
      lastStatus: 307,
    });
    expect(inbox.length).toBe(1);
  });

  it('with 410 is told nothing more, until its owner starts it again', async () => {
    const { endpointId } = await add();
    answering.now = () => 410;
    for (const code of ['1', '2']) await emit('r1', code);
    await emit('r2', '3');
    await heard();
    await webhooks.workOff(endpointId);
    expect(await as((tx) => webhooks.endpoint(tx, endpointId))).toMatchObject({
      active: false,
      stoppedReason: 'gone',
      waiting: 0,
      dead: 3,
    });
    await emit('r1', '4');
    await heard();
    await webhooks.workOff(endpointId);
    expect(inbox.some((one) => one.body.data['code'] === '4')).toBe(false);
    answering.now = () => 200;
    await as((tx) => webhooks.changeEndpoint(tx, endpointId, { active: true }));
    await emit('r1', '5');
    await heard();
    await webhooks.workOff(endpointId);
    expect(inbox.at(-1)?.body.data).toEqual({ code: '5' });
  });
});
