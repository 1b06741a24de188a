// The SQL of the log of decisions.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { AccessTables, DecisionRow } from '../tables.ts';

export async function insertDecisions(tx: Tx<AccessTables>, rows: readonly DecisionRow[]): Promise<void> {
  await sql`insert into access.decision
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(
      decision_id uuid, at timestamptz, times int, allowed boolean, permission text, reason text, actor_kind text,
      actor_id text, post_id text, body text, role text, level smallint, purpose text, resource_type text,
      resource_id text, route text, request_id text, asked_by text)`.execute(tx.db);
}

export interface DecisionFilter {
  readonly allowed?: boolean | undefined;
  readonly permission?: string | undefined;
  /** A person's or a post's id. */
  readonly who?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Older than this row. */
  readonly before?: { readonly at: Date; readonly id: string } | undefined;
  readonly most: number;
}

/** Newest first. */
export async function findDecisions(
  tx: Tx<AccessTables>,
  filter: DecisionFilter,
): Promise<readonly DecisionRow[]> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (filter.allowed !== undefined) parts.push(sql`allowed = ${filter.allowed}`);
  if (filter.permission !== undefined) parts.push(sql`permission = ${filter.permission}`);
  if (filter.who !== undefined) parts.push(sql`(actor_id = ${filter.who} or post_id = ${filter.who})`);
  if (filter.from) parts.push(sql`at >= ${filter.from}`);
  if (filter.to) parts.push(sql`at < ${filter.to}`);
  if (filter.before) parts.push(sql`(at, decision_id) < (${filter.before.at}, ${filter.before.id}::uuid)`);
  const found = await sql<DecisionRow>`
    select * from access.decision where ${sql.join(parts, sql` and `)}
     order by at desc, decision_id desc limit ${filter.most}`.execute(tx.db);
  return found.rows;
}

/** @returns how many were forgotten, `most` at most. */
export async function forgetBefore(tx: Tx<AccessTables>, before: Date, most: number): Promise<number> {
  const gone = await sql`
    delete from access.decision where decision_id in (
      select decision_id from access.decision where at < ${before} order by at limit ${most})`.execute(tx.db);
  return Number(gone.numAffectedRows ?? 0n);
}
