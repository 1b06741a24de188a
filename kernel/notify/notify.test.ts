import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Type } from 'typebox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import { type MessageSimulator, startMessageSimulator } from '@city/messages-simulator';
import { defineModule } from '@city/kernel/module';
import { citizen, eventually, officer, type TestCity, testCity } from '@city/kernel/testing';
import type { ChannelAdapter, Outcome, Outgoing } from './channel.ts';
import {
  deliver,
  type DeliveryKey,
  type DeliveryOptions,
  deliveryJobs,
  mostAttempts,
  pauseSeconds,
} from './deliver.ts';
import {
  type Channel,
  defineNotification,
  forgetContact,
  type Notification,
  queueNotification,
  saveContact,
} from './notify.ts';

const answered = defineNotification({
  name: 'sayer.answered',
  params: Type.Object({ code: Type.String() }, { additionalProperties: false }),
  channels: ['in-app', 'email', 'sms', 'push'],
  render: ({ lang, params }) => ({
    title: lang === 'vi' ? `Việc ${params.code} đã được trả lời` : `Case ${params.code} was answered`,
    body: lang === 'vi' ? 'Mời bạn xem và chấm điểm.' : 'Please look and rate it.',
    path: `/reports/${params.code}`,
  }),
});
const sayer = defineModule<unknown>({
  name: 'sayer',
  title: { vi: 'Người nói', en: 'Sayer' },
  needs: [],
  permissions: {},
  routes: () => [],
  retention: [],
});

let simulator: MessageSimulator;
let city: TestCity;
beforeAll(async () => {
  simulator = await startMessageSimulator();
  city = await testCity({
    modules: [sayer as never],
    environment: { ...simulator.environment, PUBLIC_URL: 'https://haiphong.example' },
    start: { relay: false, work: true },
  });
});
afterAll(async () => {
  await city?.stop();
  await simulator?.close();
});
beforeEach(() => simulator.clear());

const inTx = <T>(
  fn: (
    tx: Parameters<Parameters<ReturnType<typeof city.module<unknown>>['db']['transaction']>[1]>[0],
  ) => Promise<T>,
) => city.module<unknown>('sayer').db.transaction(system('sayer'), fn);
const say = (to: Notification<{ code: string }>['to'], more: Partial<Notification<{ code: string }>> = {}) =>
  inTx((tx) => queueNotification(tx, { to, template: answered, params: { code: 'HP-1' }, ...more }));
const person = async (contact: Partial<Parameters<typeof saveContact>[2]> = {}) => {
  const id = randomUUID();
  await inTx((tx) =>
    saveContact(tx, { person: id }, { lang: 'vi', email: `${id}@example.vn`, phone: null, ...contact }),
  );
  return id;
};
type DeliveryRow = {
  channel: Channel;
  status: string;
  reason: string | null;
  attempts: number;
  reference: string | null;
};
const deliveries = (recipient: string, where = city) =>
  where.sql<DeliveryRow>(
    'select channel, status, reason, attempts, reference from notify.delivery where recipient like $1 order by channel',
    [recipient],
  );
const finished = (recipient: string) =>
  eventually(
    () => deliveries(recipient),
    (rows) => rows.length > 0 && rows.every((row) => ['sent', 'failed', 'skipped'].includes(row.status)),
  );

describe('a notification', () => {
  test('reaches the inbox, the mail box, the phone and the browser, in the language of the person', async () => {
    const id = await person({ lang: 'en', phone: '+84 912 345 678' });
    const actor = citizen({ id });
    const { publicKey } = (await city.as(actor).get('/api/push')).json();
    const subscription = simulator.push.subscribe(publicKey);
    expect((await city.as(actor).post('/api/push/subscriptions', subscription)).statusCode).toBe(204);
    await say({ person: id });
    const rows = await finished(`person:${id}`);
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
    const id = await person({ phone: '0912345678', email: null });
    await say({ person: id }, { channels: ['sms'] });
    await finished(`person:${id}`);
    expect(simulator.messages({ channel: 'sms' })[0]?.text).toBe(
      'Viec HP-1 da duoc tra loi. Moi ban xem va cham diem. https://haiphong.example/reports/HP-1',
    );
  });

  test('of an action that did not happen is never sent', async () => {
    const id = await person();
    const failing = inTx(async (tx) => {
      await queueNotification(tx, { to: { person: id }, template: answered, params: { code: 'HP-2' } });
      throw new Error('the action failed');
    });
    await expect(failing).rejects.toThrow('the action failed');
    expect(await deliveries(`person:${id}`)).toEqual([]);
  });

  test('queued twice under one key is one message', async () => {
    const id = await person();
    await Promise.all([1, 2, 3, 4].map(() => say({ person: id }, { key: 'case:1:answered' })));
    await finished(`person:${id}`);
    expect(simulator.messages({ to: `${id}@example.vn` })).toHaveLength(1);
    const [counted] = await city.sql<{ n: number }>(
      'select count(*)::int as n from notify.message where recipient = $1',
      [`person:${id}`],
    );
    expect(counted?.n).toBe(1);
  });

  test('is skipped, with the reason, where nothing can be reached or is not wanted', async () => {
    const id = await person({ email: null, muted: ['sms'], phone: '0912345678' });
    await say({ person: id });
    const rows = await finished(`person:${id}`);
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
      await say(visitor, { channels: ['in-app', 'email'], key: 'visitor' });
    const [message] = await city.sql<{ recipient: string }>(
      `select recipient from notify.message where key = 'visitor'`,
    );
    await finished(message!.recipient);
    expect(simulator.messages({ to: 'visitor@example.vn' })).toHaveLength(1);
    const kept = await city.sql(`select address from notify.message where key = 'visitor'`);
    expect(kept).toEqual([{ address: null }]);
  });

  test('cannot carry parameters that its template does not know', async () => {
    await expect(
      say({ person: randomUUID() }, { params: { code: 'HP-1', name: 'Lan' } as never }),
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

describe('the walls around notifications', () => {
  test.each(['message', 'delivery', 'contact', 'subscription', 'attempt'])(
    'a module puts in but cannot read notify.%s',
    async (table) => {
      const reading = inTx((tx) => sql`select * from ${sql.table(`notify.${table}`)}`.execute(tx.db));
      await expect(reading).rejects.toMatchObject({ code: '42501' });
    },
  );

  test('contacts are replaced and forgotten as a whole', async () => {
    const id = await person({ lang: 'en' });
    await inTx((tx) => saveContact(tx, { person: id }, { lang: 'vi', email: null, phone: '0912345678' }));
    const rows = () =>
      city.sql('select lang, email, phone from notify.contact where recipient = $1', [`person:${id}`]);
    expect(await rows()).toEqual([{ lang: 'vi', email: null, phone: '0912345678' }]);
    await inTx((tx) => forgetContact(tx, { person: id }));
    expect(await rows()).toEqual([]);
  });
});

describe('delivery', () => {
  /** A city whose jobs do not run by themselves. */
  let quiet: TestCity;
  beforeAll(async () => {
    quiet = await testCity({ modules: [sayer as never] });
  });
  afterAll(() => quiet?.stop());
  const deliveriesOf = (key: DeliveryKey) => deliveries(key.recipient, quiet);

  /** A channel that gives these outcomes in turn and remembers what it was given. */
  function scripted(...outcomes: (Outcome | Error)[]) {
    const sent: Outgoing[] = [];
    const adapter: ChannelAdapter = {
      channel: 'email',
      send: async (outgoing) => {
        sent.push(outgoing);
        const outcome = outcomes.length > 1 ? outcomes.shift()! : outcomes[0]!;
        if (outcome instanceof Error) throw outcome;
        return outcome;
      },
      close: () => {},
    };
    return { sent, adapter };
  }
  const optionsWith = (adapter: ChannelAdapter): DeliveryOptions => ({
    db: quiet.city.database.module('kernel'),
    now: () => quiet.clock.now(),
    log: quiet.city.log,
    translate: quiet.city.translate,
    publicUrl: 'https://haiphong.example',
    adapters: { email: adapter, sms: adapter, push: adapter },
    chance: () => 0.5,
  });
  /** A queued e-mail that no job is going to send. */
  async function queued(): Promise<DeliveryKey> {
    const recipient = `person:${randomUUID()}`;
    const messageId = randomUUID();
    await quiet.sql(
      `insert into notify.message (recipient, message_id, template, params, is_in_app, created_at) values ($1, $2, 'sayer.answered', '{"code":"HP-9"}', false, $3)`,
      [recipient, messageId, quiet.clock.now()],
    );
    await quiet.sql(
      `insert into notify.delivery (recipient, message_id, channel, status, due_at) values ($1, $2, 'email', 'queued', $3)`,
      [recipient, messageId, quiet.clock.now()],
    );
    return { recipient, messageId, channel: 'email' };
  }
  const retry: Outcome = { status: 'retry', reason: 'busy', isAnswered: true };
  const unheard: Outcome = { status: 'retry', reason: 'not reached', isAnswered: false };
  const sent: Outcome = { status: 'sent', reference: 'r1' };

  test('is tried again after a growing pause, and each try is kept', async () => {
    const key = await queued();
    const { adapter, sent: given } = scripted(retry, unheard, sent);
    const options = optionsWith(adapter);
    await deliver(options, key);
    expect(await deliveriesOf(key)).toMatchObject([{ status: 'retrying', reason: 'busy', attempts: 1 }]);
    await deliver(options, key);
    expect(given).toHaveLength(1);
    quiet.clock.advance(61_000);
    await deliver(options, key);
    quiet.clock.advance(241_000);
    await deliver(options, key);
    await deliver(options, key);
    expect(await deliveriesOf(key)).toMatchObject([
      { status: 'sent', reason: null, attempts: 3, reference: 'r1' },
    ]);
    const tries = await quiet.sql(
      'select attempt, outcome, reason from notify.attempt where recipient = $1 order by attempt',
      [key.recipient],
    );
    expect(tries).toEqual([
      { attempt: 1, outcome: 'retry', reason: 'busy' },
      { attempt: 2, outcome: 'retry', reason: 'not reached' },
      { attempt: 3, outcome: 'sent', reason: null },
    ]);
    // A new request number only after an answer: the second may have been taken unheard.
    expect(given.map(({ requestId }) => requestId)).toEqual([0, 1, 1].map((n) => `${key.messageId}-${n}`));
  });

  test('fails for good when told so, after the last try, and when its own code is wrong', async () => {
    const refused = await queued();
    await deliver(optionsWith(scripted({ status: 'failed', reason: 'no such mailbox' }).adapter), refused);
    expect(await deliveriesOf(refused)).toMatchObject([{ status: 'failed', reason: 'no such mailbox' }]);
    const key = await queued();
    const { adapter, sent: given } = scripted(new Error('a programming error'));
    for (let i = 0; i < mostAttempts + 3; i++) {
      await deliver(optionsWith(adapter), key);
      quiet.clock.advance(25 * 3_600_000);
    }
    expect(given).toHaveLength(mostAttempts);
    expect(await deliveriesOf(key)).toMatchObject([
      { status: 'failed', reason: 'our own error', attempts: mostAttempts },
    ]);
  });

  test('in many hands at once is sent once', async () => {
    const key = await queued();
    const { adapter, sent: given } = scripted(sent);
    await Promise.all(Array.from({ length: 5 }, () => deliver(optionsWith(adapter), key)));
    expect(given).toHaveLength(1);
  });

  test('that a crash left half done is taken up again', async () => {
    const key = await queued();
    await quiet.sql(`update notify.delivery set status = 'sending', claimed_at = $2 where recipient = $1`, [
      key.recipient,
      quiet.clock.now(),
    ]);
    const { adapter, sent: given } = scripted(sent);
    const options = optionsWith(adapter);
    await deliver(options, key);
    expect(given).toHaveLength(0);
    quiet.clock.advance(301_000);
    const sweep = deliveryJobs(options).find(({ job }) => job.name === 'notify.sweep')!;
    await sweep.run({}, 1);
    await sweep.run({}, 1);
    const jobs = await quiet.sql<{ task_identifier: string }>(
      'select task_identifier from graphile_worker.jobs where key like $1',
      [`notify ${key.recipient} %`],
    );
    expect(jobs).toEqual([{ task_identifier: 'notify.deliver' }]);
    await deliver(options, key);
    expect(given).toHaveLength(1);
    expect(await deliveriesOf(key)).toMatchObject([{ status: 'sent' }]);
  });

  test('of a message whose module is gone fails with its name', async () => {
    const key = await queued();
    await quiet.sql(`update notify.message set template = 'gone.away' where recipient = $1`, [key.recipient]);
    await deliver(optionsWith(scripted(sent).adapter), key);
    expect(await deliveriesOf(key)).toMatchObject([{ status: 'failed', reason: 'no template gone.away' }]);
  });

  test('waits as long as it is asked to, a day at most', () => {
    expect(pauseSeconds(1, retry, () => 0.5)).toBe(60);
    expect(pauseSeconds(2, retry, () => 0)).toBe(216);
    expect(pauseSeconds(99, retry, () => 1)).toBe(23_760);
    expect(pauseSeconds(1, { ...retry, afterSeconds: 600 } as Outcome, () => 0)).toBe(600);
    expect(pauseSeconds(1, { ...retry, afterSeconds: 1e9 } as Outcome, () => 0)).toBe(86_400);
  });

  test('older than a year is removed with its tries', async () => {
    const key = await queued();
    await quiet.sql(`update notify.message set created_at = $2 where recipient = $1`, [
      key.recipient,
      new Date(quiet.clock.now().getTime() - 366 * 86_400_000),
    ]);
    const clear = deliveryJobs(optionsWith(scripted(sent).adapter)).find(
      ({ job }) => job.name === 'notify.clear',
    )!;
    await clear.run({}, 1);
    expect(await deliveriesOf(key)).toEqual([]);
  });
});

describe('the inbox over HTTP', () => {
  test('shows the newest first, page by page, and counts what is unread', async () => {
    const id = randomUUID();
    const me = city.as(citizen({ id }));
    for (const code of ['HP-1', 'HP-2', 'HP-3']) {
      city.clock.advance(1_000);
      await say({ person: id }, { params: { code }, channels: ['in-app'] });
    }
    const first = (await me.get('/api/notifications?limit=2')).json();
    expect(first.items.map((item: { path: string }) => item.path)).toEqual([
      '/reports/HP-3',
      '/reports/HP-2',
    ]);
    expect(first.items[0]).toMatchObject({
      title: 'Việc HP-3 đã được trả lời',
      readAt: null,
      isForPost: false,
    });
    const second = (await me.get(`/api/notifications?limit=2&cursor=${first.next}`)).json();
    expect(second).toMatchObject({ items: [{ path: '/reports/HP-1' }], next: null });
    expect((await me.get('/api/notifications?lang=en')).statusCode).toBe(400);
    expect((await me.get('/api/notifications', { 'accept-language': 'en' })).json().items[0].title).toBe(
      'Case HP-3 was answered',
    );
    expect((await me.get('/api/notifications/unread')).json()).toEqual({ count: 3 });
    expect((await me.post(`/api/notifications/${first.items[0].id}/read`)).statusCode).toBe(204);
    expect((await me.get('/api/notifications/unread')).json()).toEqual({ count: 2 });
    expect((await me.get('/api/notifications?unread=true')).json().items).toHaveLength(2);
    expect((await me.post('/api/notifications/read')).statusCode).toBe(204);
    expect((await me.get('/api/notifications/unread')).json()).toEqual({ count: 0 });
  });

  test('of a post is read by whoever holds it, and by nobody else', async () => {
    const holder = officer({ body: 'ubnd-11383' });
    await say({ post: holder.post!.id }, { channels: ['in-app'] });
    expect((await city.as(holder).get('/api/notifications')).json().items).toMatchObject([
      { isForPost: true },
    ]);
    expect((await city.as(officer({ body: 'ubnd-11383' })).get('/api/notifications')).json().items).toEqual(
      [],
    );
  });

  test('of somebody else looks like one that does not exist', async () => {
    const id = randomUUID();
    await say({ person: id }, { channels: ['in-app'] });
    const theirs = (await city.as(citizen({ id })).get('/api/notifications')).json().items[0].id;
    const answers = await Promise.all(
      [theirs, randomUUID()].map((one) => city.as(citizen()).post(`/api/notifications/${one}/read`)),
    );
    expect(answers.map((answer) => [answer.statusCode, answer.json().code])).toEqual([
      [404, 'not_found'],
      [404, 'not_found'],
    ]);
    expect((await city.as(citizen({ id })).get('/api/notifications/unread')).json()).toEqual({ count: 1 });
  });

  test.each([
    ['GET', '/api/notifications'],
    ['GET', '/api/notifications/unread'],
    ['POST', '/api/notifications/read'],
    ['POST', '/api/notifications/0198b4f0-0000-7000-8000-000000000000/read'],
    ['POST', '/api/push/subscriptions'],
    ['DELETE', '/api/push/subscriptions?endpoint=x'],
  ] as const)('%s %s asks strangers to sign in', async (method, url) => {
    const answer = await city.as(anonymous).inject({ method, url });
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'sign_in_needed']);
  });

  test('refuses a made-up cursor', async () => {
    const answer = await city.as(citizen()).get('/api/notifications?cursor=bm9uc2Vuc2U');
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_cursor']);
  });
});

describe('browser subscriptions', () => {
  const count = async (recipient: string) =>
    (await city.sql('select 1 from notify.subscription where recipient = $1', [recipient])).length;

  test('of a browser that is gone are removed when the push service says so', async () => {
    const id = await person({ email: null });
    const subscription = simulator.push.subscribe();
    await city.as(citizen({ id })).post('/api/push/subscriptions', subscription);
    simulator.push.unsubscribe(subscription.endpoint);
    await say({ person: id }, { channels: ['push'] });
    expect(await finished(`person:${id}`)).toMatchObject([
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
