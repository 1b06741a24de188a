// Whoever bends the trail with all rights of the database is found out, and the first bad entry is named.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { system } from '@city/kernel/access';
import { eventually, type TestCity, testCity } from '@city/kernel/testing';
import { startWitness, type Witness } from '@city/witness-simulator';
import { leafHash } from '../log/merkle.ts';
import { createTrailLog, type TrailLog } from '../trail-log.ts';

let folder: string;
let witness: Witness;
let city: TestCity;
let log: TrailLog;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'witness-'));
  witness = await startWitness({ file: join(folder, 'memory') });
  city = await testCity({
    environment: { CITY_TRAIL_WITNESS_URL: witness.url, CITY_TRAIL_WITNESS_KEY: witness.key },
  });
  log = createTrailLog(city.city);
  witness.trust(log.keys.log);
  await write(300);
  await logged(300);
}, 120_000);
afterEach(async () => {
  await city.stop();
  await witness.close();
  rmSync(folder, { recursive: true });
});

const write = (count: number) =>
  city.module('kernel').db.transaction(system('test'), async (tx) => {
    for (let at = 0; at < count; at++) tx.trail({ action: 'thing.read', purpose: `việc ${at}` });
  });

const logged = (size: number) =>
  eventually(
    async () => {
      await log.advance();
      return (await log.checkpoint())?.size;
    },
    (now) => now === size,
  );

const idAt = async (leafIndex: number) =>
  (await city.sql<{ id: string }>(`select entry_id as id from trail.leaf where leaf_index = ${leafIndex}`))[0]
    ?.id;

async function first() {
  const { findings } = await log.verify();
  return findings[0];
}

test('a trail that nobody bent has no findings, and the witness has seen all of it', async () => {
  expect(await log.verify()).toEqual({ size: 300, erased: 0, witnessed: 300, findings: [] });
  const checkpoint = await log.checkpoint();
  expect(checkpoint?.cosignatures.map(({ witness: name }) => name)).toEqual(['witness.example/hai-phong']);
});

test('an edited entry is named', async () => {
  const entryId = await idAt(217);
  await city.sql(`update trail.entry set purpose = 'việc khác' where entry_id = $1`, [entryId]);
  expect(await first()).toMatchObject({ kind: 'edited', leafIndex: 217, entryId });
});

test('a deleted entry is named', async () => {
  const entryId = await idAt(40);
  await city.sql('delete from trail.entry where entry_id = $1', [entryId]);
  expect(await first()).toMatchObject({ kind: 'deleted', leafIndex: 40, entryId });
});

test('an entry put between logged ones is named', async () => {
  const [made] = await city.sql<{ id: string }>(
    `insert into trail.entry (entry_id, at, actor_kind, module, action, outcome, xid, seq) overriding system value
     select gen_random_uuid(), at, actor_kind, module, action, outcome, xid, seq from trail.entry where entry_id = $1
     returning entry_id as id`,
    [await idAt(12)],
  );
  expect(await first()).toMatchObject({ kind: 'inserted', entryId: made?.id });
});

test('two entries that changed places are named, the first first', async () => {
  const [one, other] = [await idAt(20), await idAt(280)];
  await city.sql(`update trail.leaf set entry_id = gen_random_uuid() where leaf_index = 20`);
  await city.sql('update trail.leaf set entry_id = $1 where leaf_index = 280', [one]);
  await city.sql('update trail.leaf set entry_id = $1 where leaf_index = 20', [other]);
  expect(await first()).toMatchObject({ kind: 'edited', leafIndex: 20, entryId: other });
});

test('an entry bent together with its leaf and its tile is found by the root, and its batch is named', async () => {
  await write(5);
  await logged(305);
  const entryId = await idAt(302);
  const commitment = Buffer.alloc(32, 9);
  await city.sql('delete from trail.salt where entry_id = $1', [entryId]);
  await city.sql('delete from trail.entry where entry_id = $1', [entryId]);
  await city.sql('update trail.leaf set commitment = $1 where leaf_index = 302', [commitment]);
  await city.sql(
    `update trail.tile set data = overlay(data placing $1::bytea from ${(302 - 256) * 32 + 1}) where level = 0 and index = 1`,
    [leafHash(commitment)],
  );
  // Accounted for, as an erasing would be: only the tree can tell.
  await city.sql(
    `insert into trail.entry (entry_id, at, actor_kind, module, action, outcome, detail)
     values (gen_random_uuid(), now(), 'system', 'kernel', 'trail.person.erase', 'allowed', '{"leaves": [302]}')`,
  );
  expect(await first()).toMatchObject({ kind: 'forked', leafIndex: 300, before: 305 });
});

test('a database put back to an earlier hour is found by the witness’s memory, before and after it goes on', async () => {
  await write(30);
  await logged(330);
  // All tables as they were at 300.
  await city.sql(
    `delete from trail.entry where entry_id in (select entry_id from trail.leaf where leaf_index >= 300)`,
  );
  await city.sql(
    `delete from trail.salt where entry_id in (select entry_id from trail.leaf where leaf_index >= 300)`,
  );
  await city.sql('delete from trail.leaf where leaf_index >= 300');
  await city.sql('delete from trail.checkpoint where size > 300');
  await city.sql('delete from trail.cosignature where size > 300');
  await city.sql(
    `update trail.tile set width = ${300 - 256}, data = substring(data from 1 for ${(300 - 256) * 32}) where level = 0 and index = 1`,
  );
  await city.sql(
    `update trail.log set size = 300, (xid, seq) = (select xid, seq from trail.entry order by xid desc, seq desc limit 1)`,
  );
  expect(await first()).toMatchObject({ kind: 'rolled_back', leafIndex: 300, before: 330 });
  await log.advance();
  await write(5);
  await logged(305);
  const alarms = () => city.sql('select what, size::int, seen::int from trail.alarm order by at, size');
  expect(await alarms()).toEqual([{ what: 'rolled_back', size: 305, seen: 330 }]);
  await write(40);
  await logged(345);
  expect((await alarms()).at(-1)).toEqual({ what: 'forked', size: 345, seen: 330 });
  expect(await first()).toMatchObject({ kind: 'forked', leafIndex: 300, before: 330 });
});
