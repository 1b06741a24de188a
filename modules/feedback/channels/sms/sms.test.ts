// Text messages over the wire: signed posts of an aggregator become reports, questions and answers; each is taken once.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { makePhone } from '@city/messages-simulator';
import { type TestCity, queuedMessages } from '@city/kernel/testing';
import { smsLength, smsText } from '@city/kernel/notify';
import { file, people, reportsCity, keptContacts } from '../../testing.ts';
import { answerNotification } from '../conversation/answer-words.ts';
import { readSms } from './sms-words.ts';

const secret = 'a-secret-of-the-aggregator-for-tests';
let city: TestCity;
beforeAll(async () => {
  city = await reportsCity({ environment: { CITY_SMS_IN_SECRET: secret } });
});
afterAll(() => city.stop());
beforeEach(() => city.clock.set('2026-09-08T02:30:00Z'));

let number = 0;
/** Time goes on from message to message, so that the last one is known. */
const message = (text: string, from = '0912345678', more: Record<string, unknown> = {}) => {
  city.clock.advance(1000);
  number += 1;
  const timestamp = Math.floor(city.clock.now().getTime() / 1000);
  return { id: `m-${number}`, from, to: '1022', text, timestamp, ...more };
};
const sign = (one: { id: string; timestamp: number; from: string; text: string }) =>
  createHmac('sha256', secret).update(`${one.id}.${one.timestamp}.${one.from}.${one.text}`).digest('hex');
const send = (one: ReturnType<typeof message>, signature = sign(one)) =>
  city.as(anonymous).post('/api/channels/sms', one, { 'x-signature': signature });
const say = async (text: string, from?: string): Promise<string> =>
  (await send(message(text, from))).json().outcome;

interface Queued {
  template: string;
  params: { kind?: string; code: string; choices?: string[]; path: string | null };
}
const told = async (phone: string): Promise<Queued[]> =>
  (await queuedMessages<Queued['params']>(city)).filter(({ address }) => address?.phone === phone);
const lastOf = async (phone: string) => (await told(phone)).at(-1)!;
interface Row {
  tracking_code: string;
  service: string;
  unit_code: string;
  words: string;
  channel: string;
}
/** The one report of a sender. */
const reportOf = async (phone: string): Promise<Row> => {
  const rows = await city.sql<Row>(
    `select tracking_code, service, unit_code, words, channel from feedback.report where report_id = any($1)`,
    [(await keptContacts(city)).filter((one) => one.phone === phone).map(({ report_id }) => report_id)],
  );
  expect(rows).toHaveLength(1);
  return rows[0]!;
};
const count = async () => (await city.sql('select 1 from feedback.report')).length;

describe('a report by text message', () => {
  test('without marks, with what and where, is filed for its sender', async () => {
    expect(await say('PA ngap nuoc truoc cho p le chan')).toBe('filed');
    expect(await reportOf('+84912345678')).toMatchObject({
      service: 'flooding',
      unit_code: '11383',
      channel: 'sms',
      words: 'ngap nuoc truoc cho p le chan',
    });
    const [reporter] = await keptContacts(city);
    expect(reporter).toMatchObject({ phone: '+84912345678' });
  });

  test('that does not say where is asked; the name alone then completes it', async () => {
    const before = await count();
    expect(await say('den duong tat ca tuan nay', '0912000001')).toBe('asked');
    expect(await count()).toBe(before);
    expect((await lastOf('+84912000001')).params.kind).toBe('where');
    expect(await say('Phuong An Bien', '0912000001')).toBe('filed');
    expect(await reportOf('+84912000001')).toMatchObject({
      service: 'streetlight',
      unit_code: '11407',
      words: 'den duong tat ca tuan nay',
    });
  });

  test('with the old name of a divided unit is offered its parts; a number chooses', async () => {
    expect(await say('Rac chat dong o phuong Le Loi, quan An Duong', '0912000002')).toBe('asked');
    const { params } = await lastOf('+84912000002');
    expect(params.kind).toBe('which');
    expect(params.choices).toHaveLength(3);
    expect(await say('9', '0912000002')).toBe('asked');
    expect(await say('2', '0912000002')).toBe('filed');
    expect(params.choices![1]).toContain(
      (await unitName((await reportOf('+84912000002')).unit_code)) as string,
    );
  });

  test('can be finished on the web by the link, once; a late answer does not file it again', async () => {
    await say('cay do chan duong', '0912000003');
    const { path } = (await lastOf('+84912000003')).params;
    const page = await city.as(anonymous).get(path!);
    expect([page.statusCode, page.body]).toEqual([200, expect.stringContaining('cay do chan duong')]);
    const token = new URL(path!, 'http://x').searchParams.get('d')!;
    await city.as(anonymous).form('/report/where', {
      d: token,
      lat: '20.8446',
      lon: '106.6825',
      service: 'tree',
      words: 'cay do chan duong',
      go: 'next',
    });
    const sendPage = await city.as(anonymous).get(`/report/send?d=${token}`);
    expect(sendPage.body).toContain('912000003');
    const sent = await city.as(anonymous).form('/report/send', { d: token, contactPhone: '0912000003' });
    expect([sent.statusCode, sent.body]).toEqual([303, '']);
    expect(await reportOf('+84912000003')).toMatchObject({
      service: 'tree',
      channel: 'sms',
      unit_code: '11383',
    });
    const before = await count();
    expect(await say('le chan', '0912000003')).toBe('asked');
    expect(await count()).toBe(before);
  });

  test('waits a week and is forgotten then', async () => {
    await say('o ga rat to', '0912000004');
    city.clock.set('2026-09-16T02:30:00Z');
    expect(await say('le chan', '0912000004')).toBe('asked');
  });

  test('that says nothing is told how to say it', async () => {
    expect(await say('??', '0912000005')).toBe('unclear');
    expect((await lastOf('+84912000005')).params.kind).toBe('unclear');
  });
});

async function unitName(code: string): Promise<string | undefined> {
  return city.city.geo.units.byCode(code, '2026-09-08')?.name;
}

describe('an answer by text message', () => {
  async function asked(phone: string): Promise<string> {
    const { trackingCode } = await file(city, { contact: { phone } });
    await city.as(people.leChan).post(`/api/reports/${trackingCode}/accept`, {});
    await city.as(people.leChan).post(`/api/reports/${trackingCode}/ask`, { words: 'Ngập ở số nhà nào?' });
    return trackingCode;
  }

  test('from the reporter’s own number starts the clock again', async () => {
    const code = await asked('0912000010');
    city.clock.set('2026-09-08T03:30:00Z');
    expect(await say(`${code.toLowerCase().replaceAll('-', ' ')} truoc so 215`, '0912000010')).toBe(
      'answered',
    );
    const report = (await city.as(anonymous).get(`/api/reports/${code}`)).json();
    expect(report).toMatchObject({ state: 'accepted', waitsForReporter: false });
    expect(report.dueAt).not.toBeNull();
    expect(report.history.at(-1)).toMatchObject({
      action: 'answer',
      actor: 'reporter',
      words: 'truoc so 215',
    });
    expect((await lastOf('+84912000010')).params).toMatchObject({ kind: 'answered', code });
  });

  test('from another number changes nothing and is told the public state', async () => {
    const code = await asked('0912000011');
    expect(await say(`${code} truoc so 1`, '0912000012')).toBe('told');
    expect((await city.as(anonymous).get(`/api/reports/${code}`)).json().state).toBe('waiting_citizen');
    expect((await lastOf('+84912000012')).params).toMatchObject({ kind: 'state', path: `/reports/${code}` });
  });

  test('when nothing was asked is read by the office', async () => {
    const { trackingCode } = await file(city, { contact: { phone: '0912000013' } });
    expect(await say(`${trackingCode} nuoc da len cao hon`, '0912000013')).toBe('noted');
    const view = (await city.as(people.leChan).get(`/api/desk/reports/${trackingCode}`)).json();
    expect(view.handling.notes[0]).toMatchObject({ words: 'nuoc da len cao hon' });
  });

  test('about a hidden report tells a stranger nothing', async () => {
    const { trackingCode } = await file(city);
    await city.sql(`update feedback.report set visibility = 'hidden' where tracking_code = $1`, [
      trackingCode,
    ]);
    expect(await say(trackingCode, '0912000014')).toBe('unclear');
    expect(JSON.stringify(await lastOf('+84912000014'))).not.toContain(trackingCode);
  });
});

describe('the aggregator', () => {
  test('may post a message again: it is taken once', async () => {
    const one = message('ngap nuoc phuong Hai An', '0912000020');
    const before = await count();
    expect((await send(one)).json().outcome).toBe('filed');
    expect((await send(one)).json().outcome).toBe('repeated');
    const same = message('ngap p hai an', '0912000021');
    const twice = await Promise.all([1, 2, 3].map(() => send({ ...same })));
    expect(twice.map((answer) => answer.json().outcome).sort()).toEqual(['filed', 'repeated', 'repeated']);
    expect(await count()).toBe(before + 2);
  });

  test.each([
    ['a wrong signature', {}, '0'.repeat(64)],
    ['no signature', {}, ''],
    ['an old message', { timestamp: 1_600_000_000 }, undefined],
  ])('with %s is refused, and nothing is stored', async (_what, more, signature) => {
    const before = await count();
    const one = message('ngap nuoc p le chan', '0912000022', more);
    const answer = await send(one, signature ?? sign(one));
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'sms_signature_wrong']);
    expect(await count()).toBe(before);
  });

  test('cannot shift words into another field', async () => {
    const one = message('5.ngap nuoc p le chan', '0912000023');
    const moved = { ...one, from: `${one.from}`, text: 'ngap nuoc p le chan' };
    expect((await send(moved, sign(one))).statusCode).toBe(401);
  });

  test('of a sender who writes without end is heard, not answered', async () => {
    for (let at = 0; at < 20; at += 1) await say(`${'?'.repeat(1 + (at % 3))}`, '0912000024');
    const before = (await told('+84912000024')).length;
    expect(await say('ngap nuoc p le chan', '0912000024')).toBe('ignored');
    expect(await told('+84912000024')).toHaveLength(before);
  });

  test('is refused where no secret is set', async () => {
    const plain = await reportsCity();
    try {
      const one = message('ngap');
      expect((await plain.as(anonymous).post('/api/channels/sms', one)).statusCode).toBe(404);
    } finally {
      await plain.stop();
    }
  });
});

test('the simulated phone and the city agree on signature and repetition', async () => {
  const address = await city.app.listen({ port: 0, host: '127.0.0.1' });
  const phone = makePhone({ city: address, secret, now: () => city.clock.now() });
  const first = await phone.send('0912000030', 'cay do chan duong, phuong Kien An');
  expect(first).toMatchObject({ status: 200, outcome: 'filed', tries: 1 });
  expect((await phone.send('0912000030', 'cay do', first.id)).outcome).toBe('repeated');
  const stranger = makePhone({
    city: address,
    secret: 'another-secret-of-24-letters',
    now: () => city.clock.now(),
  });
  expect(await stranger.send('0912000031', 'cay do')).toMatchObject({ status: 401, outcome: null });
});

test('codes and keywords are read leniently', async () => {
  const { trackingCode } = await file(city);
  const bare = trackingCode.replaceAll('-', '');
  for (const text of [
    trackingCode,
    bare,
    `tc ${bare.slice(2).toLowerCase()}`,
    `TL ${trackingCode}: co`,
    `Trả lời ${trackingCode} co`,
  ])
    expect(readSms('HP', text).code, text).toBe(trackingCode);
  expect(readSms('HP', `TL ${trackingCode}: co`).words).toBe('co');
  expect(readSms('HP', 'phan anh: ngap nuoc')).toEqual({ code: null, words: 'ngap nuoc' });
  expect(readSms('HP', 'tai sao tc')).toEqual({ code: null, words: 'tai sao tc' });
});

test('every answer costs at most three plain messages', () => {
  const t = (words: string, values: Record<string, unknown> = {}) =>
    words.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name]));
  const base = {
    code: 'HP-AAAA-BBBB-CCCCC',
    path: null,
    choices: [],
    state: { vi: 'Chờ bạn trả lời', en: '' },
    count: 3,
    replyTo: null,
  };
  for (const kind of ['where', 'which', 'answered', 'noted', 'state', 'unclear', 'left-out'] as const) {
    const choices = Array.from({ length: 6 }, () => 'phường Nguyễn Bỉnh Khiêm');
    const words = answerNotification.render({
      t: t as never,
      lang: 'vi',
      at: new Date(0),
      params: { ...base, kind, choices },
    });
    const link = 'https://phananh.haiphong.gov.vn/report/where?d=abcdefghijklmnopqrstuv';
    const text = smsText(`${words.title}. ${words.body} ${link}`, { marks: false, mostParts: 10 });
    expect(smsLength(text), kind).toMatchObject({ encoding: 'gsm7' });
    expect(smsLength(text).parts, kind).toBeLessThanOrEqual(3);
  }
});
