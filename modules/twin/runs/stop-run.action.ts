// Stops a run that waits or is being worked out; the thread sees it within a second.
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { runEnded } from '../contract.ts';
import type { Tables } from '../tables.ts';
import { findRun, stopRun } from './run.store.ts';

/** @throws AppError `twin_run_unknown`, `twin_run_over` */
export async function callOff(tx: Tx<Tables>, id: string): Promise<void> {
  const row = await findRun(tx, id);
  if (!row) throw new AppError('twin_run_unknown');
  if (!(await stopRun(tx, id))) throw new AppError('twin_run_over');
  tx.trail({ action: 'twin.run.stop', object: { type: 'twin-run', id } });
  tx.emit(runEnded, id, { runId: id, kind: row.kind, state: 'cancelled' });
}
