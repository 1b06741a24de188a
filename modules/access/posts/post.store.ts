// The posts as this module has heard of them: which there are on a day, never who holds them.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { KeptPost } from '@city/identity';
import type { AccessTables } from '../tables.ts';

export interface KnownPost {
  readonly id: string;
  readonly code: string;
  readonly body: string;
  readonly unit: string | null;
  readonly role: string;
  readonly title: { readonly vi: string; readonly en: string };
  /** First and last day (yyyy-mm-dd), both included. */
  readonly validFrom: string;
  readonly validTo: string | null;
}

export async function keepPost(tx: Tx<AccessTables>, post: KeptPost): Promise<void> {
  const values = {
    code: post.code,
    body: post.body,
    unit: post.unit,
    role: post.role,
    title_vi: post.title.vi,
    title_en: post.title.en,
    valid_from: post.validFrom,
    valid_to: post.validTo,
  };
  await tx.db
    .insertInto('access.post')
    .values({ post_id: post.postId, ...values })
    .onConflict((conflict) => conflict.column('post_id').doUpdateSet(values))
    .execute();
}

/** The posts of a day (yyyy-mm-dd) by code; all, or the one with this id. */
export async function postsOn(tx: Tx<AccessTables>, day: string, id?: string): Promise<readonly KnownPost[]> {
  const found = await sql<KnownPost>`
    select post_id as id, code, body, unit, role, json_build_object('vi', title_vi, 'en', title_en) as title,
           valid_from::text as "validFrom", valid_to::text as "validTo"
      from access.post
     where valid_from <= ${day}::date and (valid_to is null or valid_to >= ${day}::date)
       and (${id ?? null}::uuid is null or post_id = ${id ?? null}::uuid)
     order by code, post_id`.execute(tx.db);
  return found.rows;
}
