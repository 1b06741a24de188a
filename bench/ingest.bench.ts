// Messages of sensors: acknowledged only when durable, per second, beside Mosquitto with a consumer that does the least; newest values and charts.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '@city/kernel/embedded';
import { silentLog } from '@city/kernel/log';
import { dataFolder, freePort, startCityProcess } from './city-process.ts';
import { makeFleet } from './sensors-fleet.ts';
import { type Bench, type Measurement, median } from './table.ts';

const devices = 10_000;
const groups = 50;
const seconds = Number(process.env['BENCH_SECONDS'] ?? 15);
const mosquitto = '/usr/sbin/mosquitto';

interface Load {
  readonly perSecond: number;
  readonly acked: number;
  readonly p50: number;
  readonly p99: number;
}

function load(orders: object): Promise<Load> {
  // Thousands of devices are too long for a command line.
  const file = join(mkdtempSync(join(tmpdir(), 'load-')), 'orders.json');
  writeFileSync(file, JSON.stringify(orders));
  const child = fork(join(import.meta.dirname, 'load', 'mqtt-load.ts'), [file], {
    execArgv: ['--import', 'tsx'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Load));
    child.once('exit', (code) => code !== 0 && reject(new Error(`the load ended with ${code}`)));
  });
}

/** Mosquitto with one consumer of everything. */
async function startPeer(): Promise<{ port: number; count(): Promise<number>; stop(): void }> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'mosquitto-'));
  const file = join(folder, 'mosquitto.conf');
  writeFileSync(
    file,
    `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\nmax_inflight_messages 200\nlog_type error\n`,
  );
  const broker = spawn(mosquitto, ['-c', file], { stdio: 'ignore' });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const consumer: ChildProcess = fork(join(import.meta.dirname, 'load', 'mqtt-minimal.ts'), [String(port)], {
    execArgv: ['--import', 'tsx'],
  });
  await new Promise((resolve) => consumer.once('message', resolve));
  return {
    port,
    count: () => {
      const answer = new Promise<number>((resolve) =>
        consumer.once('message', (message) => resolve((message as { count: number }).count)),
      );
      consumer.send('count');
      return answer;
    },
    stop: () => {
      consumer.kill();
      broker.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const bench: Bench = async () => {
  const data = dataFolder();
  const [port, mqttPort] = [await freePort(), await freePort()];
  const environment = { CITY_MQTT_PORT: String(mqttPort) };
  let city = await startCityProcess({ port, data: data.path, environment });
  await city.stop();
  const fleet = await makeFleet(data.path, devices, groups);
  city = await startCityProcess({ port, data: data.path, environment });
  const orders = {
    connections: groups,
    inFlight: 20,
    seconds,
    groups: fleet.map(({ gateway, devices: own }) => ({
      username: gateway.code,
      password: gateway.key,
      codes: own.map(({ code }) => code),
    })),
  };
  // The first messages make 60,000 series; they are not what is measured.
  await load({ ...orders, port: mqttPort, seconds: 45 });
  const rows: Measurement[] = [];
  const peer = existsSync(mosquitto) ? await startPeer() : null;
  const [ours, theirs]: [Load[], Load[]] = [[], []];
  const cpu = await city.cpuSeconds();
  for (let round = 0; round < 3; round++) {
    ours.push(await load({ ...orders, port: mqttPort }));
    if (peer) theirs.push(await load({ ...orders, port: peer.port }));
  }
  const used = (await city.cpuSeconds()) - cpu;
  const acked = ours.reduce((sum, one) => sum + one.acked, 0);
  const ourRate = median(ours.map(({ perSecond }) => perSecond));
  const theirRate = theirs.length > 0 ? median(theirs.map(({ perSecond }) => perSecond)) : Number.NaN;
  rows.push({
    name: 'MQTT QoS 1, six values, durable before the acknowledgement',
    unit: 'messages/s',
    ours: ourRate,
    peer: theirRate,
    peerName: 'Mosquitto, acknowledged from memory, and a consumer that stores nothing',
    better: 'higher',
    limit: '≥ 10,000/s',
    isMet: ourRate >= 10_000,
    notes: `${Math.round((used / acked) * 1e6)} µs of the city's CPU a message`,
  });
  rows.push({
    name: 'sent to durable, p99 of all in flight',
    unit: 'ms',
    ours: median(ours.map(({ p99 }) => p99)),
    peer: theirs.length > 0 ? median(theirs.map(({ p99 }) => p99)) : Number.NaN,
    peerName: 'Mosquitto',
    better: 'lower',
    limit: '< 300 ms',
    isMet: median(ours.map(({ p99 }) => p99)) < 300,
  });
  peer?.stop();
  const drained = performance.now();
  await untilDrained(data.path, port);
  rows.push({
    name: 'all acknowledged values stand in the tables after the last acknowledgement',
    unit: 's',
    ours: (performance.now() - drained) / 1000,
    peer: Number.NaN,
    peerName: '–',
    better: 'lower',
    limit: 'told',
    isMet: true,
  });
  await city.stop();
  rows.push(...(await readings(data.path)));
  data.remove();
  return rows;
};

/** Waits until no spool has anything that the tables have not. */
async function untilDrained(_data: string, port: number): Promise<void> {
  let before = '';
  for (;;) {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const waiting = /^city_sensing_spool_waiting_bytes(?:\{[^}]*\})? (\S+)/m.exec(text)?.[1] ?? '';
    if (Number(waiting) === 0 && before === waiting) return;
    before = waiting;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function readings(data: string): Promise<Measurement[]> {
  const server = await startEmbeddedPostgres({ dataRoot: data, log: silentLog() });
  const database = new Client(server.connection());
  await database.connect();
  const count = await database.query<{ n: string }>('select count(*)::text as n from sensing.obs');
  await database.query(`
    insert into sensing.obs_5m select s.id, ts, 300, 0, 6000, 120000, 18, 22, 20, 20
      from (select id from sensing.series order by id limit 50) s, generate_series(now() - interval '40 days', now(), interval '5 minutes') ts
      on conflict do nothing`);
  await database.query(`
    insert into sensing.obs_1h select series_id, date_trunc('hour', ts), sum(n), 0, sum(sum), sum(sumsq), min(min), max(max), 20, 20
      from sensing.obs_5m group by 1, 2 on conflict do nothing`);
  await database.query('analyze sensing.latest; analyze sensing.obs_1h; analyze sensing.obs_5m');
  const time = async (text: string): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < 9; round++) {
      const from = performance.now();
      await database.query(text);
      times.push(performance.now() - from);
    }
    return median(times);
  };
  const latest = await time('select series_id, ts, v from sensing.latest order by series_id limit 10000');
  const chart = await time(
    `select ts, sum / n as avg, min, max from sensing.obs_1h where series_id = (select min(id) from sensing.series) and ts >= now() - interval '30 days' order by ts`,
  );
  const lateral = await time(
    `select s.id, o.ts, o.v from (select id from sensing.series order by id limit 10000) s cross join lateral (select ts, v from sensing.obs where series_id = s.id order by ts desc limit 1) o`,
  );
  await database.end();
  await server.stop();
  return [
    {
      name: `newest value of 10,000 series (${count.rows[0]?.n} raw values)`,
      unit: 'ms',
      ours: latest,
      peer: lateral,
      peerName: 'lateral look into the raw values',
      better: 'lower',
      limit: '< 20 ms',
      isMet: latest < 20,
    },
    {
      name: 'chart of thirty days from roll-ups',
      unit: 'ms',
      ours: chart,
      peer: 50,
      peerName: 'budget',
      better: 'lower',
      limit: '< 50 ms',
      isMet: chart < 50,
    },
  ];
}
