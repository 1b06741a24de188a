// Refusals: each route that is not public, asked by those who may not; and the walls around who reported, also in the database.
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, officer, type TestCity } from '@city/kernel/testing';
import { type Filed, file, people, reportsCity } from '../testing.ts';

let city: TestCity;
let filed: Filed;
beforeAll(async () => {
  city = await reportsCity();
  filed = await file(city, { contact: { name: 'Trần Thị Mẫu', phone: '0912345678' } });
});
afterAll(() => city.stop());

const strangers = {
  anonymous,
  citizen: citizen(),
  'officer of another body': people.haiDuong,
  'officer without a handling role': officer({ body: 'ubnd-11383', role: 'archivist' }),
};

describe.each([
  ['POST /api/reports/:code/accept', {}],
  ['POST /api/reports/:code/assign', { me: true }],
  ['POST /api/reports/:code/start', {}],
  ['POST /api/reports/:code/resolve', { words: 'Đã xong việc này.' }],
  ['POST /api/reports/:code/return', { reason: 'Không thuộc địa bàn' }],
  ['POST /api/reports/:code/reject', { reason: 'Không thuộc địa bàn' }],
  ['POST /api/reports/:code/transfer', { kind: 'khieu_nai', reason: 'Là đơn khiếu nại' }],
])('%s', (route, body) => {
  test.each(Object.entries(strangers))('refuses: %s', async (_who, actor) => {
    const answer = await city
      .as(actor)
      .post(route.replace('POST ', '').replace(':code', filed.trackingCode), body);
    expect(answer.statusCode).toBe(actor.kind === 'anonymous' ? 401 : 403);
    const [row] = await city.sql<{ version: number }>(
      'select version from feedback.report where tracking_code = $1',
      [filed.trackingCode],
    );
    expect(row?.version).toBe(1);
  });
});

describe.each(['GET /api/desk/reports', 'GET /api/desk/queues', 'GET /api/desk/reports/:code', 'GET /my'])(
  '%s',
  (route) => {
    test('refuses who has no post', async () => {
      const url = route.replace('GET ', '').replace(':code', filed.trackingCode);
      expect((await city.as(anonymous).get(url)).statusCode).toBe(401);
      if (url !== '/my') expect((await city.as(citizen()).get(url)).statusCode).toBe(403);
    });
  },
);

describe('a reporter’s contact', () => {
  const ask = (who: Parameters<TestCity['as']>[0], purpose?: string) =>
    city
      .as(who)
      .get(
        `/api/desk/reports/${filed.trackingCode}${purpose ? `?purpose=${encodeURIComponent(purpose)}` : ''}`,
      );
  const reads = () =>
    city.sql<{ purpose: string; actor_id: string }>(
      `select purpose, actor_id from trail.entry where action = 'report.contact.read'`,
    );

  test('is shown to the holding body for a purpose, and that read stands on the trail', async () => {
    const answer = await ask(people.leChan, 'Hỏi lại vị trí chính xác');
    expect(answer.json().contact).toEqual({
      name: 'Trần Thị Mẫu',
      phone: '+84912345678',
      email: null,
      behalf: null,
    });
    expect(await reads()).toEqual([{ purpose: 'Hỏi lại vị trí chính xác', actor_id: people.leChan.id }]);
  });

  test('is not shown without a purpose, nor put onto the trail', async () => {
    const before = (await reads()).length;
    expect((await ask(people.leChan)).json().contact).toBeNull();
    expect(await reads()).toHaveLength(before);
  });

  test('is refused to other bodies and to inspectors, purpose or not', async () => {
    expect((await ask(people.haiDuong, 'Tò mò thôi')).statusCode).toBe(403);
    expect((await ask(people.inspector, 'Thanh tra')).statusCode).toBe(403);
  });
});

describe('the database asks again', () => {
  /** Runs SQL as the module's role with a context of our choosing, around all of the code above. */
  async function as(
    context: Record<string, string>,
    sql: string,
  ): Promise<{ rows: object[] } | { code: string }> {
    const client = new Client(city.connection);
    await client.connect();
    try {
      await client.query('begin; set local role mod_feedback');
      for (const [name, value] of Object.entries(context))
        await client.query('select set_config($1, $2, true)', [`city.${name}`, value]);
      return { rows: (await client.query(sql)).rows };
    } catch (error) {
      return { code: (error as { code: string }).code };
    } finally {
      await client.query('rollback');
      await client.end();
    }
  }
  const all = 'select sealed is not null as sealed, name, phone from feedback.reporter';

  test('who holds the report and says why sees its reporter; everyone else sees no row', async () => {
    const holder = { actor_kind: 'officer', actor_id: 'x', actor_body: 'ubnd-11383', actor_role: 'officer' };
    expect(await as({ ...holder, purpose: 'Hỏi lại' }, all)).toEqual({
      rows: [{ sealed: true, name: null, phone: null }],
    });
    expect(await as(holder, all)).toEqual({ rows: [] });
    expect(await as({ ...holder, actor_body: 'ubnd-10525', purpose: 'Hỏi lại' }, all)).toEqual({ rows: [] });
    expect(
      await as(
        { actor_kind: 'citizen', actor_id: '01990000-0000-7000-8000-000000000000', purpose: 'Hỏi lại' },
        all,
      ),
    ).toEqual({ rows: [] });
    expect(await as({}, all)).toEqual({ rows: [] });
  });

  test('nobody changes or deletes what is append-only (42501)', async () => {
    for (const sql of [
      'delete from feedback.report_event',
      'update feedback.report_event set words = null',
      'delete from feedback.reporter',
      'update feedback.reporter set name = null',
      'delete from feedback.tracking_code',
      'update feedback.photo set role = role',
      'delete from feedback.rating',
      'delete from trail.entry',
    ])
      expect(await as({ actor_kind: 'system', purpose: 'x' }, sql), sql).toEqual({ code: '42501' });
  });

  test('another module’s role reaches none of our tables (42501)', async () => {
    const client = new Client(city.connection);
    await client.connect();
    try {
      for (const table of ['report', 'report_event', 'reporter', 'draft']) {
        await client.query('begin; set local role mod_kernel');
        await expect(client.query(`select 1 from feedback.${table}`), table).rejects.toMatchObject({
          code: '42501',
        });
        await client.query('rollback');
      }
    } finally {
      await client.end();
    }
  });

  test('a step that the machine does not know is refused by the table itself (23514)', async () => {
    const [row] = await city.sql<{ report_id: string }>('select report_id from feedback.report limit 1');
    const bad = `insert into feedback.report_event (report_id, seq, at, actor_kind, action, from_state, to_state, words)
      values ('${row!.report_id}', 99, now(), 'office', 'resolve', 'new', 'resolved', 'x')`;
    expect(await as({}, bad)).toEqual({ code: '23514' });
    expect(await as({}, `update feedback.report set state = 'closed'`)).toEqual({ code: '23514' });
  });
});
