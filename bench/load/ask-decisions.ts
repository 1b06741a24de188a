// Load generator: asks an AuthZEN decision point for one decision a call, or without a token for the server's smallest answer, as a
// process of its own, and prints what it saw as JSON.
import { Pool } from 'undici';
import { drive, driveFrom } from './drive.ts';

const [origin = '', token = '', ...rest] = process.argv.slice(2);
const how = driveFrom(rest);
const pool = new Pool(origin, { connections: how.connections, pipelining: 1 });
const body = JSON.stringify({
  subject: { type: 'user', id: '01990000-0000-7000-8000-000000000001', properties: { level: 2 } },
  action: { name: 'feedback.report.own' },
  resource: { type: 'report', id: '7' },
});
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
const result = await drive(how, async () => {
  if (token === 'none') {
    const answer = await pool.request({ path: '/livez', method: 'GET' });
    await answer.body.dump();
    return String(answer.statusCode);
  }
  const answer = await pool.request({ path: '/access/v1/evaluation', method: 'POST', headers, body });
  const said = (await answer.body.json()) as { decision?: boolean };
  return said.decision === true ? String(answer.statusCode) : `${answer.statusCode} refused`;
});
await pool.close();
console.log(JSON.stringify(result));
