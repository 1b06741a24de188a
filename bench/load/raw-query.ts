// The ceiling for reading: one prepared statement over and over on a number of connections.
import { Pool } from 'pg';

const [connection = '{}', text = 'select 1', seconds = '5', connections = '8'] = process.argv.slice(2);
const pool = new Pool({ ...(JSON.parse(connection) as object), max: Number(connections) });
const latencies: number[] = [];
const until = performance.now() + Number(seconds) * 1000;

async function worker(): Promise<void> {
  const client = await pool.connect();
  while (performance.now() < until) {
    const from = performance.now();
    await client.query({ name: 'query', text, values: [] });
    latencies.push(performance.now() - from);
  }
  client.release();
}

await Promise.all(Array.from({ length: Number(connections) }, worker));
await pool.end();
console.log(JSON.stringify({ latencies, statuses: { ok: latencies.length } }));
