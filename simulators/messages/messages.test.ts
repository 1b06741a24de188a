import { connect } from 'node:net';
import { existsSync } from 'node:fs';
import { axeFaults } from '@city/ui/testing/axe';
import { createTransport } from 'nodemailer';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import webPush from 'web-push';
import { type MessageSimulator, startMessageSimulator } from './messages.ts';

let simulator: MessageSimulator;
beforeAll(async () => {
  simulator = await startMessageSimulator();
});
beforeEach(() => simulator.clear());
afterAll(() => simulator.close());

describe('the mail server', () => {
  const send = (to: string) => {
    const transport = createTransport(simulator.environment['CITY_SMTP_URL']!);
    return transport.sendMail({ from: 'city@example.vn', to, subject: 'Chào bạn', text: 'Đã nhận.' });
  };

  test('keeps what it gets', async () => {
    await send('lan@example.vn');
    expect(simulator.messages()).toEqual([
      expect.objectContaining({
        channel: 'email',
        to: 'lan@example.vn',
        from: 'city@example.vn',
        title: 'Chào bạn',
        text: 'Đã nhận.',
      }),
    ]);
  });

  test('refuses, puts off and breaks off as the address asks', async () => {
    await expect(send('smtp-550@example.vn')).rejects.toMatchObject({ responseCode: 550 });
    await expect(send('smtp-451@example.vn')).rejects.toMatchObject({ responseCode: 451 });
    await expect(send('smtp-once@example.vn')).rejects.toMatchObject({ responseCode: 451 });
    await send('smtp-once@example.vn');
    await expect(send('smtp-drop@example.vn')).rejects.toThrow();
    expect(simulator.messages().map((message) => message.to)).toEqual([
      'smtp-drop@example.vn',
      'smtp-once@example.vn',
    ]);
  });

  test('survives a client that talks nonsense', async () => {
    const socket = connect(simulator.smtpPort, '127.0.0.1');
    socket.on('error', () => {});
    socket.write('\0\0 nonsense\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    socket.destroy();
    await send('lan@example.vn');
    expect(simulator.messages()).toHaveLength(1);
  });
});

describe('the text-message gateway', () => {
  const good = {
    ApiKey: 'demo',
    SecretKey: 'demo',
    Phone: '0912345678',
    Content: 'Da nhan',
    SmsType: '2',
    Brandname: 'HoaPhuong',
    IsUnicode: '0',
  };
  const post = async (change: object) => {
    const body = JSON.stringify({ ...good, ...change });
    const answer = await fetch(`${simulator.httpUrl}/gateway/SendMultipleMessage_V4_post_json/`, {
      method: 'POST',
      body,
    });
    return { status: answer.status, ...((await answer.json()) as { CodeResult?: string; SMSID?: string }) };
  };

  test('takes a message and gives it a number', async () => {
    expect(await post({})).toMatchObject({
      status: 200,
      CodeResult: '100',
      SMSID: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(simulator.messages({ channel: 'sms' })[0]).toMatchObject({
      to: '0912345678',
      from: 'HoaPhuong',
      text: 'Da nhan',
    });
    expect(JSON.stringify(simulator.messages())).not.toContain('SecretKey');
  });

  test.each([
    [{ SecretKey: 'other' }, '101'],
    [{ Phone: '12345' }, '108'],
    [{ Brandname: 'Nobody' }, '104'],
    [{ Content: 'Đã nhận' }, '146'],
    [{ Content: '' }, '146'],
    [{ Phone: '0912345099' }, '99'],
    [{ Phone: '0912345103' }, '103'],
    [{ Phone: '0912345140' }, '140'],
    [{ Phone: '0912345177' }, '177'],
  ])('answers %j with code %s', async (change, code) => {
    expect((await post(change)).CodeResult).toBe(code);
    expect(simulator.messages()).toEqual([]);
  });

  test('takes a request number once a day', async () => {
    expect((await post({ RequestId: 'one' })).CodeResult).toBe('100');
    expect((await post({ RequestId: 'one' })).CodeResult).toBe('124');
    expect(simulator.messages()).toHaveLength(1);
  });

  test('fails over HTTP when the number asks for it', async () => {
    expect((await post({ Phone: '0912345500' })).status).toBe(500);
    expect((await post({ Phone: '0912345503' })).status).toBe(503);
    expect((await post({ Phone: '0912345503' })).CodeResult).toBe('100');
    expect((await post({ Phone: '0912345429' })).status).toBe(429);
    await expect(post({ Phone: '0912345408', RequestId: 'unheard' })).rejects.toThrow();
    expect((await post({ Phone: '0912345408', RequestId: 'unheard' })).CodeResult).toBe('124');
  });

  test('answers what is no JSON with an error', async () => {
    const answer = await fetch(`${simulator.httpUrl}/gateway/SendMultipleMessage_V4_post_json/`, {
      method: 'POST',
      body: '[1',
    });
    expect(answer.status).toBe(400);
  });
});

describe('the push service', () => {
  const keys = webPush.generateVAPIDKeys();
  const request = (subscription: webPush.PushSubscription, options: webPush.RequestOptions = {}) =>
    webPush.generateRequestDetails(subscription, JSON.stringify({ title: 'Đã trả lời', body: 'Mời xem' }), {
      vapidDetails: { subject: 'mailto:a@b.vn', ...keys },
      ...options,
    });
  const send = async (details: webPush.RequestDetails, headers: Record<string, string | undefined> = {}) => {
    const all = Object.entries({ ...(details.headers as Record<string, string>), ...headers }).filter(
      ([, value]) => value !== undefined,
    );
    const answer = await fetch(details.endpoint, {
      method: 'POST',
      headers: all.map(([k, v]) => [k, String(v)] as [string, string]),
      body: new Uint8Array(details.body!),
    });
    return answer.status;
  };

  test('opens what was made for its browser and keeps it', async () => {
    const subscription = simulator.push.subscribe(keys.publicKey);
    expect(await send(request(subscription, { topic: 'abc' }))).toBe(201);
    expect(simulator.messages()[0]).toMatchObject({
      channel: 'push',
      title: 'Đã trả lời',
      text: 'Mời xem',
      details: { topic: 'abc' },
    });
  });

  test('refuses a foreign sender, a foreign audience, no TTL, no credentials, another encoding and tampering', async () => {
    const subscription = simulator.push.subscribe(keys.publicKey);
    const other = webPush.generateVAPIDKeys();
    expect(await send(request(subscription, { vapidDetails: { subject: 'mailto:a@b.vn', ...other } }))).toBe(
      403,
    );
    const details = request(subscription);
    const elsewhere = request({ ...subscription, endpoint: 'https://push.example/x' });
    expect(await send({ ...details, headers: elsewhere.headers })).toBe(403);
    expect(await send(details, { TTL: undefined })).toBe(400);
    expect(await send(details, { Authorization: undefined })).toBe(401);
    expect(await send(details, { 'Content-Encoding': 'aesgcm' })).toBe(415);
    const tampered = Buffer.from(details.body!);
    tampered[tampered.length - 1]! ^= 1;
    expect(await send({ ...details, body: tampered })).toBe(400);
    expect(simulator.messages()).toEqual([]);
  });

  test('says when a browser is gone, unknown, or a fault was ordered', async () => {
    const subscription = simulator.push.subscribe();
    simulator.push.failNext(503);
    expect(await send(request(subscription))).toBe(503);
    expect(await send(request(subscription))).toBe(201);
    simulator.push.unsubscribe(subscription.endpoint);
    expect(await send(request(subscription))).toBe(410);
    expect(await send(request({ ...subscription, endpoint: `${simulator.httpUrl}/push/nobody` }))).toBe(404);
  });

  test('subscribes a browser over HTTP', async () => {
    const answer = await fetch(`${simulator.httpUrl}/push/subscriptions`, { method: 'POST', body: '{}' });
    const subscription = (await answer.json()) as webPush.PushSubscription;
    expect(await send(request(subscription))).toBe(201);
  });
});

describe('the inbox', () => {
  const mail = (to: string, title: string, text = 'Nội dung') =>
    createTransport(simulator.environment['CITY_SMTP_URL']!).sendMail({
      from: 'city@example.vn',
      to,
      subject: title,
      text,
      html: `<p>${text}</p><script>alert(1)</script>`,
    });
  const get = async (path: string) => {
    const answer = await fetch(`${simulator.httpUrl}${path}`);
    return {
      status: answer.status,
      text: await answer.text(),
      policy: answer.headers.get('content-security-policy') ?? '',
    };
  };

  test('says what would be here while it is empty', async () => {
    expect((await get('/')).text).toContain('Chưa có tin nào');
  });

  test('lists by recipient and escapes what it shows', async () => {
    await mail('lan@example.vn', 'Chào <b>Lan</b>');
    await mail('minh@example.vn', 'Chào Minh');
    const all = (await get('/')).text;
    expect(all).toContain('Chào &lt;b&gt;Lan&lt;/b&gt;');
    const mine = (await get('/?to=minh%40example.vn')).text;
    expect(mine).toContain('Chào Minh');
    expect(mine).not.toContain('Chào &lt;b&gt;');
    const { items } = JSON.parse((await get('/messages.json?to=minh%40example.vn')).text);
    expect(items).toHaveLength(1);
  });

  test('shows a mail as it looks without letting it do anything', async () => {
    await mail('lan@example.vn', 'Chào');
    const id = simulator.messages()[0]!.id;
    expect((await get(`/messages/${id}`)).text).toContain('sandbox');
    const layout = await get(`/messages/${id}/html`);
    expect(layout.policy).toMatch(/^sandbox; default-src 'none'/);
    expect((await get('/messages/00000000-0000-7000-8000-000000000000')).status).toBe(404);
  });

  test('is cleared by program and by button', async () => {
    await mail('lan@example.vn', 'Chào');
    expect((await fetch(`${simulator.httpUrl}/messages.json`, { method: 'DELETE' })).status).toBe(204);
    expect(simulator.messages()).toEqual([]);
    await mail('lan@example.vn', 'Chào');
    await fetch(`${simulator.httpUrl}/clear`, { method: 'POST' });
    expect(simulator.messages()).toEqual([]);
    expect((await fetch(`${simulator.httpUrl}/`, { method: 'PUT' })).status).toBe(405);
  });

  test.skipIf(!existsSync('/usr/bin/chromium'))(
    'has no accessibility fault on a phone, and shows what has just come',
    async () => {
      const browser = await chromium.launch({
        executablePath: '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-dev-shm-usage'],
      });
      try {
        const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
        const faults: string[] = [];
        page.on('pageerror', (error) => faults.push(error.message));
        for (const step of ['empty', 'full', 'opened']) {
          if (step === 'full') await mail('lan@example.vn', 'Phản ánh của bạn đã được trả lời');
          await page.goto(
            step === 'opened'
              ? `${simulator.httpUrl}/messages/${simulator.messages()[0]!.id}`
              : simulator.httpUrl,
          );
          const found = await axeFaults(page, { exclude: 'iframe' });
          faults.push(...found.map((fault) => `${step}: ${fault}`));
        }
        await page.goto(simulator.httpUrl);
        await mail('lan@example.vn', 'Vừa đến');
        await page.getByText('Vừa đến').waitFor();
        expect(faults).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );
});

test('the simulator refuses production', async () => {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await expect(startMessageSimulator()).rejects.toThrow('production');
  } finally {
    process.env['NODE_ENV'] = before;
  }
});
