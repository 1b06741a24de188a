// Reports by every way in, sign-in, a code by text message, a complaint: afterwards no number, telephone, address or token stands in clear.
import { createHash, createHmac } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { projectRoot } from '@city/kernel/config/root';
import { createLog } from '@city/kernel/log';
import { eventually, officer, type TestCity } from '@city/kernel/testing';
import { readPersonas, type RunningSimulator, signInAs, startVneidSimulator } from '@city/vneid-simulator';
import { wholeCity } from '../whole-city.ts';
import { dumpWith, logPosition, logWith } from './scan.ts';

// Values that no other test of this run uses: the write-ahead log belongs to all of them.
const known = readPersonas(join(projectRoot(), 'city', 'haiphong', 'people', 'personas.json'))[0]!;
const persona = {
  ...known,
  personalNumber: `${known.personalNumber?.slice(0, 6)}274913`,
  phone: '+84971640283',
};
const others = {
  web: '0971640284',
  sms: '0971640285',
  call: '0971640286',
  partner: '0971640287',
  complaint: '0971640288',
  note: '0971640289',
  mark: '0971640290',
};
const mail = 'khong-lo-ra-29164@vidu.vn';
const publicUrl = 'http://localhost:8080';
const secret = 'a client secret for tests';
const smsSecret = 'a-secret-of-the-aggregator-for-tests';
const mailbox = 'phananh@haiphong.example';
const logged: string[] = [];
const cookies = new Map<string, string>();
let city: TestCity;
let vneid: RunningSimulator;
let mailPort: number;
let from: string;

beforeAll(async () => {
  vneid = await startVneidSimulator({
    personas: [persona],
    clients: [
      {
        clientId: 'hoa-phuong',
        name: { vi: 'Thành phố', en: 'The city' },
        redirectUris: [`${publicUrl}/sign-in/callback`],
        postLogoutRedirectUris: [`${publicUrl}/`],
        authentication: { method: 'client_secret_basic', secret },
      },
    ],
    slowMilliseconds: 1,
  });
  mailPort = await freePort();
  city = await wholeCity({
    start: { relay: true, work: true },
    environment: {
      PUBLIC_URL: publicUrl,
      CITY_IDENTITY_ISSUER: vneid.issuer,
      CITY_IDENTITY_CLIENT_SECRET: secret,
      CITY_SMS_IN_SECRET: smsSecret,
      CITY_MAIL_IN_ADDRESS: mailbox,
      CITY_MAIL_IN_PORT: String(mailPort),
    },
    log: createLog({ level: 'trace', to: { write: (line) => void logged.push(line) } }),
  });
  from = await logPosition(city);
});
afterAll(async () => {
  await city?.sql('alter system reset wal_compression');
  await city?.stop();
  await vneid?.close();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function browse(url: string, body?: object, form = false) {
  const answer = await city.app.inject({
    method: body ? 'POST' : 'GET',
    url,
    headers: {
      host: 'localhost:8080',
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(form ? { 'content-type': 'application/x-www-form-urlencoded', origin: publicUrl } : {}),
    },
    ...(body
      ? { payload: form ? new URLSearchParams(body as Record<string, string>).toString() : body }
      : {}),
  });
  for (const { name, value } of answer.cookies) cookies.set(name, value);
  if (answer.statusCode >= 400) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
  return answer;
}

const place = { service: 'flooding', lat: 20.8446, lon: 106.6825 };
const words = 'Cứ mưa to là ngập, nước lên ngang bánh xe';

/** Every way in; answers the tokens that were handed out on the way. */
async function everyWayIn(): Promise<string[]> {
  const away = await browse('/sign-in/vneid?return_to=/me&level=2');
  const back = await signInAs(new URL(String(away.headers.location)), { persona: persona.id });
  await browse(back.pathname + back.search);
  const own = await browse('/api/reports', {
    ...place,
    words: `${words}. Gọi tôi số ${others.web} hay ${persona.phone}.`,
    contact: { name: persona.name, phone: persona.phone },
  });
  const kept = await city
    .as(anonymous)
    .post(
      '/api/reports',
      { ...place, words, contact: { phone: others.web } },
      { 'idempotency-key': 'one-and-the-same-key' },
    );
  const sms = {
    id: 'm-1',
    from: others.sms,
    to: '1022',
    text: 'den duong tat ca tuan nay',
    timestamp: Math.floor(city.clock.now().getTime() / 1000),
  };
  const signature = createHmac('sha256', smsSecret)
    .update(`${sms.id}.${sms.timestamp}.${sms.from}.${sms.text}`)
    .digest('hex');
  const texted = await city.as(anonymous).post('/api/channels/sms', sms, { 'x-signature': signature });
  const client = createTransport({ host: '127.0.0.1', port: mailPort, ignoreTLS: true });
  await client.sendMail({
    from: `Bà Mẫu <${mail}>`,
    to: mailbox,
    subject: 'Ngập',
    text: `${words}, phường Lê Chân`,
  });
  client.close();
  const operator = officer({ body: 'trung-tam-dieu-hanh', role: 'operator' });
  const called = await city
    .as(operator)
    .post('/api/desk/hotline/reports', { ...place, words, caller: { name: 'Bà Mẫu', phone: others.call } });
  const looked = await city
    .as(operator)
    .post('/api/desk/hotline/caller', { phone: others.call, purpose: 'Nhận cuộc gọi 1022' });
  const key = 'a-key-of-a-partner-29164';
  await city.sql(
    `insert into feedback.open311_key (key_id, key_hash, name, created_at) values (gen_random_uuid(), $1, 'app', now())`,
    [createHash('sha256').update(key).digest()],
  );
  const partner = await city.as(anonymous).post(
    '/api/1022/gopy',
    {
      userId: '1',
      tenDayDu: 'Nguyễn Thị Mẫu',
      soDienThoai: others.partner,
      tieuDe: 'Ngập',
      noiDungYKien: words,
      noiDienRa: 'phường Lê Chân',
      latitude: String(place.lat),
      longitude: String(place.lon),
      linhVucId: 1,
      nguonGopY: 'App',
    },
    { authorization: `Basic ${Buffer.from(`app:${key}`).toString('base64')}` },
  );
  for (const [name, answer] of Object.entries({ kept, texted, called, looked, partner }))
    if (answer.statusCode >= 300) throw new Error(`${name}: ${answer.statusCode} ${answer.body}`);
  await handled(kept.json());
  const form = await complain();
  return [String(cookies.get('city_session')), own.json().reporterKey, kept.json().reporterKey, key, form];
}

/** The office writes a note, answers, and the reporter gives a mark with words. */
async function handled({ trackingCode, reporterKey }: { trackingCode: string; reporterKey: string }) {
  const office = city.as(officer({ body: 'ubnd-11383', unit: '11383' }));
  for (const [who, verb, body] of [
    [office, 'notes', { words: `Đã gọi ${others.note}, bà ấy bảo gọi lại.` }],
    [office, 'accept', {}],
    [office, 'resolve', { words: 'Đã thông cống.' }],
    [city.as(anonymous), 'rate', { score: 5, words: `Cảm ơn, số tôi ${others.mark}.`, key: reporterKey }],
  ] as const) {
    const answer = await who.post(`/api/reports/${trackingCode}/${verb}`, body);
    if (answer.statusCode >= 300) throw new Error(`${verb}: ${answer.statusCode} ${answer.body}`);
  }
}

/** Through the form, as people do; answers the form's token. */
async function complain(): Promise<string> {
  const about = {
    kind: 'khieu_nai',
    round: '1',
    aboutBody: 'ubnd-11383',
    subject: 'Quyết định xử phạt số 12',
    learnedOn: '2026-08-25',
  };
  const begun = await browse('/complaints/about', about, true);
  const d = new URL(`http://x${String(begun.headers['location'])}`).searchParams.get('d') ?? '';
  await browse(
    '/complaints/what',
    { d, words: 'Tôi bị phạt oan vì xe tôi gửi trong sân nhà.', request: 'Hủy quyết định.' },
    true,
  );
  await browse(
    '/complaints/send',
    { d, name: 'Bà Mẫu', address: '12 ngõ nhỏ, Lê Chân', phone: others.complaint },
    true,
  );
  return d;
}

test('neither a dump nor the write-ahead log nor the log of the city holds a number, telephone, address or token in clear', async () => {
  const tokens = await everyWayIn();
  expect(tokens.map((token) => token.length > 15)).toEqual(tokens.map(() => true));
  // All that was queued has been said: what is kept afterwards and what passed through meanwhile are both looked at.
  await eventually(
    async () =>
      (
        await city.sql<{ n: number }>(
          `select count(*)::int as n from notify.delivery where finished_at is null and status = 'queued'`,
        )
      )[0]!.n,
    (n) => n === 0,
  );
  const phones = [persona.phone!, ...Object.values(others)].map((phone) => phone.replace(/^(\+84|0)/, ''));
  const needles = [persona.personalNumber!, ...phones, mail, ...tokens];
  expect(await city.sql('select 1 from feedback.reporter where sealed is not null')).toHaveLength(5);
  expect(await dumpWith(city, needles)).toEqual([]);
  const wal = await logWith(city, from, [...needles, words]);
  // What is public by its nature is found: the search does read what was written.
  expect(wal.found).toEqual([words]);
  expect(wal.bytes).toBeGreaterThan(1_000_000);
  const log = logged.join('');
  expect(logged.length).toBeGreaterThan(20);
  expect(needles.filter((needle) => log.includes(needle))).toEqual([]);
}, 120_000);
