// The context broker over 100,000 entities: create, partial update, query, aggregate, beside what a known broker publishes of itself.
import { dataFolder, freePort, startCityProcess } from './city-process.ts';
import { runLoad } from './load/run-load.ts';
import { type Measurement, median, percentile } from './table.ts';

const entities = 100_000;
const instances = 100_000;
const rounds = 5;
const seconds = 3;
const connections = 16;
const batch = 1_000;

interface Case {
  readonly kind: string;
  readonly name: string;
  readonly ok: string;
  /** Stellio on 8 vCPU and 16 GB, by its own load tests (docs/admin/performance.md). */
  readonly peer: number;
  readonly goal: number;
}

const cases: readonly Case[] = [
  { kind: 'create', name: 'create an entity', ok: '201', peer: 241, goal: 1_500 },
  { kind: 'update', name: 'update an attribute partially', ok: '204', peer: 417, goal: 2_500 },
  { kind: 'query', name: 'query by type and an equal value', ok: '200', peer: 36, goal: 600 },
  { kind: 'range', name: 'query by type and a greater value', ok: '200', peer: 36, goal: 600 },
  { kind: 'aggregate', name: 'aggregate 100,000 values by day', ok: '200', peer: 42, goal: 200 },
];

export async function bench(): Promise<readonly Measurement[]> {
  const data = dataFolder();
  const city = await startCityProcess({
    port: await freePort(),
    data: data.path,
    environment: { CONTEXT_OPEN_TENANTS: 'default' },
  });
  try {
    await fill(city.url);
    const rows: Measurement[] = [];
    for (const one of cases) rows.push(await measure(city.url, one));
    return rows;
  } finally {
    await city.stop();
    data.remove();
  }
}

async function post(url: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${url}/ngsi-ld/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status >= 300)
    throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
}

async function fill(url: string): Promise<void> {
  for (let from = 0; from < entities; from += batch)
    await post(
      url,
      '/entityOperations/create',
      Array.from({ length: batch }, (_, at) => entity(from + at)),
    );
  const begin = Date.UTC(2026, 0, 1);
  const value = (at: number) => ({
    type: 'Property',
    value: (at * 7919) % 1000,
    observedAt: new Date(begin + at * 60_000).toISOString(),
  });
  for (let from = 0; from < instances; from += batch)
    await post(url, '/temporal/entities', {
      id: 'urn:ngsi-ld:Bench:series',
      type: 'BenchSeries',
      level: Array.from({ length: batch }, (_, at) => value(from + at)),
    });
}

function entity(at: number): object {
  return {
    id: `urn:ngsi-ld:Bench:${at}`,
    type: 'Bench',
    code: { type: 'Property', value: `c${at}` },
    level: { type: 'Property', value: at, observedAt: '2026-09-08T02:00:00Z' },
    place: { type: 'Property', value: `street ${at % 100}` },
    location: {
      type: 'GeoProperty',
      value: { type: 'Point', coordinates: [106.6 + (at % 300) / 1000, 20.7 + (at % 200) / 1000] },
    },
  };
}

async function measure(url: string, { kind, name, ok, peer, goal }: Case): Promise<Measurement> {
  await runLoad('ngsi-ld', url, kind, entities, 1, connections);
  const rates: number[] = [];
  const waits: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { latencies, statuses } = await runLoad('ngsi-ld', url, kind, entities, seconds, connections);
    rates.push((statuses[ok] ?? 0) / seconds);
    waits.push(percentile(latencies, 0.95));
  }
  const ours = median(rates);
  return {
    name,
    unit: 'per second',
    ours,
    peer,
    peerName: 'Stellio, as published, 8 vCPU',
    better: 'higher',
    limit: `≥ ${goal}`,
    isMet: ours >= goal,
    notes: `p95 ${median(waits).toFixed(1)} ms at ${connections} connections, 100,000 entities`,
  };
}
