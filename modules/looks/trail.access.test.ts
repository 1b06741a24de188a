// Who may not: the trail of a person is theirs, the questions are the body's, the reading of all is the inspectors'.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { anonymous } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import { logged, look, lookingCity, newestLook, people } from './testing.ts';

let city: TestCity;
let id: string;
beforeAll(async () => {
  city = await lookingCity();
  await look(city);
  id = await newestLook(city);
  await logged(city);
}, 120_000);
afterAll(() => city.stop());

const routes = [
  ['GET /me/who-looked', '/me/who-looked', [anonymous]],
  ['GET /me/who-looked/:id', '/me/who-looked/ID', [anonymous, people.other, people.reader, people.inspector]],
  ['GET /me/who-looked.csv', '/me/who-looked.csv', [anonymous]],
  ['GET /me/who-looked.json', '/me/who-looked.json', [anonymous]],
  [
    'GET /api/trail/entries/:id/proof',
    '/api/trail/entries/ID/proof',
    [anonymous, people.other, people.leader, people.inspector],
  ],
  ['GET /me/who-looked/:id/ask', '/me/who-looked/ID/ask', [anonymous, people.other, people.reader]],
  ['POST /me/who-looked/:id/ask', '/me/who-looked/ID/ask', [anonymous, people.other, people.reader]],
  [
    'GET /api/desk/trail/questions',
    '/api/desk/trail/questions',
    [anonymous, people.mai, people.reader, people.inspector],
  ],
  [
    'POST /api/desk/trail/questions/:id/answer',
    '/api/desk/trail/questions/ID/answer',
    [anonymous, people.mai, people.reader, people.inspector],
  ],
  ['GET /api/desk/trail/log', '/api/desk/trail/log', [anonymous, people.mai, people.reader, people.leader]],
  [
    'GET /api/desk/trail/readings',
    '/api/desk/trail/readings?from=2026-09-01&to=2026-09-08&purpose=Thanh+tra+theo+k%E1%BA%BF+ho%E1%BA%A1ch',
    [anonymous, people.mai, people.reader, people.leader],
  ],
  [
    'GET /api/desk/trail/officers/:id/readings',
    '/api/desk/trail/officers/ID/readings?from=2026-09-01&to=2026-09-08&purpose=Thanh+tra+theo+k%E1%BA%BF+ho%E1%BA%A1ch',
    [anonymous, people.mai, people.reader, people.leader],
  ],
] as const;

describe.each(routes)('%s', (name, url, who) => {
  test('is refused to all whom it does not concern', async () => {
    for (const actor of who) {
      const at = url.replace('ID', id);
      const answer = name.startsWith('POST /me')
        ? await city.as(actor).form(at, { words: 'Vì sao xem dữ liệu của tôi?' })
        : name.startsWith('POST')
          ? await city.as(actor).post(at, { answer: 'Để xử lý phản ánh của bạn.', wasRight: true })
          : await city.as(actor).get(at);
      expect([302, 303, 401, 403, 404], `${actor.kind} ${answer.statusCode}`).toContain(answer.statusCode);
      expect(answer.body).not.toContain('HP-2609-00388');
    }
  });
});

describe('behind the routes', () => {
  const rows = (actor: typeof people.mai, module = 'looks') =>
    city
      .module(module)
      .db.transaction(actor, async (tx) => (await sql`select 1 from trail.entry`.execute(tx.db)).rows);

  test('the database shows each person the entries about themselves, and nobody else any', async () => {
    expect(await rows(people.mai)).toHaveLength(1);
    for (const actor of [people.other, people.reader, people.leader, people.inspector, anonymous])
      expect(await rows(actor)).toEqual([]);
  });

  test('another module may not read the trail at all, and nobody may change or delete an entry', async () => {
    await expect(rows(people.mai, 'hotline')).rejects.toThrow('permission denied');
    for (const change of [
      'delete from trail.entry',
      `update trail.entry set purpose = 'x'`,
      'truncate trail.leaf',
    ])
      await expect(
        city.module('looks').db.transaction(people.mai, (tx) => sql.raw(change).execute(tx.db)),
      ).rejects.toThrow('permission denied');
  });

  test('the function of inspectors answers to no other post, and to none without a purpose', async () => {
    const call = (actor: typeof people.mai) =>
      city
        .module('looks')
        .db.transaction(actor, (tx) =>
          sql`select * from trail.readings('2026-01-01', '2027-01-01', '{hotline}', '{report.%}', null, null)`.execute(
            tx.db,
          ),
        );
    for (const actor of [people.mai, people.leader, people.inspector])
      await expect(call(actor)).rejects.toThrow('purpose');
    expect((await call({ ...people.inspector, purpose: 'Thanh tra theo kế hoạch' })).rows).toHaveLength(1);
  });
});
