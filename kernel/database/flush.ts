// What a transaction says beside its rows: trail, events, jobs and the kept answer, written in one statement before the commit.
import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Actor } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import type { TrailEntry } from '../trail/trail.ts';
import { newId } from './id.ts';

export interface Flush {
  readonly trail: TrailEntry[];
  readonly events: { id: string; type: string; version: number; key: string; data: unknown }[];
  readonly jobs: { task: string; payload: unknown; runAt: Date | null; key: string | null }[];
}

export interface Idempotency {
  /** Who may replay: the route and the caller. */
  readonly scope: string;
  readonly key: string;
  /** SHA-256 of what was sent, hex. */
  readonly hash: string;
  /** Turns the action's result into the answer to keep. */
  readonly answer: (result: unknown) => { status: number; headers: Record<string, string>; body: unknown };
}

/** Thrown inside a transaction whose key another one has just used: the caller reads the kept answer instead. */
export class AlreadyDone extends Error {}

export interface FlushContext {
  readonly module: string;
  readonly actor: Actor;
  readonly now: Date;
  readonly idempotency: Idempotency | undefined;
}

/** Writes what has been collected; `result` is the answer to keep under an Idempotency-Key. */
export async function flush(
  db: Transaction<unknown>,
  context: FlushContext,
  pending: Flush,
  result: unknown,
): Promise<void> {
  const { module, actor, now, idempotency } = context;
  const parts: RawBuilder<unknown>[] = [];
  if (idempotency) parts.push(keepAnswer(idempotency, now, result));
  if (pending.trail.length > 0) parts.push(insertTrail(module, actor, now, pending.trail));
  if (pending.events.length > 0) parts.push(insertEvents(now, pending.events));
  if (pending.jobs.length > 0) parts.push(insertJobs(pending.jobs));
  if (parts.length === 0) return;
  const named = parts.map((part, at) => sql`${sql.raw(`part${at}`)} as (${part})`);
  const counts = parts.map(
    (_, at) => sql`(select count(*)::int from ${sql.raw(`part${at}`)}) as ${sql.ref(`n${at}`)}`,
  );
  const answer = await sql<{ n0: number }>`with ${sql.join(named)} select ${sql.join(counts)}`.execute(db);
  if (idempotency && answer.rows[0]?.n0 !== 1) throw new AlreadyDone();
}

function keepAnswer(idempotency: Idempotency, now: Date, result: unknown): RawBuilder<unknown> {
  const kept = idempotency.answer(result);
  const answer = JSON.stringify(kept);
  if (answer.length > 1_000_000) throw new AppError('internal', { cause: 'answer too large to keep' });
  return sql`insert into http.idempotency_key (scope, key, hash, answer, created_at)
    values (${idempotency.scope}, ${idempotency.key}, ${idempotency.hash}, ${answer}::text::jsonb, ${now})
    on conflict (scope, key) do nothing returning 1`;
}

function insertTrail(
  module: string,
  actor: Actor,
  now: Date,
  entries: readonly TrailEntry[],
): RawBuilder<unknown> {
  const rows = entries.map((entry) => ({
    entry_id: newId(now),
    at: now.toISOString(),
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_post: actor.post?.id ?? null,
    actor_body: actor.post?.body ?? null,
    module,
    action: entry.action,
    object_type: entry.object?.type ?? null,
    object_id: entry.object?.id ?? null,
    subject_id: entry.subject ?? null,
    purpose: entry.purpose ?? actor.purpose ?? null,
    outcome: entry.outcome ?? 'allowed',
    reason: entry.reason ?? null,
    detail: entry.detail ?? null,
  }));
  return sql`insert into trail.entry select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(
    entry_id uuid, at timestamptz, actor_kind text, actor_id text, actor_post text, actor_body text, module text,
    action text, object_type text, object_id text, subject_id uuid, purpose text, outcome text, reason text, detail jsonb
  ) returning 1`;
}

function insertEvents(now: Date, events: Flush['events']): RawBuilder<unknown> {
  const rows = events.map((event, order) => ({ ...event, occurred_at: now.toISOString(), order }));
  return sql`insert into events.outbox (id, type, version, key, occurred_at, data)
    select id, type, version, key, occurred_at, data from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(
      id uuid, type text, version int, key text, occurred_at timestamptz, data jsonb, "order" int
    ) order by "order" returning 1`;
}

function insertJobs(jobs: Flush['jobs']): RawBuilder<unknown> {
  return sql`select jobs.enqueue(r.task, r.payload, r."runAt", r.key) from jsonb_to_recordset(${JSON.stringify(jobs)}::text::jsonb) as r(
    task text, payload jsonb, "runAt" timestamptz, key text
  )`;
}
