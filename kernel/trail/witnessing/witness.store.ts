// The SQL of witnessing: cosignatures, and alarms when a witness has seen another log.
import { sql } from 'kysely';
import { newId, type Tx } from '@city/kernel/database';

export interface Cosignature {
  readonly size: number;
  readonly witness: string;
  readonly line: string;
  readonly cosigned_at: Date;
}

export async function writeCosignature(tx: Tx, made: Cosignature): Promise<void> {
  await sql`insert into trail.cosignature (size, witness, line, cosigned_at)
    values (${made.size}, ${made.witness}, ${made.line}, ${made.cosigned_at})
    on conflict (size, witness) do nothing`.execute(tx.db);
}

/** The largest size that the witness has cosigned, 0 when none. */
export async function witnessedSize(tx: Tx, witness: string): Promise<number> {
  const found = await sql<{ size: string | null }>`
    select max(size)::text as size from trail.cosignature where witness = ${witness}`.execute(tx.db);
  return Number(found.rows[0]?.size ?? 0);
}

export async function cosignaturesOf(tx: Tx, size: number): Promise<readonly Cosignature[]> {
  const found = await sql<Cosignature & { size: string }>`
    select size::text as size, witness, line, cosigned_at from trail.cosignature where size = ${size} order by witness`.execute(
    tx.db,
  );
  return found.rows.map((row) => ({ ...row, size: Number(row.size) }));
}

export interface Alarm {
  readonly witness: string;
  /** `rolled_back`: it has seen more entries than there are. `forked`: it has seen other entries. */
  readonly what: 'rolled_back' | 'forked';
  readonly size: number;
  readonly seen: number;
}

export interface LogHealth {
  /** Entries that are in the log. */
  readonly size: number;
  readonly signedAt: Date | null;
  readonly witnessedAt: Date | null;
  readonly alarms: readonly (Alarm & { readonly at: Date })[];
}

/** How the log stands: for those who watch over it. */
export async function readHealth(tx: Tx): Promise<LogHealth> {
  const state = await sql<{ size: string; signed_at: Date | null; witnessed_at: Date | null }>`
    select size::text as size, (select max(signed_at) from trail.checkpoint) as signed_at,
           (select max(cosigned_at) from trail.cosignature) as witnessed_at
      from trail.log`.execute(tx.db);
  const alarms = await sql<Alarm & { at: Date; size: string; seen: string }>`
    select at, witness, what, size::text as size, seen::text as seen from trail.alarm order by at desc limit 20`.execute(
    tx.db,
  );
  const row = state.rows[0];
  return {
    size: Number(row?.size ?? 0),
    signedAt: row?.signed_at ?? null,
    witnessedAt: row?.witnessed_at ?? null,
    alarms: alarms.rows.map((alarm) => ({ ...alarm, size: Number(alarm.size), seen: Number(alarm.seen) })),
  };
}

/** Keeps an alarm; false when it has been kept before. */
export async function writeAlarm(tx: Tx, alarm: Alarm): Promise<boolean> {
  const made = await sql`insert into trail.alarm (alarm_id, at, witness, what, size, seen)
    values (${newId(tx.now)}, ${tx.now}, ${alarm.witness}, ${alarm.what}, ${alarm.size}, ${alarm.seen})
    on conflict (witness, what, size, seen) do nothing returning 1`.execute(tx.db);
  return made.rows.length > 0;
}
