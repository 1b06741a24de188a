// kill -9 of the ingest process and of PostgreSQL while thousands of devices send: what was acknowledged is stored exactly, and the roll-ups are true.
import { fork } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '@city/kernel/embedded';
import { silentLog } from '@city/kernel/log';
import { type CityProcess, dataFolder, freePort, startCityProcess } from '../bench/city-process.ts';
import { makeFleet } from '../bench/sensors-fleet.ts';
import { rollFurther, type Rolled, rollUp } from '../modules/sensing/series/rollup.ts';

const devices = Number(process.argv[2] ?? 2_000);
const rounds = Number(process.argv[3] ?? 30);
const kills = Number(process.argv[4] ?? 6);
const senders = 4;

const data = dataFolder();
const port = await freePort();
const mqttPort = await freePort();
const start = (): Promise<CityProcess> =>
  startCityProcess({ port, data: data.path, environment: { CITY_MQTT_PORT: String(mqttPort) } });

let city = await start();
await city.stop();
const fleet = await makeFleet(data.path, devices, senders);
city = await start();

const from = Date.now() - 60_000;
const acked = join(data.path, 'acked.txt');
const running = fleet.map(({ gateway, devices: keys }) => {
  const orders = { port: mqttPort, keys, gateway, from, rounds, everyMilliseconds: 1_000, acked };
  const file = join(data.path, `orders-${gateway.code}.json`);
  writeFileSync(file, JSON.stringify(orders));
  const child = fork(join(import.meta.dirname, 'senders', 'ingest-sender.ts'), [file], {
    execArgv: ['--import', 'tsx'],
  });
  return new Promise<{ acked: number; refused: number }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { acked: number; refused: number }));
    child.once('exit', (code) => code !== 0 && reject(new Error(`a sender ended with ${code}`)));
  });
});

/** Kills PostgreSQL's own process; the city's child finds its server gone and starts it anew when the city starts again. */
function killPostgres(): void {
  const pidFile = readdirSync(data.path, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('postmaster.pid'),
  );
  if (!pidFile) return;
  const pid = Number(readFileSync(join(data.path, pidFile), 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGKILL');
}

let isOver = false;
async function killer(): Promise<void> {
  for (let kill = 1; kill <= kills && !isOver; kill++) {
    await new Promise((resolve) => setTimeout(resolve, 2_000 + Math.random() * 3_000));
    const withPostgres = kill % 2 === 0;
    if (withPostgres) killPostgres();
    await city.kill();
    const at = performance.now();
    city = await start();
    console.log(
      `kill ${kill}${withPostgres ? ' with PostgreSQL' : ''}; back after ${Math.round(performance.now() - at)} ms`,
    );
  }
}

const at = performance.now();
const killing = killer();
const results = await Promise.all(running);
isOver = true;
await killing;
const answers = results.reduce((sum, one) => sum + one.acked, 0);
const refused = results.reduce((sum, one) => sum + one.refused, 0);
console.log(
  `${answers} acknowledged, ${refused} sent again, ${((performance.now() - at) / 1000).toFixed(1)} s`,
);
// One more life takes in what the spools of the killed still hold, rolls up, and ends.
await city.stop();
city = await start();
await new Promise((resolve) => setTimeout(resolve, 35_000));
await city.stop();

const server = await startEmbeddedPostgres({ dataRoot: data.path, log: silentLog() });
const database = new Client(server.connection());
await database.connect();
const messages = new Set(readFileSync(acked, 'utf8').split('\n').filter(Boolean));
const stored = await database.query<{ name: string; n: number }>(`
  select d.code || ' ' || round(extract(epoch from o.ts) * 1000)::bigint as name, count(*)::int as n
    from sensing.obs o join sensing.series s on s.id = o.series_id join sensing.device d on d.id = s.device_id
   group by 1`);
const counts = new Map(stored.rows.map(({ name, n }) => [name, n]));
const lost = [...messages].filter((name) => counts.get(name) !== 6);
const more = [...counts.keys()].filter((name) => !messages.has(name));
const points = await database.query<{ s: number; t: string; v: number; q: number }>(
  `select series_id as s, round(extract(epoch from ts) * 1000)::text as t, v, q from sensing.obs order by series_id, ts`,
);
const waiting = await database.query<{ n: number }>(
  `select (select count(*) from sensing.dirty) + (select count(*) from sensing.due) as n`,
);
const rolled = async (level: string): Promise<Rolled[]> =>
  (
    await database.query<Record<string, number>>(
      `select series_id as series, round(extract(epoch from ts) * 1000)::text as ts, n, bad, sum, sumsq, min, max, first, last from sensing.obs_${level} order by 1, sensing.obs_${level}.ts`,
    )
  ).rows.map((row) => ({ ...row, ts: Number(row['ts']) }) as unknown as Rolled);
const minutes = rollUp(points.rows.map(({ s, t, v, q }) => ({ series: s, ts: Number(t), v, q })));
const hours = rollFurther(minutes, '1h');
const isSame = (a: readonly Rolled[], b: readonly Rolled[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
const rollUps = {
  minutes: isSame(await rolled('5m'), minutes),
  hours: isSame(await rolled('1h'), hours),
  days: isSame(await rolled('1d'), rollFurther(hours, '1d')),
};
await database.end();
await server.stop();
data.remove();
console.log({
  acknowledged: messages.size,
  values: points.rows.length,
  lost: lost.length,
  more: more.length,
  waiting: Number(waiting.rows[0]?.n),
  ...rollUps,
});
const isExact =
  lost.length === 0 &&
  more.length === 0 &&
  Number(waiting.rows[0]?.n) === 0 &&
  Object.values(rollUps).every(Boolean);
console.log(
  isExact
    ? 'PASSED: stored is what was acknowledged, and the roll-ups are its recomputation'
    : `FAILED: lost ${lost.slice(0, 3).join(', ')}, more ${more.slice(0, 3).join(', ')}`,
);
process.exit(isExact ? 0 : 1);
