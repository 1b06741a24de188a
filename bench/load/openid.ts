// Load generator: a client of the city's provider. Signs people in again by their living session, asks for service tokens, or
// turns refresh tokens over; prints what it saw as JSON.
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Pool } from 'undici';
import { drive, driveFrom } from './drive.ts';

export interface KeptClient {
  readonly clientId: string;
  readonly secret: string;
  readonly redirect: string;
  /** The session of the person who signs in again and again. */
  readonly cookie: string;
  /** One for each connection: each turns its own over. */
  readonly refreshTokens: readonly string[];
}

const [kind = '', origin = '', file = '', ...rest] = process.argv.slice(2);
const how = driveFrom(rest);
const kept = JSON.parse(readFileSync(file, 'utf8')) as KeptClient;
const pool = new Pool(origin, { connections: how.connections, pipelining: 1 });
const authorization = `Basic ${Buffer.from(`${kept.clientId}:${kept.secret}`).toString('base64')}`;
const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');
const free = [...kept.refreshTokens];

async function token(form: Record<string, string>) {
  const answer = await pool.request({
    path: '/oidc/token',
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'bench' },
    body: new URLSearchParams(form).toString(),
  });
  return { status: answer.statusCode, body: (await answer.body.json()) as Record<string, string> };
}

async function signOn(): Promise<string> {
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: kept.clientId,
    redirect_uri: kept.redirect,
    scope: 'openid profile',
    prompt: 'none',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    nonce: 'n',
  });
  const answer = await pool.request({
    path: `/oidc/auth?${asked}`,
    method: 'GET',
    headers: { cookie: kept.cookie, 'user-agent': 'bench' },
  });
  await answer.body.dump();
  const code = new URL(String(answer.headers['location'] ?? origin), origin).searchParams.get('code');
  if (!code) return `authorization ${answer.statusCode}`;
  const redeemed = await token({
    grant_type: 'authorization_code',
    code,
    redirect_uri: kept.redirect,
    code_verifier: verifier,
  });
  return String(redeemed.status);
}

async function refresh(): Promise<string> {
  const own = free.shift();
  if (!own) return 'no refresh token left';
  const { status, body } = await token({ grant_type: 'refresh_token', refresh_token: own });
  if (body['refresh_token']) free.push(body['refresh_token']);
  return String(status);
}

const acts: Readonly<Record<string, () => Promise<string>>> = {
  'sign-on': signOn,
  credentials: async () => String((await token({ grant_type: 'client_credentials' })).status),
  refresh,
};
const act = acts[kind];
if (!act) throw new Error(`No load ${kind}`);
const result = await drive(how, act);
await pool.close();
console.log(JSON.stringify(result));
