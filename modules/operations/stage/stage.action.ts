// The operational stage of the city: set by somebody, with a reason, kept for good.
import { AppError } from '@city/kernel/errors';
import { lockFor } from '@city/kernel/database';
import { sql } from 'kysely';
import type { OperationsTx } from '../alarms/alarm.store.ts';
import { reasonOf } from '../alarms/operator.action.ts';
import { stageChanged } from '../events.ts';
import type { StageRow } from '../incidents/tables.ts';

export async function currentStage(tx: OperationsTx): Promise<StageRow | null> {
  return (await stages(tx, 1))[0] ?? null;
}

/** The stages, newest first. */
export async function stages(tx: OperationsTx, most: number): Promise<StageRow[]> {
  const found = await sql<StageRow>`select * from operations.stage order by seq desc limit ${most}`.execute(
    tx.db,
  );
  return found.rows;
}

/** @throws AppError `operations_stage_same`, `operations_reason_short` */
export async function setStage(
  tx: OperationsTx,
  { level, words }: { readonly level: number; readonly words: string },
): Promise<StageRow> {
  await lockFor(tx, 'operations.stage');
  const now = await currentStage(tx);
  // Before anybody has set one, the city is at the first.
  if ((now?.level ?? 1) === level) throw new AppError('operations_stage_same', { field: 'level' });
  const row: StageRow = {
    seq: (now?.seq ?? 0) + 1,
    level,
    reason: reasonOf(words),
    set_at: tx.now,
    set_by: tx.actor.id ?? '',
    post: tx.actor.post?.title ?? '',
  };
  await tx.db.insertInto('operations.stage').values(row).execute();
  tx.emit(stageChanged, 'city', { seq: row.seq, level, at: tx.now.toISOString() });
  tx.trail({
    action: 'stage.set',
    object: { type: 'stage', id: String(row.seq) },
    detail: { from: now?.level ?? 1, to: level },
  });
  return row;
}
