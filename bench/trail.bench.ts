// The trail: what an entry costs a module's transaction, how fast the log takes entries in, and proofs in a log of ten million.
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import { Config } from '@city/kernel/config';
import { migrate, type ModuleDatabase, openDatabase } from '@city/kernel/database';
import { startEmbeddedPostgres } from '@city/kernel/embedded';
import { silentLog } from '@city/kernel/log';
import { createMetrics } from '@city/kernel/metrics';
import { createTrailLog } from '@city/kernel/trail/log';
import { dataFolder } from './city-process.ts';
import { Edge } from '../kernel/trail/log/edge.ts';
import { inclusionRanges, leafHash, rootFromInclusion } from '../kernel/trail/log/merkle.ts';
import { rangeHash, tileKey, tilesFor } from '../kernel/trail/log/tiles.ts';
import { type Measurement, median, percentile } from './table.ts';

const rounds = 7;
const writers = 8;
const transactionsPerRound = 1_500;
const toSequence = 60_000;
const largeLog = 10_000_000;
const proofs = 5_000;
const hand = system('bench');

type Db = ModuleDatabase<unknown>;

export async function bench(): Promise<readonly Measurement[]> {
  const data = dataFolder();
  const log = silentLog();
  const server = await startEmbeddedPostgres({ dataRoot: data.path, log });
  await migrate(server.connection(), []);
  const database = openDatabase({
    connection: server.connection(),
    poolSize: writers + 2,
    now: () => new Date(),
    log,
    metrics: createMetrics(),
  });
  try {
    const db = database.module('kernel');
    const owner = openDatabase({
      connection: server.connection(),
      poolSize: 1,
      now: () => new Date(),
      log,
      metrics: createMetrics(),
      owner: true,
    });
    // The trail as it was before it had a log: no order, no second wall.
    await owner.pool.query(`
      create table kernel.plain_entry as select entry_id, at, actor_kind, actor_id, actor_post, actor_body, module, action, object_type,
        object_id, subject_id, purpose, outcome, reason, detail from trail.entry limit 0;
      alter table kernel.plain_entry add primary key (entry_id);
      create index on kernel.plain_entry (subject_id, entry_id) where subject_id is not null;
      create index on kernel.plain_entry (module, object_type, object_id);
      grant insert on kernel.plain_entry to city_module`);
    await owner.close();
    const city = {
      config: new Config({}, { mode: 'demo', dataDirectory: data.path }),
      database,
      publicUrl: 'http://localhost:8080',
      now: () => new Date(),
      log,
    };
    return [await appends(db), await sequencing(db, createTrailLog(city)), proofsInLargeLog()];
  } finally {
    await database.close();
    await server.stop();
    data.remove();
  }
}

/** One entry a transaction, from several writers at once. */
async function appends(db: Db): Promise<Measurement> {
  const insert = (table: string) =>
    sql`insert into ${sql.raw(table)} values (gen_random_uuid(), now(), 'officer', ${'a'}, 'post', 'ubnd-11383', 'feedback',
      'report.contact.read', 'report', gen_random_uuid()::text, gen_random_uuid(), 'Gọi lại hỏi chỗ ngập', 'allowed', null, '{"trackingCode": "HP-2609-00388"}')`;
  async function perSecond(table: string): Promise<number> {
    const from = performance.now();
    let left = transactionsPerRound;
    const writer = async () => {
      while (left-- > 0) await db.transaction(hand, async (tx) => void (await insert(table).execute(tx.db)));
    };
    await Promise.all(Array.from({ length: writers }, writer));
    return transactionsPerRound / ((performance.now() - from) / 1000);
  }
  await perSecond('trail.entry');
  const ours: number[] = [];
  const peer: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await perSecond('trail.entry'));
    peer.push(await perSecond('kernel.plain_entry'));
  }
  const ratio = median(ours.map((value, at) => value / (peer[at] as number)));
  return {
    name: 'append an entry, a transaction each',
    unit: 'per second',
    ours: median(ours),
    peer: median(peer),
    peerName: 'the table without the log’s order and the second wall',
    better: 'higher',
    limit: 'at least 0.9 of the peer',
    isMet: ratio >= 0.9,
    notes: `${writers} writers`,
  };
}

async function sequencing(db: Db, log: ReturnType<typeof createTrailLog>): Promise<Measurement> {
  while (!(await log.advance()));
  const from = performance.now();
  for (let at = 0; at < toSequence; at += 1_000)
    await db.transaction(hand, async (tx) => {
      for (let one = 0; one < 1_000; one++)
        tx.trail({ action: 'thing.read', purpose: 'Gọi lại', detail: { trackingCode: 'HP-2609-00388' } });
    });
  const written = performance.now();
  await log.advance();
  const done = performance.now();
  const perSecond = toSequence / ((done - written) / 1000);
  return {
    name: 'take entries into the log',
    unit: 'per second',
    ours: perSecond,
    peer: toSequence / ((written - from) / 1000),
    peerName: 'writing them, a thousand a transaction',
    better: 'higher',
    limit: 'at least 5,000 a second',
    isMet: perSecond >= 5_000,
    notes: `${toSequence} waiting, batches of 2,048, signed at the end`,
  };
}

function proofsInLargeLog(): Measurement {
  const edge = new Edge();
  const tiles = new Map<string, Buffer>();
  const entryOf = (index: number) => {
    const entry = Buffer.alloc(32);
    entry.writeUInt32BE(index);
    return entry;
  };
  for (let from = 0; from < largeLog; from += 50_000) {
    const entries = Array.from({ length: 50_000 }, (_, at) => entryOf(from + at));
    for (const tile of edge.append(entries)) tiles.set(tileKey(tile), tile.data);
  }
  const root = edge.root;
  const made: number[] = [];
  const checked: number[] = [];
  let fetched = 0;
  for (let count = 0; count < proofs; count++) {
    const index = randomBytes(4).readUInt32BE() % largeLog;
    const start = performance.now();
    const ranges = inclusionRanges(index, largeLog);
    const needed = tilesFor(ranges);
    const own = new Map(needed.map((id) => [tileKey(id), tiles.get(tileKey(id)) as Buffer]));
    const proof = ranges.map((range) => rangeHash(range, own));
    const middle = performance.now();
    if (!rootFromInclusion(index, largeLog, leafHash(entryOf(index)), proof)?.equals(root))
      throw new Error(`The proof of ${index} does not lead to the root`);
    made.push(middle - start);
    checked.push(performance.now() - middle);
    fetched = Math.max(fetched, needed.length);
  }
  const ours = percentile(made, 0.99);
  return {
    name: 'make a proof among ten million entries, 99 of 100',
    unit: 'ms',
    ours,
    peer: percentile(checked, 0.99),
    peerName: 'checking it',
    better: 'lower',
    limit: 'at most 5 ms',
    isMet: ours <= 5,
    notes: `at most ${fetched} tiles each; median ${median(made).toFixed(2)} ms`,
  };
}
