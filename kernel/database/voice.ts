// What one actor says in a transaction beside its rows, collected until the flush before the commit.
import type { Actor } from '@city/kernel/access';
import type { EventDefinition } from '../events/define.ts';
import type { JobDefinition } from '../jobs/define.ts';
import type { TrailEntry } from '../trail/trail.ts';
import { newId } from './id.ts';

/** Who speaks, when, and the four things that can be said. */
export interface Speaker {
  readonly actor: Actor;
  readonly now: Date;
  /** Puts a read or a decision about people onto the trail, in this transaction. */
  trail(entry: TrailEntry): void;
  /** Puts an event into the outbox, in this transaction. Events of one key keep their order. */
  emit<T>(event: EventDefinition<T>, key: string, data: T): void;
  /** Enqueues a job that becomes visible when this transaction commits. */
  enqueue<T>(job: JobDefinition<T>, payload: T, options?: { runAt?: Date; key?: string }): void;
  /** Runs after the commit, in this process only: wake-ups and caches, never anything that must happen. */
  afterCommit(run: () => void): void;
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

export interface Said {
  readonly trail: TrailEntry[];
  readonly events: { id: string; type: string; version: number; key: string; data: unknown }[];
  readonly jobs: { task: string; payload: unknown; runAt: Date | null; key: string | null }[];
  readonly after: (() => void)[];
}

/** A speaker with what it has said so far. */
export interface Voice {
  readonly speaker: Speaker;
  readonly said: Said;
  readonly idempotency: Idempotency | undefined;
  /** What the action answered, once it has: kept under the Idempotency-Key. */
  result: unknown;
}

export function makeVoice(actor: Actor, now: Date, idempotency?: Idempotency): Voice {
  const said: Said = { trail: [], events: [], jobs: [], after: [] };
  return {
    said,
    idempotency,
    result: undefined,
    speaker: {
      actor,
      now,
      trail: (entry) => void said.trail.push(entry),
      emit: (event, key, data) => {
        event.assert(data);
        said.events.push({ id: newId(now), type: event.name, version: event.version, key, data });
      },
      enqueue: (job, payload, options = {}) => {
        job.assert(payload);
        said.jobs.push({ task: job.name, payload, runAt: options.runAt ?? null, key: options.key ?? null });
      },
      afterCommit: (run) => void said.after.push(run),
    },
  };
}
