// Flags, bans, limits and the small question: one voice each, patience with networks that many share, and nobody's name kept.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LightMyRequestResponse } from 'fastify';
import { anonymous } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import type { FeedbackTables } from '../cases/tables.ts';
import { aReport, file, people, reportsCity } from '../testing.ts';
import { forgetSenders } from './forget-senders.job.ts';

let city: TestCity;
let network = 0;

beforeAll(async () => {
  city = await reportsCity({ environment: { CITY_REPORTS_PER_MINUTE: '100000' } });
});
afterAll(() => city?.stop());
beforeEach(() => {
  city.clock.advance(2 * 86_400_000);
});

const newAddress = () => `10.${Math.floor(++network / 250)}.${network % 250}.7`;

/** Somebody's browser: an address of its own and the cookies it was given. */
function browser(remoteAddress = newAddress(), as: Parameters<TestCity['as']>[0] = anonymous) {
  let cookie = '';
  const caller = city.as(as);
  const keep = (answer: LightMyRequestResponse) => {
    const given = answer.cookies.find(({ name }) => name === 'device');
    if (given) cookie = `device=${given.value}`;
    return answer;
  };
  const send = async (method: 'GET' | 'POST', url: string, payload?: object) =>
    keep(
      await caller.inject({
        method,
        url,
        remoteAddress,
        headers: { cookie, 'user-agent': 'Phone' },
        ...(payload ? { payload } : {}),
      }),
    );
  return {
    get: (url: string) => send('GET', url),
    post: (url: string, body: object) => send('POST', url, body),
    form: async (url: string, fields: Record<string, string>) =>
      keep(
        await caller.inject({
          method: 'POST',
          url,
          remoteAddress,
          headers: { cookie, 'user-agent': 'Phone', 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams(fields).toString(),
        }),
      ),
    /** As a person who has opened the form. */
    open: async () => void (await send('GET', '/report')),
    hasCookie: () => cookie !== '',
  };
}

const queue = async (query = '') =>
  (await city.as(people.moderator).get(`/api/desk/moderation${query}`)).json().items as {
    trackingCode: string;
    isPressing: boolean;
    flags: number;
    reasons: string[];
  }[];
const flag = (code: string, by: ReturnType<typeof browser>, more: Record<string, unknown> = {}) =>
  by.post(`/api/reports/${code}/flags`, { why: 'personal', ...more });

describe('a flag', () => {
  test('counts once for each person or device, and enough of them put the report on top', async () => {
    const [report, other] = [await file(city), await file(city, { words: 'Gọi 0912 345 678' })];
    expect((await queue()).map(({ trackingCode: code }) => code)).not.toContain(report.trackingCode);
    const first = browser();
    await first.open();
    expect((await flag(report.trackingCode, first)).statusCode).toBe(201);
    expect((await flag(report.trackingCode, first)).json().code).toBe('report_flagged_already');
    expect((await queue('?reason=flag'))[0]).toMatchObject({
      trackingCode: report.trackingCode,
      flags: 1,
      isPressing: false,
    });
    const person = citizen();
    expect((await flag(report.trackingCode, browser(newAddress(), person))).statusCode).toBe(201);
    expect((await flag(report.trackingCode, browser(newAddress(), person))).statusCode).toBe(409);
    expect((await queue())[0]!.isPressing).toBe(false);
    expect((await flag(report.trackingCode, browser())).statusCode).toBe(201);
    const items = await queue();
    expect(items[0]).toMatchObject({
      trackingCode: report.trackingCode,
      isPressing: true,
      flags: 3,
      reasons: ['flag'],
    });
    expect(items.map(({ trackingCode: code }) => code)).toContain(other.trackingCode);
  });

  test('of one network weighs little, however many devices it says it has', async () => {
    const report = await file(city);
    const address = newAddress();
    for (let device = 0; device < 6; device++) {
      const one = browser(address);
      await one.open();
      expect((await flag(report.trackingCode, one)).statusCode).toBe(201);
    }
    expect(
      (await queue('?reason=flag')).find(({ trackingCode: code }) => code === report.trackingCode),
    ).toMatchObject({
      flags: 6,
      isPressing: false,
    });
  });

  test('is answered when a moderator has looked, and leaves the queue', async () => {
    const report = await file(city);
    await flag(report.trackingCode, browser(), { words: 'Số 0987654321 là của tôi' });
    const url = `/api/desk/moderation/${report.trackingCode}`;
    const view = (await city.as(people.moderator).get(url)).json();
    expect(view.raised).toEqual([
      expect.objectContaining({
        why: 'personal',
        words: 'Số [đã che số điện thoại] là của tôi',
        decision: null,
      }),
    ]);
    await city.as(people.moderator).post(`${url}/done`, { flags: 'dismissed' });
    expect((await queue()).map(({ trackingCode: code }) => code)).not.toContain(report.trackingCode);
    expect((await city.as(people.moderator).get(url)).json().raised[0].decision).toBe('dismissed');
  });

  test('can be raised on a page without any script, which tells what is missing', async () => {
    const report = await file(city);
    const person = browser();
    const form = await person.get(`/reports/${report.trackingCode}/flag`);
    expect(form.statusCode).toBe(200);
    expect(person.hasCookie()).toBe(true);
    expect((await person.form(`/reports/${report.trackingCode}/flag`, { words: 'x' })).statusCode).toBe(422);
    const sent = await person.form(`/reports/${report.trackingCode}/flag`, { why: 'insult', words: '' });
    expect([sent.statusCode, sent.headers.location]).toEqual([
      303,
      `/reports/${report.trackingCode}/flag?done=1`,
    ]);
    const again = await person.form(`/reports/${report.trackingCode}/flag`, { why: 'face' });
    expect(again.statusCode).toBe(303);
    const kept = await city.sql(
      'select why from feedback.flag f join feedback.report r using (report_id) where r.tracking_code = $1',
      [report.trackingCode],
    );
    expect(kept).toEqual([{ why: 'insult' }]);
  });

  test('names a picture of the report or none', async () => {
    const report = await file(city);
    const answer = await flag(report.trackingCode, browser(), {
      photo: '01990000-0000-7000-8000-000000000000',
    });
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ pointer: '/photo' }] });
  });
});

describe('a ban', () => {
  const ban = (code: string, body: object) =>
    city.as(people.moderator).post(`/api/desk/moderation/${code}/ban`, body);
  const sendFrom = (one: ReturnType<typeof browser>, more: Record<string, unknown> = {}) =>
    one.post('/api/reports', aReport({ ...more }));

  test('keeps a device out until its day, saying why and where to object; others are not touched', async () => {
    const bad = browser();
    await bad.open();
    const report = (await sendFrom(bad)).json();
    const done = await ban(report.trackingCode, { kind: 'device', days: 7, reason: 'Gửi 20 phản ánh bịa' });
    expect(done.statusCode, done.body).toBe(200);
    const refused = await sendFrom(bad);
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({ code: 'sender_banned' });
    for (const words of ['Gửi 20 phản ánh bịa', '1022', '/9/2026']) expect(refused.body).toContain(words);
    expect((await sendFrom(browser())).statusCode).toBe(201);
    city.clock.advance(7 * 86_400_000);
    expect((await sendFrom(bad)).statusCode).toBe(201);
  });

  test('of a phone holds whatever the spelling and from wherever it comes; lifted, it is over', async () => {
    const report = (await sendFrom(browser(), { contact: { phone: '0912 000 111' } })).json();
    await ban(report.trackingCode, { kind: 'phone', days: 30, reason: 'Quấy rối trực ban' });
    expect((await sendFrom(browser(), { contact: { phone: '+84 912.000.111' } })).statusCode).toBe(403);
    expect((await sendFrom(browser(), { contact: { phone: '0912 000 112' } })).statusCode).toBe(201);
    const bans = (await city.as(people.moderator).get('/api/desk/bans')).json().items;
    const mine = bans.find((one: { trackingCode: string }) => one.trackingCode === report.trackingCode);
    expect(mine).toMatchObject({
      kind: 'phone',
      reason: 'Quấy rối trực ban',
      by: people.moderator.post!.title,
    });
    expect(
      (await city.as(people.coordinator).post(`/api/desk/bans/${mine.id}/lift`, { reason: 'Nhầm số' }))
        .statusCode,
    ).toBe(403);
    expect(
      (await city.as(people.moderator).post(`/api/desk/bans/${mine.id}/lift`, { reason: 'Nhầm số' }))
        .statusCode,
    ).toBe(200);
    expect((await sendFrom(browser(), { contact: { phone: '0912 000 111' } })).statusCode).toBe(201);
    expect(
      (await city.as(people.moderator).post(`/api/desk/bans/${mine.id}/lift`, { reason: 'Nhầm số' }))
        .statusCode,
    ).toBe(404);
    const past = (await city.as(people.moderator).get('/api/desk/bans?which=past')).json().items;
    expect(past.find(({ id }: { id: string }) => id === mine.id)).toMatchObject({
      kind: 'phone',
      lifted: { by: people.moderator.post!.title, why: 'Nhầm số' },
      sentLately: 2,
    });
    const now = (await city.as(people.moderator).get('/api/desk/bans')).json().items;
    expect(now.map(({ id }: { id: string }) => id)).not.toContain(mine.id);
  });

  test('needs a key that is remembered and stays within the rule', async () => {
    const report = (await sendFrom(browser())).json();
    expect((await ban(report.trackingCode, { kind: 'phone', days: 7, reason: 'Bịa đặt' })).json().code).toBe(
      'sender_unknown',
    );
    expect(
      (await ban(report.trackingCode, { kind: 'address', days: 91, reason: 'Bịa đặt' })).json().code,
    ).toBe('ban_too_long');
  });
});

describe('much from one source', () => {
  const names = [
    '',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
  ];
  const sum = (words: string) => {
    const [, a, b] = /is (\w+) plus (\w+)\?/.exec(words)!;
    return String(names.indexOf(a!) + names.indexOf(b!));
  };

  test('is asked a question, whose answer lets one report in, once', async () => {
    const one = browser();
    await one.open();
    const send = (more: Record<string, unknown> = {}) => one.post('/api/reports', aReport(more));
    for (let at = 0; at < 10; at++) expect((await send()).statusCode).toBe(201);
    const refused = await send();
    expect(refused.json()).toMatchObject({
      status: 403,
      code: 'report_question_needed',
      errors: [{ pointer: '/questionAnswer' }],
    });
    const { token, words } = (await one.get('/api/reports/question')).json();
    const answer = { questionToken: token, questionAnswer: sum(words.en) };
    expect((await send({ ...answer, questionAnswer: '99' })).statusCode).toBe(403);
    expect((await send(answer)).statusCode).toBe(201);
    expect((await send(answer)).json().code).toBe('report_question_needed');
  });

  test('of a signed-in person needs no question, but has a bound', async () => {
    const one = browser(newAddress(), citizen());
    for (let at = 0; at < 60; at++) expect((await one.post('/api/reports', aReport())).statusCode).toBe(201);
    const refused = await one.post('/api/reports', aReport());
    expect([refused.statusCode, refused.json().code, refused.headers['retry-after']]).toEqual([
      429,
      'report_too_many_today',
      '3600',
    ]);
  });

  test('counts by phone, too; a network that many share is asked late', async () => {
    const address = newAddress();
    const send = (more: Record<string, unknown>) => browser(address).post('/api/reports', aReport(more));
    for (let at = 0; at < 10; at++)
      expect((await send({ contact: { phone: '0912 000 222' } })).statusCode).toBe(201);
    expect((await send({ contact: { phone: '0912 000 222' } })).statusCode).toBe(403);
    for (let at = 10; at < 40; at++) expect((await send({})).statusCode).toBe(201);
    expect((await send({})).json().code).toBe('report_question_needed');
  });

  test('officers file for others without either', async () => {
    const one = browser(newAddress(), people.coordinator);
    for (let at = 0; at < 45; at++) expect((await one.post('/api/reports', aReport())).statusCode).toBe(201);
  });
});

test('no name, number, cookie or address stands among senders, and after the days of the rule nothing does', async () => {
  const one = browser('10.99.0.1');
  await one.open();
  await one.post('/api/reports', aReport({ contact: { phone: '0912 000 333' } }));
  const kept = JSON.stringify(await city.sql('select * from feedback.sender'));
  for (const secret of ['912000333', '10.99.0.1']) expect(kept).not.toContain(secret);
  city.clock.advance(91 * 86_400_000);
  expect(await forgetSenders(city.module<FeedbackTables>('feedback'))).toBeGreaterThan(0);
  expect(await city.sql('select 1 from feedback.sender')).toEqual([]);
});
