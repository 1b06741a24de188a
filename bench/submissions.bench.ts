// Filing reports over HTTP, beside the same writes as raw SQL on the same server.
import { startEmbeddedPostgres } from '@city/kernel/embedded';
import { silentLog } from '@city/kernel/log';
import { dataFolder, freePort, startCityProcess } from './city-process.ts';
import { runLoad } from './load/run-load.ts';
import { type Measurement, median, percentile } from './table.ts';

const rounds = 5;
const seconds = 4;
const connections = 16;

export async function bench(): Promise<readonly Measurement[]> {
  const data = dataFolder();
  const city = await startCityProcess({ port: await freePort(), data: data.path });
  const joined = await startEmbeddedPostgres({ dataRoot: data.path, log: silentLog() });
  const connection = JSON.stringify(joined.connection());
  const ours: number[] = [];
  const peer: number[] = [];
  const waits: number[] = [];
  const cpu: number[] = [];
  try {
    await runLoad('submit', city.url, 3, connections, 0);
    for (let round = 1; round <= rounds; round++) {
      const before = await city.cpuSeconds();
      const filed = await runLoad('submit', city.url, seconds, connections, round);
      const count = filed.statuses['201'] ?? 0;
      cpu.push((((await city.cpuSeconds()) - before) * 1e6) / count);
      ours.push(count / seconds);
      waits.push(percentile(filed.latencies, 0.99));
      peer.push((await runLoad('raw-writes', connection, seconds, connections)).latencies.length / seconds);
    }
  } finally {
    await city.stop();
    await joined.stop();
    data.remove();
  }
  const [own, raw] = [median(ours), median(peer)];
  const notes = `p99 ${median(waits).toFixed(0)} ms at ${connections} connections, ${median(cpu).toFixed(0)} µs server CPU each`;
  return [
    {
      name: 'file a report',
      unit: 'per second',
      ours: own,
      peer: raw,
      peerName: 'raw SQL, one statement',
      better: 'higher',
      limit: 'shown; 60% is the aim',
      isMet: own > 0,
      notes,
    },
  ];
}
