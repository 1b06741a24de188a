// Filing reports over HTTP, beside the same rows as raw SQL on the same server: how many at most, and how long one waits at a pace.
import { startEmbeddedPostgres } from '@city/kernel/embedded';
import { silentLog } from '@city/kernel/log';
import { type CityProcess, dataFolder, freePort, startCityProcess } from './city-process.ts';
import { databaseCpuSeconds } from './database-cpu.ts';
import { runLoad } from './load/run-load.ts';
import { type Measurement, median, percentile } from './table.ts';

const rounds = 5;
const seconds = 5;
/** Few clients and many: the group commit lives on those that come together. */
const crowds = [16, 32, 64];
/** An ordinary rush, and a storm; the waits that people are promised, in milliseconds. */
const paces = [
  { name: 'at a moderate pace', perSecond: 150, p99: 60 },
  { name: 'in a storm', perSecond: 300, p99: 250 },
];
const paceConnections = 64;

interface Bench {
  readonly city: CityProcess;
  readonly data: string;
  readonly connection: string;
}

export async function bench(): Promise<readonly Measurement[]> {
  const data = dataFolder();
  const city = await startCityProcess({ port: await freePort(), data: data.path });
  const joined = await startEmbeddedPostgres({ dataRoot: data.path, log: silentLog() });
  const started: Bench = { city, data: data.path, connection: JSON.stringify(joined.connection()) };
  try {
    await runLoad('submit', city.url, 0, 4, 16);
    const rows: Measurement[] = [];
    for (const connections of crowds) rows.push(await most(started, connections));
    for (const pace of paces) rows.push(await waits(started, pace));
    return rows;
  } finally {
    await city.stop();
    await joined.stop();
    data.remove();
  }
}

async function most({ city, data, connection }: Bench, connections: number): Promise<Measurement> {
  const ours: number[] = [];
  const peer: number[] = [];
  const p99: number[] = [];
  const server: number[] = [];
  const database: number[] = [];
  const rawDatabase: number[] = [];
  const microseconds = (from: number, to: number, count: number) => ((to - from) * 1e6) / count;
  for (let round = 1; round <= rounds; round++) {
    const [serverBefore, databaseBefore] = [await city.cpuSeconds(), databaseCpuSeconds(data)];
    const filed = await runLoad('submit', city.url, round, seconds, connections);
    const count = filed.statuses['201'] ?? 0;
    const databaseBetween = databaseCpuSeconds(data);
    server.push(microseconds(serverBefore, await city.cpuSeconds(), count));
    database.push(microseconds(databaseBefore, databaseBetween, count));
    ours.push(count / seconds);
    p99.push(percentile(filed.latencies, 0.99));
    const raw = (await runLoad('raw-writes', connection, seconds, connections)).latencies.length;
    rawDatabase.push(microseconds(databaseBetween, databaseCpuSeconds(data), raw));
    peer.push(raw / seconds);
  }
  const ratios = ours.map((value, at) => value / (peer[at] as number));
  return {
    name: `file a report, ${connections} connections`,
    unit: 'per second',
    ours: median(ours),
    peer: median(peer),
    peerName: 'raw SQL, same rows, one statement each',
    better: 'higher',
    limit: '≥ 500 a second, median ratio of the rounds ≥ 0.60',
    isMet: median(ours) >= 500 && median(ratios) >= 0.6,
    notes: [
      `ratios of the rounds ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}`,
      `p99 ${median(p99).toFixed(0)} ms`,
      `CPU each: server ${median(server).toFixed(0)} µs, database ${median(database).toFixed(0)} µs (raw ${median(rawDatabase).toFixed(0)} µs)`,
    ].join('; '),
  };
}

async function waits(
  { city, connection }: Bench,
  pace: { name: string; perSecond: number; p99: number },
): Promise<Measurement> {
  const ours: number[] = [];
  const halves: number[] = [];
  const peer: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const filed = await runLoad('submit', city.url, round, seconds, paceConnections, pace.perSecond);
    const refused = filed.latencies.length - (filed.statuses['201'] ?? 0);
    if (refused > 0) throw new Error(`${refused} reports were not taken: ${JSON.stringify(filed.statuses)}`);
    ours.push(percentile(filed.latencies, 0.99));
    halves.push(percentile(filed.latencies, 0.5));
    const raw = await runLoad('raw-writes', connection, seconds, paceConnections, pace.perSecond);
    peer.push(percentile(raw.latencies, 0.99));
  }
  return {
    name: `wait ${pace.name}, ${pace.perSecond} reports a second, p99`,
    unit: 'ms',
    ours: median(ours),
    peer: median(peer),
    peerName: 'raw SQL at the same pace',
    better: 'lower',
    limit: `≤ ${pace.p99} ms`,
    isMet: median(ours) <= pace.p99,
    notes: `p50 ${median(halves).toFixed(1)} ms; p99 of the rounds ${ours.map((value) => value.toFixed(0)).join(' ')}`,
  };
}
