// The SQL of posts: those valid on a day, bound to their holders at the first sign-in.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';

export interface HeldPost {
  readonly id: string;
  readonly body: string;
  readonly unit: string | null;
  readonly role: string;
  readonly title: { readonly vi: string; readonly en: string };
}

/** Binds posts that were given to a number before its holder ever signed in. */
export async function bindPosts(tx: Tx<Tables>, holderIndex: Buffer, personId: string): Promise<void> {
  await tx.db
    .updateTable('identity.post')
    .set({ person_id: personId })
    .where('holder_index', '=', holderIndex)
    .where('person_id', 'is', null)
    .execute();
}

/** The posts of a person on a day (yyyy-mm-dd), the one held longest first, as one JSON value for a select. */
export function heldPosts(personId: RawBuilder<string>, day: string): RawBuilder<readonly HeldPost[]> {
  return sql`coalesce((
    select json_agg(json_build_object('id', id, 'body', body, 'unit', unit, 'role', role,
                                      'title', json_build_object('vi', title_vi, 'en', title_en)) order by valid_from, code)
      from identity.post
     where person_id = ${personId} and valid_from <= ${day}::date and (valid_to is null or valid_to >= ${day}::date)
  ), '[]'::json)`;
}

/** The posts a person holds on a day, and the one acted from last. */
export async function postsOn(
  tx: Tx<Tables>,
  personId: string,
  day: string,
): Promise<{ readonly posts: readonly HeldPost[]; readonly last: string | null }> {
  const answer = await sql<{ posts: readonly HeldPost[]; last: string | null }>`
    select ${heldPosts(sql`${personId}::uuid`, day)} as posts,
           (select post_id from identity.session
             where person_id = ${personId} and post_id is not null order by created_at desc limit 1) as last
  `.execute(tx.db);
  return answer.rows[0] ?? { posts: [], last: null };
}

export interface PostToSave {
  readonly id: string;
  readonly code: string;
  readonly holderIndex: Buffer;
  readonly body: string;
  readonly unit: string | null;
  readonly role: string;
  readonly title: { readonly vi: string; readonly en: string };
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly document: string;
}

/** Writes a post by code and first day. When the holder changes, the binding to the former one ends. */
export async function savePost(tx: Tx<Tables>, post: PostToSave): Promise<void> {
  const values = {
    body: post.body,
    unit: post.unit,
    role: post.role,
    title_vi: post.title.vi,
    title_en: post.title.en,
    holder_index: post.holderIndex,
    valid_to: post.validTo,
    document: post.document,
  };
  // A holder who has signed in before is bound at once.
  const holder = sql<
    string | null
  >`(select person_id from identity.person_number where number_index = ${post.holderIndex})`;
  await tx.db
    .insertInto('identity.post')
    .values({ id: post.id, code: post.code, valid_from: post.validFrom, person_id: holder, ...values })
    .onConflict((conflict) =>
      conflict.columns(['code', 'valid_from']).doUpdateSet({ ...values, person_id: holder }),
    )
    .execute();
}
