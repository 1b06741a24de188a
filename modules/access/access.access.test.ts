// Who is refused: asking for decisions, seeing rights, reading the log of decisions; and the wall in the database behind it.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, anonymous, system } from '@city/kernel/access';
import { citizen, officer, type TestCity } from '@city/kernel/testing';
import { accessOf } from './access-city.ts';
import { accessCity, accessOfTest, people } from './testing/access-city.ts';

let city: TestCity;
beforeAll(async () => {
  city = await accessCity();
});
afterAll(() => city?.stop());

const administrator = officer({ body: 'trung-tam-dieu-hanh', role: 'administrator' });
const question = {
  subject: { type: 'post', id: people.rick.id },
  action: { name: 'todo.can_update_todo' },
  resource: { type: 'todo', id: '7' },
};
const purpose = encodeURIComponent('kiểm tra định kỳ');

describe('the doors', () => {
  it.each([
    ['POST /access/v1/evaluation', question],
    ['POST /access/v1/evaluations', question],
    ['POST /access/v1/search/subject', question],
    ['POST /access/v1/search/resource', question],
    ['POST /access/v1/search/action', question],
    ['GET /api/desk/access/rights', undefined],
    ['POST /api/desk/access/trials', { who: 'anonymous', permission: 'todo.can_read_todos' }],
    ['GET /api/desk/access/decisions', undefined],
  ])(
    '%s opens to administrators, not to the anonymous, to citizens or to other posts',
    async (name, payload) => {
      const [method, path] = name.split(' ') as ['GET' | 'POST', string];
      const url = method === 'GET' ? `${path}?purpose=${purpose}` : path;
      const ask = async (actor: Actor) =>
        (await city.as(actor).inject({ method, url, ...(payload ? { payload } : {}) })).statusCode;
      expect(await ask(anonymous)).toBe(401);
      for (const actor of [
        citizen({ level: 4 }),
        officer({ body: 'ubnd-11383', role: 'leader' }),
        system('x'),
      ])
        expect(await ask(actor)).toBe(403);
      expect(await ask(administrator)).toBe(200);
    },
  );

  it('need a purpose for the log, and every look is on the trail', async () => {
    const bare = await city.as(administrator).get('/api/desk/access/decisions');
    expect([bare.statusCode, bare.json().code]).toEqual([400, 'purpose_needed']);
    await city.as(administrator).get(`/api/desk/access/decisions?purpose=${purpose}`);
    const trail = await city.sql<{ purpose: string }>(
      "select purpose from trail.entry where module = 'access' and action = 'decisions.read'",
    );
    expect(trail.at(-1)?.purpose).toBe('kiểm tra định kỳ');
  });
});

describe('the log of decisions', () => {
  const read = async (query = '') =>
    (await city.as(administrator).get(`/api/desk/access/decisions?purpose=${purpose}${query}`)).json().items;

  it('keeps refusals with who, where and why, equal ones of a second as one line', async () => {
    const leader = officer({ body: 'ubnd-11383', role: 'leader' });
    for (let at = 0; at < 3; at++) await city.as(leader).get('/api/desk/access/rights');
    const lines = await read(`&outcome=refused&who=${leader.id}`);
    expect(lines).toMatchObject([
      {
        times: 3,
        allowed: false,
        permission: 'access.rights.see',
        reason: 'role leader is none of administrator, inspector',
        actor: leader.id,
        body: 'ubnd-11383',
        route: 'GET /api/desk/access/rights',
        askedBy: null,
      },
    ]);
  });

  it('keeps what is asked for others, in the name of who asked, where personal data would open', async () => {
    await city.as(administrator).post('/access/v1/evaluation', question);
    const [line] = await read('&permission=todo.can_update_todo');
    expect(line).toMatchObject({
      allowed: false,
      post: people.rick.id,
      askedBy: administrator.post!.id,
      resource: { type: 'todo', id: '7' },
    });
  });

  it('keeps nothing of what is allowed over no personal data', async () => {
    await city.as(administrator).get('/api/desk/access/rights');
    expect(await read('&permission=access.rights.see&outcome=allowed')).toEqual([]);
    expect((await read('&permission=access.decision.read&outcome=allowed')).length).toBeGreaterThan(0);
  });

  it('goes on page by page, newest first', async () => {
    for (let at = 0; at < 60; at++) await city.as(citizen()).get('/api/desk/access/rights');
    const first = (await city.as(administrator).get(`/api/desk/access/decisions?purpose=${purpose}`)).json();
    expect(first.items).toHaveLength(50);
    const second = (
      await city.as(administrator).get(`/api/desk/access/decisions?purpose=${purpose}&cursor=${first.next}`)
    ).json();
    const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      (await city.as(administrator).get(`/api/desk/access/decisions?purpose=${purpose}&cursor=e30`))
        .statusCode,
    ).toBe(400);
  });

  it('holds what cannot be written and writes it when the database is back', async () => {
    const m = accessOfTest(city);
    const stranger = citizen();
    await city.sql('alter table access.decision rename to decision_away');
    await city.as(stranger).get('/api/desk/access/rights');
    await accessOf(m).log.flush();
    await city.sql('alter table access.decision_away rename to decision');
    expect(await read(`&who=${stranger.id}`)).toMatchObject([{ allowed: false, times: 1 }]);
  });
});

describe('the wall in the database', () => {
  const count = (actor: Actor, table: string) =>
    accessOfTest(city).db.transaction(actor, async (tx) => {
      const found = await sql<{
        count: number;
      }>`select count(*)::int as count from ${sql.table(`access.${table}`)}`.execute(tx.db);
      return found.rows[0]?.count;
    });

  it('shows decisions to nobody without the role and a purpose, and lets nobody but the city write them', async () => {
    await accessOf(accessOfTest(city)).log.flush();
    expect(await count(system('x'), 'decision')).toBeGreaterThan(0);
    expect(await count({ ...administrator, purpose: 'kiểm tra' }, 'decision')).toBeGreaterThan(0);
    const leader = officer({ body: 'ubnd-11383', role: 'leader' }, { purpose: 'xem' });
    for (const actor of [anonymous, citizen(), leader, administrator])
      expect(await count(actor, 'decision')).toBe(0);
    const change = accessOfTest(city).db.transaction({ ...administrator, purpose: 'x' }, (tx) =>
      sql`update access.decision set allowed = true`.execute(tx.db),
    );
    expect((await change).numAffectedRows).toBe(0n);
  });

  it('shows tokens to the city alone', async () => {
    for (const actor of [anonymous, citizen(), { ...administrator, purpose: 'x' }])
      expect(await count(actor, 'client')).toBe(0);
  });
});
