// The SQL of key rotations: asked for, ended by another, carried out.
import type { Tx } from '@city/kernel/database';
import type { AccessTables, KeyRotationRow, RotationState } from '../tables.ts';

type AccessTx = Tx<AccessTables>;

export async function insertRotation(
  tx: AccessTx,
  row: Pick<
    KeyRotationRow,
    'rotation_id' | 'module' | 'ring' | 'reason' | 'asked_by' | 'asked_post' | 'until'
  >,
): Promise<void> {
  await tx.db
    .insertInto('access.key_rotation')
    .values({
      ...row,
      state: 'asked',
      asked_at: tx.now,
      ended_by: null,
      ended_post: null,
      ended_at: null,
      outcome: null,
      done_at: null,
    })
    .execute();
}

export function recentRotations(tx: AccessTx, most: number): Promise<KeyRotationRow[]> {
  return tx.db
    .selectFrom('access.key_rotation')
    .selectAll()
    .orderBy('asked_at', 'desc')
    .orderBy('rotation_id', 'desc')
    .limit(most)
    .execute();
}

export async function findRotation(tx: AccessTx, id: string): Promise<KeyRotationRow | null> {
  const row = await tx.db
    .selectFrom('access.key_rotation')
    .selectAll()
    .where('rotation_id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** Ends the waiting; false when somebody was faster. */
export async function endRotation(
  tx: AccessTx,
  id: string,
  end: { readonly state: RotationState; readonly by: string | null; readonly post: string | null },
): Promise<boolean> {
  const ended = await tx.db
    .updateTable('access.key_rotation')
    .set({ state: end.state, ended_by: end.by, ended_post: end.post, ended_at: tx.now })
    .where('rotation_id', '=', id)
    .where('state', '=', 'asked')
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}

/** What nobody confirmed in time is over; asked before another is asked for. */
export async function lapseRotations(tx: AccessTx, module: string, ring: string): Promise<void> {
  await tx.db
    .updateTable('access.key_rotation')
    .set({ state: 'lapsed', ended_at: tx.now })
    .where('module', '=', module)
    .where('ring', '=', ring)
    .where('state', '=', 'asked')
    .where('until', '<=', tx.now)
    .execute();
}

export async function rotationDone(tx: AccessTx, id: string, outcome: string): Promise<void> {
  await tx.db
    .updateTable('access.key_rotation')
    .set({ state: 'done', outcome, done_at: tx.now })
    .where('rotation_id', '=', id)
    .where('state', '=', 'confirmed')
    .execute();
}
