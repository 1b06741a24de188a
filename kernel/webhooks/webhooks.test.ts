// What owners do with their endpoints, and the walls around them.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { citizen } from '@city/kernel/testing';
import { verifyWebhook, WebhookRefused } from './webhooks.ts';
import {
  answering,
  add,
  as,
  city,
  clear,
  emit,
  heard,
  inbox,
  minuteMs,
  start,
  states,
  stop,
  url,
  webhooks,
  type Received,
} from './webhooks.testing.ts';

beforeAll(start);
afterAll(stop);
afterEach(clear);

describe('the owner', () => {
  it('changes the secret without a gap: both are used for a day, then only the new one', async () => {
    const { endpointId, secret } = await add();
    const { secret: fresh } = await as((tx) => webhooks.rotateSecret(tx, endpointId));
    await emit('r1', '1');
    await heard();
    await webhooks.workOff(endpointId);
    const now = city.clock.now();
    const [first] = inbox as [Received];
    for (const one of [secret, fresh])
      expect(verifyWebhook(one, first.headers, first.raw, { now }).id).toBe(first.id);
    city.clock.advance(25 * 60 * minuteMs);
    await emit('r1', '2');
    await heard();
    await webhooks.workOff(endpointId);
    const [, second] = inbox as [Received, Received];
    expect(verifyWebhook(fresh, second.headers, second.raw, { now: city.clock.now() }).id).toBe(second.id);
    expect(() => verifyWebhook(secret, second.headers, second.raw, { now: city.clock.now() })).toThrow(
      WebhookRefused,
    );
  });

  it('finds no secret in the database', async () => {
    const { secret } = await add();
    const [row] = await city.sql<{ text: string; secret: Buffer }>(
      'select to_jsonb(e)::text as text, secret from webhooks.endpoint e',
    );
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
    await expect(as((tx) => webhooks.resend(tx, endpointId, endpointId))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('stops an endpoint and starts it again: what waited goes on', async () => {
    const { endpointId } = await add();
    answering.now = () => 500;
    await emit('r1', '1');
    await heard();
    await webhooks.workOff(endpointId);
    await as((tx) => webhooks.changeEndpoint(tx, endpointId, { active: false }));
    city.clock.advance(minuteMs);
    await webhooks.workOff(endpointId);
    expect(inbox.length).toBe(1);
    expect(await as((tx) => webhooks.endpoint(tx, endpointId))).toMatchObject({
      active: false,
      stoppedReason: 'stopped',
      waiting: 1,
    });
    answering.now = () => 200;
    await as((tx) => webhooks.changeEndpoint(tx, endpointId, { active: true, events: ['*'] }));
    await webhooks.workOff(endpointId);
    expect(await states(endpointId)).toEqual(['r1 delivered 2']);
  });

  it('registers nothing that leads inside, that is no event, or that is too much', async () => {
    const bad = [
      'http://127.0.0.1:1/',
      'http://169.254.169.254/',
      'https://user:pw@example.com/',
      'ftp://example.com/',
      'https://localhost/hook',
    ];
    for (const one of bad) {
      const refused = as((tx) => webhooks.addEndpoint(tx, { owner: 'x', url: one, events: ['*'] }));
      await expect(refused, one).rejects.toMatchObject({
        code: 'outside_address_refused',
        status: 422,
        errors: [{ pointer: '/url' }],
      });
    }
    for (const events of [['feedback.report.lost'], ['other.*'], [], ['*', 'x y']]) {
      const refused = as((tx) => webhooks.addEndpoint(tx, { owner: 'x', url: url(), events }));
      await expect(refused, events.join()).rejects.toMatchObject({
        code: 'webhook_event_unknown',
        errors: [{ pointer: '/events' }],
      });
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
    const own = await as(
      (tx) => webhooks.addEndpoint(tx, { owner: 'n', url: url(), events: ['*'] }),
      'neighbour',
    );
    expect((await as((tx) => webhooks.listEndpoints(tx), 'neighbour')).map((one) => one.endpointId)).toEqual([
      own.endpointId,
    ]);
    await as((tx) => webhooks.rotateSecret(tx, own.endpointId), 'neighbour');
    await as((tx) => webhooks.changeEndpoint(tx, own.endpointId, { active: false }), 'neighbour');
    expect((await as((tx) => webhooks.listEndpoints(tx))).length).toBe(2);
  });

  it("are the database's as well: two deliveries of a key cannot have their turn at once", async () => {
    const { endpointId } = await add();
    answering.now = () => 500;
    for (const code of ['1', '2']) await emit('r1', code);
    await heard();
    await expect(
      city.sql(`update webhooks.delivery set state = 'waiting' where endpoint_id = $1`, [endpointId]),
    ).rejects.toThrow('delivery_turn');
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
