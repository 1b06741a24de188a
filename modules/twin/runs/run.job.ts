// Works a run out in a thread and writes down how far it is; begun again after a crash it comes to the same result.
import { system } from '@city/kernel/access';
import type { Job, ModuleContext } from '@city/kernel/module';
import { runEnded } from '../contract.ts';
import { limits } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { readTerrain } from '../terrain/terrain.store.ts';
import { twinCity } from '../twin-city.ts';
import { engines, hashOf, type RunCase } from './run-case.ts';
import { beginRun, failRun, findRun, finishRun, type RunRow, tellPercent } from './run.store.ts';
import { runTask } from './run.task.ts';
import { CalledOff, runInThread, TookTooLong } from './run-in-thread.ts';
import { worldOf } from './world-of.ts';

const actor = system('twin.run');

export const runJob: Job<Tables> = {
  job: runTask,
  run: (m, payload: { id: string }) => workOut(m, payload.id),
};

async function workOut(m: ModuleContext<Tables>, id: string): Promise<void> {
  const row = await m.db.transaction(actor, async (tx) =>
    (await beginRun(tx, id)) ? findRun(tx, id) : undefined,
  );
  if (!row) return;
  try {
    await answer(m, row);
  } catch (error) {
    if (error instanceof CalledOff) return;
    m.log.warn({ err: error, run: id }, 'a run of the twin came to no result');
    const problem = error instanceof TookTooLong ? 'twin_run_too_long' : problemOf(error);
    await m.db.transaction(actor, async (tx) => {
      if (await failRun(tx, id, problem))
        tx.emit(runEnded, id, { runId: id, kind: row.kind, state: 'failed' });
    });
  }
}

/** An error of ours keeps its code; anything else is the engine's. */
function problemOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && code.startsWith('twin_') ? code : 'twin_run_failed';
}

async function answer(m: ModuleContext<Tables>, row: RunRow): Promise<void> {
  const { run_id: id, seed, input, day, kind } = row;
  const terrain =
    input.kind === 'flood'
      ? await m.db.transaction(actor, (tx) => readTerrain(tx, input.flood.terrain), { readOnly: true })
      : undefined;
  const found = await worldOf(twinCity(m), input, day, terrain);
  const given: RunCase = { scenario: input, seed, world: found.world };
  const off = new AbortController();
  const look = lookAfter(m, id, off);
  const bounds = {
    limitSeconds: limits.runSeconds,
    memoryMb: limits.runMemoryMb,
    tell: look.tell,
    off: off.signal,
  };
  const result = await runInThread(given, bounds).finally(look.end);
  const done = {
    result,
    inputHash: hashOf({ ...given, engine: engines[kind] }),
    resultHash: hashOf(result),
    schematic: found.schematic,
  };
  await m.db.transaction(actor, async (tx) => {
    if (await finishRun(tx, id, done)) tx.emit(runEnded, id, { runId: id, kind, state: 'done' });
  });
}

/** Writes progress down now and then, and stops the thread when the run is not wanted any more. */
function lookAfter(m: ModuleContext<Tables>, id: string, off: AbortController) {
  let percent = 0;
  let looking = Promise.resolve();
  const look = (): void => {
    looking = looking
      .then(() => m.db.transaction(actor, (tx) => tellPercent(tx, id, percent)))
      .then((isWanted) => {
        if (!isWanted) off.abort();
      })
      // A progress that could not be told is no reason to lose the result.
      .catch((error: unknown) => m.log.debug({ err: error, run: id }, 'progress of a run was not noted'));
  };
  const timer = setInterval(look, limits.lookMilliseconds);
  return {
    tell: (share: number) => {
      percent = Math.min(99, share);
    },
    end: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
