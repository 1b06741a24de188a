// The SQL of warnings; every function takes the transaction of an action.
import { sql } from 'kysely';
import type { OperationsTx } from '../alarms/alarm.store.ts';
import type { WarningEventRow, WarningRow } from './tables.ts';

export async function insertWarning(tx: OperationsTx, row: WarningRow): Promise<void> {
  await tx.db.insertInto('operations.warning').values(row).execute();
}

export async function lockWarning(tx: OperationsTx, id: string): Promise<WarningRow | undefined> {
  const found =
    await sql<WarningRow>`select * from operations.warning where warning_id = ${id} for update`.execute(
      tx.db,
    );
  return found.rows[0];
}

export async function findWarning(tx: OperationsTx, id: string): Promise<WarningRow | undefined> {
  const found = await sql<WarningRow>`select * from operations.warning where warning_id = ${id}`.execute(
    tx.db,
  );
  return found.rows[0];
}

export async function byIdentifier(tx: OperationsTx, identifier: string): Promise<WarningRow | undefined> {
  const found =
    await sql<WarningRow>`select * from operations.warning where identifier = ${identifier}`.execute(tx.db);
  return found.rows[0];
}

/** Writes one step: the row's changes and its line. The row must be locked. */
export async function writeWarning(
  tx: OperationsTx,
  row: WarningRow,
  patch: Partial<WarningRow>,
  event: Pick<WarningEventRow, 'action' | 'words'>,
): Promise<WarningRow> {
  const after = { ...row, ...patch, changed_at: tx.now, version: row.version + 1 };
  const changes = { ...patch, changed_at: after.changed_at, version: after.version };
  await tx.db
    .updateTable('operations.warning')
    .set(changes)
    .where('warning_id', '=', row.warning_id)
    .execute();
  await addWarningEvent(tx, after, event);
  return after;
}

export async function addWarningEvent(
  tx: OperationsTx,
  row: WarningRow,
  event: Pick<WarningEventRow, 'action' | 'words'>,
): Promise<void> {
  await tx.db
    .insertInto('operations.warning_event')
    .values({
      warning_id: row.warning_id,
      seq: row.version,
      at: tx.now,
      action: event.action,
      post: tx.actor.post?.title ?? '',
      words: event.words,
    })
    .execute();
}

export async function warningEvents(tx: OperationsTx, id: string): Promise<WarningEventRow[]> {
  const found = await sql<WarningEventRow>`
    select * from operations.warning_event where warning_id = ${id} order by seq desc`.execute(tx.db);
  return found.rows;
}

/** The message and everything it follows, the oldest first. */
export async function chainOf(tx: OperationsTx, id: string): Promise<WarningRow[]> {
  const found = await sql<WarningRow>`
    with recursive chain as (
      select w.*, 0 as depth from operations.warning w where warning_id = ${id}
      union all
      select w.*, chain.depth + 1 from operations.warning w join chain on w.warning_id = chain.previous_id
    )
    select * from chain order by depth desc`.execute(tx.db);
  return found.rows;
}

export async function listWarnings(
  tx: OperationsTx,
  box: 'open' | 'sent',
  most: number,
): Promise<WarningRow[]> {
  const which = box === 'open' ? sql`state in ('draft', 'review')` : sql`sent_at is not null`;
  const order = box === 'open' ? sql`created_at` : sql`sent_at desc`;
  const found = await sql<WarningRow>`
    select * from operations.warning where ${which} order by ${order}, warning_id limit ${most}`.execute(
    tx.db,
  );
  return found.rows;
}

/** What holds now: sent, neither followed by another message nor expired; the gravest first. */
export async function holdingWarnings(tx: OperationsTx, most: number): Promise<WarningRow[]> {
  const found = await sql<WarningRow>`
    select * from operations.warning
     where state = 'released' and msg_type <> 'Cancel' and expires_at > ${tx.now}
     order by status, array_position(array['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'], severity), sent_at desc
     limit ${most}`.execute(tx.db);
  return found.rows;
}
