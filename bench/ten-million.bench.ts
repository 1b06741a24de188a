// Ten million cases grown from the real year: long lists with filters, the map from afar and from near, and search with and
// without tone marks, beside the same rows as JSON from SQL. `BENCH_CASES` takes another number; it needs about 2 kB of disk a case.
// `BENCH_DATA` names a folder where the grown cases stay for another run.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { startEmbeddedPostgres } from '@city/kernel/embedded';
import { silentLog } from '@city/kernel/log';
import { Client } from 'pg';
import { dataFolder, freePort, startCityProcess } from './city-process.ts';
import { growCases } from './grow-cases.ts';
import { runLoad } from './load/run-load.ts';
import { type Measurement, percentile } from './table.ts';

const cases = Number(process.env['BENCH_CASES'] ?? 10_000_000);
const seconds = 15;
/** As many at once as there are cores: the limits are on the time of one answer, not on a queue before it. */
const connections = 2;
const file = join(projectRoot(), '..', 'shared', 'data', 'boston-311-2011.csv.zip');

const units = ['11383', '11311', '11413', '11359', '10525', '11560', '11443', '11914', '10507', '11689'];
const services = ['waste', 'pothole', 'streetlight', 'sidewalk', 'tree', 'other'];
const middles = [
  [20.8561, 106.6822],
  [20.8449, 106.7003],
  [20.8392, 106.6705],
  [20.8651, 106.6503],
  [20.9385, 106.3305],
  [20.9188, 106.6712],
] as const;
/** With their marks; each is asked without them, too. */
const words = [
  'rác chưa thu gom',
  'ổ gà sâu',
  'đèn đường tắt',
  'Nguyễn Đức Cảnh',
  'cành khô',
  'số 217 Lạch Tray',
  'vỉa hè',
  'Trần Nguyên Hãn',
  'nước đục',
  'phế thải xây dựng ban đêm',
  'hẻm',
  'ngõ 96',
];

const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
const across = <A, B>(a: readonly A[], b: readonly B[]) =>
  a.flatMap((one) => b.map((two) => [one, two] as const));

const lists = [
  ...across(units, services).map(
    ([unit, service]) => `/api/reports?limit=1000&unit=${unit}&service=${service}&from=${day(90)}`,
  ),
  ...units.map((unit) => `/api/reports?limit=1000&unit=${unit}&state=open`),
  ...services.map((service) => `/api/reports?limit=1000&service=${service}`),
  ...units.map((unit) => `/api/reports?limit=1000&unit=${unit}&from=${day(900)}&to=${day(600)}`),
];
const requests = across(units, services).map(
  ([unit, service]) => `/open311/v2/requests.json?area_code=${unit}&service_code=${service}`,
);
const round = (value: number) => value.toFixed(4);
const viewport = (lat: number, lon: number, height: number) =>
  [lon - height * 0.8, lat - height / 2, lon + height * 0.8, lat + height / 2].map(round).join(',');
const fromAfar = middles.flatMap(([lat, lon]) =>
  [10, 12, 14].map(
    (zoom) =>
      `/api/reports/map/clusters?zoom=${zoom}&bbox=${viewport(lat, lon, (0.6 * 2 ** 10) / 2 ** zoom)}`,
  ),
);
const fromNear = middles.flatMap(([lat, lon]) =>
  [0, 1, 2, 3].map((step) => `/api/reports/map?bbox=${viewport(lat + step / 900, lon - step / 700, 0.011)}`),
);
const plain = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
const searches = words.flatMap((q) =>
  [q, plain(q)].map((one) => `/api/reports?limit=50&q=${encodeURIComponent(one)}`),
);

const rowsOf = (where: string, limit: number) => `select json_agg(r) from (
  select tracking_code, service, words_public, state, lat, lon, address, unit_code, body_code, severity, priority, filed_at, due_at,
         first_due_at, accepted_at, resolved_at, closed_at, photo_n, reopened_n, rating, channel, version
    from feedback.report where visibility = 'public' and ${where} order by filed_at desc, report_id desc limit ${limit}) r`;

/** A folder of its own, or the one of `BENCH_DATA`, which is grown once and then used again. */
function grownFolder(): { path: string; isGrown: boolean; markGrown(): void; remove(): void } {
  const given = process.env['BENCH_DATA'];
  if (!given) return { ...dataFolder(), isGrown: false, markGrown: () => {} };
  mkdirSync(given, { recursive: true, mode: 0o711 });
  const mark = join(given, `grown-to-${cases}`);
  return {
    path: given,
    isGrown: existsSync(mark),
    markGrown: () => writeFileSync(mark, ''),
    remove: () => {},
  };
}

function importYear(path: string): void {
  const entry = join(projectRoot(), 'apps', 'cli', 'city.ts');
  execFileSync(process.execPath, ['--import', 'tsx', entry, 'import', 'reports', file], {
    env: { ...process.env, CITY_DATA: path, CITY_LOG_LEVEL: 'error' },
    stdio: 'ignore',
    cwd: projectRoot(),
  });
}

export async function bench(): Promise<readonly Measurement[]> {
  if (!existsSync(file)) {
    console.log(`  skipped: ${file} is not there`);
    return [];
  }
  const data = grownFolder();
  if (!data.isGrown) importYear(data.path);
  const server = await startEmbeddedPostgres({ dataRoot: data.path, log: silentLog() });
  const connection = server.connection();
  try {
    if (!data.isGrown) {
      const client = new Client({ ...connection });
      await client.connect();
      await growCases(client, cases);
      await client.end();
      data.markGrown();
    }
    const city = await startCityProcess({ port: await freePort(), data: data.path });
    try {
      return await measureAll(city.url, JSON.stringify(connection));
    } finally {
      await city.stop();
    }
  } finally {
    await server.stop();
    data.remove();
  }
}

async function measureAll(url: string, connection: string): Promise<Measurement[]> {
  const rows: Measurement[] = [];
  const one = async (name: string, limit: number, paths: readonly string[], raw: string) => {
    rows.push(await measure({ url, connection, name, limit, paths, raw }));
    console.log(`  ${name}: p95 ${rows.at(-1)!.ours.toFixed(1)} ms`);
  };
  const place = 'place <@ box(point(106.66, 20.845), point(106.68, 20.856))';
  const open =
    "state in ('new','returned','accepted','in_progress','waiting_citizen','resolved_pending_approval')";
  await one(
    '1000 rows with filters',
    80,
    lists,
    rowsOf(`unit_code = '11383' and filed_at >= now() - interval '90 days'`, 1000),
  );
  await one(
    '1000 rows of Open311',
    80,
    requests,
    rowsOf(`unit_code = '11383' and filed_at >= now() - interval '90 days'`, 1000),
  );
  await one('map from afar', 50, fromAfar, rowsOf(`${open} and ${place}`, 1000));
  await one('map from near', 50, fromNear, rowsOf(`${open} and ${place}`, 5000));
  await one('search, with and without marks', 100, searches, rowsOf(`terms @@ '''duc canh'''`, 50));
  return rows;
}

interface Measured {
  readonly url: string;
  readonly connection: string;
  readonly name: string;
  readonly limit: number;
  readonly paths: readonly string[];
  readonly raw: string;
}

async function measure({ url, connection, name, limit, paths, raw }: Measured): Promise<Measurement> {
  await runLoad('get', url, JSON.stringify(paths), 5, connections);
  const got = await runLoad('get', url, JSON.stringify(paths), seconds, connections);
  const peer = await runLoad('raw-query', connection, raw, 5, connections);
  const refused = Object.entries(got.statuses).filter(([status]) => status !== '200');
  const p95 = percentile(got.latencies, 0.95);
  return {
    name: `${name}, ${cases.toLocaleString('en')} cases`,
    unit: 'ms p95',
    ours: p95,
    peer: percentile(peer.latencies, 0.95),
    peerName: 'raw SQL json_agg of one such query',
    better: 'lower',
    limit: `p95 ≤ ${limit} ms`,
    isMet: p95 <= limit && refused.length === 0,
    notes: `${paths.length} addresses, ${got.latencies.length} answers, median ${percentile(got.latencies, 0.5).toFixed(1)}, p99 ${percentile(got.latencies, 0.99).toFixed(1)}, worst ${Math.max(...got.latencies).toFixed(0)}${refused.length > 0 ? `, refused: ${JSON.stringify(refused)}` : ''}`,
  };
}
