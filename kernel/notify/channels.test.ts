import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Config, type Mode } from '@city/kernel/config';
import { type MessageSimulator, startMessageSimulator } from '@city/messages-simulator';
import type { ChannelAdapter, Outgoing, PushTarget } from './channel.ts';
import { emailChannel, isEmailAddress } from './email.ts';
import { pushChannel } from './push.ts';
import { smsChannel, vietnameseMobile } from './sms.ts';

let simulator: MessageSimulator;
const folder = mkdtempSync(join(tmpdir(), 'channels-'));
const opened: ChannelAdapter[] = [];
beforeAll(async () => {
  simulator = await startMessageSimulator();
});
afterAll(async () => {
  for (const adapter of opened) adapter.close();
  await simulator.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => simulator.clear());

const config = (environment: Record<string, string> = {}, mode: Mode = 'demo') =>
  new Config({ ...simulator.environment, ...environment }, { mode, dataDirectory: folder });
const outgoing = (change: Partial<Outgoing> = {}): Outgoing => ({
  messageId: '0198b4f0-0000-7000-8000-000000000001',
  requestId: `request-${Math.random()}`,
  lang: 'vi',
  t: (message) => message,
  words: {
    title: 'Việc HP-1 đã được trả lời',
    body: 'Mời bạn <xem>.\n\nCảm ơn & chào.',
    path: '/reports/HP-1',
  },
  link: 'https://haiphong.example/reports/HP-1',
  email: 'lan@example.vn',
  phone: '0912345678',
  subscriptions: [],
  ...change,
});
function open<A extends ChannelAdapter>(adapter: A): A {
  opened.push(adapter);
  return adapter;
}

describe('e-mail', () => {
  test('carries words, link and marks in text and in a plain layout', async () => {
    const adapter = open(emailChannel(config({ CITY_MAIL_FROM: 'Hoa Phượng <no-reply@haiphong.example>' })));
    expect(await adapter.send(outgoing())).toEqual({
      status: 'sent',
      reference: '<0198b4f0-0000-7000-8000-000000000001@haiphong.example>',
    });
    const [mail] = simulator.messages();
    expect(mail).toMatchObject({
      title: 'Việc HP-1 đã được trả lời',
      from: 'Hoa Phượng <no-reply@haiphong.example>',
    });
    expect(mail?.text).toContain(
      'Mời bạn <xem>.\n\nCảm ơn & chào.\n\nXem tại đây: https://haiphong.example/reports/HP-1',
    );
    expect(mail?.html).toContain('Mời bạn &lt;xem&gt;.');
    expect(mail?.details['headers']).toMatchObject({
      'auto-submitted': 'auto-generated',
      'content-language': 'vi',
    });
  });

  test.each([
    ['smtp-550@example.vn', { status: 'failed', reason: 'mail server answered 550' }],
    ['smtp-451@example.vn', { status: 'retry', reason: 'mail server answered 451', isAnswered: true }],
    ['smtp-drop@example.vn', { status: 'retry', isAnswered: false }],
    ['', { status: 'skipped', reason: 'no e-mail address' }],
    ['lan@example.vn, minh@example.vn', { status: 'failed', reason: 'not an e-mail address' }],
    ['lan@example.vn\r\nBcc: all@example.vn', { status: 'failed', reason: 'not an e-mail address' }],
    ['Lan <lan@example.vn>', { status: 'failed', reason: 'not an e-mail address' }],
  ])('to "%s" ends with %j', async (email, outcome) => {
    const adapter = open(emailChannel(config()));
    expect(await adapter.send(outgoing({ email }))).toMatchObject(outcome);
  });

  test('is put off while the server is away or refuses the sign-in', async () => {
    const away = open(emailChannel(config({ CITY_SMTP_URL: 'smtp://127.0.0.1:1' })));
    expect(await away.send(outgoing())).toMatchObject({ status: 'retry', isAnswered: false });
    const wrong = open(
      emailChannel(
        config({ CITY_SMTP_URL: simulator.environment['CITY_SMTP_URL']!.replace('//', '//wrong:secret@') }),
      ),
    );
    expect(await wrong.send(outgoing())).toEqual({
      status: 'retry',
      reason: 'mail server refused the sign-in',
      isAnswered: true,
    });
  });

  test('a subject cannot add headers', async () => {
    const adapter = open(emailChannel(config()));
    await adapter.send(outgoing({ words: { title: 'Chào\r\nBcc: all@example.vn', body: 'x' } }));
    expect(simulator.messages()).toHaveLength(1);
    expect(simulator.messages()[0]?.details['headers']).not.toHaveProperty('bcc');
  });

  test('is skipped where no server is set up', async () => {
    expect(await emailChannel(config({ CITY_SMTP_URL: '' })).send(outgoing())).toEqual({
      status: 'skipped',
      reason: 'channel not configured',
    });
  });

  test.each([
    ['a@b.vn', true],
    ['a b@c.vn', false],
    ['a@b@c', false],
    [`${'a'.repeat(65)}@b.vn`, false],
    ['<a@b.vn>', false],
    ['ngọc@haiphong.vn', true],
  ])('the address %s is one: %s', (address, isOne) => {
    expect(isEmailAddress(address)).toBe(isOne);
  });
});

describe('text messages', () => {
  test.each([
    ['0912345678', { status: 'sent' }],
    ['+84912345678', { status: 'sent' }],
    ['0912345099', { status: 'failed', reason: 'number blocked by the gateway (99)' }],
    ['0912345146', { status: 'failed' }],
    ['0912345103', { status: 'retry', reason: 'gateway account is empty (103)', isAnswered: true }],
    ['0912345140', { status: 'retry', isAnswered: true }],
    ['0912345500', { status: 'retry', reason: 'gateway answered 500', isAnswered: false }],
    ['0912345429', { status: 'retry', reason: 'gateway is busy', isAnswered: true, afterSeconds: 7 }],
    ['02253822822', { status: 'failed', reason: 'not a Vietnamese mobile number' }],
    ['', { status: 'skipped', reason: 'no phone number' }],
  ])('to %s end with %j', async (phone, outcome) => {
    expect(await smsChannel(config()).send(outgoing({ phone }))).toMatchObject(outcome);
  });

  test('that were taken unheard are recognised by their request number', async () => {
    const message = outgoing({ phone: '0912345408' });
    expect(await smsChannel(config()).send(message)).toMatchObject({ status: 'retry', isAnswered: false });
    expect(await smsChannel(config()).send(message)).toMatchObject({ status: 'sent' });
    expect(simulator.messages({ to: '0912345408' })).toHaveLength(1);
  });

  test('carry marks where the operator pays for them', async () => {
    await smsChannel(config({ CITY_SMS_MARKS: 'yes' })).send(outgoing());
    expect(simulator.messages()[0]).toMatchObject({
      text: expect.stringContaining('Việc HP-1 đã'),
      details: { IsUnicode: '1' },
    });
  });

  test('use the words made for them', async () => {
    await smsChannel(config()).send(
      outgoing({ words: { title: 'x', body: 'y', sms: 'Mã của bạn: 123456' } }),
    );
    expect(simulator.messages()[0]?.text).toBe('Ma cua ban: 123456');
  });

  test('wait when the credentials are wrong or the gateway is away, and are skipped without any', async () => {
    expect(await smsChannel(config({ CITY_SMS_SECRET_KEY: 'wrong' })).send(outgoing())).toMatchObject({
      status: 'retry',
      reason: 'gateway refused ApiKey or SecretKey (101)',
    });
    expect(await smsChannel(config({ CITY_SMS_URL: 'http://127.0.0.1:1' })).send(outgoing())).toMatchObject({
      status: 'retry',
      isAnswered: false,
    });
    expect(await smsChannel(config({ CITY_SMS_API_KEY: '' })).send(outgoing())).toMatchObject({
      status: 'skipped',
      reason: 'channel not configured',
    });
  });

  test.each([
    ['0912 345 678', '0912345678'],
    ['+84 912.345.678', '0912345678'],
    ['84912345678', '0912345678'],
    ['0084912345678', '0912345678'],
    ['(091) 234-5678', '0912345678'],
    ['0212345678', null],
    ['+33612345678', null],
    ['091234567', null],
    ['0912345678x', null],
  ])('the number %s is dialled as %s', (written, dialled) => {
    expect(vietnameseMobile(written)).toBe(dialled);
  });
});

describe('web push', () => {
  const target = (subscription = simulator.push.subscribe()): PushTarget =>
    pushChannel(config(), 'https://haiphong.example').check({
      endpoint: subscription.endpoint,
      ...subscription.keys,
    });
  const send = (...subscriptions: PushTarget[]) =>
    pushChannel(config(), 'https://haiphong.example').send(outgoing({ subscriptions }));

  test('reaches every browser of the person and reports those that are gone', async () => {
    const gone = simulator.push.subscribe();
    simulator.push.unsubscribe(gone.endpoint);
    const goneTarget = target(gone);
    expect(await send(target(), goneTarget, target())).toEqual({
      status: 'sent',
      reference: '2 of 3 browsers',
      goneEndpoints: [goneTarget.endpointHash],
    });
    expect(simulator.messages({ channel: 'push' })).toHaveLength(2);
  });

  test('waits as the push service asks', async () => {
    simulator.push.failNext(429);
    expect(await send(target())).toMatchObject({
      status: 'retry',
      reason: 'push service answered 429',
      afterSeconds: 5,
    });
    simulator.push.failNext(413);
    expect(await send(target())).toMatchObject({ status: 'failed', reason: 'push service answered 413' });
  });

  test('waits while the service is away', async () => {
    const other = await startMessageSimulator();
    const environment = {
      CITY_PUSH_INSIDE: `${simulator.environment['CITY_PUSH_INSIDE']},${other.environment['CITY_PUSH_INSIDE']}`,
    };
    const channel = pushChannel(config(environment), 'https://haiphong.example');
    const { endpoint, keys } = other.push.subscribe();
    const away = channel.check({ endpoint, ...keys });
    await other.close();
    expect(await channel.send(outgoing({ subscriptions: [away] }))).toMatchObject({ status: 'retry' });
  });

  test('keeps its key over restarts in the demo and is off in production without one', async () => {
    const key = pushChannel(config(), 'https://haiphong.example').publicKey;
    expect(Buffer.from(key!, 'base64url')).toHaveLength(65);
    expect(pushChannel(config(), 'https://haiphong.example').publicKey).toBe(key);
    const off = pushChannel(config({}, 'production'), 'https://haiphong.example');
    expect(off.publicKey).toBeNull();
    expect(await off.send(outgoing())).toEqual({ status: 'skipped', reason: 'channel not configured' });
    expect(() => off.check({ endpoint: 'https://push.example/x', p256dh: '', auth: '' })).toThrow(
      expect.objectContaining({ code: 'push_not_available' }),
    );
  });
});
