// Load of one kind on the context broker, as a process of its own: ngsi-ld.ts URL KIND ENTITIES SECONDS CONNECTIONS.
import { Pool } from 'undici';
import { drive, driveFrom } from './drive.ts';

const [origin = '', kind = 'query', entities = '100000', ...rest] = process.argv.slice(2);
const how = driveFrom(rest);
const pool = new Pool(origin, { connections: how.connections, pipelining: 1 });
const run = Date.now().toString(36);
let asked = 0;

const json = { 'content-type': 'application/json' };
const base = '/ngsi-ld/v1';
const some = (): number => Math.floor(Math.random() * Number(entities));

interface Asked {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: string;
}

const kinds: Readonly<Record<string, () => Asked>> = {
  create: () => ({
    method: 'POST',
    path: `${base}/entities`,
    body: JSON.stringify({
      id: `urn:ngsi-ld:Bench:${run}:${asked}`,
      type: 'BenchFresh',
      level: { type: 'Property', value: asked, observedAt: '2026-09-08T02:00:00Z' },
      place: { type: 'Property', value: `street ${asked % 100}` },
      location: {
        type: 'GeoProperty',
        value: { type: 'Point', coordinates: [106.6 + (asked % 100) / 1000, 20.8] },
      },
    }),
  }),
  update: () => ({
    method: 'PATCH',
    path: `${base}/entities/urn:ngsi-ld:Bench:${some()}/attrs/level`,
    body: JSON.stringify({ value: asked, observedAt: '2026-09-08T02:00:00Z' }),
  }),
  query: () => ({ method: 'GET', path: `${base}/entities?type=Bench&q=code==%22c${some()}%22` }),
  range: () => ({ method: 'GET', path: `${base}/entities?type=Bench&q=level%3E${some()}&limit=20` }),
  aggregate: () => ({
    method: 'GET',
    path: `${base}/temporal/entities/urn:ngsi-ld:Bench:series?options=aggregatedValues&aggrMethods=avg,max&aggrPeriodDuration=P1D`,
  }),
};

const make = kinds[kind];
if (!make) throw new Error(`No load ${kind}. There are: ${Object.keys(kinds).join(', ')}`);
const result = await drive(how, async () => {
  asked += 1;
  const { method, path, body } = make();
  const answer = await pool.request({ method, path, ...(body === undefined ? {} : { body, headers: json }) });
  await answer.body.dump();
  return String(answer.statusCode);
});
await pool.close();
console.log(JSON.stringify(result));
