// Mail over SMTP with a real client: reports with pictures and places, questions and answers, machines, limits, and nothing lost.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { eventually, type TestCity, queuedMessages } from '@city/kernel/testing';
import { feedbackCity, type FeedbackCity } from '../../module-city.ts';
import { file, inLeChan, people, picture, reportsCity, keptContacts, markIn } from '../../testing.ts';
import type { FeedbackTables } from '../../cases/tables.ts';
import { replyAddress } from '../conversation/reply-address.ts';
import { type MailListener, mailListener } from './mail.listener.ts';

const mailbox = 'phananh@haiphong.example';
let city: TestCity;
let feedback: FeedbackCity;
let listener: MailListener;
let transport: ReturnType<typeof createTransport>;
beforeAll(async () => {
  city = await reportsCity({
    environment: { CITY_MAIL_IN_ADDRESS: mailbox },
    start: { relay: true, work: false },
  });
  feedback = feedbackCity(city.module<FeedbackTables>('feedback') as never);
  listener = mailListener(feedback, mailbox, { host: '127.0.0.1', port: 0 });
  await listener.start();
  transport = createTransport({ host: '127.0.0.1', port: listener.port(), ignoreTLS: true });
});
afterAll(async () => {
  transport.close();
  await listener.stop();
  await city.stop();
});

/** Time goes on from mail to mail, so that the last one is known. */
const send = (mail: SendMailOptions) => {
  city.clock.advance(1_000);
  return transport.sendMail({ from: 'Bà Mẫu <mau@vidu.vn>', to: mailbox, subject: 'Phản ánh', ...mail });
};
interface Row {
  tracking_code: string;
  service: string;
  unit_code: string;
  words: string;
  channel: string;
  photo_n: number;
}
const reportsOf = async (email: string) =>
  city.sql<Row>(
    `select tracking_code, service, unit_code, words, channel, photo_n
       from feedback.report where report_id = any($1) order by report_id`,
    [(await keptContacts(city)).filter((one) => one.email === email).map(({ report_id }) => report_id)],
  );
interface Told {
  params: {
    kind?: string;
    action?: string;
    path: string | null;
    replyTo: string | null;
    choices?: string[];
    code: string | null;
    count?: number;
  };
  message_id: string;
}
const told = async (email: string): Promise<Told[]> =>
  (await queuedMessages<Told['params']>(city)).filter(({ address }) => address?.email === email);
const outcomes = async (email: string) =>
  (
    await city.sql<{ outcome: string }>(
      'select outcome from feedback.message_in where sender_mark = $1 order by message_id',
      [await markIn(city, email)],
    )
  ).map(({ outcome }) => outcome);
const messageOf = async (email: string, holds: (one: Told) => boolean) =>
  (
    await eventually(
      () => told(email),
      (rows) => rows.some(holds),
    )
  ).find(holds)!;

describe('a report by mail', () => {
  test('with words and a ward is filed, and its sender is told with an address to answer to', async () => {
    await send({
      subject: 'Đèn đường tắt',
      text: 'Tối om cả tuần nay ở phường An Biên.\n\n-- \nBà Mẫu\n0912 345 678',
    });
    expect(await reportsOf('mau@vidu.vn')).toMatchObject([
      {
        service: 'streetlight',
        unit_code: '11407',
        channel: 'email',
        words: 'Đèn đường tắt\nTối om cả tuần nay ở phường An Biên.',
      },
    ]);
    const { params } = await messageOf('mau@vidu.vn', (one) => one.params.action === 'file');
    expect(params.replyTo).toMatch(/^phananh\+hp-[0-9a-z-]+\.[0-9a-f]{20}@haiphong\.example$/);
  });

  test('with a picture from the place needs no words about it; the picture goes the one way', async () => {
    await send({
      from: 'anh@vidu.vn',
      subject: 'Cây đổ',
      text: '',
      attachments: [{ filename: 'cay.jpg', content: await picture('#264', 'jpeg', inLeChan) }],
    });
    const [report] = await reportsOf('anh@vidu.vn');
    expect(report).toMatchObject({ service: 'tree', unit_code: '11383', photo_n: 1 });
    const view = (await city.as(anonymous).get(`/api/reports/${report!.tracking_code}`)).json();
    expect(view.photos).toHaveLength(1);
  });

  test('without a place is a question with a link; the pin finishes it on the web, pictures and all', async () => {
    await send({
      from: 'khong-cho@vidu.vn',
      subject: 'Ngập nặng',
      text: 'Nước lên ngang bánh xe',
      attachments: [{ filename: 'a.jpg', content: await picture('#357') }],
    });
    expect(await reportsOf('khong-cho@vidu.vn')).toEqual([]);
    const { params } = await messageOf('khong-cho@vidu.vn', (one) => one.params.kind === 'where');
    const page = await city.as(anonymous).get(params.path!);
    expect(page.body).toContain('Nước lên ngang bánh xe');
    expect(page.body).toContain('/report/photo/');
    const d = new URL(params.path!, 'http://x').searchParams.get('d')!;
    const where = {
      d,
      lat: String(inLeChan.lat),
      lon: String(inLeChan.lon),
      service: 'flooding',
      go: 'next',
    };
    await city.as(anonymous).form('/report/where', { ...where, words: 'Nước lên ngang bánh xe' });
    expect((await city.as(anonymous).get(`/report/send?d=${d}`)).body).toContain('khong-cho@vidu.vn');
    await city.as(anonymous).form('/report/send', { d, contactEmail: 'khong-cho@vidu.vn' });
    expect(await reportsOf('khong-cho@vidu.vn')).toMatchObject([
      { channel: 'email', photo_n: 1, unit_code: '11383' },
    ]);
  });

  test('or an answer that names the ward finishes it by mail', async () => {
    await send({ from: 'sau@vidu.vn', subject: 'Rác thải', text: 'Rác chất đống đầu ngõ' });
    await send({
      from: 'sau@vidu.vn',
      subject: 'Re: Việc này ở phường, xã nào?',
      text: 'phường Hải An\n\nVào T3, 8 thg 9, 2026 lúc 09:30 Hoa Phượng <phananh@haiphong.example> đã viết:\n> Trả lời tên phường, xã',
    });
    expect(await reportsOf('sau@vidu.vn')).toMatchObject([{ service: 'waste', unit_code: '11413' }]);
    expect(await outcomes('sau@vidu.vn')).toEqual(['asked', 'filed']);
  });

  test('in HTML alone, in an old letter set, is read', async () => {
    await send({
      from: 'html@vidu.vn',
      subject: '=?UTF-8?B?4buUIGfDoA==?=',
      text: undefined as never,
      html: '<style>p{}</style><p>&#7892; g&agrave; r&#7845;t to</p><p>ph&#432;&#7901;ng Ki&#7871;n An</p><blockquote>cũ</blockquote>',
    });
    const [report] = await reportsOf('html@vidu.vn');
    expect(report).toMatchObject({ unit_code: '11443' });
    expect(report!.words).toContain('rất to');
    expect(report!.words).not.toContain('cũ');
  });

  test('that is too long for a report loses nothing: the rest is a note to the office', async () => {
    const text = `Ngập ở phường Lê Chân. ${'Nước lên nhanh lắm. '.repeat(300)}Hết thư.`;
    await send({ from: 'dai@vidu.vn', subject: '', text });
    const [report] = await reportsOf('dai@vidu.vn');
    const view = (await city.as(people.leChan).get(`/api/desk/reports/${report!.tracking_code}`)).json();
    expect(view.handling.notes[0].words).toContain('Hết thư.');
  });
});

describe('an answer by mail', () => {
  async function asked(email: string) {
    const filed = await file(city, { contact: { email } });
    await city.as(people.leChan).post(`/api/reports/${filed.trackingCode}/accept`, {});
    await city
      .as(people.leChan)
      .post(`/api/reports/${filed.trackingCode}/ask`, { words: 'Ngập ở số nhà nào?' });
    const { params, message_id: id } = await messageOf(email, (one) => one.params.action === 'ask');
    return { ...filed, replyTo: params.replyTo!, id };
  }
  const state = async (code: string) => (await city.as(anonymous).get(`/api/reports/${code}`)).json();

  test('to the address of the question starts the clock again, whoever’s account it comes from, with its pictures', async () => {
    const { trackingCode, replyTo } = await asked('hoi1@vidu.vn');
    city.clock.advance(3_600_000);
    await send({
      from: 'con-trai@vidu.vn',
      to: replyTo.toUpperCase().replace('PHANANH', 'phananh'),
      subject: 'Re: cần bạn cho biết thêm',
      text: 'Trước số 215.\n\n> Ngập ở số nhà nào?',
      attachments: [{ filename: 'b.jpg', content: await picture('#951') }],
    });
    const report = await state(trackingCode);
    expect(report).toMatchObject({ state: 'accepted', waitsForReporter: false, photoCount: 1 });
    expect(report.dueAt).not.toBeNull();
    expect(report.history.at(-1)).toMatchObject({
      action: 'answer',
      actor: 'reporter',
      words: 'Trước số 215.',
    });
  });

  test('to the mailbox itself is known by the mail that it answers', async () => {
    const { trackingCode, id } = await asked('hoi2@vidu.vn');
    await send({
      from: 'hoi2@vidu.vn',
      subject: 'Re: hỏi',
      text: 'Số 12',
      inReplyTo: `<${id}@haiphong.example>`,
    });
    expect((await state(trackingCode)).state).toBe('accepted');
  });

  test('with the code in the subject counts from the reporter’s own address, unless the mail server doubts it', async () => {
    const { trackingCode } = await asked('hoi3@vidu.vn');
    const mail = { from: 'HOI3@vidu.vn', subject: `Về việc ${trackingCode}`, text: 'Số 34' };
    await send({
      ...mail,
      headers: { 'Received-SPF': 'fail (domain of vidu.vn does not designate 203.0.113.9)' },
    });
    expect((await state(trackingCode)).state).toBe('waiting_citizen');
    await send({ ...mail, from: 'nguoi-khac@vidu.vn' });
    expect((await state(trackingCode)).state).toBe('waiting_citizen');
    await send({ ...mail, headers: { 'Received-SPF': 'pass (ok)' } });
    expect((await state(trackingCode)).state).toBe('accepted');
    expect(await outcomes('hoi3@vidu.vn')).toEqual(['told', 'answered']);
    expect(await outcomes('nguoi-khac@vidu.vn')).toEqual(['told']);
  });

  test('with a made-up proof is a stranger’s', async () => {
    const { trackingCode, replyTo } = await asked('hoi4@vidu.vn');
    const forged = replyTo.replace(/\.[0-9a-f]{20}@/, `.${'0'.repeat(20)}@`);
    await send({ from: 'gia@vidu.vn', to: forged, subject: 'Re: hỏi', text: 'Đóng việc này đi' });
    expect((await state(trackingCode)).state).toBe('waiting_citizen');
  });

  test('that nobody asked for is a note to the office, and its pictures stand with the report', async () => {
    const { trackingCode } = await file(city, { contact: { email: 'them@vidu.vn' } });
    const { params } = await messageOf('them@vidu.vn', (one) => one.params.action === 'file');
    const attachments = [{ filename: 'c.jpg', content: await picture('#852') }];
    await send({ from: 'them@vidu.vn', to: params.replyTo!, subject: 'Re: Đã nhận', text: '', attachments });
    expect(await state(trackingCode)).toMatchObject({ state: 'new', photoCount: 1 });
    const view = (await city.as(people.leChan).get(`/api/desk/reports/${trackingCode}`)).json();
    expect(view.handling.notes[0].words).toBe('(xem ảnh)');
    expect(view.photos).toHaveLength(1);
  });

  test('the proof of one report opens no other', async () => {
    const one = await file(city);
    const other = await file(city);
    const rows = await city.sql<{ report_id: string; tracking_code: string }>(
      'select report_id, tracking_code from feedback.report where tracking_code = any($1)',
      [[one.trackingCode, other.trackingCode]],
    );
    const [a, b] = rows.map((row) => replyAddress(feedback, row)!);
    expect(a!.split('.')[1]).not.toBe(b!.split('.')[1]);
  });
});

describe('the door', () => {
  test.each([
    ['an automatic answer', { headers: { 'Auto-Submitted': 'auto-replied' } }],
    ['a bulk mail', { headers: { Precedence: 'bulk' } }],
    ['a list', { headers: { 'List-Id': '<tin.vidu.vn>' } }],
    ['a bounce', { envelope: { from: '', to: mailbox } }],
    ['our own mail', { from: mailbox }],
    ['a machine', { from: 'no-reply@vidu.vn' }],
  ])('takes %s and answers nothing', async (_what, more) => {
    const [{ n: before }] = (await city.sql<{ n: number }>(
      'select count(*)::int as n from notify.message',
    )) as [{ n: number }];
    const mail = {
      from: 'may@vidu.vn',
      subject: 'Vắng mặt',
      text: 'Tôi đi vắng, ngập ở phường Lê Chân',
      ...more,
    };
    await send(mail as SendMailOptions);
    const [{ n: after }] = (await city.sql<{ n: number }>(
      'select count(*)::int as n from notify.message',
    )) as [{ n: number }];
    expect(after).toBe(before);
    const [last] = await city.sql(`select outcome from feedback.message_in order by message_id desc limit 1`);
    expect(last).toEqual({ outcome: 'ignored' });
  });

  test('takes a mail once, however often its server sends it', async () => {
    const mail = {
      from: 'lap@vidu.vn',
      subject: 'Ngập',
      text: 'phường Lê Chân',
      messageId: '<mot-lan@vidu.vn>',
    };
    await Promise.all([send(mail), send(mail), send(mail)]);
    expect(await reportsOf('lap@vidu.vn')).toHaveLength(1);
  });

  test('leaves out what is no picture or broken, takes the words, and says so', async () => {
    await send({
      from: 'tep@vidu.vn',
      subject: 'Ngập',
      text: 'phường Lê Chân',
      attachments: [
        { filename: 'don.pdf', content: Buffer.from('%PDF-1.7 …'.repeat(100)) },
        { filename: 'x.jpg', contentType: 'image/jpeg', content: Buffer.alloc(3_000, 7) },
        { filename: 'tot.png', content: await picture('#abc', 'png') },
      ],
    });
    expect(await reportsOf('tep@vidu.vn')).toMatchObject([{ photo_n: 1 }]);
    expect((await messageOf('tep@vidu.vn', (one) => one.params.kind === 'left-out')).params.count).toBe(2);
  });

  test('refuses other mailboxes and mails that are too large', async () => {
    await expect(send({ to: 'ai-do@haiphong.example', text: 'x' })).rejects.toMatchObject({
      responseCode: 550,
    });
    const big = { filename: 'to.bin', content: Buffer.alloc(31_000_000, 1) };
    await expect(send({ from: 'to@vidu.vn', text: 'x', attachments: [big] })).rejects.toMatchObject({
      responseCode: 552,
    });
    expect(await outcomes('to@vidu.vn')).toEqual([]);
  }, 30_000);

  test('says "later" while nothing can be stored, and the second try files', async () => {
    const mail = {
      from: 'cho@vidu.vn',
      subject: 'Ngập',
      text: 'phường Lê Chân',
      messageId: '<thu-lai@vidu.vn>',
    };
    const broken = vi
      .spyOn(feedback.m.db, 'transaction')
      .mockRejectedValueOnce(new Error('the database is away'));
    await expect(send(mail)).rejects.toMatchObject({ responseCode: 451 });
    broken.mockRestore();
    expect(await reportsOf('cho@vidu.vn')).toEqual([]);
    await send(mail);
    expect(await reportsOf('cho@vidu.vn')).toHaveLength(1);
  });

  test('stays shut unless it is set up, and opens where jobs run', async () => {
    const free = createServer();
    await new Promise<void>((done) => free.listen(0, '127.0.0.1', done));
    const { port } = free.address() as AddressInfo;
    await new Promise((done) => free.close(done));
    const other = await reportsCity({
      environment: { CITY_MAIL_IN_ADDRESS: mailbox, CITY_MAIL_IN_PORT: String(port) },
      start: { relay: false, work: true },
    });
    const client = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
    try {
      await client.sendMail({ from: 'mo@vidu.vn', to: mailbox, subject: 'Ngập', text: 'phường Lê Chân' });
      expect(await other.sql('select 1 from feedback.report')).toHaveLength(1);
    } finally {
      client.close();
      await other.stop();
    }
    await expect(
      createTransport({ host: '127.0.0.1', port, ignoreTLS: true }).verify(),
    ).rejects.toMatchObject({ code: 'ESOCKET' });
  }, 30_000);
});
