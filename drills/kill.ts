// kill -9 of the server at random moments while reports are filed with retries: none lost, none twice, each with its trail and events.
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '@city/kernel/embedded';
import { silentLog } from '@city/kernel/log';
import { type CityProcess, dataFolder, freePort, startCityProcess } from '../bench/city-process.ts';

const wanted = Number(process.argv[2] ?? 2000);
const kills = Number(process.argv[3] ?? 20);
const clients = 12;

const data = dataFolder();
const port = await freePort();
let city: CityProcess = await startCityProcess({ port, data: data.path });
let filed = 0;
let retries = 0;
let next = 0;

function bodyOf(number: number): string {
  return JSON.stringify({
    service: ['flooding', 'waste', 'streetlight'][number % 3],
    words: `Phản ánh diễn tập số ${number}: nước ngập trước cổng trường, mong xem lại.`,
    lat: 20.845 + (number % 50) * 0.0004,
    lon: 106.675 + (number % 40) * 0.0005,
  });
}

/** Files one report as a careful client does: the same key until an answer is there. */
async function fileOne(number: number): Promise<string> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  for (;;) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/api/reports`, {
        method: 'POST',
        headers,
        body: bodyOf(number),
        signal: AbortSignal.timeout(10_000),
      });
      if (answer.status === 201) return ((await answer.json()) as { trackingCode: string }).trackingCode;
      if (answer.status < 500 && answer.status !== 429)
        throw new Error(`Refused: ${answer.status} ${await answer.text()}`);
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('Refused')) throw error;
    }
    retries++;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const codes = new Set<string>();
async function client(): Promise<void> {
  while (next < wanted) {
    codes.add(await fileOne(next++));
    filed++;
  }
}

async function killer(): Promise<void> {
  for (let kill = 1; kill <= kills; kill++) {
    const goal = Math.floor((wanted * kill) / (kills + 1) + Math.random() * (wanted / (kills + 1) / 2));
    while (filed < goal) await new Promise((resolve) => setTimeout(resolve, 1));
    await city.kill();
    const from = performance.now();
    city = await startCityProcess({ port, data: data.path });
    console.log(`kill ${kill} at ${filed} filed; back after ${Math.round(performance.now() - from)} ms`);
  }
}

const from = performance.now();
await Promise.all([killer(), ...Array.from({ length: clients }, client)]);
console.log(
  `${filed} answers, ${retries} retries, ${kills} kills, ${((performance.now() - from) / 1000).toFixed(1)} s`,
);
await city.stop();

const server = await startEmbeddedPostgres({ dataRoot: data.path, log: silentLog() });
const database = new Client(server.connection());
await database.connect();
const counts = await database.query<Record<string, number>>(`
  select (select count(*)::int from feedback.report) as reports,
         (select count(distinct tracking_code)::int from feedback.report) as codes,
         (select count(*)::int from feedback.report_event where action = 'file') as steps,
         (select count(distinct object_id)::int from trail.entry where action = 'report.file') as trail,
         (select count(*)::int from trail.entry where action = 'report.file') as trail_entries,
         (select count(*)::int from events.outbox where type = 'feedback.report.filed') as events,
         (select count(*)::int from http.idempotency_key) as kept`);
const kept = await database.query<{ code: string }>('select tracking_code as code from feedback.report');
const lost = kept.rows.reduce((left, { code }) => (left.delete(code), left), new Set(codes));
await database.end();
await server.stop();
data.remove();
const row = counts.rows[0] ?? {};
console.log(row);
const isExact =
  Object.values(row).every((count) => count === wanted) && codes.size === wanted && lost.size === 0;
console.log(
  isExact
    ? `PASSED: exactly ${wanted} everywhere`
    : `FAILED: wanted ${wanted} everywhere, ${codes.size} codes answered, ${lost.size} of them not in the database`,
);
process.exit(isExact ? 0 : 1);
