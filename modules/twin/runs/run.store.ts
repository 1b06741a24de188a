// The SQL of runs; every function takes the transaction of an action.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';
import type { RunResult } from './result.ts';
import { statesBefore } from './states.ts';

export type RunRow = Tables['twin.run'];
export type RunHead = Omit<RunRow, 'result'>;

const heads = [
  'run_id',
  'title',
  'kind',
  'input',
  'seed',
  'engine',
  'repeats',
  'asked_at',
  'asked_by',
  'asked_post',
  'state',
  'percent',
  'started_at',
  'ended_at',
  'input_hash',
  'result_hash',
  'schematic',
  'problem',
] as const;
const dayText = sql<string>`to_char(day, 'YYYY-MM-DD')`.as('day');

export type AskedRun = Pick<
  RunRow,
  | 'run_id'
  | 'title'
  | 'kind'
  | 'input'
  | 'seed'
  | 'engine'
  | 'repeats'
  | 'asked_at'
  | 'asked_by'
  | 'asked_post'
  | 'day'
>;

export async function insertRun(tx: Tx<Tables>, { input, ...asked }: AskedRun): Promise<void> {
  await tx.db
    .insertInto('twin.run')
    .values({
      ...asked,
      input: sql`${JSON.stringify(input)}::jsonb` as never,
      state: 'queued',
      percent: 0,
    } as never)
    .execute();
}

export async function newestRuns(tx: Tx<Tables>, most: number): Promise<RunHead[]> {
  return tx.db
    .selectFrom('twin.run')
    .select([...heads, dayText])
    .orderBy('asked_at', 'desc')
    .orderBy('run_id', 'desc')
    .limit(most)
    .execute();
}

export async function findRun(tx: Tx<Tables>, id: string): Promise<RunRow | undefined> {
  return tx.db
    .selectFrom('twin.run')
    .select([...heads, 'result', dayText])
    .where('run_id', '=', id)
    .executeTakeFirst();
}

/** Locks whoever asks, so that two requests at once cannot both find room. */
export async function openRunsOf(tx: Tx<Tables>, who: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('twin.run ' || ${who}))`.execute(tx.db);
  const found = await tx.db
    .selectFrom('twin.run')
    .select(({ fn }) => fn.countAll<string>().as('many'))
    .where('asked_by', '=', who)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirstOrThrow();
  return Number(found.many);
}

/** False when the run is over already, such as stopped before it began. */
export async function beginRun(tx: Tx<Tables>, id: string): Promise<boolean> {
  const done = await tx.db
    .updateTable('twin.run')
    .set({ state: 'running', started_at: tx.now, percent: 0 })
    .where('run_id', '=', id)
    .where('state', 'in', statesBefore('begin'))
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Notes how far a run is; says whether it is still wanted. */
export async function tellPercent(tx: Tx<Tables>, id: string, percent: number): Promise<boolean> {
  const done = await tx.db
    .updateTable('twin.run')
    .set({ percent })
    .where('run_id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export interface FinishedRun {
  readonly result: RunResult;
  readonly inputHash: string;
  readonly resultHash: string;
  readonly schematic: boolean;
}

export async function finishRun(tx: Tx<Tables>, id: string, done: FinishedRun): Promise<boolean> {
  const updated = await tx.db
    .updateTable('twin.run')
    .set({
      state: 'done',
      percent: 100,
      ended_at: tx.now,
      result: sql`${JSON.stringify(done.result)}::jsonb` as never,
      input_hash: done.inputHash,
      result_hash: done.resultHash,
      schematic: done.schematic,
    })
    .where('run_id', '=', id)
    .where('state', 'in', statesBefore('finish'))
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

export async function failRun(tx: Tx<Tables>, id: string, problem: string): Promise<boolean> {
  const updated = await tx.db
    .updateTable('twin.run')
    .set({ state: 'failed', ended_at: tx.now, problem })
    .where('run_id', '=', id)
    .where('state', 'in', statesBefore('fail'))
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

/** Ends a run that nobody wants any more. */
export async function stopRun(tx: Tx<Tables>, id: string): Promise<boolean> {
  const updated = await tx.db
    .updateTable('twin.run')
    .set({ state: 'cancelled', ended_at: tx.now })
    .where('run_id', '=', id)
    .where('state', 'in', statesBefore('stop'))
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}
