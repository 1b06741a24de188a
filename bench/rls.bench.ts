// The second wall: what row-level security adds to the queries that ask it most, the same statement with and without, in turn.
import { sql } from 'kysely';
import { type Actor, anonymous } from '@city/kernel/access';
import { Config } from '@city/kernel/config';
import { hold, migrate, type ModuleDatabase, openDatabase, type Tx } from '@city/kernel/database';
import { startEmbeddedPostgres } from '@city/kernel/embedded';
import { silentLog } from '@city/kernel/log';
import { createMetrics } from '@city/kernel/metrics';
import { createSeals } from '@city/kernel/seals';
import { modules } from '../apps/server/main.ts';
import { dataFolder } from './city-process.ts';
import { type Measurement, median } from './table.ts';

const rounds = 9;
const perRound = 600;
const reports = 60_000;
const person = '01990000-0000-7000-8000-000000000001';

type Db = ModuleDatabase<unknown>;
interface Case {
  readonly name: string;
  readonly tables: readonly string[];
  readonly actor: Actor;
  readonly ask: (tx: Tx<unknown>, at: number) => Promise<unknown>;
}

const officer: Actor = {
  kind: 'officer',
  id: person,
  name: null,
  purpose: 'bench',
  post: { id: person, body: 'ubnd-3', unit: '3', role: 'officer', title: '' },
};
const cases: readonly Case[] = [
  {
    name: 'my reports, a page of 20',
    tables: ['feedback.person_report'],
    actor: { kind: 'citizen', id: person, name: null },
    ask: (tx) =>
      sql`select report_id from feedback.person_report where person_id = ${person} order by filed_at desc limit 20`.execute(
        tx.db,
      ),
  },
  {
    name: 'notes of one report, for the body that holds it',
    tables: ['feedback.note'],
    actor: officer,
    ask: (tx, at) =>
      sql`select * from feedback.note where report_id = md5('r' || ${(at % 600) * 100 + 3})::uuid order by at limit 100`.execute(
        tx.db,
      ),
  },
  {
    name: 'how much a sender has sent in a day, by its key',
    tables: ['feedback.sender'],
    actor: anonymous,
    ask: async (tx) => {
      await hold(tx, 'ab'.repeat(32));
      return sql`select count(*) from feedback.sender where phone = decode(repeat('ab', 32), 'hex') and filed_at > '2026-09-01'`.execute(
        tx.db,
      );
    },
  },
];

export async function bench(): Promise<readonly Measurement[]> {
  const data = dataFolder();
  const log = silentLog();
  const server = await startEmbeddedPostgres({ dataRoot: data.path, log });
  await migrate(
    server.connection(),
    modules.map(({ name }) => name),
  );
  const open = (owner: boolean) =>
    openDatabase({
      connection: server.connection(),
      poolSize: 2,
      now: () => new Date(),
      log,
      metrics: createMetrics(),
      seals: createSeals(new Config({}, { mode: 'demo', dataDirectory: data.path })),
      owner,
    });
  const [database, owner] = [open(false), open(true)];
  try {
    await owner.pool.query(rows);
    await owner.pool.query('analyze');
    const found: Measurement[] = [];
    for (const one of cases) found.push(await compare(database.module('feedback'), owner.pool, one));
    return found;
  } finally {
    await database.close();
    await owner.close();
    await server.stop();
    data.remove();
  }
}

const rows = `
  set session_replication_role = 'replica';
  insert into feedback.report (report_id, tracking_code, service, words, lat, lon, words_public, terms, unit_code, unit_valid_from,
      body_code, severity, priority, state, filed_at, changed_at, channel, version)
    select md5('r' || n)::uuid, 'HP-' || n, 'flooding', 'ngập', 20.8, 106.6, 'ngập', '', n % 100, '2025-07-01', 'ubnd-' || n % 100,
           'normal', 3, 'new', timestamptz '2026-09-01' + n * interval '1 minute', now(), 'web', 1 from generate_series(1, ${reports}) n;
  insert into feedback.note (report_id, note_id, at, origin, data_key, sealed)
    select md5('r' || n)::uuid, gen_random_uuid(), now(), 'office', sha256('key'), sha256(k::text::bytea) from generate_series(1, ${reports}) n, generate_series(1, 4) k;
  insert into feedback.person_report (person_id, filed_at, report_id)
    select case when n % 500 = 0 then '${person}'::uuid else md5('p' || n)::uuid end, now() - n * interval '1 minute', md5('r' || n)::uuid
      from generate_series(1, ${reports}) n;
  insert into feedback.sender (report_id, filed_at, phone)
    select md5('r' || n)::uuid, timestamptz '2026-09-01' + n * interval '1 minute',
           case when n % 3000 = 0 then decode(repeat('ab', 32), 'hex') else sha256(n::text::bytea) end from generate_series(1, ${reports}) n;
  set session_replication_role = 'origin'`;

async function compare(
  db: Db,
  owner: { query(text: string): Promise<unknown> },
  one: Case,
): Promise<Measurement> {
  const wall = (how: 'enable' | 'disable') =>
    owner.query(one.tables.map((table) => `alter table ${table} ${how} row level security`).join(';'));
  const perSecond = async (): Promise<number> => {
    const from = performance.now();
    for (let at = 0; at < perRound; at++)
      await db.transaction(one.actor, (tx) => one.ask(tx, at), { readOnly: true });
    return perRound / ((performance.now() - from) / 1000);
  };
  await perSecond();
  const [walled, open]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    await wall('enable');
    walled.push(await perSecond());
    await wall('disable');
    open.push(await perSecond());
  }
  await wall('enable');
  const ratio = median(walled.map((value, at) => value / (open[at] as number)));
  return {
    name: one.name,
    unit: 'transactions per second',
    ours: median(walled),
    peer: median(open),
    peerName: 'the same without row-level security',
    better: 'higher',
    limit: 'at least 0.85 of the peer',
    isMet: ratio >= 0.85,
    notes: `${reports} reports`,
  };
}
