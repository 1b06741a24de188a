// Reports for another: filed and followed by the power of a mandate, refused without it, shown to the office with both names, to nobody else.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import { aReport, file, people, reportsCity } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city.stop());

const child = citizen({ name: 'Nguyễn Thu An' });
const mother = citizen({ name: 'Nguyễn Thị Mai' });
const mandate = randomUUID();
const actingFor = (who: typeof mother, powers: readonly string[], principal = child) =>
  ({
    ...who,
    onBehalfOf: { kind: 'person', id: principal.id!, name: principal.name!, mandate, powers },
  }) as const;
const guardian = actingFor(mother, ['report.file']);
const grownUp = actingFor(mother, []);

let code: string;
beforeEach(async () => {
  code = (await file(city, {}, city.as(guardian))).trackingCode;
});

test('a report for a child is kept with both names and stands among the child’s own', async () => {
  const [row] = await city.sql<Record<string, unknown>>(
    `select b.* from feedback.behalf b join feedback.report using (report_id) where tracking_code = $1`,
    [code],
  );
  expect(row).toMatchObject({
    principal_id: child.id,
    principal_name: 'Nguyễn Thu An',
    agent_id: mother.id,
    agent_name: 'Nguyễn Thị Mai',
    mandate,
  });
  const own = (await city.as(child).get('/my')).body;
  expect(own).toContain(code);
  expect(own).toContain('Nguyễn Thị Mai gửi thay');
  expect((await city.as(guardian).get('/my')).body).toContain(code);
  expect((await city.as(mother).get('/my')).body).not.toContain(code);
  const [said] = await city.sql<Record<string, unknown>>(
    `select subject_id, actor_id, on_behalf_of, mandate from trail.entry where action = 'report.file' order by ctid desc limit 1`,
  );
  expect(said).toMatchObject({ subject_id: child.id, actor_id: mother.id, on_behalf_of: child.id, mandate });
});

test('once the mandate gives nothing any more, nothing is done for the child, and nothing in one’s own name by mistake', async () => {
  const refused = await city.as(grownUp).post('/api/reports', aReport());
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'power_missing']);
  for (const url of ['/report', '/my']) expect((await city.as(grownUp).get(url)).statusCode, url).toBe(403);
  const page = await city.as(grownUp).get(`/reports/${code}`);
  expect(page.statusCode).toBe(200);
  const rated = await city.as(grownUp).post(`/api/reports/${code}/rate`, { score: 1, words: 'Chưa xong' });
  expect(rated.json().code).toBe('power_missing');
  const [own] = await city.sql<{ n: number }>(
    'select count(*)::int as n from feedback.person_report where person_id = $1',
    [mother.id],
  );
  expect(own?.n).toBe(0);
});

test('the one who filed it for another has no part in it as themselves, nor for somebody else', async () => {
  const close = (who: Parameters<TestCity['as']>[0]) =>
    city.as(who).post(`/api/reports/${code}/rate`, { score: 5 });
  await city.as(people.leChan).post(`/api/reports/${code}/accept`, {});
  await city.as(people.leChan).post(`/api/reports/${code}/start`, {});
  const answered = await city
    .as(people.leChan)
    .post(`/api/reports/${code}/resolve`, { words: 'Đã nạo vét cống trước nhà 215.' });
  expect(answered.statusCode).toBe(200);
  expect((await close(mother)).statusCode).toBe(403);
  const other = citizen({ name: 'Trần Văn Khác' });
  expect((await close(actingFor(mother, ['report.file'], other))).statusCode).toBe(403);
  expect((await close(guardian)).json()).toMatchObject({ state: 'closed', rating: 5 });
});

test('the office that states a purpose sees both names, the child finds the look on the trail; the public sees neither', async () => {
  const shown = await city
    .as(people.leChan)
    .get(`/api/desk/reports/${code}?purpose=${encodeURIComponent('Hỏi thêm địa điểm')}`);
  expect(shown.json().contact.behalf).toEqual({
    principal: 'Nguyễn Thu An',
    kind: 'person',
    agent: 'Nguyễn Thị Mai',
  });
  const looked = await city.sql(
    `select 1 from trail.entry where action = 'report.contact.read' and subject_id = $1`,
    [child.id],
  );
  expect(looked).toHaveLength(1);
  for (const url of [`/api/reports/${code}`, `/reports/${code}`]) {
    const { body } = await city.as(anonymous).get(url);
    expect(body).toContain(code);
    expect(body).not.toMatch(/Nguyễn Thu An|Nguyễn Thị Mai/);
  }
});

test('the database shows in whose name it was to the two sides only', async () => {
  const m = city.module('feedback');
  const seen = async (who: typeof mother) =>
    (
      await m.db.transaction(who, (tx) =>
        (tx.db as never as { selectFrom(t: string): { selectAll(): { execute(): Promise<unknown[]> } } })
          .selectFrom('feedback.behalf')
          .selectAll()
          .execute(),
      )
    ).length;
  expect(await seen(child)).toBeGreaterThan(0);
  expect(await seen(guardian)).toBeGreaterThan(0);
  expect(await seen(mother)).toBe(0);
  expect(await seen(people.leChan)).toBe(0);
});
