// The log over a real trail: every committed entry once, in the order of commits, whoever writes meanwhile and whoever sequences.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '@city/kernel/access';
import { eventually, type TestCity, testCity } from '@city/kernel/testing';
import { readCheckpoint } from './log/checkpoint.ts';
import { leafHash, rootFromInclusion } from './log/merkle.ts';
import { commitmentOf } from './log/commitment.ts';
import { readNote, readVerifierKey, verifyNote } from './log/note.ts';
import { createTrailLog, type TrailLog } from './trail-log.ts';

let city: TestCity;
let log: TrailLog;
beforeAll(async () => {
  city = await testCity();
  log = createTrailLog(city.city, { batchEntries: 100 });
}, 120_000);
afterAll(() => city.stop());

const kernel = () => city.module('kernel').db;
const write = (count: number, action = 'thing.read') =>
  kernel().transaction(system('test'), async (tx) => {
    for (let at = 0; at < count; at++) tx.trail({ action, detail: { at, ngày: 'chủ nhật' } });
  });

/** Advances until every entry is in a leaf: readers wait for the oldest transaction of the whole cluster. */
const untilLogged = () =>
  eventually(
    async () => {
      await log.advance();
      return city.sql(
        `select 1 from trail.entry e where not exists (select 1 from trail.leaf l where l.entry_id = e.entry_id)`,
      );
    },
    (waiting) => waiting.length === 0,
  );

test('entries get their leaves in the order of commits and prove to stand in the signed log', async () => {
  await write(130);
  await Promise.all(Array.from({ length: 20 }, () => write(7, 'thing.decide')));
  await untilLogged();
  const order = await city.sql<{ n: string }>(
    `select count(*) filter (where before > (xid::text::bigint, seq)) as n
       from (select e.xid, e.seq, lag((e.xid::text::bigint, e.seq)) over (order by l.leaf_index) as before
               from trail.leaf l join trail.entry e using (entry_id)) o`,
  );
  expect(order[0]?.n).toBe('0');
  const checkpoint = await log.checkpoint();
  const note = readNote(checkpoint?.note ?? '');
  expect(verifyNote(note, readVerifierKey(log.keys.log))).toEqual({ at: null });
  const { size, root, origin } = readCheckpoint(note.text);
  expect([size, origin]).toEqual([270, log.origin]);
  for (const { id } of await city.sql<{ id: string }>(
    'select entry_id as id from trail.leaf where leaf_index % 30 = 0',
  )) {
    const proven = await kernel().transaction(system('test'), (tx) => log.prove(tx, id));
    if (!proven) throw new Error('no proof');
    const leaf = leafHash(commitmentOf(proven.canonical, proven.salt));
    expect(proven.root).toEqual(root);
    expect(rootFromInclusion(proven.leafIndex, size, leaf, proven.proof)).toEqual(root);
  }
});

test('an entry that commits late is not lost, and one that rolls back leaves no gap', async () => {
  const before = (await log.checkpoint())?.size ?? 0;
  const begun = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const late = kernel().transaction(system('test'), async (tx) => {
    tx.trail({ action: 'late' });
    await sql`select pg_current_xact_id()`.execute(tx.db);
    begun.resolve();
    await held.promise;
  });
  await begun.promise;
  await write(3);
  await expect(
    kernel().transaction(system('test'), async (tx) => {
      tx.trail({ action: 'never' });
      throw new Error('back');
    }),
  ).rejects.toThrow('back');
  await log.advance();
  expect((await log.checkpoint())?.size).toBe(before);
  held.resolve();
  await late;
  await untilLogged();
  expect((await log.checkpoint())?.size).toBe(before + 4);
  const [first] = await city.sql<{ action: string }>(
    `select action from trail.leaf join trail.entry using (entry_id) where leaf_index = ${before}`,
  );
  expect(first?.action).toBe('late');
});

test('of two processes one sequences; when it falls silent the other takes over in a new epoch, and the first stands back', async () => {
  const other = createTrailLog(city.city);
  await log.advance();
  expect(await other.advance()).toBe(false);
  const epoch = async () => (await city.sql<{ epoch: string }>('select epoch from trail.log'))[0]?.epoch;
  const before = await epoch();
  await city.sql(`update trail.log set lease_until = now() - interval '1 second'`);
  expect(await other.advance()).toBe(true);
  expect(Number(await epoch())).toBe(Number(before) + 1);
  expect(await log.advance()).toBe(false);
});
