// Load generator: files reports over HTTP as a process of its own, and prints what it saw as JSON.
import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { drive, driveFrom } from './drive.ts';

const [url = '', seed = '1', ...rest] = process.argv.slice(2);
const how = driveFrom(rest);
const pool = new Pool(url, { connections: how.connections, pipelining: 1 });
const services = ['flooding', 'waste', 'streetlight', 'pothole', 'tree', 'drain'];
let state = Number(seed);
/** A small reproducible generator (mulberry32). */
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}

function body(): string {
  return JSON.stringify({
    service: services[Math.floor(random() * services.length)],
    words: `Đường ngập trước số nhà ${Math.floor(random() * 400)}, nước lên ngang bánh xe, mong thành phố xem lại cống.`,
    lat: 20.84 + random() * 0.03,
    lon: 106.67 + random() * 0.04,
  });
}

const result = await drive(how, async () => {
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const answer = await pool.request({ path: '/api/reports', method: 'POST', headers, body: body() });
  await answer.body.dump();
  return String(answer.statusCode);
});
await pool.close();
console.log(JSON.stringify(result));
