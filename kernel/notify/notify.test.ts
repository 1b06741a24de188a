import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { citizen, type TestCity, testCity } from '@city/kernel/testing';
import { type MessageSimulator, startMessageSimulator } from '@city/messages-simulator';
import { defineNotification, queueNotification } from './notify.ts';
import { answered, sayer, sayerOf } from './testing/sayer.ts';

let simulator: MessageSimulator;
let city: TestCity;
let of: ReturnType<typeof sayerOf>;
beforeAll(async () => {
  simulator = await startMessageSimulator();
  city = await testCity({
    modules: [sayer as never],
    environment: { ...simulator.environment, PUBLIC_URL: 'https://haiphong.example' },
    start: { relay: false, work: true },
  });
  of = sayerOf(city);
});
afterAll(async () => {
  await city?.stop();
  await simulator?.close();
});
beforeEach(() => simulator.clear());

describe('a notification', () => {
  test('reaches the inbox, the mail box, the phone and the browser, in the language of the person', async () => {
    const id = await of.person({ lang: 'en', phone: '+84 912 345 678' });
    const actor = citizen({ id });
    const { publicKey } = (await city.as(actor).get('/api/push')).json();
    const subscription = simulator.push.subscribe(publicKey);
    expect((await city.as(actor).post('/api/push/subscriptions', subscription)).statusCode).toBe(204);
    await of.say({ person: id });
    const rows = await of.finished(`person:${id}`);
    expect(rows.map(({ channel, status }) => [channel, status])).toEqual([
      ['email', 'sent'],
      ['in-app', 'sent'],
      ['push', 'sent'],
      ['sms', 'sent'],
    ]);
    const [mail] = simulator.messages({ channel: 'email' });
    expect(mail).toMatchObject({ to: `${id}@example.vn`, title: 'Case HP-1 was answered' });
    expect(mail?.text).toContain('https://haiphong.example/reports/HP-1');
    expect(mail?.html).toContain('href="https://haiphong.example/reports/HP-1"');
    expect(simulator.messages({ channel: 'sms' })[0]).toMatchObject({
      to: '0912345678',
      from: 'HoaPhuong',
      text: 'Case HP-1 was answered. Please look and rate it. https://haiphong.example/reports/HP-1',
      details: { IsUnicode: '0' },
    });
    expect(simulator.messages({ channel: 'push' })[0]).toMatchObject({
      title: 'Case HP-1 was answered',
      details: { payload: { link: 'https://haiphong.example/reports/HP-1', lang: 'en' } },
    });
  });

  test('loses its marks on the phone', async () => {
    const id = await of.person({ phone: '0912345678', email: null });
    await of.say({ person: id }, { channels: ['sms'] });
    await of.finished(`person:${id}`);
    expect(simulator.messages({ channel: 'sms' })[0]?.text).toBe(
      'Viec HP-1 da duoc tra loi. Moi ban xem va cham diem. https://haiphong.example/reports/HP-1',
    );
  });

  test('of an action that did not happen is never sent', async () => {
    const id = await of.person();
    const failing = of.inTx(async (tx) => {
      await queueNotification(tx, { to: { person: id }, template: answered, params: { code: 'HP-2' } });
      throw new Error('the action failed');
    });
    await expect(failing).rejects.toThrow('the action failed');
    expect(await of.deliveries(`person:${id}`)).toEqual([]);
  });

  test('queued twice under one key is one message', async () => {
    const id = await of.person();
    await Promise.all([1, 2, 3, 4].map(() => of.say({ person: id }, { key: 'case:1:answered' })));
    await of.finished(`person:${id}`);
    expect(simulator.messages({ to: `${id}@example.vn` })).toHaveLength(1);
    const [counted] = await city.sql<{ n: number }>(
      'select count(*)::int as n from notify.message where recipient = $1',
      [`person:${id}`],
    );
    expect(counted?.n).toBe(1);
  });

  test('is skipped, with the reason, where nothing can be reached or is not wanted', async () => {
    const id = await of.person({ email: null, muted: ['sms'], phone: '0912345678' });
    await of.say({ person: id });
    const rows = await of.finished(`person:${id}`);
    expect(rows.map(({ channel, status, reason }) => [channel, status, reason])).toEqual([
      ['email', 'skipped', 'no e-mail address'],
      ['in-app', 'sent', null],
      ['push', 'skipped', 'no browser subscribed'],
      ['sms', 'skipped', 'not wanted by the person'],
    ]);
  });

  test('to an address without an account is sent once, and the address is forgotten', async () => {
    const visitor = { email: 'visitor@example.vn', lang: 'vi' } as const;
    for (let time = 0; time < 3; time++)
      await of.say(visitor, { channels: ['in-app', 'email'], key: 'visitor' });
    const [message] = await city.sql<{ recipient: string }>(
      `select recipient from notify.message where key = 'visitor'`,
    );
    await of.finished(message!.recipient);
    expect(simulator.messages({ to: 'visitor@example.vn' })).toHaveLength(1);
    const kept = await city.sql(`select address from notify.message where key = 'visitor'`);
    expect(kept).toEqual([{ address: null }]);
  });

  test('cannot carry parameters that its template does not know', async () => {
    await expect(
      of.say({ person: randomUUID() }, { params: { code: 'HP-1', name: 'Lan' } as never }),
    ).rejects.toThrow('sayer.answered');
  });

  test('cannot be declared twice', () => {
    expect(() =>
      defineNotification({
        name: 'sayer.answered',
        params: Type.Object({}),
        channels: [],
        render: () => ({ title: '', body: '' }),
      }),
    ).toThrow('twice');
  });
});

describe('browser subscriptions', () => {
  const count = async (recipient: string) =>
    (await city.sql('select 1 from notify.subscription where recipient = $1', [recipient])).length;

  test('of a browser that is gone are removed when the push service says so', async () => {
    const id = await of.person({ email: null });
    const subscription = simulator.push.subscribe();
    await city.as(citizen({ id })).post('/api/push/subscriptions', subscription);
    simulator.push.unsubscribe(subscription.endpoint);
    await of.say({ person: id }, { channels: ['push'] });
    expect(await of.finished(`person:${id}`)).toMatchObject([
      { status: 'skipped', reason: 'all browsers unsubscribed' },
    ]);
    expect(await count(`person:${id}`)).toBe(0);
  });

  test('go along with the browser to the next person, and away when unsubscribed', async () => {
    const [one, two] = [citizen(), citizen()];
    const subscription = simulator.push.subscribe();
    await city.as(one).post('/api/push/subscriptions', subscription);
    await city.as(two).post('/api/push/subscriptions', subscription);
    expect([await count(`person:${one.id}`), await count(`person:${two.id}`)]).toEqual([0, 1]);
    const url = `/api/push/subscriptions?endpoint=${encodeURIComponent(subscription.endpoint)}`;
    await city.as(one).inject({ method: 'DELETE', url });
    expect(await count(`person:${two.id}`)).toBe(1);
    await city.as(two).inject({ method: 'DELETE', url });
    expect(await count(`person:${two.id}`)).toBe(0);
  });

  test.each([
    [{ endpoint: 'http://push.example/x' }, '/endpoint'],
    [{ endpoint: 'https://169.254.169.254/latest' }, '/endpoint'],
    [{ endpoint: 'https://localhost/x' }, '/endpoint'],
    [{ endpoint: 'https://10.0.0.1/x' }, '/endpoint'],
    [
      { keys: { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: 'AAAAAAAAAAAAAAAAAAAAAA' } },
      '/keys/p256dh',
    ],
    [{ keys: { p256dh: 'AAAA', auth: 'AAAAAAAAAAAAAAAAAAAAAA' } }, '/keys/p256dh'],
  ])('with %j are refused and the field is named', async (change, pointer) => {
    const answer = await city
      .as(citizen())
      .post('/api/push/subscriptions', { ...simulator.push.subscribe(), ...change });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'push_subscription_invalid']);
    expect(answer.json().errors[0].pointer).toBe(pointer);
  });
});
