// The city's OpenID provider: signing on again with a living session, tokens for services, refresh tokens turned over; CPU of the
// server for each; and how long after a revocation a token still opens something. Peer: what Keycloak's sizing guide promises.
import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signInAs } from '@city/vneid-simulator';
import { type CityProcess, dataFolder, freePort, startCityProcess } from './city-process.ts';
import { databaseCpuSeconds } from './database-cpu.ts';
import type { KeptClient } from './load/openid.ts';
import { type LoadResult, runLoad } from './load/run-load.ts';
import { type Measurement, median, percentile } from './table.ts';

const rounds = 3;
const seconds = 5;
const connections = 8;
const revocations = 20;

/** Cookies of one browser, as far as this setup needs them. */
class Jar {
  readonly cookies = new Map<string, string>();
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  get header(): string {
    return [...this.cookies].map((pair) => pair.join('=')).join('; ');
  }

  async ask(path: string, form?: Record<string, string>): Promise<Response> {
    const answer = await fetch(new URL(path, this.#origin), {
      redirect: 'manual',
      headers: { cookie: this.header, 'user-agent': 'bench', origin: this.#origin },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const one of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = one.split(';')[0]!.split('=');
      this.cookies.set(name, value);
    }
    return answer;
  }
}

const redirect = 'http://localhost:9/callback';
const basic = ({ clientId, secret }: Registered) =>
  `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;
interface Registered {
  readonly clientId: string;
  readonly secret: string;
}

/** Signs in and registers a sandbox client the way a developer does. */
async function register(jar: Jar): Promise<Registered> {
  const away = await jar.ask('/sign-in/vneid');
  const back = await signInAs(away.headers.get('location') ?? '', { persona: 'vu-hoang-long' });
  await jar.ask(back.pathname + back.search);
  const page = await jar.ask('/developers/clients', { name: 'Đo tải', redirects: redirect, proof: 'secret' });
  const shown = [...(await page.text()).matchAll(/<code>([^<]+)<\/code>/g)].map(([, text = '']) => text);
  const [clientId = '', secret = ''] = shown;
  if (!secret.startsWith('hps_')) throw new Error(`no client: ${page.status}`);
  return { clientId, secret };
}

/** A code flow with everything asked for, agreed to. */
async function tokens(jar: Jar, origin: string, client: Registered): Promise<Record<string, string>> {
  const verifier = randomBytes(32).toString('base64url');
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirect,
    scope: 'openid profile offline_access',
    prompt: 'consent',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const toPage = await jar.ask(`/oidc/auth?${asked}`);
  const given = await jar.ask(new URL(toPage.headers.get('location') ?? '', origin).pathname, {
    answer: 'yes',
  });
  const resumed = await jar.ask(new URL(given.headers.get('location') ?? '', origin).pathname);
  const code = new URL(resumed.headers.get('location') ?? '', origin).searchParams.get('code') ?? '';
  const answer = await fetch(`${origin}/oidc/token`, {
    method: 'POST',
    headers: { authorization: basic(client) },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirect,
      code_verifier: verifier,
    }),
  });
  return (await answer.json()) as Record<string, string>;
}

const good = ({ statuses }: LoadResult) => statuses['200'] ?? 0;
const bad = ({ statuses }: LoadResult) => Object.entries(statuses).filter(([status]) => status !== '200');

interface Found {
  readonly perSecond: number;
  readonly p99: number;
  /** Milliseconds of CPU for one: the server's process and its database. */
  readonly cpu: readonly [number, number];
  readonly wrong: readonly (readonly [string, number])[];
}

async function measure(
  city: CityProcess,
  data: string,
  kind: string,
  origin: string,
  file: string,
): Promise<Found> {
  await runLoad('openid', kind, origin, file, 2, connections);
  const found: LoadResult[] = [];
  const [before, base] = [await city.cpuSeconds(), databaseCpuSeconds(data)];
  for (let round = 0; round < rounds; round++)
    found.push(await runLoad('openid', kind, origin, file, seconds, connections));
  const total = found.reduce((sum, one) => sum + good(one), 0);
  return {
    perSecond: median(found.map((one) => good(one) / seconds)),
    p99: percentile(
      found.flatMap(({ latencies }) => latencies),
      0.99,
    ),
    cpu: [
      (((await city.cpuSeconds()) - before) * 1000) / total,
      ((databaseCpuSeconds(data) - base) * 1000) / total,
    ],
    wrong: found.flatMap(bad),
  };
}

/** What a load generator turned over is known to it alone: each round begins with fresh ones. */
async function measureRefresh(
  city: CityProcess,
  data: string,
  origin: string,
  file: string,
  renew: () => Promise<void>,
): Promise<Found> {
  const found: Found[] = [];
  for (let round = 0; round < rounds; round++) {
    await renew();
    const [before, base] = [await city.cpuSeconds(), databaseCpuSeconds(data)];
    const one = await runLoad('openid', 'refresh', origin, file, seconds, connections);
    found.push({
      perSecond: good(one) / seconds,
      p99: percentile(one.latencies, 0.99),
      cpu: [
        (((await city.cpuSeconds()) - before) * 1000) / good(one),
        ((databaseCpuSeconds(data) - base) * 1000) / good(one),
      ],
      wrong: bad(one),
    });
  }
  return {
    perSecond: median(found.map((one) => one.perSecond)),
    p99: median(found.map((one) => one.p99)),
    cpu: [median(found.map(({ cpu }) => cpu[0])), median(found.map(({ cpu }) => cpu[1]))],
    wrong: found.flatMap(({ wrong }) => wrong),
  };
}

/** From the answer to a revocation until userinfo refuses: the longest of several. */
async function revocation(jar: Jar, origin: string, client: Registered): Promise<number> {
  let longest = 0;
  for (let count = 0; count < revocations; count++) {
    const { access_token: token = '' } = await tokens(jar, origin, client);
    const me = () => fetch(`${origin}/oidc/me`, { headers: { authorization: `Bearer ${token}` } });
    if ((await me()).status !== 200) throw new Error('a fresh token opens nothing');
    await fetch(`${origin}/oidc/token/revocation`, {
      method: 'POST',
      headers: { authorization: basic(client) },
      body: new URLSearchParams({ token }),
    });
    const from = performance.now();
    while ((await me()).status === 200);
    longest = Math.max(longest, performance.now() - from);
  }
  return longest;
}

const row = (name: string, found: Found, peer: number, factor: number): Measurement => ({
  name,
  unit: '/s',
  ours: found.perSecond,
  peer,
  peerName: 'Keycloak 26.4 sizing guide, one core',
  better: 'higher',
  limit: `≥ ${factor} × the guide, nobody refused`,
  isMet: found.perSecond >= peer * factor && found.wrong.length === 0,
  notes: `${connections} connections, p99 ${found.p99.toFixed(0)} ms, CPU ${found.cpu[0].toFixed(1)} ms server + ${found.cpu[1].toFixed(1)} ms database${
    found.wrong.length > 0 ? `, else ${JSON.stringify(found.wrong)}` : ''
  }`,
});

export async function bench(): Promise<readonly Measurement[]> {
  const data = dataFolder();
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const city = await startCityProcess({ port, data: data.path, seed: true });
  try {
    const jar = new Jar(origin);
    const client = await register(jar);
    await tokens(jar, origin, client);
    const file = join(data.path, 'openid.json');
    const keep = (refreshTokens: readonly string[]) => {
      const kept: KeptClient = { ...client, redirect, cookie: jar.header, refreshTokens };
      writeFileSync(file, JSON.stringify(kept));
    };
    keep([]);
    const signOn = await measure(city, data.path, 'sign-on', origin, file);
    const credentials = await measure(city, data.path, 'credentials', origin, file);
    const refresh = await measureRefresh(city, data.path, origin, file, async () => {
      const fresh: string[] = [];
      for (let count = 0; count < connections; count++)
        fresh.push((await tokens(jar, origin, client))['refresh_token'] ?? '');
      keep(fresh);
    });
    const longest = await revocation(jar, origin, client);
    return [
      row('signing on again (authorization and code redeemed)', signOn, 15, 2),
      row('tokens for a service (client credentials)', credentials, 120, 2),
      row('refresh tokens turned over', refresh, 120, 2),
      {
        name: 'a token still opens after it was revoked',
        unit: 'ms at most',
        ours: longest,
        peer: 1000,
        peerName: 'the promise',
        better: 'lower',
        limit: '≤ 1000 ms',
        isMet: longest <= 1000,
        notes: `${revocations} revocations`,
      },
    ];
  } finally {
    await city.stop();
    data.remove();
  }
}
