// Asks for a run: notes scenario and seed, puts it onto the trail, and has it worked out by a job.
import { newId, type Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { localDate } from '@city/kernel/time';
import type { NewRun } from '../contract.ts';
import { limits } from '../limits.ts';
import { checkChoices } from '../scenarios/check-choices.ts';
import { titleOf } from '../scenarios/title.ts';
import type { Tables } from '../tables.ts';
import type { TwinCity } from '../twin-city.ts';
import { engines } from './run-case.ts';
import { findRun, insertRun, openRunsOf } from './run.store.ts';
import { runTask } from './run.task.ts';

/** @throws AppError `twin_title_empty`, `twin_choice_unknown`, `twin_place_outside`, `twin_grid_large`, `twin_runs_waiting` */
export async function askRun(tx: Tx<Tables>, city: TwinCity, given: NewRun): Promise<string> {
  // The seed need not be secret; it must only be kept.
  const seed = given.seed ?? Math.floor(tx.now.getTime() / 1_000) % 2_147_483_647;
  return place(tx, city, {
    title: titleOf(given.title),
    input: given.input,
    seed,
    repeats: null,
    day: localDate(tx.now),
  });
}

/** The same scenario, seed and day once more. @throws AppError `twin_run_unknown`, and as `askRun` */
export async function repeatRun(tx: Tx<Tables>, city: TwinCity, id: string): Promise<string> {
  const row = await findRun(tx, id);
  if (!row) throw new AppError('twin_run_unknown');
  const { title, input, seed, day } = row;
  return place(tx, city, { title, input, seed, day, repeats: id });
}

interface Placed extends Required<NewRun> {
  readonly repeats: string | null;
  readonly day: string;
}

async function place(tx: Tx<Tables>, city: TwinCity, given: Placed): Promise<string> {
  checkChoices(city, given.input);
  const who = tx.actor.id ?? '';
  if ((await openRunsOf(tx, who)) >= limits.openRuns)
    throw new AppError('twin_runs_waiting', { params: { most: limits.openRuns } });
  const id = newId(tx.now);
  const { kind } = given.input;
  await insertRun(tx, {
    run_id: id,
    ...given,
    kind,
    engine: engines[kind],
    asked_at: tx.now,
    asked_by: who,
    asked_post: tx.actor.post?.title ?? '',
  });
  tx.trail({
    action: 'twin.run.ask',
    object: { type: 'twin-run', id },
    detail: { kind, title: given.title, seed: given.seed, repeats: given.repeats },
  });
  tx.enqueue(runTask, { id });
  return id;
}
