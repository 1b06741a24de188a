// The policy decision point: decisions in process over every permission of the city, and one a call over AuthZEN from another process.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Access, type Actor, anonymous } from '@city/kernel/access';
import { modules } from '../apps/server/main.ts';
import { dataFolder, freePort, startCityProcess } from './city-process.ts';
import { runLoad } from './load/run-load.ts';
import { type Measurement, median, percentile } from './table.ts';

const rounds = 5;
const seconds = 4;
const connections = 4;
const inProcess = 300_000;

export async function bench(): Promise<readonly Measurement[]> {
  return [decisionsInProcess(), ...(await decisionsOverHttp())];
}

function decisionsInProcess(): Measurement {
  const access = new Access();
  for (const { permissions } of modules)
    for (const [name, permission] of Object.entries(permissions)) access.add(name, permission);
  const names = access.list().map(([name]) => name);
  const post = { id: 'p', body: 'ubnd-11383', unit: '11383', role: 'officer', title: '' };
  const actors: readonly Actor[] = [
    anonymous,
    { kind: 'citizen', id: 'c', name: null, level: 2 },
    { kind: 'officer', id: 'o', name: null, level: 2, post, purpose: 'bench' },
  ];
  const resource = { body: 'ubnd-11383', unit: '11383', owner: 'c' };
  const context = { now: new Date() };
  const round = (): number => {
    const from = performance.now();
    for (let at = 0; at < inProcess; at++)
      access.explain(actors[at % actors.length]!, names[at % names.length]!, resource, context);
    return inProcess / ((performance.now() - from) / 1000);
  };
  round();
  const ours = Array.from({ length: rounds }, round);
  return {
    name: 'decisions in process, with every finding',
    unit: 'per second',
    ours: median(ours),
    peer: 2_000,
    peerName: 'what is asked for',
    better: 'higher',
    limit: 'at least 2,000',
    isMet: median(ours) >= 2_000,
    notes: `${names.length} permissions`,
  };
}

async function decisionsOverHttp(): Promise<readonly Measurement[]> {
  const data = dataFolder();
  const city = await startCityProcess({ port: await freePort(), data: data.path });
  try {
    const token = makeToken(data.path);
    await runLoad('ask-decisions', city.url, token, 2, connections);
    const [ours, waits, peer, peerWaits]: [number[], number[], number[], number[]] = [[], [], [], []];
    const odd: Record<string, number> = {};
    for (let round = 0; round < rounds; round++) {
      const asked = await runLoad('ask-decisions', city.url, token, seconds, connections);
      for (const [status, count] of Object.entries(asked.statuses)) if (status !== '200') odd[status] = count;
      ours.push((asked.statuses['200'] ?? 0) / seconds);
      waits.push(percentile(asked.latencies, 0.99));
      const small = await runLoad('ask-decisions', city.url, 'none', seconds, connections);
      peerWaits.push(percentile(small.latencies, 0.99));
      peer.push(small.latencies.length / seconds);
    }
    const notes = Object.keys(odd).length === 0 ? `${connections} connections` : JSON.stringify(odd);
    return [
      {
        name: 'decisions over AuthZEN, one a call',
        unit: 'per second',
        ours: median(ours),
        peer: median(peer),
        peerName: 'the smallest answer of the same server',
        better: 'higher',
        limit: 'at least 2,000',
        isMet: median(ours) >= 2_000 && Object.keys(odd).length === 0,
        notes,
      },
      {
        name: 'wait for a decision over AuthZEN meanwhile, 99th percentile',
        unit: 'ms',
        ours: median(waits),
        peer: median(peerWaits),
        peerName: 'the smallest answer of the same server',
        better: 'lower',
        limit: 'below 5 ms',
        isMet: median(waits) < 5,
      },
    ];
  } finally {
    await city.stop();
    data.remove();
  }
}

/** As an operator makes it. */
function makeToken(data: string): string {
  const entry = join(import.meta.dirname, '..', 'apps', 'cli', 'city.ts');
  const said = execFileSync(process.execPath, ['--import', 'tsx', entry, 'access-client', 'bench'], {
    env: { ...process.env, CITY_DATA: data, CITY_LOG_LEVEL: 'error' },
    encoding: 'utf8',
  });
  const token = /bench: (\S+)/.exec(said)?.[1];
  if (!token) throw new Error(`No token in: ${said}`);
  return token;
}
