// Load generator: signs in with passkeys that a file holds, over and over or at a pace, and prints what it saw as JSON.
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Pool } from 'undici';
import { answerWith, type SoftwarePasskey } from '../../modules/identity/testing/software-passkey.ts';
import { drive, driveFrom } from './drive.ts';

export interface KeptPasskey {
  readonly id: string;
  readonly userHandle: string;
  readonly host: string;
  readonly pem: string;
}

const [origin = '', file = '', ...rest] = process.argv.slice(2);
const how = driveFrom(rest);
const kept = JSON.parse(readFileSync(file, 'utf8')) as KeptPasskey[];
const passkeys: SoftwarePasskey[] = kept.map(({ pem, ...one }) => ({ ...one, key: createPrivateKey(pem) }));
const pool = new Pool(origin, { connections: how.connections, pipelining: 1 });
const headers = { 'content-type': 'application/json', 'user-agent': 'bench' };
let next = 0;

async function post(path: string, body: unknown, cookie = '') {
  const answer = await pool.request({
    path,
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify(body),
  });
  const cookies = [answer.headers['set-cookie'] ?? []].flat().map((one) => one.split(';')[0]);
  return { status: answer.statusCode, cookie: cookies.join('; '), content: await answer.body.json() };
}

const result = await drive(how, async () => {
  const passkey = passkeys[next++ % passkeys.length]!;
  const begun = await post('/api/sign-in/passkey/options', { returnTo: '/me' });
  if (begun.status !== 200) return `begin ${begun.status}`;
  const { options } = begun.content as { options: { challenge: string } };
  const credential = answerWith(passkey, options, { origin });
  return String((await post('/api/sign-in/passkey', { credential }, begun.cookie)).status);
});
await pool.close();
console.log(JSON.stringify(result));
