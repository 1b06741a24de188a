// Signing in: passkeys over HTTP, at most and at the pace of a conference's delegates; passwords through the gate before the hashes and over
// HTTP; codes asked for and typed. Each beside what it must bear: the bare
// hash for passwords, the pace of the delegates for the others. City, database and load share the machine's cores.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash, verify } from '@node-rs/argon2';
import { signInAs } from '@city/vneid-simulator';
import { ARGON2, hashSecret, isSecret } from '../modules/identity/authenticators/hashing.ts';
import { createPasskey } from '../modules/identity/testing/software-passkey.ts';
import { dataFolder, freePort, startCityProcess } from './city-process.ts';
import type { KeptPasskey } from './load/passkey-sign-in.ts';
import { type LoadResult, runLoad } from './load/run-load.ts';
import { type Measurement, median, percentile } from './table.ts';

const rounds = 3;
const seconds = 5;
const connections = 8;
/** Eleven thousand delegates within two minutes. */
const delegates = { perSecond: 92, seconds: 120 };
const people = [
  'nguyen-thi-mai',
  'tran-van-hung',
  'vu-hoang-long',
  'do-thi-nhan',
  'bui-minh-duc',
  'hoang-thi-lan',
  'dang-van-son',
  'ngo-thi-hanh',
];

/** Cookies of one browser, as far as this setup needs them. */
class Jar {
  readonly #cookies = new Map<string, string>();
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async ask(path: string, body?: unknown): Promise<Response> {
    const cookie = [...this.#cookies].map((pair) => pair.join('=')).join('; ');
    const json = { 'content-type': 'application/json' };
    const answer = await fetch(new URL(path, this.#origin), {
      redirect: 'manual',
      headers: { cookie, 'user-agent': 'bench', ...(body === undefined ? {} : json) },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    for (const one of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = one.split(';')[0]!.split('=');
      this.#cookies.set(name, value);
    }
    return answer;
  }
}

async function passkeyOf(origin: string, persona: string): Promise<KeptPasskey> {
  const jar = new Jar(origin);
  const away = await jar.ask('/sign-in/vneid');
  const back = await signInAs(away.headers.get('location') ?? '', { persona });
  await jar.ask(back.pathname + back.search);
  const begun = (await (await jar.ask('/api/me/passkeys/options', {})).json()) as { options: never };
  const { passkey, credential } = createPasskey(begun.options, { origin });
  const added = await jar.ask('/api/me/passkeys', { credential });
  if (!added.ok) throw new Error(`${persona}: ${added.status} ${await added.text()}`);
  const { id, userHandle, host, key } = passkey;
  return { id, userHandle, host, pem: String(key.export({ type: 'pkcs8', format: 'pem' })) };
}

const signedIn = ({ statuses }: LoadResult) => statuses['200'] ?? 0;
const refusals = ({ statuses }: LoadResult) =>
  Object.entries(statuses).filter(([status]) => status !== '200');

/** How often a second `work` ends when so many run at once. */
async function perSecond(work: () => Promise<unknown>, atOnce: number): Promise<number> {
  const found: number[] = [];
  for (let round = 0; round < rounds; round++) {
    let count = 0;
    const from = performance.now();
    const until = from + seconds * 1000;
    const worker = async () => {
      for (; performance.now() < until; count++) await work();
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    found.push(count / ((performance.now() - from) / 1000));
  }
  return median(found);
}

/** How often a second a form's flow comes to its end, `expected` being the last answer's status. */
async function formFlow(origin: string, what: 'password' | 'code', expected: string) {
  await runLoad('form-sign-in', origin, what, 2, connections);
  const runs: LoadResult[] = [];
  for (let round = 0; round < rounds; round++)
    runs.push(await runLoad('form-sign-in', origin, what, seconds, connections));
  const others = runs.flatMap(({ statuses }) => Object.keys(statuses).filter((one) => one !== expected));
  const latencies = runs.flatMap((one) => one.latencies);
  return {
    rate: median(runs.map(({ statuses }) => (statuses[expected] ?? 0) / seconds)),
    others,
    notes: `${connections} connections, p99 ${percentile(latencies, 0.99).toFixed(0)} ms${
      others.length > 0 ? `, else ${[...new Set(others)].join(', ')}` : ''
    }`,
  };
}

async function passwords(): Promise<Measurement> {
  const word = 'một mật khẩu đủ dài';
  const kept = await hashSecret(word);
  const bare = await hash(word, ARGON2);
  const ours = await perSecond(() => isSecret(kept, word), connections);
  const peer = await perSecond(() => verify(bare, word), 2);
  const crowd = await Promise.allSettled(Array.from({ length: 500 }, () => isSecret(kept, word)));
  const shed = crowd.filter(({ status }) => status === 'rejected').length;
  return {
    name: 'passwords checked, through the gate',
    unit: '/s',
    ours,
    peer,
    peerName: 'bare argon2id, two at once',
    better: 'higher',
    limit: '≥ 80 % of the bound',
    isMet: ours / peer >= 0.8,
    notes: `of 500 at once ${500 - shed} answered, ${shed} told to come back (429)`,
  };
}

export async function bench(): Promise<readonly Measurement[]> {
  const password = await passwords();
  const data = dataFolder();
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const city = await startCityProcess({
    port,
    data: data.path,
    seed: true,
    // The load comes from as many networks as there are people.
    environment: { CITY_TRUST_PROXY: 'true' },
  });
  try {
    const kept: KeptPasskey[] = [];
    for (const persona of people) kept.push(await passkeyOf(origin, persona));
    const file = join(data.path, 'passkeys.json');
    writeFileSync(file, JSON.stringify(kept));
    await runLoad('passkey-sign-in', origin, file, 3, connections);
    const most: LoadResult[] = [];
    for (let round = 0; round < rounds; round++)
      most.push(await runLoad('passkey-sign-in', origin, file, seconds, connections));
    const rate = median(most.map((one) => signedIn(one) / seconds));
    const passwordTries = await formFlow(origin, 'password', '422');
    const codes = await formFlow(origin, 'code', '422');
    const burst = await runLoad('passkey-sign-in', origin, file, delegates.seconds, 64, delegates.perSecond);
    const p95 = percentile(burst.latencies, 0.95);
    return [
      password,
      {
        name: 'passkey sign-ins over HTTP',
        unit: '/s',
        ours: rate,
        peer: delegates.perSecond,
        peerName: 'the pace of a conference’s delegates',
        better: 'higher',
        limit: '≥ 1.5 × the pace, nobody refused',
        isMet: rate / delegates.perSecond >= 1.5 && most.every((one) => refusals(one).length === 0),
        notes: `${connections} connections, two requests each, p99 ${percentile(
          most.flatMap(({ latencies }) => latencies),
          0.99,
        ).toFixed(0)} ms`,
      },
      {
        name: 'password tries over HTTP',
        unit: '/s',
        ours: passwordTries.rate,
        peer: password.ours,
        peerName: 'password checks alone',
        better: 'higher',
        limit: '≥ 40 % of the checks, nobody refused',
        isMet: passwordTries.rate / password.ours >= 0.4 && passwordTries.others.length === 0,
        notes: passwordTries.notes,
      },
      {
        name: 'codes asked for and typed over HTTP',
        unit: '/s',
        ours: codes.rate,
        peer: delegates.perSecond,
        peerName: 'the pace of a conference’s delegates',
        better: 'higher',
        limit: '≥ half the pace, nobody refused',
        isMet: codes.rate >= delegates.perSecond / 2 && codes.others.length === 0,
        notes: codes.notes,
      },
      {
        name: `${delegates.perSecond * delegates.seconds} delegates sign in within ${delegates.seconds} s`,
        unit: 'ms p95',
        ours: p95,
        peer: 500,
        peerName: 'the promise',
        better: 'lower',
        limit: 'p95 ≤ 500 ms, nobody refused',
        isMet: p95 <= 500 && refusals(burst).length === 0,
        notes: `${signedIn(burst)} signed in${refusals(burst).length > 0 ? `, else ${JSON.stringify(refusals(burst))}` : ''}`,
      },
    ];
  } finally {
    await city.stop();
    data.remove();
  }
}
