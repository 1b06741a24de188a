// The log of decisions: heard at once, kept in memory for a second at most, written in batches; no request waits for it.
import type { Decided } from '@city/kernel/access';
import { system } from '@city/kernel/access';
import { newId } from '@city/kernel/database';
import type { ModuleContext } from '@city/kernel/module';
import { LIMITS } from '../limits.ts';
import type { AccessTables, DecisionRow } from '../tables.ts';
import { insertDecisions } from './decision.store.ts';

const actor = system('access.log');

export type Line = { -readonly [K in keyof DecisionRow]: DecisionRow[K] };

export interface DecisionLog {
  /** Takes note of a decision, if it is one that is kept. */
  readonly hear: (decided: Decided, askedBy?: string) => void;
  /** Writes what is held; lines that could not be written are held on. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export function openDecisionLog(m: ModuleContext<AccessTables>): DecisionLog {
  let held = new Map<string, Line>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const lines = [...held.values()];
    held = new Map();
    if (lines.length > 0) writing = writing.then(() => write(lines));
    return writing;
  };
  const write = async (lines: readonly Line[]): Promise<void> => {
    try {
      await m.db.transaction(actor, (tx) => insertDecisions(tx, lines));
    } catch (error) {
      m.log.warn({ err: error, lines: lines.length }, 'decisions could not be written; trying again');
      for (const line of lines) hold(line);
    }
  };
  const hold = (line: Line): void => {
    const one = held.size < LIMITS.mostLinesHeld ? line : together(line);
    const key = keyOf(one);
    const known = held.get(key);
    if (known) known.times += one.times;
    else held.set(key, one);
    timer ??= setTimeout(() => void flush(), LIMITS.logEveryMilliseconds).unref();
  };
  return {
    hear: (decided, askedBy) => {
      if (isKept(decided)) hold(lineOf(decided, m.now(), askedBy ?? null));
    },
    flush,
    close: flush,
  };
}

/** Refusals, and what was allowed over personal data of others; the city's own services look at their data all day. */
export function isKept({ actor: who, decision, personalData }: Decided): boolean {
  return !decision.allow || (personalData && who.kind !== 'system');
}

function lineOf(decided: Decided, now: Date, askedBy: string | null): Line {
  const { actor: who, decision, context } = decided;
  const thing = (decided.resource ?? {}) as { readonly type?: unknown; readonly id?: unknown };
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 200) : null);
  return {
    decision_id: newId(now),
    at: now,
    times: 1,
    allowed: decision.allow,
    permission: decided.permission.slice(0, 300),
    reason: decision.reason.slice(0, 1000),
    actor_kind: who.kind,
    actor_id: who.id,
    post_id: who.post?.id ?? null,
    body: who.post?.body ?? null,
    role: who.post?.role ?? null,
    level: who.level ?? null,
    purpose: who.purpose?.slice(0, 500) ?? null,
    resource_type: text(thing.type),
    resource_id: text(thing.id),
    route: context.route ?? null,
    request_id: context.requestId ?? null,
    asked_by: askedBy,
  };
}

/** Equal but for the moment and the request: the first of them stands for all. */
function keyOf(line: Line): string {
  const { decision_id: _id, at: _at, times: _times, request_id: _request, ...rest } = line;
  return JSON.stringify(rest);
}

/** Where too many come at once they are counted by permission, so that none is left out. */
function together(line: Line): Line {
  const nobody = { actor_id: null, post_id: null, body: null, role: null, level: null, purpose: null };
  const nothing = { resource_type: null, resource_id: null, request_id: null, asked_by: null };
  return { ...line, ...nobody, ...nothing, reason: 'too many at once to tell apart' };
}
