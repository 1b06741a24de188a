// Refusals: each route that is not public, asked by those who may not; and the wall around who signed, also in the database.
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, officer, type TestCity } from '@city/kernel/testing';
import type { PetitionView } from '../contract.ts';
import { aDraft, longAnswer, open, people, petitionsCity } from '../testing.ts';

let city: TestCity;
let petition: PetitionView;
beforeAll(async () => {
  city = await petitionsCity();
  petition = await open(city);
});
afterAll(() => city.stop());

const at = (route: string) => route.replace(/^\w+ /, '').replace(':code', petition.code);

describe.each([
  ['POST /api/petitions', aDraft()],
  ['POST /api/petitions/alike', aDraft()],
  ['POST /api/petitions/:code/edit', aDraft()],
  ['POST /api/petitions/:code/propose', {}],
  ['POST /api/petitions/:code/sign', {}],
  ['POST /api/petitions/:code/take-back', {}],
  ['POST /api/petitions/:code/withdraw', {}],
  ['POST /api/petitions/:code/appeal', { words: 'Xin xem lại kiến nghị.' }],
])('%s', (route, body) => {
  test('refuses who is not signed in', async () => {
    expect((await city.as(anonymous).post(at(route), body)).statusCode).toBe(401);
  });
});

describe.each([
  'GET /api/petitions/:code/signature',
  'GET /petitions/mine',
  'GET /petitions/start',
  'GET /petitions/:code/sign',
  'GET /petitions/:code/words',
  'GET /petitions/:code/where',
  'GET /petitions/:code/send',
])('%s', (route) => {
  test('refuses who is not signed in', async () => {
    expect((await city.as(anonymous).get(at(route))).statusCode).toBe(401);
  });
});

const written = { title: 'Mở lại sân chơi', ask: 'Dọn bãi vật liệu', words: 'Vì sao' };
describe.each([
  ['POST /petitions/start', written],
  ['POST /petitions/:code/words', written],
  ['POST /petitions/:code/where', { topic: 'other' }],
  ['POST /petitions/:code/send', {}],
  ['POST /petitions/:code/sign', {}],
  ['POST /petitions/:code/take-back', {}],
  ['POST /petitions/:code/withdraw', {}],
  ['POST /petitions/:code/appeal', { words: 'Xin xem lại.' }],
] as const)('%s', (route, fields) => {
  test('refuses who is not signed in, and changes nothing', async () => {
    expect((await city.as(anonymous).form(at(route), fields)).statusCode).toBe(401);
    const [row] = await city.sql<{ version: number }>(
      'select version from petitions.petition where code = $1',
      [petition.code],
    );
    expect(row?.version).toBe(petition.version);
  });
});

const words = { words: 'Mọi việc đã được làm xong.' };
describe.each([
  ['POST /api/desk/petitions/:code/publish', {}],
  ['POST /api/desk/petitions/:code/refuse', { ground: 'dignity', ...words }],
  ['POST /api/desk/petitions/:code/hand-over', { body: 'so-xay-dung', ...words }],
  ['POST /api/desk/petitions/:code/submit', { words: longAnswer }],
  ['POST /api/desk/petitions/:code/send-back', words],
  ['POST /api/desk/petitions/:code/approve', {}],
  ['POST /api/desk/petitions/:code/progress', { commitment: 1, progress: 5 }],
  ['POST /api/desk/petitions/:code/finish', words],
])('%s', (route, body) => {
  test('refuses strangers, citizens, and officers without the role', async () => {
    expect((await city.as(anonymous).post(at(route), body)).statusCode).toBe(401);
    for (const who of [citizen(), officer({ body: 'ubnd-11948', role: 'archivist' })])
      expect((await city.as(who).post(at(route), body)).statusCode).toBe(403);
  });
});

describe.each(['GET /api/desk/petitions', 'GET /api/desk/petitions/queues', 'GET /api/desk/petitions/:code'])(
  '%s',
  (route) => {
    test('refuses who has no post', async () => {
      const url = `${at(route)}?queue=owed`;
      expect((await city.as(anonymous).get(url)).statusCode).toBe(401);
      expect((await city.as(citizen()).get(url)).statusCode).toBe(403);
      expect((await city.as(people.moderator).get(url)).statusCode).toBe(200);
    });
  },
);

test('the database shows who signed to that person and, for a purpose, to the city alone', async () => {
  const me = citizen();
  await city.as(me).post(`/api/petitions/${petition.code}/sign`, {});
  const seen = async (kind: string, id: string, purpose: string) => {
    const client = new Client(city.connection);
    await client.connect();
    try {
      await client.query('begin; set local role mod_petitions');
      await client.query(
        `select set_config('city.actor_kind', $1, true), set_config('city.actor_id', $2, true), set_config('city.purpose', $3, true)`,
        [kind, id, purpose],
      );
      const rows = await client.query(
        'select count(distinct person_id)::int as n from petitions.person_petition',
      );
      return rows.rows[0].n as number;
    } finally {
      await client.end();
    }
  };
  expect(await seen('citizen', me.id as string, '')).toBe(1);
  expect(await seen('officer', people.leader.id as string, 'tò mò')).toBe(0);
  expect(await seen('anonymous', '', '')).toBe(0);
  expect(await seen('system', 'petitions.tell', '')).toBe(0);
  expect(await seen('system', 'petitions.tell', 'tell')).toBeGreaterThan(5);
});

test('no answer of the public interface names who began or signed', async () => {
  const named = await open(city, {}, citizen({ name: 'Nguyễn Thị Bí Mật' }));
  await city.as(citizen({ name: 'Trần Văn Kín' })).post(`/api/petitions/${named.code}/sign`, {});
  const { body } = await city.as(anonymous).get(`/api/petitions/${named.code}`);
  expect(body).not.toMatch(/Bí Mật|Văn Kín/);
});
