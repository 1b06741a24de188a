// The SQL of post titles: kept as the identity module names them, without their holders.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';

export interface Title {
  readonly vi: string;
  readonly en: string;
}

export async function keepTitle(tx: Tx, post: { id: string; body: string; title: Title }): Promise<void> {
  await sql`insert into looks.post (post_id, body, title_vi, title_en)
    values (${post.id}, ${post.body}, ${post.title.vi}, ${post.title.en})
    on conflict (post_id) do update set body = excluded.body, title_vi = excluded.title_vi, title_en = excluded.title_en`.execute(
    tx.db,
  );
}

/** Titles by the ids of posts. */
export async function titlesOf(
  tx: Tx,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string | null, Title>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const found = await sql<{ post_id: string; title_vi: string; title_en: string }>`
    select post_id, title_vi, title_en from looks.post where post_id = any(${wanted}::text[])`.execute(tx.db);
  return new Map(found.rows.map((row) => [row.post_id, { vi: row.title_vi, en: row.title_en }]));
}
