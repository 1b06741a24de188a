// Refusals: every route asked by those who may not, the walls around the person, also in the database, and the ways in for who filed.
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, anonymous } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import {
  aComplaint,
  aDenunciation,
  complaintsTestCity,
  deskOf,
  file,
  type FiledForm,
  idOf,
  people,
} from '../testing.ts';

let city: TestCity;
let complaint: FiledForm;
let denunciation: FiledForm;
let id: string;
const purpose = 'Mời đến làm việc';
beforeAll(async () => {
  city = await complaintsTestCity();
  complaint = await file(city);
  denunciation = await file(city, aDenunciation);
  id = await idOf(city, denunciation.code);
});
afterAll(() => city.stop());

/** Who may not call at all. */
const strangers: Record<string, Actor> = {
  anonymous,
  citizen: citizen(),
  'officer of the same body who handles reports': people.reports,
  coordinator: people.coordinator,
  inspector: people.inspector,
};

describe.each([
  ['GET /api/desk/complaints', undefined],
  ['GET /api/desk/complaints/:id', undefined],
  ['GET /api/desk/complaints/:id/evidence/:file', undefined],
  ['GET /api/desk/complaints/:id/documents/:file', undefined],
  ['POST /api/desk/complaints/:id/identity', { purpose }],
  ['POST /api/desk/complaints/:id/:verb', {}],
] as const)('%s', (name, body) => {
  const [method = '', path = ''] = name.split(' ');
  const url = () => path.replace(':id', id).replace(':file', id).replace(':verb', 'accept');
  const ask = (who: Actor) => (method === 'GET' ? city.as(who).get(url()) : city.as(who).post(url(), body));

  test.each(Object.entries(strangers))('refuses: %s', async (_who, actor) => {
    expect((await ask(actor)).statusCode).toBe(actor.kind === 'anonymous' ? 401 : 403);
  });

  test('looks unknown to officers of another body', async () => {
    const answer = await ask(people.elsewhere);
    if (path === '/api/desk/complaints') expect(answer.json().items).toEqual([]);
    else expect([answer.statusCode, answer.json().code]).toEqual([404, 'complaint_not_found']);
  });
});

describe('the person', () => {
  const look = (who: Actor, matterId: string, why: string) =>
    city.as(who).post(`/api/desk/complaints/${matterId}/identity`, { purpose: why });
  const reads = () =>
    city.sql<{ actor_id: string; purpose: string; object_id: string }>(
      `select actor_id, purpose, object_id from trail.entry where action = 'complaint.identity.read' order by at`,
    );

  test('does not stand in what the handling officer sees', async () => {
    for (const { code } of [complaint, denunciation]) {
      const answer = await city.as(people.handler).get(`/api/desk/complaints/${await idOf(city, code)}`);
      expect(answer.statusCode).toBe(200);
      for (const secret of ['Trần Thị Mẫu', 'Tô Hiệu', '912345678', '912 345 678'])
        expect(answer.body).not.toContain(secret);
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });

  test('is shown for a stated purpose; each look stands on the trail and on the person’s own page', async () => {
    const answer = await look(people.handler, id, purpose);
    expect(answer.json()).toMatchObject({ name: 'Trần Thị Mẫu', phone: '+84912345678' });
    await look(people.leader, id, 'Duyệt giấy mời');
    expect(await reads()).toEqual([
      { actor_id: people.handler.id, purpose, object_id: id },
      { actor_id: people.leader.id, purpose: 'Duyệt giấy mời', object_id: id },
    ]);
    const page = (await city.as(anonymous).get(denunciation.own)).body;
    expect(page).toContain(purpose);
    expect(page).toContain('Duyệt giấy mời');
  });

  test.each(['', '  ', 'x'])('is not shown for the purpose “%s”', async (why) => {
    const before = (await reads()).length;
    expect((await look(people.handler, id, why)).statusCode).toBe(400);
    expect(await reads()).toHaveLength(before);
  });

  test('of a denunciation stands nowhere on the trail, though they were signed in', async () => {
    const me = citizen();
    const { code } = await file(city, aDenunciation, { as: city.as(me) });
    await look(people.handler, await idOf(city, code), purpose);
    const rows = await city.sql<{ row: string }>('select to_jsonb(e)::text as row from trail.entry e');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ row }) => row.includes(me.id ?? ''))).toEqual([]);
  });

  test('and their words are found in no table as they were written', async () => {
    const tables = await city.sql<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      const found = await city.sql<{ n: number }>(
        `select count(*)::int as n from ${name} r where r::text ~ 'Trần Thị Mẫu|912345678|đòi hai triệu|QĐ-XPHC'`,
      );
      expect([name, found[0]?.n]).toEqual([name, 0]);
    }
  });
});

describe('the database asks again', () => {
  async function as(
    context: Record<string, string>,
    text: string,
  ): Promise<{ rows: object[] } | { code: string }> {
    const client = new Client(city.connection);
    await client.connect();
    try {
      await client.query('begin; set local role mod_complaints');
      for (const [name, value] of Object.entries(context))
        await client.query('select set_config($1, $2, true)', [`city.${name}`, value]);
      return { rows: (await client.query(text)).rows };
    } catch (error) {
      return { code: (error as { code: string }).code };
    } finally {
      await client.query('rollback');
      await client.end();
    }
  }
  const handler = {
    actor_kind: 'officer',
    actor_id: 'x',
    actor_body: 'ubnd-11383',
    actor_role: 'complaints',
  };
  const count = async (context: Record<string, string>, table: string) => {
    const found = await as(context, `select 1 from complaints.${table}`);
    return 'rows' in found ? found.rows.length : found.code;
  };

  test.each(['matter', 'event', 'evidence', 'identity', 'identity_read', 'person_matter'])(
    'nobody, people, other bodies and other roles see no row of %s',
    async (table) => {
      expect(await count({}, table)).toBe(0);
      expect(await count({ actor_kind: 'citizen', actor_id: 'x', purpose }, table)).toBe(0);
      expect(await count({ ...handler, actor_body: 'ubnd-10525', purpose }, table)).toBe(0);
      for (const role of ['officer', 'coordinator', 'inspector', 'administrator'])
        expect(await count({ ...handler, actor_role: role, purpose }, table)).toBe(0);
    },
  );

  test('the handling officer sees matters, and persons only for a purpose', async () => {
    expect(await count(handler, 'matter')).toBeGreaterThan(1);
    expect(await count(handler, 'identity')).toBe(0);
    expect(await count({ ...handler, purpose }, 'identity')).toBeGreaterThan(1);
    expect(await count({ actor_kind: 'system' }, 'identity')).toBe(0);
  });

  test('who has proved one matter sees that one and no person', async () => {
    expect(await count({ matter: id }, 'matter')).toBe(1);
    expect(await count({ matter: id }, 'identity')).toBe(0);
  });

  test('a matter of another body cannot be changed, and history not at all', async () => {
    expect(
      await as(
        { ...handler, actor_body: 'ubnd-10525' },
        `update complaints.matter set evidence_n = 3 returning 1`,
      ),
    ).toEqual({ rows: [] });
    for (const table of ['event', 'identity', 'identity_read', 'evidence', 'receipt', 'person_matter']) {
      expect([table, await as(handler, `delete from complaints.${table}`)]).toEqual([
        table,
        { code: '42501' },
      ]);
      expect([table, await as(handler, `update complaints.${table} set matter_id = null`)]).toEqual([
        table,
        { code: '42501' },
      ]);
    }
  });

  test('a step that the machine does not know is refused by the table itself', async () => {
    const bad = `insert into complaints.event (matter_id, seq, at, actor_kind, action, from_state, to_state, words)
      values ('${id}', 99, now(), 'office', 'decide', 'received', 'decided', 'x')`;
    expect(await as(handler, bad)).toEqual({ code: '23514' });
  });
});

describe('who filed', () => {
  const open = (code: string, lastFour: string) =>
    city.as(anonymous).form('/complaints/follow', { code, lastFour });

  test('opens their matter by the code, read leniently, and the last four digits', async () => {
    const answer = await open(complaint.code.toLowerCase().replaceAll('-', ' '), '5678');
    expect(answer.statusCode).toBe(303);
    const page = await city.as(anonymous).get(String(answer.headers['location']));
    expect(page.body).toContain(aComplaint.about['subject']);
    expect(page.body).toContain('Còn 10 ngày');
  });

  test('opens it by their account, and nobody else by theirs', async () => {
    const me = citizen();
    const { code } = await file(city, aDenunciation, { as: city.as(me) });
    expect((await city.as(me).get(`/complaints/follow/${code}`)).statusCode).toBe(200);
    expect((await city.as(me).get('/complaints')).body).toContain(code);
    expect((await city.as(citizen()).get(`/complaints/follow/${code}`)).statusCode).toBe(404);
    expect((await city.as(people.handler).get(`/complaints/follow/${code}`)).statusCode).toBe(404);
  });

  test('a wrong code, wrong digits, a wrong key and a stranger’s key look the same', async () => {
    const foreign = denunciation.own.split('key=')[1];
    const answers = [
      await open('DT-00000-00000-0000', '5678'),
      await open(complaint.code, '0000'),
      await city.as(anonymous).get(`/complaints/follow/${complaint.code}?key=${foreign}`),
      await city.as(anonymous).get(`/complaints/follow/${complaint.code}`),
    ];
    for (const answer of answers)
      expect([answer.statusCode, answer.headers['cache-control']]).toEqual([404, 'no-store']);
  });

  test('after five wrong tries the digits open nothing for an hour, the own link still does', async () => {
    const { code, own } = await file(city);
    for (let tries = 0; tries < 5; tries++) expect((await open(code, '0000')).statusCode).toBe(404);
    expect((await open(code, '5678')).statusCode).toBe(429);
    expect((await city.as(anonymous).get(own)).statusCode).toBe(200);
    city.clock.advance(3_600_001);
    expect((await open(code, '5678')).statusCode).toBe(303);
  });
});

test('nothing of the module goes out as an event, a search result or an open list', async () => {
  expect(await city.sql('select 1 from events.outbox')).toEqual([]);
  expect((await deskOf(city)).length).toBeGreaterThan(0);
  for (const url of ['/api/complaints', '/complaints.csv', '/api/complaints/statistics'])
    expect((await city.as(anonymous).get(url)).statusCode).toBe(404);
});
