// Giving a shift to the next person: a note, what is open at that moment, and two signatures by two persons.
import { AppError } from '@city/kernel/errors';
import { newId } from '@city/kernel/database';
import { sql } from 'kysely';
import type { OperationsTx } from '../alarms/alarm.store.ts';
import { definitionOf } from '../alarms/alarm-view.ts';
import { handoverChanged } from '../events.ts';
import type { HandoverItem, HandoverRow } from '../incidents/tables.ts';
import { limits } from '../limits.ts';
import type { OperationsCity } from '../module-city.ts';

/** What is open now at a position: what whoever takes over has to know. */
export async function openItems(
  tx: OperationsTx,
  city: OperationsCity,
  position: string,
): Promise<HandoverItem[]> {
  const incidents = await sql<{ id: string; title: string; state: string }>`
    select incident_id as id, number || ' ' || title as title, state from operations.incident
     where state in ('open', 'under_way', 'contained') order by severity, due_at limit ${limits.incidentsMax}`.execute(
    tx.db,
  );
  const alarms = await sql<{ id: string; definition: string; state: string; hidden: string | null }>`
    select alarm_id as id, definition, state, hidden_reason as hidden from operations.alarm
     where position = ${position} and (state in ('UNACK', 'RTNUN') and priority <= 2 or state = 'SHLVD')
     order by priority, called_at desc nulls last limit ${limits.incidentsMax}`.execute(tx.db);
  const warnings = await sql<{ id: string; title: string; state: string }>`
    select warning_id as id, headline_vi as title, state from operations.warning
     where state in ('draft', 'review', 'released') and expires_at > ${tx.now} order by created_at`.execute(
    tx.db,
  );
  return [
    ...incidents.rows.map((row) => ({ kind: 'incident' as const, ...row })),
    ...alarms.rows.map(({ id, definition, state, hidden }) => ({
      kind: state === 'SHLVD' ? ('shelved' as const) : ('alarm' as const),
      id,
      title: [definitionOf(city, { definition })?.title.vi ?? definition, hidden].filter(Boolean).join(': '),
      state,
    })),
    ...warnings.rows.map((row) => ({ kind: 'warning' as const, ...row })),
  ];
}

/** @throws AppError `operations_handover_open` while one waits at the position. */
export async function giveShift(
  tx: OperationsTx,
  city: OperationsCity,
  { position, note }: { readonly position: string; readonly note: string },
): Promise<HandoverRow> {
  const waiting = await sql`
    select 1 from operations.handover where position = ${position} and taken_at is null`.execute(tx.db);
  if (waiting.rows.length > 0) throw new AppError('operations_handover_open');
  const row: HandoverRow = {
    handover_id: newId(tx.now),
    position,
    note: note.trim(),
    items: await openItems(tx, city, position),
    given_at: tx.now,
    given_by: tx.actor.id ?? '',
    given_title: tx.actor.post?.title ?? '',
    taken_at: null,
    taken_by: null,
    taken_title: null,
    remark: null,
  };
  await sql`
    insert into operations.handover (handover_id, position, note, items, given_at, given_by, given_title)
    values (${row.handover_id}, ${row.position}, ${row.note}, ${JSON.stringify(row.items)}::text::jsonb,
            ${row.given_at}, ${row.given_by}, ${row.given_title})`.execute(tx.db);
  say(tx, row, false);
  return row;
}

/**
 * The second signature.
 * @throws AppError `operations_handover_not_found`, `operations_handover_signed`, `operations_handover_same_person`
 */
export async function takeShift(tx: OperationsTx, id: string, remark: string): Promise<HandoverRow> {
  const found = await sql<HandoverRow>`
    select * from operations.handover where handover_id = ${id} for update`.execute(tx.db);
  const row = found.rows[0];
  if (!row) throw new AppError('operations_handover_not_found', { field: 'id' });
  if (row.taken_at !== null) throw new AppError('operations_handover_signed');
  if (row.given_by === tx.actor.id) throw new AppError('operations_handover_same_person');
  const patch = {
    taken_at: tx.now,
    taken_by: tx.actor.id ?? '',
    taken_title: tx.actor.post?.title ?? '',
    remark: remark.trim() || null,
  };
  await tx.db.updateTable('operations.handover').set(patch).where('handover_id', '=', id).execute();
  say(tx, row, true);
  return { ...row, ...patch };
}

export async function handovers(
  tx: OperationsTx,
  position: string | null,
  most: number,
): Promise<HandoverRow[]> {
  const found = await sql<HandoverRow>`
    select * from operations.handover where (${position}::text is null or position = ${position})
     order by given_at desc, handover_id limit ${most}`.execute(tx.db);
  return found.rows;
}

function say(tx: OperationsTx, row: HandoverRow, isTaken: boolean): void {
  const at = tx.now.toISOString();
  tx.emit(handoverChanged, row.position, {
    handoverId: row.handover_id,
    position: row.position,
    isTaken,
    at,
  });
  tx.trail({
    action: isTaken ? 'shift.take' : 'shift.give',
    object: { type: 'handover', id: row.handover_id },
    detail: { position: row.position, items: row.items.length },
  });
}
