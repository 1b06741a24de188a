// Contacts, messages and conversations of the days before sealing: sealed in batches, goes on after a stop, and all is found and opened again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { anonymous, system } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import type { FeedbackTables } from '../cases/tables.ts';
import { findPending, messagesSince } from '../channels/conversation/message.store.ts';
import { accessReportsOfPhone } from '../channels/hotline/caller.access.ts';
import { limits } from '../limits.ts';
import { file, keptContacts, people, reportsCity } from '../testing.ts';
import { sealContactsSweep, sealReporters } from './seal-contacts.sweep.ts';
import { ratingsOf } from './sealed-rows.ts';

let city: TestCity;
const m = () => city.module<FeedbackTables>('feedback');
const hand = { ...system('test'), purpose: 'thử niêm phong' };
const many = limits.sealBatch + 20;
const phoneOf = (at: number) => `+8497${String(1_000_000 + at)}`;

beforeAll(async () => {
  city = await reportsCity();
  const { trackingCode } = await file(city);
  // As a database was before: everything in clear.
  await city.sql(`
    alter table feedback.reporter drop constraint reporter_sealed;
    alter table feedback.message_in drop constraint message_in_sealed;
    alter table feedback.conversation drop constraint conversation_sealed;
    alter table feedback.reporter disable trigger all;
    truncate feedback.reporter`);
  await city.sql(
    `insert into feedback.reporter (report_id, name, phone, email, lang, added_at)
     select case when n = 0 then (select report_id from feedback.report where tracking_code = $1) else gen_random_uuid() end,
            'Bà Mẫu ' || n, '+8497' || (1000000 + n), 'mau' || n || '@vidu.vn', 'vi', now()
       from generate_series(0, $2::int - 1) as n`,
    [trackingCode, many],
  );
  await city.sql(
    `insert into feedback.message_in (message_id, channel, external_id, sender, words, hints, outcome, received_at)
     values (gen_random_uuid(), 'sms', 'x', $1, 'ngập', '{"spf": "pass"}', 'filed', '2026-09-08T02:00:00Z')`,
    [phoneOf(0)],
  );
  await city.sql(
    `insert into feedback.conversation (channel, sender, pending, expires_at)
     values ('sms', $1, '{"words": "ngập", "photos": [], "units": [], "draft": "t"}', '2026-09-12T02:00:00Z')`,
    [phoneOf(0)],
  );
});
afterAll(() => city?.stop());

const inClear = async () =>
  (
    await city.sql<{ n: number }>(
      `select ((select count(*) from feedback.reporter where phone is not null or name is not null or email is not null)
             + (select count(*) from feedback.message_in where sender is not null or words is not null)
             + (select count(*) from feedback.conversation where pending is not null or sender like '+%'))::int as n`,
    )
  )[0]!.n;

test('one batch is kept when the process stops after it, and the next start seals the rest', async () => {
  expect(await inClear()).toBe(many + 2);
  expect(await m().db.transaction(hand, sealReporters)).toBe(limits.sealBatch);
  expect(await inClear()).toBe(many + 2 - limits.sealBatch);
  await sealContactsSweep(m()).run();
  expect(await inClear()).toBe(0);
  await sealContactsSweep(m()).run();
});

test('what was sealed opens as it was, and is found by its marks', async () => {
  const [kept] = await keptContacts(city);
  expect(kept).toMatchObject({ name: 'Bà Mẫu 0', phone: phoneOf(0), email: 'mau0@vidu.vn' });
  const operator = {
    kind: 'officer',
    id: 'x',
    name: null,
    post: { id: 'p', body: 'b', unit: null, role: 'operator', title: '' },
  } as const;
  const found = await m().db.transaction(operator, (tx) =>
    accessReportsOfPhone(tx, phoneOf(0), 'Nhận cuộc gọi', 5),
  );
  expect(found.map(({ name }) => name)).toEqual(['Bà Mẫu 0']);
  await m().db.transaction(hand, async (tx) => {
    expect(await messagesSince(tx, 'sms', phoneOf(0), new Date(0))).toBe(1);
    expect(await findPending(tx, 'sms', phoneOf(0))).toMatchObject({ words: 'ngập', draft: 't' });
  });
});

test('words that stood in clear beside the masked ones are sealed, and the office still reads them', async () => {
  const { trackingCode } = await file(city, { words: 'Ngập ở đây' });
  await city.sql('update feedback.report set words = $2 where tracking_code = $1', [
    trackingCode,
    'Ngập ở đây, gọi 0971 555 222',
  ]);
  await sealContactsSweep(m()).run();
  expect(await city.sql(`select 1 from feedback.report where words like '%0971%'`)).toEqual([]);
  const read = async (who: Parameters<TestCity['as']>[0]) =>
    (await city.as(who).get(`/api/desk/reports/${trackingCode}`)).json().wordsUnmasked;
  expect(await read(people.leChan)).toContain('0971 555 222');
  expect(await read(people.haiDuong)).toBe('Ngập ở đây');
  const trail = await city.sql(`select actor_id from trail.entry where action = 'report.words.read'`);
  expect(trail).toEqual([{ actor_id: people.leChan.id }]);
});

test('notes and the words beside a mark are sealed, also those from before, and open for whoever may read them', async () => {
  const { trackingCode, reporterKey } = await file(city);
  const office = city.as(people.leChan);
  const post = async (who: ReturnType<TestCity['as']>, verb: string, body: object) => {
    const answer = await who.post(`/api/reports/${trackingCode}/${verb}`, body);
    expect(answer.statusCode, answer.body).toBeLessThan(300);
  };
  await post(office, 'notes', { words: 'Gọi bà Mẫu 0971 555 333' });
  await post(office, 'accept', {});
  await post(office, 'resolve', { words: 'Đã thông cống.' });
  await post(city.as(anonymous), 'rate', {
    score: 5,
    words: 'Cảm ơn, số tôi 0971 555 444',
    key: reporterKey,
  });
  const sealed = async () =>
    (
      await city.sql<{ n: number }>(
        `select ((select count(*) from feedback.note where words is null and sealed is not null)
               + (select count(*) from feedback.rating where words is null and sealed is not null))::int as n`,
      )
    )[0]?.n;
  expect(await sealed()).toBe(2);
  // As they stood before there were seals.
  await city.sql(`
    alter table feedback.note drop constraint note_sealed;
    alter table feedback.rating drop constraint rating_sealed;
    update feedback.note set words = 'Gọi bà Mẫu 0971 555 333', data_key = null, sealed = null;
    update feedback.rating set words = 'Cảm ơn, số tôi 0971 555 444', data_key = null, sealed = null`);
  expect(await sealed()).toBe(0);
  await sealContactsSweep(m()).run();
  expect(await sealed()).toBe(2);
  const { handling } = (await office.get(`/api/desk/reports/${trackingCode}`)).json();
  expect(handling.notes.map(({ words }: { words: string }) => words)).toContain('Gọi bà Mẫu 0971 555 333');
  const [rating] = await m().db.transaction(hand, (tx) =>
    ratingsOf(tx, sql`(select report_id from feedback.report)`),
  );
  expect(rating).toMatchObject({ score: 5, words: 'Cảm ơn, số tôi 0971 555 444' });
});

test('without its data key a contact says nothing any more, and the report stays', async () => {
  await city.sql('update feedback.reporter set data_key = null');
  expect((await keptContacts(city))[0]).toMatchObject({ name: null, phone: null, email: null });
  expect(await city.sql('select 1 from feedback.report')).toHaveLength(3);
});

test('nothing is written in clear any more, and the words of a report lose what was masked', async () => {
  const attempt = city.sql(
    `alter table feedback.reporter add constraint reporter_sealed check (name is null and phone is null and email is null);
     update feedback.reporter set phone = '+84912345678'`,
  );
  await expect(attempt).rejects.toMatchObject({ code: '23514' });
});
