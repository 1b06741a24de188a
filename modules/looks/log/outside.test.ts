// The verifier that shares nothing with the city: over HTTP, with the witness, a person's download and a dump of the rows.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '@city/kernel/config/root';
import type { TestCity } from '@city/kernel/testing';
import { startWitness, type Witness } from '@city/witness-simulator';
import { logged, logOf, look, lookingCity, people } from '../testing.ts';

let folder: string;
let city: TestCity;
let witness: Witness;
let base: string[];
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outside-'));
  witness = await startWitness({ file: at('memory') });
  city = await lookingCity({
    environment: { CITY_TRAIL_WITNESS_URL: witness.url, CITY_TRAIL_WITNESS_KEY: witness.key },
  });
  witness.trust(logOf(city).keys.log);
  await city.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = city.app.server.address() as AddressInfo;
  base = ['--log', `http://127.0.0.1:${port}/trail`, '--witness', witness.url, '--witness-key', witness.key];
  for (let count = 0; count < 3; count++) {
    for (let n = 0; n < 100; n++) await look(city, { purpose: `Việc ${count}-${n}` });
    await logged(city);
  }
}, 120_000);
afterAll(async () => {
  await city.stop();
  await witness.close();
  rmSync(folder, { recursive: true });
});

/** Runs the verifier as anyone would, in a process of its own. */
function check(...more: string[]): Promise<{ code: number; said: string }> {
  const program = join(projectRoot(), 'tools', 'verify-trail.mjs');
  return new Promise((done) =>
    execFile(process.execPath, [program, ...base, ...more], (error, stdout, stderr) =>
      done({ code: error ? 1 : 0, said: stdout + stderr }),
    ),
  );
}

async function dump(): Promise<string> {
  const lines: string[] = [];
  await logOf(city).dump((line) => void lines.push(line));
  writeFileSync(at('rows'), lines.map((line) => `${line}\n`).join(''));
  return at('rows');
}

const entryAt = async (leaf: number) =>
  (await city.sql<{ id: string }>('select entry_id as id from trail.leaf where leaf_index = $1', [leaf]))[0]
    ?.id as string;

test('a whole trail passes: log, witness, download, rows, and what was kept', async () => {
  writeFileSync(at('own.json'), (await city.as(people.mai).get('/me/who-looked.json')).body);
  const { code, said } = await check(
    '--export',
    at('own.json'),
    '--rows',
    await dump(),
    '--keep',
    at('kept'),
  );
  expect(said).toMatch(
    /^300 entries in the log, witnessed .*; 300 entries of the download\n✓ the trail is whole/m,
  );
  expect(code).toBe(0);
});

test('an edited, a deleted and an inserted row are named', async () => {
  const [edited, deleted] = [await entryAt(150), await entryAt(222)];
  await city.sql(`update trail.entry set purpose = 'khác' where entry_id = $1`, [edited]);
  expect((await check('--rows', await dump())).said).toContain(
    `✗ entry 150 (${edited}) is not what was logged`,
  );
  await city.sql(`update trail.entry set purpose = 'Việc 1-50' where entry_id = $1`, [edited]);
  await city.sql('create table public.aside as select * from trail.entry where entry_id = $1', [deleted]);
  await city.sql('delete from trail.entry where entry_id = $1', [deleted]);
  expect((await check('--rows', await dump())).said).toContain('✗ entry 222 was deleted');
  await city.sql('insert into trail.entry overriding system value select * from public.aside');
  const [put] = await city.sql<{ id: string }>(
    `insert into trail.entry (entry_id, at, actor_kind, module, action, outcome, xid, seq) overriding system value
     select gen_random_uuid(), at, actor_kind, module, action, outcome, xid, seq from public.aside returning entry_id as id`,
  );
  expect((await check('--rows', await dump())).said).toContain(
    `✗ row ${put?.id} was put in and never logged`,
  );
  await city.sql('delete from trail.entry where entry_id = $1', [put?.id]);
  expect((await check('--rows', await dump())).code).toBe(0);
});

test('a bent download is refused', async () => {
  const own = (await city.as(people.mai).get('/me/who-looked.json')).json();
  own.entries[7].proof.entry = own.entries[7].proof.entry.replace('Việc', 'việc');
  writeFileSync(at('bent.json'), JSON.stringify(own));
  expect((await check('--export', at('bent.json'))).said).toMatch(
    new RegExp(`✗ entry ${own.entries[7].id}, line \\d+: not in the signed log`),
  );
});

test('a published log that changed is named by what was kept, and by the witness', async () => {
  await city.sql(`update trail.leaf set commitment = sha256(commitment) where leaf_index = 120`);
  expect((await check('--keep', at('kept'))).said).toContain(
    '✗ entry 120 is not the one its leaf was made of',
  );
  await city.sql(
    `update trail.tile set data = overlay(data placing sha256('\\x00'::bytea || (select commitment from trail.leaf where leaf_index = 120)) from ${120 * 32 + 1})
      where level = 0 and index = 0`,
  );
  const { said, code } = await check('--keep', at('kept'));
  expect(code).toBe(1);
  expect(said).toContain('✗ entry 120 has changed since the last check');
  const range = /another one than the witness has seen, from one of the entries (\d+) to (\d+) on/.exec(said);
  expect([Number(range?.[1]) <= 120, Number(range?.[2]) >= 120]).toEqual([true, true]);
});
