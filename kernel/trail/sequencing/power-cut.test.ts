// The sequencer may die between any two of its statements: the next one goes on, no entry is lost, none is logged twice.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '@city/kernel/access';
import { Config } from '@city/kernel/config';
import { eventually, type TestCity, testCity } from '@city/kernel/testing';
import { startWitness, type Witness } from '@city/witness-simulator';
import { createTrailLog, type TrailLog } from '../trail-log.ts';

let folder: string;
let city: TestCity;
let witness: Witness;
let log: TrailLog;
let environment: Record<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'power-cut-'));
  witness = await startWitness({ file: join(folder, 'memory') });
  environment = { CITY_TRAIL_WITNESS_URL: witness.url, CITY_TRAIL_WITNESS_KEY: witness.key };
  city = await testCity();
  const config = new Config(environment, { mode: 'demo', dataDirectory: folder });
  log = createTrailLog({ ...city.city, config, publicUrl: 'http://localhost:8080' });
  witness.trust(log.keys.log);
}, 120_000);
afterAll(async () => {
  await city.stop();
  await witness.close();
  rmSync(folder, { recursive: true });
});

let written = 0;
async function write(count: number): Promise<void> {
  await city.module('kernel').db.transaction(system('test'), async (tx) => {
    for (let at = 0; at < count; at++) tx.trail({ action: 'thing.read' });
  });
  written += count;
}

/** Runs a sequencer in a process of its own; answers how it ended. */
function child(dieAt: number): Promise<{ signal: string | null; statements: number }> {
  const given = { connection: city.connection, environment, dataDirectory: folder, dieAt };
  const file = join(import.meta.dirname, '..', 'testing', 'sequencer-child.ts');
  return new Promise((done, fail) => {
    const process_ = spawn(process.execPath, ['--import', 'tsx', file, JSON.stringify(given)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    process_.stdout.on('data', (part) => (said += part));
    process_.on('error', fail);
    process_.on('close', (_code, signal) => done({ signal, statements: Number(said) }));
  });
}

const freeLease = () => city.sql(`update trail.log set lease_until = '-infinity'`);

test('killed at every statement in turn, the log stays whole and goes on', async () => {
  await write(300);
  const { statements } = await child(Number.POSITIVE_INFINITY);
  expect(statements).toBeGreaterThan(10);
  for (let dieAt = 1; dieAt <= statements; dieAt += 2) {
    await write(7);
    await freeLease();
    expect((await child(dieAt)).signal).toBe('SIGKILL');
  }
  await freeLease();
  const verdict = await eventually(
    async () => {
      await log.advance();
      return log.verify();
    },
    ({ size }) => size === written,
  );
  expect(verdict).toEqual({ size: written, erased: 0, witnessed: written, findings: [] });
  const doubled = await city.sql('select entry_id from trail.leaf group by entry_id having count(*) > 1');
  expect(doubled).toEqual([]);
}, 240_000);
