// The SQL of the provider's artifacts: one statement to read what a step needs, one to write what it changed.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';
import { type Artifact, bucketsNow, type StoredArtifact, tableOf } from './artifact.ts';

interface Row {
  readonly id_hash: Buffer;
  readonly payload: Record<string, unknown>;
  readonly sealed: Buffer | null;
  readonly consumed_at: Date | null;
}

/** An artifact beside the grant and the session it hangs on, when they still are. */
export interface FoundArtifact extends StoredArtifact {
  readonly grant: Record<string, unknown> | null;
  readonly session: Record<string, unknown> | null;
}

/** How an artifact is looked for. */
export interface Wanted {
  readonly kind: string;
  readonly by: 'id_hash' | 'uid_hash' | 'code_hash';
  readonly hash: Buffer;
  readonly now: Date;
}

const stored = (row: Row): StoredArtifact => ({
  idHash: row.id_hash,
  payload: row.payload,
  sealed: row.sealed,
  consumedAt: row.consumed_at,
});

/** Reads one artifact; with it what the provider will ask for next: its grant, and its session while the city's session lives. */
export async function findArtifact(tx: Tx<Tables>, wanted: Wanted): Promise<FoundArtifact | null> {
  const { from, to } = bucketsNow(wanted.kind, wanted.now);
  const wide = bucketsNow('Grant', wanted.now);
  const table = sql.table(`identity.${tableOf(wanted.kind)}`);
  const { rows } = await sql<Row & { grant: FoundArtifact['grant']; session: FoundArtifact['session'] }>`
    select a.id_hash, a.payload, a.sealed, a.consumed_at, g.payload as grant, s.payload as session
      from ${table} a
      left join identity.oidc_lasting g
        on g.id_hash = a.grant_hash and g.kind = 'Grant' and g.bucket between ${wide.from} and ${wide.to}
      left join identity.session c
        on a.payload ? 'sessionUid' and c.id = (a.payload ->> 'sessionUid')::uuid and c.ended_at is null
      left join identity.oidc_lasting s
        on s.uid_hash = sha256(convert_to('uid|' || c.id::text, 'UTF8')) and s.kind = 'Session'
       and s.bucket between ${wide.from} and ${wide.to}
     where a.${sql.ref(wanted.by)} = ${wanted.hash} and a.kind = ${wanted.kind}
       and a.bucket between ${from} and ${to}
       and (a.kind <> 'Session' or not a.payload ? 'accountId' or exists (
             select from identity.session l where l.id = (a.payload ->> 'uid')::uuid and l.ended_at is null))
     limit 1`.execute(tx.db);
  const row = rows[0];
  return row ? { ...stored(row), grant: row.grant, session: row.session } : null;
}

/** What one step of a protocol changes. */
export interface Changes {
  readonly put: readonly Artifact[];
  readonly consume: readonly { readonly kind: string; readonly idHash: Buffer }[];
  readonly destroy: readonly { readonly kind: string; readonly idHash: Buffer }[];
  readonly revokeGrants: readonly Buffer[];
}

/** Consumes what must not have been consumed. Answers how many were. */
export async function consumeArtifacts(tx: Tx<Tables>, ids: Changes['consume'], at: Date): Promise<number> {
  let count = 0;
  for (const { kind, idHash } of ids) {
    const { from, to } = bucketsNow(kind, at);
    const done = await sql`
      update ${sql.table(`identity.${tableOf(kind)}`)} set consumed_at = ${at}
       where id_hash = ${idHash} and kind = ${kind} and bucket between ${from} and ${to} and consumed_at is null
    `.execute(tx.db);
    count += Number(done.numAffectedRows ?? 0n);
  }
  return count;
}

const proofs = 'ReplayDetection';

/** Writes down proofs and assertions, each of which counts once. False when one of them is there already, also by a request that ran beside. */
export async function putProofs(tx: Tx<Tables>, artifacts: readonly Artifact[]): Promise<boolean> {
  for (const { kind, bucket, idHash, payload, expiresAt } of artifacts) {
    if (kind !== proofs) continue;
    const done = await sql`
      insert into identity.oidc_brief (bucket, id_hash, kind, payload, expires_at)
      values (${bucket}::date, ${idHash}, ${kind}, ${JSON.stringify(payload)}::jsonb, ${expiresAt})
      on conflict (id_hash, bucket) do nothing`.execute(tx.db);
    if (done.numAffectedRows === 0n) return false;
  }
  return true;
}

/** A session that lives on moves to a later partition: its former row goes. */
async function dropMoved(tx: Tx<Tables>, artifacts: readonly Artifact[]): Promise<void> {
  for (const { kind, idHash, bucket } of artifacts) {
    if (kind !== 'Session') continue;
    await sql`
      delete from identity.oidc_lasting
       where id_hash = ${idHash} and kind = ${kind} and bucket <> ${bucket}::date`.execute(tx.db);
  }
}

/** Writes artifacts, new ones and those that stand already; proofs by `putProofs`. */
export async function putArtifacts(tx: Tx<Tables>, given: readonly Artifact[]): Promise<void> {
  const artifacts = given.filter(({ kind }) => kind !== proofs);
  await dropMoved(tx, artifacts);
  for (const table of ['oidc_brief', 'oidc_lasting'] as const) {
    const rows = artifacts.filter(({ kind }) => tableOf(kind) === table);
    if (rows.length === 0) continue;
    const column = <T>(read: (row: Artifact) => T) => rows.map(read);
    await sql`
      insert into ${sql.table(`identity.${table}`)}
        (bucket, id_hash, kind, grant_hash, uid_hash, code_hash, person_id, payload, sealed, expires_at)
      select * from unnest(
        ${column((r) => r.bucket)}::date[], ${column((r) => r.idHash)}::bytea[], ${column((r) => r.kind)}::text[],
        ${column((r) => r.grantHash)}::bytea[], ${column((r) => r.uidHash)}::bytea[], ${column((r) => r.codeHash)}::bytea[],
        ${column((r) => r.personId)}::uuid[], ${column((r) => JSON.stringify(r.payload))}::jsonb[],
        ${column((r) => r.sealed)}::bytea[], ${column((r) => r.expiresAt)}::timestamptz[])
      on conflict (id_hash, bucket) do update
        set payload = excluded.payload, sealed = excluded.sealed, expires_at = excluded.expires_at,
            grant_hash = excluded.grant_hash, code_hash = excluded.code_hash, person_id = excluded.person_id
    `.execute(tx.db);
  }
}

export async function destroyArtifacts(tx: Tx<Tables>, ids: Changes['destroy'], now: Date): Promise<void> {
  for (const { kind, idHash } of ids) {
    const { from, to } = bucketsNow(kind, now);
    await sql`
      delete from ${sql.table(`identity.${tableOf(kind)}`)}
       where id_hash = ${idHash} and kind = ${kind} and bucket between ${from} and ${to}`.execute(tx.db);
  }
}

/** Takes away everything that hangs on the grants; the grants themselves are destroyed by the provider. */
export async function revokeGrants(tx: Tx<Tables>, grants: readonly Buffer[]): Promise<void> {
  if (grants.length === 0) return;
  await sql`
    with brief as (delete from identity.oidc_brief where grant_hash = any(${grants}::bytea[]))
    delete from identity.oidc_lasting where grant_hash = any(${grants}::bytea[])`.execute(tx.db);
}

/** Makes coming partitions, drops past ones. */
export async function keepPartitions(
  tx: Tx<Tables>,
  today: string,
): Promise<{ readonly made: number; readonly dropped: number }> {
  const { rows } = await sql<{ made: number; dropped: number }>`
    select made, dropped from identity.oidc_partitions(${today}::date)`.execute(tx.db);
  return rows[0] ?? { made: 0, dropped: 0 };
}
