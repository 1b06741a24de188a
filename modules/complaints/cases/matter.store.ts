// The SQL that writes matters and reads single ones; every function takes the transaction of an action.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { ComplaintsTables, EventRow, MatterRow } from './tables.ts';

export type ComplaintsTx = Tx<ComplaintsTables>;

export interface MatterBundle {
  readonly matter: MatterRow;
  readonly event: EventRow;
  readonly codeHash: Buffer;
  readonly phoneMark: Buffer | null;
  readonly identity: Buffer | null;
  readonly personMark: Buffer | null;
  readonly evidence: readonly EvidenceRow[];
}

export interface EvidenceRow {
  readonly file_id: string;
  readonly width: number;
  readonly height: number;
}

const json = (value: unknown) => (value === null ? null : sql`${JSON.stringify(value)}::text::jsonb`);

/** Writes a new matter with its code, first event, person and pictures. */
export async function insertMatter(tx: ComplaintsTx, bundle: MatterBundle): Promise<void> {
  const { matter } = bundle;
  const id = matter.matter_id;
  const entries = Object.entries({ ...matter, clock: json(matter.clock) });
  await sql`insert into complaints.matter (${sql.join(entries.map(([column]) => sql.ref(column)))})
    values (${sql.join(entries.map(([, value]) => value))})`.execute(tx.db);
  await sql`insert into complaints.receipt (code_hash, matter_id) values (${bundle.codeHash}, ${id})`.execute(
    tx.db,
  );
  await sql`insert into complaints.follow_key (matter_id, phone_mark) values (${id}, ${bundle.phoneMark})`.execute(
    tx.db,
  );
  if (bundle.identity)
    await sql`insert into complaints.identity (matter_id, sealed, added_at)
      values (${id}, ${bundle.identity}, ${tx.now})`.execute(tx.db);
  if (bundle.personMark)
    await sql`insert into complaints.person_matter (person_mark, matter_id, filed_at)
      values (${bundle.personMark}, ${id}, ${tx.now})`.execute(tx.db);
  await insertEvidence(tx, id, bundle.evidence);
  await insertEvent(tx, bundle.event);
}

export async function insertEvidence(
  tx: ComplaintsTx,
  matterId: string,
  rows: readonly EvidenceRow[],
): Promise<void> {
  for (const row of rows)
    await sql`insert into complaints.evidence (matter_id, file_id, width, height, added_at)
      values (${matterId}, ${row.file_id}, ${row.width}, ${row.height}, ${tx.now})`.execute(tx.db);
}

async function insertEvent(tx: ComplaintsTx, event: EventRow): Promise<void> {
  await sql`insert into complaints.event
      (matter_id, seq, at, actor_kind, title, action, from_state, to_state, words, due_at, detail)
    values (${event.matter_id}, ${event.seq}, ${event.at}, ${event.actor_kind}, ${event.title}, ${event.action},
      ${event.from_state}, ${event.to_state}, ${event.words}, ${event.due_at}, ${json(event.detail)})`.execute(
    tx.db,
  );
}

export type MatterPatch = Partial<
  Pick<
    MatterRow,
    | 'state'
    | 'before_state'
    | 'handler_id'
    | 'handler_title'
    | 'clock'
    | 'due_at'
    | 'first_due_at'
    | 'accepted_at'
    | 'decided_at'
    | 'effect_at'
    | 'closed_at'
    | 'is_heard'
    | 'withdrawal_asked'
    | 'evidence_n'
  >
>;

/** Writes one step: the row's changes and its event. The row must be locked. */
export async function writeStep(tx: ComplaintsTx, patch: MatterPatch, event: EventRow): Promise<void> {
  const changes = {
    ...patch,
    ...(patch.clock === undefined ? {} : { clock: json(patch.clock) }),
    changed_at: tx.now,
    version: event.seq,
  };
  const set = Object.entries(changes).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update complaints.matter set ${sql.join(set)} where matter_id = ${event.matter_id}`.execute(
    tx.db,
  );
  await insertEvent(tx, event);
}

/** The matter, if the database lets this transaction see it. */
export async function findMatter(
  tx: ComplaintsTx,
  matterId: string,
  how: { lock: boolean },
): Promise<MatterRow | undefined> {
  const lock = how.lock ? sql`for update` : sql``;
  const found = await sql<MatterRow>`
    select * from complaints.matter where matter_id = ${matterId} ${lock}`.execute(tx.db);
  return found.rows[0];
}

/** All steps, first to last. */
export async function historyOf(tx: ComplaintsTx, matterId: string): Promise<EventRow[]> {
  const found = await sql<EventRow>`
    select * from complaints.event where matter_id = ${matterId} order by seq`.execute(tx.db);
  return found.rows;
}

export async function evidenceOf(tx: ComplaintsTx, matterId: string): Promise<EvidenceRow[]> {
  const found = await sql<EvidenceRow>`
    select file_id, width, height from complaints.evidence where matter_id = ${matterId} order by added_at, file_id`.execute(
    tx.db,
  );
  return found.rows;
}

/** What has come over from a report already, if it has. */
export async function matterOfReport(tx: ComplaintsTx, reportId: string): Promise<string | undefined> {
  const found = await sql<{ matter_id: string }>`
    select matter_id from complaints.matter where source_report = ${reportId}`.execute(tx.db);
  return found.rows[0]?.matter_id;
}
