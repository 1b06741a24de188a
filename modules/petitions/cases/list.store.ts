// The SQL of lists: public petitions with filters, one's own, and the desk's queues.
import { sql } from 'kysely';
import { searchQuery } from '@city/kernel/text';
import { type PetitionTx, petitionSelection } from './petition.store.ts';
import { owedStates, type PetitionState, publicStates } from './states.ts';
import { type Queue, queues } from './queues.ts';
import type { PetitionRow } from './tables.ts';

export interface Filters {
  readonly q?: string | undefined;
  /** `open`: signing or owed; `answered`: with an answer; or one state. */
  readonly state?: string | undefined;
  /** `city` for those of the whole city. */
  readonly unit?: string | undefined;
  readonly topic?: string | undefined;
  readonly body?: string | undefined;
}

export interface Page {
  readonly limit: number;
  readonly after: { readonly at: Date; readonly id: string } | null;
}

const groups: Readonly<Record<string, readonly PetitionState[]>> = {
  open: ['open', 'owed', 'review'],
  owed: owedStates,
  answered: ['answered', 'finished'],
  closed: ['closed'],
};
export const stateFilters = Object.keys(groups);

/** Public petitions, newest first. */
export async function listPublic(tx: PetitionTx, filters: Filters, page: Page): Promise<PetitionRow[]> {
  const states = (filters.state && groups[filters.state]) || publicStates;
  const wheres = [sql`p.published_at is not null`, sql`p.state = any(${[...states]}::text[])`];
  if (filters.unit === 'city') wheres.push(sql`p.unit_code is null`);
  else if (filters.unit) wheres.push(sql`p.unit_code = ${filters.unit}`);
  if (filters.topic) wheres.push(sql`p.topic = ${filters.topic}`);
  if (filters.body) wheres.push(sql`p.body_code = ${filters.body}`);
  if (filters.q) {
    const match = searchQuery(filters.q)?.match;
    // Nothing searchable was typed: nothing is found.
    wheres.push(match === undefined ? sql`false` : sql`p.terms @@ ${match}::tsquery`);
  }
  if (page.after)
    wheres.push(sql`(p.published_at, p.petition_id) < (${page.after.at}, ${page.after.id}::uuid)`);
  const found = await sql<PetitionRow>`
    select ${petitionSelection} from petitions.petition p
     where ${sql.join(wheres, sql` and `)}
     order by p.published_at desc, p.petition_id desc limit ${page.limit}`.execute(tx.db);
  return found.rows;
}

/** How many stand where, for the line below the list. */
export async function countPublic(tx: PetitionTx): Promise<{ open: number; owed: number; answered: number }> {
  const found = await sql<{ open: number; owed: number; answered: number }>`
    select count(*) filter (where state = 'open')::int as open,
           count(*) filter (where state in ('owed', 'review'))::int as owed,
           count(*) filter (where state in ('answered', 'finished'))::int as answered
      from petitions.petition where published_at is not null`.execute(tx.db);
  return found.rows[0] as { open: number; owed: number; answered: number };
}

/** Petitions by id, in the order asked for. */
export async function petitionsById(tx: PetitionTx, ids: readonly string[]): Promise<PetitionRow[]> {
  if (ids.length === 0) return [];
  const found = await sql<PetitionRow>`
    select ${petitionSelection} from petitions.petition p where p.petition_id = any(${ids}::uuid[])`.execute(
    tx.db,
  );
  const byId = new Map(found.rows.map((row) => [row.petition_id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Of whom the queue is asked: body queues show one's own body unless one sees the whole city. */
export interface Asker {
  readonly body: string | null;
}

/** One queue of the desk, by due time. */
export async function listQueue(
  tx: PetitionTx,
  queue: Queue,
  { body }: Asker,
  limit: number,
): Promise<PetitionRow[]> {
  const found = await sql<PetitionRow>`
    select ${petitionSelection} from petitions.petition p where ${whereOf(queue, body)}
     order by p.due_at nulls last, p.changed_at desc, p.petition_id limit ${limit}`.execute(tx.db);
  return found.rows;
}

/** How many each queue holds. */
export async function countQueues(tx: PetitionTx, { body }: Asker): Promise<Record<Queue, number>> {
  const counts = queues.map(
    (queue) =>
      sql`(select count(*)::int from petitions.petition p where ${whereOf(queue, body)}) as ${sql.ref(queue)}`,
  );
  const found = await sql<Record<Queue, number>>`select ${sql.join(counts)}`.execute(tx.db);
  return found.rows[0] as Record<Queue, number>;
}

function whereOf(queue: Queue, body: string | null): ReturnType<typeof sql> {
  const own = body === null ? sql`true` : sql`p.body_code = ${body}`;
  switch (queue) {
    case 'moderation':
      return sql`p.state = 'moderation'`;
    case 'appeals':
      return sql`p.state = 'appealed'`;
    case 'owed':
      return sql`p.state in ('owed', 'review') and ${own}`;
    case 'review':
      return sql`p.state = 'review' and ${own}`;
    case 'commitments':
      return sql`p.state = 'answered' and ${own} and exists (
        select 1 from petitions.commitment c where c.petition_id = p.petition_id and c.state = 'open')`;
    case 'city':
      return sql`p.state in ('open', 'owed', 'review')`;
  }
}
