// A typhoon night compressed: 50,000 reports, seven in ten repeats, while officers work. None lost, repeats found, screens quick.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { Pool } from 'undici';
import { startEmbeddedPostgres } from '@city/kernel/embedded';
import { silentLog } from '@city/kernel/log';
import { signInAs } from '@city/vneid-simulator';
import { dataFolder, freePort, startCityProcess } from '../bench/city-process.ts';
import { percentile } from '../bench/table.ts';
import {
  judge,
  type Quarter,
  type StormReport,
  stormReports,
} from '../modules/feedback/duplicates/storm-truth.ts';

const wanted = Number(process.argv[2] ?? 50_000);
/** Reports a second: half an hour's wave of 28 with peaks of 300 goes by at its peak's pace. */
const pace = Number(process.argv[3] ?? 300);
const clients = 48;
const root = join(import.meta.dirname, '..');

/** Middles of the 114 units; wards hold more people than communes. */
function quarters(): Quarter[] {
  const [head = '', ...lines] = readFileSync(join(root, 'city/haiphong/units/units.csv'), 'utf8')
    .trim()
    .split('\n');
  const columns = head.split(',');
  const at = (row: readonly string[], name: string) => row[columns.indexOf(name)] ?? '';
  return lines
    .map((line) => line.split(','))
    .filter((row) => at(row, 'valid_from') === '2025-07-01' && at(row, 'lat') !== '')
    .map((row) => ({
      lat: Number(at(row, 'lat')),
      lon: Number(at(row, 'lon')),
      weight: at(row, 'kind') === 'phường' ? 3 : 1,
    }));
}

const data = dataFolder();
const port = await freePort();
const city = await startCityProcess({
  port,
  data: data.path,
  environment: { CITY_REPORTS_PER_MINUTE: '10000000' },
  // The demo's officers sign in; its few hundred reports are there before the storm.
  seed: true,
});
const pool = new Pool(city.url, { connections: clients, pipelining: 1 });
const truth = stormReports({ count: wanted, seed: 1, quarters: quarters() });
const codes: (string | null)[] = [];
const waits: number[] = [];
let [refused, outside, next] = [0, 0, 0];
const from = performance.now();

/** Sends the reports at the pace; one that is refused because the city is busy or outside its bounds is counted. */
async function client(): Promise<void> {
  for (;;) {
    const at = next++;
    const report = truth[at];
    if (!report) return;
    const due = from + (at / pace) * 1000;
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    codes[at] = await send(report, at);
  }
}

async function send({ incident: _incident, ...report }: StormReport, at: number): Promise<string | null> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': `storm-${at}` };
  const begun = performance.now();
  const phone = `09${String(10_000_000 + at).padStart(8, '0')}`;
  const body = JSON.stringify({ ...report, contact: { phone } });
  const answer = await pool.request({ path: '/api/reports', method: 'POST', headers, body });
  const text = await answer.body.text();
  waits.push(performance.now() - begun);
  if (answer.statusCode === 201) return (JSON.parse(text) as { trackingCode: string }).trackingCode;
  // Quarters by the shore reach into the sea; the city says so, and nobody would report from there.
  if (text.includes('report_outside_city')) outside++;
  else refused++;
  return null;
}

/** Signs an officer in through the simulated national identity, as a browser would. */
async function signIn(persona: string): Promise<string> {
  const jar = new Map<string, string>();
  const keep = (answer: Response) => {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
  };
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const first = await fetch(`${city.url}/sign-in/vneid`, { redirect: 'manual' });
  keep(first);
  const back = await signInAs(first.headers.get('location') as string, { persona });
  keep(
    await fetch(`${city.url}${back.pathname}${back.search}`, {
      redirect: 'manual',
      headers: { cookie: cookie() },
    }),
  );
  return cookie();
}

const screens: Record<string, number[]> = {};
let isOver = false;
async function officer(cookie: string): Promise<void> {
  const paths = [
    '/api/desk/reports?queue=due&limit=50',
    '/api/desk/queues',
    '/api/desk/storms',
    '/api/reports/summary',
  ];
  while (!isOver) {
    for (const path of paths) {
      const begun = performance.now();
      const answer = await fetch(`${city.url}${path}`, { headers: { cookie } });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      (screens[path] ??= []).push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
  }
}

const officers = [officer(await signIn('ngo-thi-hanh')), officer(await signIn('bui-minh-duc'))];
await Promise.all(Array.from({ length: clients }, client));
const seconds = (performance.now() - from) / 1000;
const filed = codes.filter((code) => code !== null).length;
console.log(
  `${filed} filed in ${seconds.toFixed(0)} s (${(filed / seconds).toFixed(0)}/s), ${outside} in the sea, ${refused} refused`,
);
console.log(
  `intake p50 ${percentile(waits, 0.5).toFixed(0)} ms, p99 ${percentile(waits, 0.99).toFixed(0)} ms`,
);

// What is still to be merged and told comes to rest.
const server = await startEmbeddedPostgres({ dataRoot: data.path, log: silentLog() });
const database = new Client(server.connection());
await database.connect();
const count = async (sql: string) =>
  Number((await database.query<{ n: string }>(`select (${sql}) as n`)).rows[0]?.n);
for (let [before, now, quiet] = [-1, 0, 0]; quiet < 4; quiet = now === before ? quiet + 1 : 0) {
  before = now;
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  now = await count('select count(*) from notify.message');
}
isOver = true;
await Promise.all(officers);
console.log(`at rest after ${((performance.now() - from) / 1000).toFixed(0)} s`);
for (const [path, took] of Object.entries(screens))
  console.log(`${path}: p95 ${percentile(took, 0.95).toFixed(0)} ms over ${took.length}`);

const rows = await database.query<{ code: string; master: string | null }>(`
  select r.tracking_code as code, m.tracking_code as master
    from feedback.report r left join feedback.report m on m.report_id = r.master_id where r.channel = 'api'`);
const place = new Map(codes.map((code, at) => [code, at]));
const masters = new Map(rows.rows.map(({ code, master }) => [code, master]));
const verdict = judge(truth, (at) => {
  const master = masters.get(codes[at] ?? '');
  return master ? (place.get(master) ?? null) : null;
});
const merged = rows.rows.filter(({ master }) => master !== null).length;
const told = await count(`select count(*) from notify.message n
  join feedback.report r on r.report_id = split_part(n.key, ':', 2)::uuid where r.channel = 'api'`);
const twice = await count(
  `select count(*) from (select 1 from notify.message group by recipient, key having count(*) > 1) again`,
);
await database.end();
await city.stop();
await server.stop();
await pool.close();
data.remove();
console.log(verdict);
console.log({ stored: rows.rows.length, merged, told, toldTwice: twice });
const isKept = rows.rows.length === filed && refused === 0 && twice === 0 && told === filed + merged;
const isRight = verdict.recall >= 0.9 && verdict.precision >= 0.95;
const isQuick = percentile(waits, 0.99) <= 250;
console.log(
  isKept && isRight && isQuick
    ? 'PASSED: none lost, everyone told once, repeats found, intake within 250 ms'
    : `FAILED: kept ${isKept}, right ${isRight}, quick ${isQuick}`,
);
process.exit(isKept && isRight && isQuick ? 0 : 1);
