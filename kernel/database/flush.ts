// What the voices of a transaction have said: trail, events, jobs and kept answers, written in one statement before the commit.
import { type RawBuilder, sql, type Transaction } from 'kysely';
import { AppError } from '@city/kernel/errors';
import { asText, type Seals } from '@city/kernel/seals';
import { newId } from './id.ts';
import type { Idempotency, Voice } from './voice.ts';

/** Longest answer that is kept, in characters. */
const longestAnswer = 1_000_000;

/** Thrown inside a transaction some of whose keys another one has used before: the callers read the kept answers instead. */
export class AlreadyDone extends Error {
  readonly #used: ReadonlySet<string>;

  constructor(used: readonly Idempotency[]) {
    super('The idempotency key was used before');
    this.#used = new Set(used.map(nameOf));
  }

  concerns(idempotency: Idempotency | undefined): boolean {
    return idempotency !== undefined && this.#used.has(nameOf(idempotency));
  }
}

/** A scope holds no line break, a key neither. */
export const nameOf = ({ scope, key }: Pick<Idempotency, 'scope' | 'key'>): string => `${scope}\n${key}`;

/**
 * Writes what has been collected.
 * @throws AlreadyDone when a key of a voice was used by another transaction: this one must be rolled back.
 */
export async function flush(
  db: Transaction<unknown>,
  module: string,
  voices: readonly Voice[],
  seals: Seals,
): Promise<void> {
  const parts: RawBuilder<unknown>[] = [];
  const keyed = voices.flatMap((voice) => (voice.idempotency ? [{ ...voice.idempotency, voice }] : []));
  if (keyed.length > 0) parts.push(keepAnswers(keyed, seals));
  if (voices.some(({ said }) => said.trail.length > 0)) parts.push(insertTrail(module, voices));
  if (voices.some(({ said }) => said.events.length > 0)) parts.push(insertEvents(voices));
  if (voices.some(({ said }) => said.jobs.length > 0)) parts.push(insertJobs(voices));
  if (parts.length === 0) return;
  const named = parts.map((part, at) => sql`${sql.raw(`part${at}`)} as (${part})`);
  const counts = parts.map((_, at) => sql`(select count(*) from ${sql.raw(`part${at}`)})`);
  const first = keyed.length > 0 ? sql`(select array_agg(kept) from part0)` : sql`null::text[]`;
  const answer = await sql<{
    kept: string[] | null;
  }>`with ${sql.join(named)} select ${first} as kept, ${sql.join(counts, sql` + `)} as written`.execute(db);
  const kept = new Set(answer.rows[0]?.kept ?? []);
  const used = keyed.filter((one) => !kept.has(nameOf(one)));
  if (used.length > 0) throw new AlreadyDone(used);
}

/** In the order of the keys: two transactions that share several then wait for each other, never in a circle. */
function keepAnswers(keyed: readonly (Idempotency & { voice: Voice })[], seals: Seals): RawBuilder<unknown> {
  const rows = keyed.map(({ scope, key, hash, answer, voice }) => {
    // What was answered may hold a person's own link or contact.
    const kept = asText(seals.seal('http.idempotency_key', nameOf({ scope, key }), answer(voice.result)));
    if (kept.sealed.length > longestAnswer)
      throw new AppError('internal', { cause: 'answer too large to keep' });
    return { scope, key, hash, at: voice.speaker.now, answer: kept };
  });
  return sql`insert into http.idempotency_key (scope, key, hash, answer, created_at)
    select scope, key, hash, answer, at
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(scope text, key text, hash text, answer jsonb, at timestamptz)
     order by scope, key
    on conflict (scope, key) do nothing returning scope || E'\\n' || key as kept`;
}

function insertTrail(module: string, voices: readonly Voice[]): RawBuilder<unknown> {
  const rows = voices.flatMap(({ speaker: { actor, now }, said }) =>
    said.trail.map((entry) => ({
      entry_id: newId(now),
      at: now.toISOString(),
      actor_kind: actor.kind,
      actor_id: actor.id,
      actor_post: actor.post?.id ?? null,
      actor_body: actor.post?.body ?? null,
      on_behalf_of: actor.onBehalfOf?.id ?? null,
      mandate: actor.onBehalfOf?.mandate ?? null,
      module,
      action: entry.action,
      object_type: entry.object?.type ?? null,
      object_id: entry.object?.id ?? null,
      subject_id: entry.subject ?? null,
      purpose: entry.purpose ?? actor.purpose ?? null,
      outcome: entry.outcome ?? 'allowed',
      reason: entry.reason ?? null,
      // Whoever stands in for a post acts under its name; the entry says by which naming.
      detail: actor.post?.deputy ? { ...entry.detail, deputy: actor.post.deputy.id } : (entry.detail ?? null),
    })),
  );
  return sql`insert into trail.entry (entry_id, at, actor_kind, actor_id, actor_post, actor_body, module, action, object_type,
    object_id, subject_id, purpose, outcome, reason, detail, on_behalf_of, mandate)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(
    entry_id uuid, at timestamptz, actor_kind text, actor_id text, actor_post text, actor_body text, module text,
    action text, object_type text, object_id text, subject_id uuid, purpose text, outcome text, reason text, detail jsonb, on_behalf_of uuid, mandate uuid
  ) returning 1`;
}

function insertEvents(voices: readonly Voice[]): RawBuilder<unknown> {
  const rows = voices
    .flatMap(({ speaker, said }) =>
      said.events.map((event) => ({ ...event, occurred_at: speaker.now.toISOString() })),
    )
    .map((event, order) => ({ ...event, order }));
  return sql`insert into events.outbox (id, type, version, key, occurred_at, data)
    select id, type, version, key, occurred_at, data from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(
      id uuid, type text, version int, key text, occurred_at timestamptz, data jsonb, "order" int
    ) order by "order" returning 1`;
}

function insertJobs(voices: readonly Voice[]): RawBuilder<unknown> {
  const jobs = voices.flatMap(({ said }) => said.jobs);
  return sql`select jobs.enqueue(r.task, r.payload, r."runAt", r.key) from jsonb_to_recordset(${JSON.stringify(jobs)}::text::jsonb) as r(
    task text, payload jsonb, "runAt" timestamptz, key text
  )`;
}
