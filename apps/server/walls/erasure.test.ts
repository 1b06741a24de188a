// Law 91/2025 in the whole city: what somebody left in its systems is handed out and erased, and a dump shows nothing of it in clear.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '@city/kernel/config/root';
import { createLog } from '@city/kernel/log';
import { eventually, officer, type TestCity } from '@city/kernel/testing';
import { createTrailLog } from '@city/kernel/trail/log';
import { readPersonas, type RunningSimulator, signInAs, startVneidSimulator } from '@city/vneid-simulator';
import { wholeCity } from './whole-city.ts';

const persona = readPersonas(join(projectRoot(), 'city', 'haiphong', 'people', 'personas.json')).find(
  ({ id }) => id === 'nguyen-thi-mai',
);
const publicUrl = 'http://localhost:8080';
const secret = 'a client secret for tests';
const logged: string[] = [];
let city: TestCity;
let vneid: RunningSimulator;
const cookies = new Map<string, string>();

beforeAll(async () => {
  vneid = await startVneidSimulator({
    personas: persona ? [persona] : [],
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
  city = await wholeCity({
    start: { relay: true, work: true },
    environment: {
      PUBLIC_URL: publicUrl,
      CITY_IDENTITY_ISSUER: vneid.issuer,
      CITY_IDENTITY_CLIENT_SECRET: secret,
    },
    log: createLog({ level: 'trace', to: { write: (line) => void logged.push(line) } }),
  });
});
afterAll(async () => {
  await city.stop();
  await vneid.close();
});

/** As a browser does it: cookies kept, forms urlencoded. */
async function browse(url: string, body?: object) {
  const answer = await city.app.inject({
    method: body ? 'POST' : 'GET',
    url,
    headers: {
      host: 'localhost:8080',
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    ...(body ? { payload: body } : {}),
  });
  for (const { name, value } of answer.cookies) cookies.set(name, value);
  if (answer.statusCode >= 400) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
  return answer;
}

/** Tables of which a row, as a dump would write it, holds one of the words in clear or as the bytes of clear text. */
async function tablesWith(words: readonly string[]): Promise<string[]> {
  const tables = await city.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  expect(tables.length).toBeGreaterThan(60);
  const needles = words.flatMap((word) => [word, Buffer.from(word).toString('hex')]);
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await city.sql<{ n: number }>(
      `select count(*)::int as n from ${name} as dumped where exists (
         select 1 from unnest($1::text[]) as needle where position(needle in dumped::text) > 0)`,
      [needles],
    );
    if (row && row.n > 0) found.push(name);
  }
  return found;
}

const count = async (table: string) =>
  (await city.sql<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n;

test('a person signs in, reports, consents, gets everything that is kept, and is erased; counts and the trail stay', async () => {
  if (!persona?.personalNumber || !persona.phone) throw new Error('The persona has number and phone');
  const away = await browse('/sign-in/vneid?return_to=/me&level=2');
  const back = await signInAs(new URL(String(away.headers.location)), { persona: persona.id });
  await browse(back.pathname + back.search);
  const me = (await browse('/api/me')).json<{ id: string }>();
  const token = String(cookies.get('city_session'));
  await browse('/api/reports', {
    service: 'flooding',
    words: 'Cứ mưa to là ngập, nước lên ngang bánh xe',
    lat: 20.8446,
    lon: 106.6825,
    address: 'Trước 215 Trần Nguyên Hãn',
    contact: { name: persona.name, phone: persona.phone },
  });
  await browse('/api/me/consents', { purpose: 'ward-news', textVersion: '1', agreed: true });

  // Number, telephone and token stand nowhere in clear, before anything is erased.
  expect(await tablesWith([persona.personalNumber, token])).toEqual([]);
  expect(await tablesWith([persona.phone, persona.phone.replace('+84', '0')])).toEqual([]);

  const access = (await browse('/api/me/data-requests', { kind: 'access' })).json<{ id: string }>();
  const one = async (id: string) => (await browse(`/api/me/data-requests/${id}`)).json<{ state: string }>();
  await eventually(
    () => one(access.id),
    ({ state }) => state === 'done',
  );
  const document = (await browse(`/api/me/data-requests/${access.id}/export`)).json<{
    systems: { module: string; tables: { table: string; rows: Record<string, unknown>[] }[] }[];
  }>();
  const tables = new Map(document.systems.flatMap((system) => system.tables.map((t) => [t.table, t.rows])));
  expect(tables.get('identity.person')).toMatchObject([
    { name: persona.name, personalNumber: persona.personalNumber, phone: persona.phone },
  ]);
  expect(tables.get('feedback.reporter')).toMatchObject([{ name: persona.name, phone: persona.phone }]);
  expect(tables.get('privacy.consent')).toMatchObject([{ purpose: 'ward-news' }]);
  expect(tables.get('identity.session')).toHaveLength(1);

  const before = {
    people: await count('identity.person'),
    reports: await count('feedback.report'),
    trail: Number(await count('trail.entry')),
  };
  const erasure = (
    await browse('/api/me/data-requests', { kind: 'erase', words: 'Tôi chuyển đi nơi khác.' })
  ).json<{ id: string }>();
  const post = { body: 'ubnd-thanh-pho', role: 'data_protection', title: 'Cán bộ bảo vệ dữ liệu' };
  const [first, second] = [officer(post), officer(post)];
  const step = async (who: typeof first, verb: string, words?: string) => {
    const answer = await city
      .as(who)
      .post(`/api/desk/data-requests/${erasure.id}/${verb}`, words ? { words } : {});
    expect(answer.statusCode, answer.body).toBe(200);
  };
  await step(first, 'accept');
  await step(first, 'propose', 'Đủ điều kiện.');
  await step(second, 'approve');
  const seen = await eventually(
    async () => (await city.as(first).get(`/api/desk/data-requests/${erasure.id}`)).json(),
    ({ state }) => state === 'done',
  );
  expect(seen.erased.map(({ module }: { module: string }) => module).sort()).toEqual([
    'access',
    'complaints',
    'feedback',
    'identity',
    'looks',
    'operations',
    'petitions',
    'privacy',
    'wallet',
  ]);

  expect(await tablesWith([persona.personalNumber, persona.phone, persona.name, token])).toEqual([]);
  const [row] = await city.sql<Record<string, unknown>>(
    'select data_key, personal_number, phone, birth_date from identity.person where id = $1',
    [me.id],
  );
  expect(row).toEqual({ data_key: null, personal_number: null, phone: null, birth_date: null });
  expect(await count('identity.person')).toBe(before.people);
  expect(await count('feedback.report')).toBe(before.reports);
  expect(Number(await count('trail.entry'))).toBeGreaterThan(before.trail);
  // The log behind the trail still adds up, and accounts for what was erased.
  const trailLog = createTrailLog(city.city);
  const verdict = await eventually(
    () => trailLog.verify(),
    ({ size, findings }) => size > 0 && findings.length === 0,
  );
  expect(verdict).toMatchObject({ findings: [] });
  const gone = await city.app.inject({ url: '/api/me', headers: { cookie: `city_session=${token}` } });
  expect(gone.statusCode).toBe(401);
  const log = logged.join('');
  expect(logged.length).toBeGreaterThan(5);
  for (const word of [persona.personalNumber, persona.phone, persona.name, token])
    expect(log.includes(word)).toBe(false);
}, 120_000);
