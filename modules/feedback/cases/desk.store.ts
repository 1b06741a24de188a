// The SQL of the officers' queues: what a body holds by due time, what it has answered, what it has handed to others.
import { type RawBuilder, sql } from 'kysely';
import { searchQuery } from '@city/kernel/text';
import type { Queue } from '../contract.ts';
import { type FeedbackTx, reportSelection } from './report.store.ts';
import type { ReportRow } from './tables.ts';

/** Word for word the predicate of the partial indexes, so that they are used. */
const open = sql`r.state in ('new', 'returned', 'accepted', 'in_progress', 'waiting_citizen', 'resolved_pending_approval')`;

/** What left for a procedure of its own stands in no box. */
const here = sql`r.state <> 'transferred'`;

/** A draft answer or an extension waits for a leader's word. */
const undecided = sql`r.report_id in (select q.report_id from feedback.request q where q.decided_at is null)`;

export interface DeskFilters {
  /** Whose queue; null for the whole city. */
  readonly body: string | null;
  /** Of whom "mine" is. */
  readonly handler: string;
  readonly q: string | null;
  readonly services: readonly string[] | null;
  readonly units: readonly string[] | null;
}

export interface DeskKey {
  readonly at: Date | null;
  readonly reportId: string;
}

/** Open queues go by due time, nearest first; `waiting` and `all` by filing, newest first. */
export function sortsByDue(queue: Queue): boolean {
  return queue !== 'waiting' && queue !== 'all';
}

export async function deskReports(
  tx: FeedbackTx,
  queue: Queue,
  filters: DeskFilters,
  page: { limit: number; after: DeskKey | null },
): Promise<ReportRow[]> {
  const where = [...queueConditions(queue, filters, tx.now), ...common(filters)];
  const byDue = sortsByDue(queue);
  if (page.after)
    where.push(
      byDue
        ? afterDue(page.after)
        : sql`(r.filed_at, r.report_id) < (${page.after.at}, ${page.after.reportId}::uuid)`,
    );
  const order = byDue ? sql`r.due_at, r.report_id` : sql`r.filed_at desc, r.report_id desc`;
  const found = await sql<ReportRow>`
    select ${reportSelection} from feedback.report r
     where ${where.length > 0 ? sql.join(where, sql` and `) : sql`true`} order by ${order} limit ${page.limit}`.execute(
    tx.db,
  );
  return found.rows;
}

/** Reports without a promise come last. */
function afterDue({ at, reportId }: DeskKey): RawBuilder<unknown> {
  if (at === null) return sql`r.due_at is null and r.report_id > ${reportId}::uuid`;
  return sql`(r.due_at is null or (r.due_at, r.report_id) > (${at}, ${reportId}::uuid))`;
}

function queueConditions(queue: Queue, filters: DeskFilters, now: Date): RawBuilder<unknown>[] {
  const held = filters.body === null ? [] : [sql`r.body_code = ${filters.body}`];
  switch (queue) {
    case 'overdue':
      return [...held, open, sql`r.due_at < ${now}`];
    case 'due':
      return [...held, open];
    case 'new':
      return [...held, open, sql`r.state in ('new', 'returned')`];
    case 'returned':
      return [...held, open, sql`r.state = 'returned'`];
    case 'unassigned':
      return [...held, open, sql`r.handler_id is null`];
    case 'mine':
      return [open, sql`r.handler_id = ${filters.handler}`];
    case 'approval':
      return [...held, open, undecided];
    case 'asked':
      return [...held, open, sql`r.state = 'waiting_citizen'`];
    case 'waiting':
      return [...held, sql`r.state = 'resolved'`];
    case 'elsewhere':
      return [open, handedOn(filters.body)];
    case 'all':
      return [...held, here];
  }
}

/** Handed on by this body and held by another now; for the whole city, everything handed on at all. */
function handedOn(body: string | null): RawBuilder<unknown> {
  const by = body === null ? sql`` : sql`and e.body_code = ${body}`;
  const elsewhere = body === null ? sql`true` : sql`r.body_code <> ${body}`;
  return sql`${elsewhere} and r.report_id in (
    select e.report_id from feedback.report_event e where e.action in ('hand_over', 'return') ${by})`;
}

function common(filters: DeskFilters): RawBuilder<unknown>[] {
  const where: RawBuilder<unknown>[] = [];
  if (filters.services) where.push(sql`r.service = any(${filters.services})`);
  if (filters.units) where.push(sql`r.unit_code = any(${filters.units})`);
  const search = filters.q === null ? null : searchQuery(filters.q);
  if (search) where.push(sql`r.terms @@ ${search.match}::tsquery`);
  else if (filters.q !== null) where.push(sql`false`);
  return where;
}

export type QueueNumbers = Record<Queue, number> & { answered: number; on_time: number };

/** How many reports each queue holds, and how many answers of the last days kept their first promise. */
export async function queueNumbers(
  tx: FeedbackTx,
  filters: Pick<DeskFilters, 'body' | 'handler'>,
  answeredSince: Date,
): Promise<QueueNumbers> {
  const held = filters.body === null ? sql`true` : sql`r.body_code = ${filters.body}`;
  // Each part by its own index: what is open is little, what was ever held is much and only counted.
  const found = await sql<QueueNumbers>`
    select held.*, approval.*, waiting.*, every.*, mine.*, elsewhere.*, answered.* from (
      select count(*) filter (where r.due_at < ${tx.now})::int as overdue,
             count(*)::int as due,
             count(*) filter (where r.state in ('new', 'returned'))::int as new,
             count(*) filter (where r.state = 'returned')::int as returned,
             count(*) filter (where r.state = 'waiting_citizen')::int as asked,
             count(*) filter (where r.handler_id is null)::int as unassigned
        from feedback.report r where ${held} and ${open}) held,
     (select count(*)::int as approval from feedback.report r where ${held} and ${open} and ${undecided}) approval,
     (select count(*)::int as waiting from feedback.report r where ${held} and r.state = 'resolved') waiting,
     (select count(*)::int as "all" from feedback.report r where ${held} and ${here}) every,
     (select count(*)::int as mine from feedback.report r where ${open} and r.handler_id = ${filters.handler}) mine,
     (select count(*)::int as elsewhere from feedback.report r where ${open} and ${handedOn(filters.body)}) elsewhere,
     (select count(*) filter (where r.first_due_at is not null)::int as answered,
             count(*) filter (where r.resolved_at <= r.first_due_at)::int as on_time
        from feedback.report r where ${held} and r.resolved_at >= ${answeredSince} and r.resolved_at <= ${tx.now}) answered`.execute(
    tx.db,
  );
  return found.rows[0]!;
}
