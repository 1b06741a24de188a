// The SQL that writes petitions and reads single ones; every function takes the transaction of an action.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { searchTerms } from '@city/kernel/text';
import type { EventRow, PetitionRow, PetitionTables } from './tables.ts';

export type PetitionTx = Tx<PetitionTables>;

const columns = [
  'petition_id',
  'code',
  'title',
  'words',
  'ask',
  'topic',
  'unit_code',
  'unit_valid_from',
  'body_code',
  'body_rule',
  'state',
  'signature_n',
  'supporters',
  'threshold',
  'people',
  'rule',
  'created_at',
  'proposed_at',
  'gathered_at',
  'published_at',
  'sign_until',
  'reached_at',
  'due_at',
  'first_due_at',
  'escalation',
  'escalate_at',
  'answered_at',
  'ended_at',
  'refusal',
  'refused_by',
  'appeal_until',
  'appealed_n',
  'changed_at',
  'version',
] as const satisfies readonly (keyof PetitionRow)[];

/** All columns of a row as `PetitionRow` has them: days as text. */
export const petitionSelection = sql.raw(
  columns
    .map((column) => (column === 'unit_valid_from' ? `p.${column}::text as ${column}` : `p.${column}`))
    .join(', '),
);

/** What search and likeness find a petition by. */
export const searchText = (row: Pick<PetitionRow, 'title' | 'ask' | 'words'>): string =>
  `${row.title} ${row.ask} ${row.words}`;

/** Writes a new petition with its code and first event. */
export async function insertPetition(tx: PetitionTx, row: PetitionRow, event: EventRow): Promise<void> {
  const values = columns.map((column) => sql`${row[column]}`);
  await sql`
    with code as (insert into petitions.code (code, petition_id) values (${row.code}, ${row.petition_id})),
    petition as (
      insert into petitions.petition (${sql.raw(columns.join(', '))}, terms)
      values (${sql.join(values)}, array_to_tsvector(${searchTerms(searchText(row))}::text[]))
    )
    ${insertEvent(event)}`.execute(tx.db);
}

function insertEvent(event: EventRow): ReturnType<typeof sql> {
  return sql`
    insert into petitions.petition_event
      (petition_id, seq, at, actor_kind, body_code, action, from_state, to_state, words, reason, due_at, detail)
    values (${event.petition_id}, ${event.seq}, ${event.at}, ${event.actor_kind}, ${event.body_code}, ${event.action},
            ${event.from_state}, ${event.to_state}, ${event.words}, ${event.reason}, ${event.due_at},
            ${event.detail === null ? null : JSON.stringify(event.detail)}::text::jsonb)`;
}

export type PetitionPatch = Partial<Omit<PetitionRow, 'petition_id' | 'code' | 'version' | 'changed_at'>>;

/** Writes one step: the row's changes and its event. The row must be locked. */
export async function writeStep(
  tx: PetitionTx,
  petitionId: string,
  patch: PetitionPatch,
  event: EventRow,
): Promise<void> {
  const changes = Object.entries({ ...patch, changed_at: event.at, version: event.seq });
  const set = changes.map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  if (patch.title !== undefined && patch.ask !== undefined && patch.words !== undefined) {
    const text = searchText({ title: patch.title, ask: patch.ask, words: patch.words });
    set.push(sql`terms = array_to_tsvector(${searchTerms(text)}::text[])`);
  }
  await sql`
    with step as (update petitions.petition set ${sql.join(set)} where petition_id = ${petitionId})
    ${insertEvent(event)}`.execute(tx.db);
}

/** The petition with a code, or undefined. */
export async function findPetition(tx: PetitionTx, code: string): Promise<PetitionRow | undefined> {
  const found = await sql<PetitionRow>`
    select ${petitionSelection} from petitions.code c join petitions.petition p using (petition_id) where c.code = ${code}`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** The same, locked until the transaction ends: steps and signatures of one petition come one after the other. */
export async function lockPetition(tx: PetitionTx, code: string): Promise<PetitionRow | undefined> {
  const found = await sql<PetitionRow>`
    select ${petitionSelection} from petitions.petition p
     where p.petition_id = (select petition_id from petitions.code where code = ${code}) for update`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** Several petitions, locked in one order, so that no two transactions wait for each other. */
export async function lockPetitions(tx: PetitionTx, ids: readonly string[]): Promise<PetitionRow[]> {
  const found = await sql<PetitionRow>`
    select ${petitionSelection} from petitions.petition p
     where p.petition_id = any(${[...ids].sort()}::uuid[]) order by p.petition_id for update`.execute(tx.db);
  return found.rows;
}

/** All steps of a petition, first to last. */
export async function historyOf(tx: PetitionTx, petitionId: string): Promise<EventRow[]> {
  const found = await sql<EventRow>`
    select petition_id, seq, at, actor_kind, body_code, action, from_state, to_state, words, reason, due_at, detail
      from petitions.petition_event where petition_id = ${petitionId} order by seq`.execute(tx.db);
  return found.rows;
}
