// What of an entry goes into the log: one canonical text, and its salted commitment. Pure.
import { createHmac } from 'node:crypto';

/** An entry of the trail with its time as PostgreSQL keeps it, to the microsecond. */
export interface LoggedEntry {
  readonly entry_id: string;
  /** `2026-09-08T02:30:00.000000Z` */
  readonly at: string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly actor_post: string | null;
  readonly actor_body: string | null;
  readonly module: string;
  readonly action: string;
  readonly object_type: string | null;
  readonly object_id: string | null;
  readonly subject_id: string | null;
  readonly purpose: string | null;
  readonly outcome: string;
  readonly reason: string | null;
  readonly detail: unknown;
}

/** Names the form, so that another one can follow. */
const form = 'hoa-phuong/trail-entry/v1';

/** SQL of the columns in `LoggedEntry`. */
export const loggedColumns = `entry_id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  actor_kind, actor_id, actor_post, actor_body, module, action, object_type, object_id, subject_id, purpose, outcome, reason, detail`;

/** The entry as one line of JSON: a list in a fixed order, keys inside `detail` sorted (RFC 8785). */
export function canonicalText(entry: LoggedEntry): string {
  return canonicalJson([
    form,
    entry.entry_id,
    entry.at,
    entry.actor_kind,
    entry.actor_id,
    entry.actor_post,
    entry.actor_body,
    entry.module,
    entry.action,
    entry.object_type,
    entry.object_id,
    entry.subject_id,
    entry.purpose,
    entry.outcome,
    entry.reason,
    entry.detail,
  ]);
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const parts = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`);
  return `{${parts.join()}}`;
}

/** Whoever has not the salt learns nothing from it: HMAC-SHA-256 with the salt as the key. */
export function commitmentOf(canonical: string, salt: Uint8Array): Buffer {
  return createHmac('sha256', salt).update(canonical, 'utf8').digest();
}
