// The public list over an imported half year: 50 newest of one unit, and of the whole city, beside the same rows as JSON from SQL.
import { existsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { startEmbeddedPostgres } from '@city/kernel/embedded';
import { silentLog } from '@city/kernel/log';
import { dataFolder, freePort, startCityProcess } from './city-process.ts';
import { runLoad } from './load/run-load.ts';
import { type Measurement, median, percentile } from './table.ts';

const rounds = 5;
const seconds = 3;
const connections = 8;
const file = join(projectRoot(), '..', 'shared', 'data', 'boston-311-2011.csv.zip');

const rawList = `select json_agg(r) from (select tracking_code, service, words_public, state, lat, lon, address, unit_code, body_code, severity,
  priority, filed_at, due_at, first_due_at, accepted_at, resolved_at, closed_at, photo_n, reopened_n, rating, channel, version
  from feedback.report where visibility = 'public' order by filed_at desc, report_id desc limit 50) r`;

export async function bench(): Promise<readonly Measurement[]> {
  if (!existsSync(file)) {
    console.log(`  skipped: ${file} is not there`);
    return [];
  }
  const data = dataFolder();
  const environment = { ...process.env, CITY_DATA: data.path, CITY_LOG_LEVEL: 'error' };
  const entry = join(projectRoot(), 'apps', 'cli', 'city.ts');
  execFileSync(process.execPath, ['--import', 'tsx', entry, 'import', 'reports', file], {
    env: environment,
    stdio: 'inherit',
    cwd: projectRoot(),
  });
  const city = await startCityProcess({ port: await freePort(), data: data.path });
  const joined = await startEmbeddedPostgres({ dataRoot: data.path, log: silentLog() });
  const connection = JSON.stringify(joined.connection());
  try {
    return [
      await beside(city.url, connection, 'list 50 newest, whole city', '/api/reports?limit=50', rawList),
      await beside(
        city.url,
        connection,
        'list 50 newest, one unit',
        '/api/reports?limit=50&unit=11383',
        rawList.replace('where', "where unit_code = '11383' and"),
      ),
    ];
  } finally {
    await city.stop();
    await joined.stop();
    data.remove();
  }
}

async function beside(
  url: string,
  connection: string,
  name: string,
  path: string,
  raw: string,
): Promise<Measurement> {
  const ours: number[] = [];
  const peer: number[] = [];
  const waits: number[] = [];
  await runLoad('get', url, path, 2, connections);
  for (let round = 0; round < rounds; round++) {
    const got = await runLoad('get', url, path, seconds, connections);
    ours.push((got.statuses['200'] ?? 0) / seconds);
    waits.push(percentile(got.latencies, 0.95));
    peer.push((await runLoad('raw-query', connection, raw, seconds, connections)).latencies.length / seconds);
  }
  const own = median(ours);
  return {
    name,
    unit: 'per second',
    ours: own,
    peer: median(peer),
    peerName: 'raw SQL json_agg',
    better: 'higher',
    limit: 'p95 ≤ 80 ms',
    isMet: median(waits) <= 80,
    notes: `p95 ${median(waits).toFixed(1)} ms at ${connections} connections`,
  };
}
