// The SQL of moderators' decisions: written once, never changed.
import { sql } from 'kysely';
import { newId } from '@city/kernel/database';
import type { FeedbackTx } from '../cases/report.store.ts';

export type ModerationAction =
  | 'hide'
  | 'show'
  | 'edit'
  | 'photo_hide'
  | 'photo_show'
  | 'photo_cover'
  | 'approve'
  | 'ban';

export interface DecisionToKeep {
  readonly reportId: string;
  readonly action: ModerationAction;
  readonly fileId?: string;
  readonly reason?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface DecisionRow {
  report_id: string;
  moderation_id: string;
  at: Date;
  by_id: string;
  by_title: string;
  action: ModerationAction;
  file_id: string | null;
  reason: string | null;
  before: unknown;
  after: unknown;
}

const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));

export async function keepDecision(tx: FeedbackTx, decision: DecisionToKeep): Promise<void> {
  const { reportId, action, fileId = null, reason = null, before, after } = decision;
  await sql`
    insert into feedback.moderation (report_id, moderation_id, at, by_id, by_title, action, file_id, reason, before, after)
    values (${reportId}, ${newId(tx.now)}, ${tx.now}, ${tx.actor.id ?? 'system'}, ${tx.actor.post?.title ?? tx.actor.name ?? ''},
            ${action}, ${fileId}, ${reason}, ${json(before)}::text::jsonb, ${json(after)}::text::jsonb)`.execute(
    tx.db,
  );
}

/** Everything that was decided about a report, newest first. */
export async function decisionsOf(tx: FeedbackTx, reportId: string, limit: number): Promise<DecisionRow[]> {
  const found = await sql<DecisionRow>`
    select report_id, moderation_id, at, by_id, by_title, action, file_id, reason, before, after
      from feedback.moderation where report_id = ${reportId} order by at desc, moderation_id desc limit ${limit}`.execute(
    tx.db,
  );
  return found.rows;
}

/** Why a report is hidden: the last word on it. */
export async function hiddenBecause(tx: FeedbackTx, reportId: string): Promise<string | null> {
  const found = await sql<{ reason: string }>`
    select reason from feedback.moderation where report_id = ${reportId} and action = 'hide'
     order by at desc, moderation_id desc limit 1`.execute(tx.db);
  return found.rows[0]?.reason ?? null;
}
