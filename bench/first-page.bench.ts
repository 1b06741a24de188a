// Time to the first page: the home page under load beside the smallest answer the server gives, and from start to first page.
import { dataFolder, freePort, startCityProcess } from './city-process.ts';
import { runLoad } from './load/run-load.ts';
import { type Measurement, median, percentile } from './table.ts';

const rounds = 5;
const seconds = 3;
const connections = 8;

export async function bench(): Promise<readonly Measurement[]> {
  const data = dataFolder();
  const port = await freePort();
  let from = performance.now();
  let city = await startCityProcess({ port, data: data.path, seed: true });
  await fetch(`${city.url}/`);
  const first = performance.now() - from;
  await city.stop();
  from = performance.now();
  city = await startCityProcess({ port, data: data.path, seed: true });
  await fetch(`${city.url}/`);
  const second = performance.now() - from;
  const ours: number[] = [];
  const peer: number[] = [];
  const waits: number[] = [];
  try {
    await runLoad('get', city.url, '/', 2, connections);
    for (let round = 0; round < rounds; round++) {
      const got = await runLoad('get', city.url, '/', seconds, connections);
      ours.push((got.statuses['200'] ?? 0) / seconds);
      waits.push(percentile(got.latencies, 0.99));
      peer.push((await runLoad('get', city.url, '/livez', seconds, connections)).latencies.length / seconds);
    }
  } finally {
    await city.stop();
    data.remove();
  }
  const own = median(ours);
  return [
    {
      name: 'home page',
      unit: 'per second',
      ours: own,
      peer: median(peer),
      peerName: '/livez of the same server',
      better: 'higher',
      limit: 'p99 ≤ 100 ms',
      isMet: median(waits) <= 100,
      notes: `p99 ${median(waits).toFixed(1)} ms at ${connections} connections`,
    },
    {
      name: 'start to first page (tsx, data there)',
      unit: 'ms',
      ours: second,
      peer: first,
      peerName: 'first start with seed',
      better: 'lower',
      limit: '< 5,000 ms',
      isMet: second < 5000,
    },
  ];
}
