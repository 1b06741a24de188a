import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, officer, type TestCity, testCity } from '@city/kernel/testing';
import { forgetContact, saveContact } from './notify.ts';
import { type KeptContact, openContact } from './sealed.ts';
import { sayer, sayerOf } from './testing/sayer.ts';

let city: TestCity;
let of: ReturnType<typeof sayerOf>;
beforeAll(async () => {
  city = await testCity({ modules: [sayer as never] });
  of = sayerOf(city);
});
afterAll(() => city?.stop());

describe('the walls around notifications', () => {
  test.each(['message', 'delivery', 'contact', 'subscription', 'attempt'])(
    'a module puts in but cannot read notify.%s',
    async (table) => {
      const reading = of.inTx((tx) => sql`select * from ${sql.table(`notify.${table}`)}`.execute(tx.db));
      await expect(reading).rejects.toMatchObject({ code: '42501' });
    },
  );

  test('contacts are replaced and forgotten as a whole', async () => {
    const id = await of.person({ lang: 'en' });
    await of.inTx((tx) => saveContact(tx, { person: id }, { lang: 'vi', email: null, phone: '0912345678' }));
    const rows = () =>
      city.sql('select lang, email, phone from notify.contact where recipient = $1', [`person:${id}`]);
    expect(await rows()).toEqual([{ lang: 'vi', email: null, phone: null }]);
    const [kept] = await city.sql<KeptContact>('select * from notify.contact where recipient = $1', [
      `person:${id}`,
    ]);
    const reach = await of.inTx(async ({ seals }) => openContact(seals, `person:${id}`, kept!));
    expect(reach).toEqual({ email: null, phone: '0912345678' });
    await of.inTx((tx) => forgetContact(tx, { person: id }));
    expect(await rows()).toEqual([]);
  });
});

describe('the inbox over HTTP', () => {
  test('shows the newest first, page by page, and counts what is unread', async () => {
    const id = randomUUID();
    const me = city.as(citizen({ id }));
    for (const code of ['HP-1', 'HP-2', 'HP-3']) {
      city.clock.advance(1_000);
      await of.say({ person: id }, { params: { code }, channels: ['in-app'] });
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
    await of.say({ post: holder.post!.id }, { channels: ['in-app'] });
    expect((await city.as(holder).get('/api/notifications')).json().items).toMatchObject([
      { isForPost: true },
    ]);
    expect((await city.as(officer({ body: 'ubnd-11383' })).get('/api/notifications')).json().items).toEqual(
      [],
    );
  });

  test('of somebody else looks like one that does not exist', async () => {
    const id = randomUUID();
    await of.say({ person: id }, { channels: ['in-app'] });
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
