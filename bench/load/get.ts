// Load generator: asks for one address over and over, or for several in turn when they come as a JSON array, as a process of its own, and prints what it saw as JSON.
import { Pool } from 'undici';

const [origin = '', path = '/', seconds = '5', connections = '8'] = process.argv.slice(2);
const paths = path.startsWith('[') ? (JSON.parse(path) as string[]) : [path];
let asked = 0;
const pool = new Pool(origin, { connections: Number(connections), pipelining: 1 });
const latencies: number[] = [];
const statuses: Record<string, number> = {};
const until = performance.now() + Number(seconds) * 1000;

async function worker(): Promise<void> {
  while (performance.now() < until) {
    const from = performance.now();
    const answer = await pool.request({ path: paths[asked++ % paths.length]!, method: 'GET' });
    await answer.body.dump();
    latencies.push(performance.now() - from);
    statuses[answer.statusCode] = (statuses[answer.statusCode] ?? 0) + 1;
  }
}

await Promise.all(Array.from({ length: Number(connections) }, worker));
await pool.close();
console.log(JSON.stringify({ latencies, statuses }));
