// The SQL of codecs.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';

export interface Codec {
  readonly code: string;
  readonly script: string;
  readonly savedAt: Date;
}

export async function codecByCode(tx: Tx, code: string): Promise<Codec | null> {
  const found = await sql<Codec>`
    select code, script, saved_at as "savedAt" from sensing.codec where code = ${code}`.execute(tx.db);
  return found.rows[0] ?? null;
}

export async function allCodecs(tx: Tx): Promise<Codec[]> {
  return (
    await sql<Codec>`select code, script, saved_at as "savedAt" from sensing.codec order by code`.execute(
      tx.db,
    )
  ).rows;
}

export async function saveCodec(tx: Tx, { code, script }: Pick<Codec, 'code' | 'script'>): Promise<void> {
  await sql`
    insert into sensing.codec (code, script, saved_at, saved_by) values (${code}, ${script}, ${tx.now}, ${tx.actor.id ?? ''})
        on conflict (code) do update set script = excluded.script, saved_at = excluded.saved_at, saved_by = excluded.saved_by`.execute(
    tx.db,
  );
}
