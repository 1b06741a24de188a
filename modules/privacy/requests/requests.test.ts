// Requests about one's own data: the clocks of the law, one extension, the second person, what is carried out and what stays.
import { createHash, randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { projectRoot } from '@city/kernel/config/root';
import { catalogue, collectMessages } from '@city/kernel/text';
import { citizen, readPdf, type TestCity } from '@city/kernel/testing';
import { ask, carryOut, people, privacyTestCity, queue, step, words } from '../testing.ts';
import type { PrivacyTables } from '../tables.ts';
import { remindOfRequests } from './remind.sweep.ts';
import { readmePath, withDiagram } from './states-diagram.ts';
import { transitions } from './states.ts';

let city: TestCity;
beforeAll(async () => {
  city = await privacyTestCity();
});
afterAll(() => city.stop());
// Tuesday 8 September 2026, 09:30 in Hải Phòng.
beforeEach(() => city.clock.set('2026-09-08T02:30:00Z'));

describe('the clocks', () => {
  test('a request must be responded to in two working days and done in the days of its kind', async () => {
    const asked = await ask(city);
    expect(asked).toMatchObject({
      state: 'received',
      respondBy: '2026-09-10T02:30:00.000Z',
      dueAt: '2026-09-28T16:59:59.999Z',
      extendedTo: '2026-10-13T16:59:59.999Z',
      law: { number: '356/2025/NĐ-CP' },
    });
    city.clock.set('2026-09-10T02:31:00Z');
    const late = (await queue(city)).find(({ id }) => id === asked.id);
    expect(late?.isLate).toBe(true);
    expect((await step(city, asked.id, 'accept')).isLate).toBe(false);
  });

  test('it is extended once, with a reason, and the first promise stays', async () => {
    const { id, dueAt } = await ask(city);
    const refused = await city.as(people.officer).post(`/api/desk/data-requests/${id}/extend`, {});
    expect(refused.json().code).toBe('data_request_words_needed');
    const extended = await step(city, id, 'extend', { words: 'Cần hỏi ba cơ quan.' });
    expect(extended).toMatchObject({
      isExtended: true,
      firstDueAt: dueAt,
      dueAt: '2026-10-13T16:59:59.999Z',
    });
    expect(extended.steps).not.toContain('extend');
    const again = await city.as(people.officer).post(`/api/desk/data-requests/${id}/extend`, { words });
    expect(again.json().code).toBe('data_request_step_not_possible');
  });

  test('it is asked once at a time, with words, by whoever signed in strongly enough', async () => {
    const who = citizen();
    await ask(city, who);
    const code = async (body: object, as = who) =>
      (await city.as(as).post('/api/me/data-requests', body)).json().code;
    expect(await code({ kind: 'erase', words })).toBe('data_request_open_already');
    expect(await code({ kind: 'correct', words: ' ' })).toBe('data_request_words_needed');
    expect(await code({ kind: 'restrict', words, purpose: 'none-such' })).toBe('consent_purpose_unknown');
    expect(await code({ kind: 'access' }, citizen({ level: 1 }))).toBe('data_request_stronger_sign_in');
  });
});

describe('erasure', () => {
  test('whoever proposes it does not approve it, and a ward has no say', async () => {
    const { id } = await ask(city);
    await step(city, id, 'accept');
    await step(city, id, 'propose', { words: 'Đủ điều kiện xóa.' });
    const code = async (who: typeof people.officer) =>
      (await city.as(who).post(`/api/desk/data-requests/${id}/approve`, {})).json().code;
    expect(await code(people.officer)).toBe('data_request_second_person');
    expect(await code(people.wardLeader)).toBe('forbidden');
    expect((await step(city, id, 'approve', { who: people.leader })).state).toBe('doing');
  });

  test('an officer does not decide about their own data', async () => {
    const { id } = await ask(city, people.officer);
    const answer = await city.as(people.officer).post(`/api/desk/data-requests/${id}/accept`, {});
    expect(answer.json().code).toBe('data_request_step_not_possible');
  });

  test('when it is carried out, words and name can be read by nobody, and the record stays', async () => {
    const who = citizen();
    const { id } = await ask(city, who);
    await step(city, id, 'accept');
    await step(city, id, 'propose', { words: 'Đủ điều kiện xóa.' });
    await step(city, id, 'approve', { who: people.colleague });
    await carryOut(city, id);
    await carryOut(city, id);
    const seen = (await city.as(people.officer).get(`/api/desk/data-requests/${id}`)).json();
    expect(seen).toMatchObject({ state: 'done', asker: null, erased: [{ module: 'privacy' }] });
    expect(seen.events.map((event: { action: string }) => event.action)).toEqual([
      'ask',
      'accept',
      'propose',
      'approve',
      'finish',
    ]);
    expect(seen.events.every((event: { words: unknown }) => event.words === null)).toBe(true);
  });
});

describe('access', () => {
  test('needs nobody’s decision: the export is made at once, sealed, and fetched by its owner until its day', async () => {
    const who = citizen();
    const { id } = await ask(city, who, { kind: 'access' });
    await carryOut(city, id, true);
    const mine = (await city.as(who).get(`/api/me/data-requests/${id}`)).json();
    expect(mine).toMatchObject({
      state: 'done',
      export: { isOpen: true, until: '2026-09-15T02:30:00.000Z' },
    });
    const fetched = await city.as(who).get(`/api/me/data-requests/${id}/export`);
    const schema = (await city.as(who).get('/api/data-export/schema')).json();
    expect(schema.required).toEqual(Object.keys(fetched.json()));
    expect(fetched.json()).toMatchObject({ format: 'hoa-phuong.personal-data', person: who.id });
    expect((await city.as(citizen()).get(`/api/me/data-requests/${id}/export`)).statusCode).toBe(404);
    expect((await city.as(people.officer).get(`/api/me/data-requests/${id}/export`)).statusCode).toBe(404);
    const [row] = await city.sql<{ sealed: Buffer }>(
      'select sealed from privacy.export where request_id = $1',
      [id],
    );
    expect(row?.sealed.includes('hoa-phuong')).toBe(false);
    city.clock.set('2026-09-15T02:30:00Z');
    expect((await city.as(who).get(`/api/me/data-requests/${id}/export`)).json().code).toBe(
      'data_export_gone',
    );
  });

  test('each reading and fetching stands on the trail, with the person as its subject', async () => {
    const who = citizen();
    const { id } = await ask(city, who, { kind: 'access' });
    await carryOut(city, id, true);
    await city.as(who).get(`/api/me/data-requests/${id}/export`);
    await city.as(people.officer).get(`/api/desk/data-requests/${id}`);
    const entries = await city.sql<{ action: string }>(
      'select action from trail.entry where subject_id = $1 order by entry_id',
      [who.id],
    );
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'data-request.ask',
        'personal-data.exported',
        'data-export.fetched',
        'data-request.read',
      ]),
    );
  });
});

test('data protection is reminded of each clock once, before it is over', async () => {
  await city.sql('truncate privacy.request cascade; truncate notify.message cascade');
  await city.sql(
    `insert into privacy.office_post (post_id, body_code, role, valid_from, heard_at)
     values ($1, 'ubnd-thanh-pho', 'data_protection', '2026-01-01', now()), ($2, 'ubnd-thanh-pho', 'leader', '2026-01-01', now())`,
    [randomUUID(), randomUUID()],
  );
  const m = city.module<PrivacyTables>('privacy');
  const { id } = await ask(city, citizen(), { kind: 'correct' });
  expect(await remindOfRequests(m)).toBe(0);
  city.clock.set('2026-09-09T02:30:00Z');
  expect([await remindOfRequests(m), await remindOfRequests(m)]).toEqual([1, 0]);
  await step(city, id, 'accept');
  city.clock.set('2026-09-16T17:00:00Z');
  expect([await remindOfRequests(m), await remindOfRequests(m)]).toEqual([1, 0]);
  const sent = await city.sql<{ clock: string }>(
    `select params->>'clock' as clock from notify.message where template = 'privacy.request-clock' order by message_id`,
  );
  expect(sent.map(({ clock }) => clock)).toEqual(['respond', 'resolve']);
});

test('the export can be read and printed by people, with words and times of theirs', async () => {
  const who = citizen();
  await city.as(who).post('/api/me/consents', { purpose: 'ward-news', textVersion: '1', agreed: true });
  const { id } = await ask(city, who, { kind: 'access' });
  await carryOut(city, id, true);
  const { body } = await city.as(who).get(`/me/data/${id}/print`);
  expect(body).toContain('<dt>Đồng ý lúc</dt>');
  expect(body).toMatch(/<dd>thứ [^<]*2026/);
  expect(body).toContain('Không có gì về:');
});

test('the export as PDF says what the page says, and can be compared with the file and the page', async () => {
  const who = citizen();
  await city.as(who).post('/api/me/consents', { purpose: 'ward-news', textVersion: '1', agreed: true });
  const { id } = await ask(city, who, { kind: 'access' });
  await carryOut(city, id, true);
  const url = `/api/me/data-requests/${id}/export`;
  const answer = await city.as(who).get(`${url}.pdf`);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
  const pdf = readPdf(answer.rawPayload);
  expect([pdf.lang, pdf.isTagged, pdf.title]).toEqual(['vi-VN', true, 'Dữ liệu thành phố giữ về bạn']);
  const said = pdf.pages.map(({ text }) => text).join(' ');
  const hash = createHash('sha256')
    .update((await city.as(who).get(url)).rawPayload)
    .digest('hex');
  expect(said.replaceAll(' ', '')).toContain(hash);
  expect(said).toContain(`/me/data/${id}`);
  expect(said).toMatch(/Đồng ý lúc thứ \S+, \d+\/\d+\/2026/);
  expect(said).toContain('Không có gì về:');
  expect((await city.as(who).get(`/me/data/${id}`)).body.replaceAll(' ', '')).toContain(hash);
  const english = readPdf((await city.as(who).get(`${url}.pdf?lang=en`)).rawPayload);
  expect(english.title).toBe('What the city keeps about you');
  expect((await city.as(citizen()).get(`${url}.pdf`)).statusCode).toBe(404);
  const fetched = await city.sql(
    `select 1 from trail.entry where action = 'data-export.fetched' and object_id = $1`,
    [id],
  );
  expect(fetched).toHaveLength(3);
});

test('a correction is done by hand, with a word; others cannot see it', async () => {
  const who = citizen();
  const { id } = await ask(city, who, { kind: 'correct', words: 'Số nhà của tôi là 12, không phải 21.' });
  await step(city, id, 'accept');
  await step(city, id, 'grant');
  await carryOut(city, id);
  expect((await step(city, id, 'finish', { words: 'Đã sửa số nhà.' })).state).toBe('done');
  const mine = (await city.as(who).get(`/api/me/data-requests/${id}`)).json();
  expect(mine.events.at(-1)).toMatchObject({ words: 'Đã sửa số nhà.', who: 'office' });
  expect((await city.as(citizen()).get(`/api/me/data-requests/${id}`)).statusCode).toBe(404);
  expect((await city.as(people.caseOfficer).get(`/api/desk/data-requests/${id}`)).statusCode).toBe(403);
});

test('words and name stand nowhere in clear, also not as an answer kept for a repeated call', async () => {
  const who = citizen({ name: 'Lê Thị Kín' });
  const secretWords = 'Một điều chỉ tôi biết';
  const headers = { 'idempotency-key': randomUUID() };
  const answer = await city
    .as(who)
    .post('/api/me/data-requests', { kind: 'correct', words: secretWords }, headers);
  await city.as(people.officer).post(`/api/desk/data-requests/${answer.json().id}/accept`, {}, headers);
  const tables = await city.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('privacy', 'http', 'events', 'trail', 'notify', 'graphile_worker')`,
  );
  expect(tables.length).toBeGreaterThan(15);
  for (const { name } of tables) {
    const [row] = await city.sql<{ n: number }>(
      `select count(*)::int as n from ${name} as dumped where position($1 in dumped::text) > 0 or position($2 in dumped::text) > 0`,
      [secretWords, 'Lê Thị Kín'],
    );
    expect(row?.n, name).toBe(0);
  }
});

test('a request is taken back by the one who sent it, until it is decided', async () => {
  const who = citizen();
  const { id } = await ask(city, who);
  expect((await city.as(citizen()).post(`/api/me/data-requests/${id}/take-back`, {})).statusCode).toBe(404);
  expect((await city.as(who).post(`/api/me/data-requests/${id}/take-back`, {})).json().state).toBe(
    'withdrawn',
  );
  expect((await city.as(who).post(`/api/me/data-requests/${id}/take-back`, {})).statusCode).toBe(409);
});

test('the database allows the steps of the state table and no others', async () => {
  const [row] = await city.sql<{ rule: string }>(
    `select pg_get_constraintdef(oid) as rule from pg_constraint where conname = 'event_transition' and connamespace = 'privacy'::regnamespace`,
  );
  const inDatabase = [
    ...(row?.rule ?? '').matchAll(
      /from_state = '(\w+)'::text\) AND \(action = '(\w+)'::text\) AND \(to_state = '(\w+)'::text/g,
    ),
  ].map(([, from, action, to]) => `${from} ${action} ${to}`);
  expect(inDatabase.sort()).toEqual(transitions.map((row) => `${row.from} ${row.action} ${row.to}`).sort());
});

test('the picture in the README is drawn from the state table', () => {
  const readme = readFileSync(readmePath, 'utf8');
  expect(readme, 'run: node --import tsx modules/privacy/requests/states-diagram.ts').toBe(
    withDiagram(readme),
  );
});

test('every word of this module has its English, every call names its text', async () => {
  const root = projectRoot();
  const files = globSync('modules/privacy/**/*.{ts,tsx}', { cwd: root })
    .filter((file) => !/\.test\./.test(file))
    .map((file) => join(root, file));
  const { messages, dynamic } = await collectMessages(files);
  const words = catalogue(['kernel', 'ui', 'apps', 'modules'].map((folder) => join(root, folder)));
  expect(words.problems).toEqual([]);
  expect(dynamic).toEqual([]);
  expect(messages.size).toBeGreaterThan(100);
  expect(words.missing(messages.keys())).toEqual([]);
});
