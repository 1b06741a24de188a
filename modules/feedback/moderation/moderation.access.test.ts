// Refusals of moderation: only a moderator's post decides, only moderators and inspectors read originals, and nothing changes meanwhile.
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, officer, type TestCity } from '@city/kernel/testing';
import { type Filed, file, people, reportsCity } from '../testing.ts';

let city: TestCity;
let filed: Filed;
const id = '0199aaaa-0000-7000-8000-000000000000';

beforeAll(async () => {
  city = await reportsCity();
  filed = await file(city);
});
afterAll(() => city.stop());

const strangers = {
  anonymous,
  citizen: citizen(),
  'the officer who handles it': people.leChan,
  'the coordinator': people.coordinator,
  'a leader of the city': officer({ body: 'ubnd-thanh-pho', role: 'leader' }),
  'an administrator': officer({ body: 'trung-tam-dieu-hanh', role: 'administrator' }),
};
const reason = { reason: 'Không thích' };

const call = (actor: Parameters<TestCity['as']>[0], route: string, body?: object) => {
  const [method, path] = route.split(' ') as [string, string];
  const url = path.replace(':code', filed.trackingCode).replace(':id', id).replace(':variant', 'full');
  return method === 'GET' ? city.as(actor).get(url) : city.as(actor).post(url, body);
};

describe.each<[string, object | undefined]>([
  ['GET /api/desk/moderation', undefined],
  ['GET /api/desk/moderation/counts', undefined],
  ['GET /api/desk/moderation/:code', undefined],
  ['POST /api/desk/moderation/:code/hide', reason],
  ['POST /api/desk/moderation/:code/show', reason],
  ['POST /api/desk/moderation/:code/photos/:id/hide', reason],
  ['POST /api/desk/moderation/:code/photos/:id/show', reason],
  ['POST /api/desk/moderation/:code/photos/:id/cover', { regions: [] }],
  ['POST /api/desk/moderation/:code/texts', { words: 'Lời khác', ...reason }],
  ['POST /api/desk/moderation/:code/done', {}],
  ['POST /api/desk/moderation/:code/ban', { kind: 'address', days: 1, ...reason }],
  ['GET /api/desk/bans', undefined],
  ['POST /api/desk/bans/:id/lift', reason],
])('%s', (route, body) => {
  test.each(Object.entries(strangers))('refuses: %s', async (_who, actor) => {
    expect((await call(actor, route, body)).statusCode).toBe(actor.kind === 'anonymous' ? 401 : 403);
    const [kept] = await city.sql<{ visibility: string; words: string; decided: number; bans: number }>(
      `select visibility, words_public as words, (select count(*)::int from feedback.moderation) as decided,
              (select count(*)::int from feedback.ban) as bans from feedback.report`,
    );
    expect(kept).toEqual({ visibility: 'public', words: filed.words, decided: 0, bans: 0 });
  });
});

const copy = 'GET /api/desk/reports/:code/photos/:id/:variant';
test(`${copy} shows nothing to strangers, whatever the id`, async () => {
  expect((await call(anonymous, copy)).statusCode).toBe(401);
  expect((await call(citizen(), copy)).statusCode).toBe(403);
  for (const actor of [people.haiDuong, people.leChan, people.moderator])
    expect((await call(actor, copy)).statusCode).toBe(404);
});

const original = 'GET /api/desk/reports/:code/photos/:id/original';
test(`${original} is refused to all but moderators and inspectors`, async () => {
  for (const [, actor] of Object.entries(strangers)) {
    const answer = await call(actor, `${original}?purpose=${encodeURIComponent('Đối chiếu khiếu nại')}`);
    expect(answer.statusCode).toBe(actor.kind === 'anonymous' ? 401 : 403);
  }
});

describe('the second wall', () => {
  async function rowsAs(context: Record<string, string>): Promise<number> {
    const client = new Client(city.connection);
    await client.connect();
    try {
      await client.query('begin; set local role mod_feedback');
      for (const [name, value] of Object.entries(context))
        await client.query('select set_config($1, $2, true)', [`city.${name}`, value]);
      return Number((await client.query('select count(*) as n from feedback.moderation')).rows[0].n);
    } finally {
      await client.query('rollback');
      await client.end();
    }
  }

  test('decisions are rows that the body of the report and posts of the whole city see, why it is hidden who holds its key; nobody changes them', async () => {
    await city.as(people.moderator).post(`/api/desk/moderation/${filed.trackingCode}/done`, {});
    await city.as(people.moderator).post(`/api/desk/moderation/${filed.trackingCode}/hide`, reason);
    const [report] = await city.sql<{ id: string; body: string }>(
      'select report_id as id, body_code as body from feedback.report where tracking_code = $1',
      [filed.trackingCode],
    );
    const own = { actor_kind: 'officer', actor_role: 'officer', actor_body: report!.body };
    expect(await rowsAs(own)).toBe(2);
    expect(await rowsAs({ ...own, actor_body: 'ubnd-noi-khac', actor_role: 'moderator' })).toBe(2);
    expect(await rowsAs({ ...own, actor_body: 'ubnd-noi-khac' })).toBe(0);
    for (const kind of ['anonymous', 'citizen']) {
      expect(await rowsAs({ actor_kind: kind })).toBe(0);
      expect(await rowsAs({ actor_kind: kind, held: report!.id })).toBe(1);
    }
    const client = new Client(city.connection);
    await client.connect();
    await client.query('set role mod_feedback');
    await expect(client.query('delete from feedback.moderation')).rejects.toMatchObject({ code: '42501' });
    await expect(client.query(`update feedback.moderation set reason = ''`)).rejects.toMatchObject({
      code: '42501',
    });
    await client.end();
  });
});
