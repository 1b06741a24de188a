// The SQL of posts: those valid on a day, bound to their holders at the first sign-in.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { PostKept } from '../contract.ts';
import type { Tables } from '../tables.ts';

export interface HeldPost {
  readonly id: string;
  readonly body: string;
  readonly unit: string | null;
  readonly role: string;
  readonly title: { readonly vi: string; readonly en: string };
  /** Set where the person stands in for the holder of the post. */
  readonly deputy: DeputyOf | null;
}

/** By which naming somebody acts from a post that is not their own, for what, and until which day. */
export interface DeputyOf {
  readonly id: string;
  readonly scope: readonly string[];
  readonly until: string;
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

/**
 * The posts of a person on a day (yyyy-mm-dd) as one JSON value for a select: their own, the one held longest first, then
 * those for which they stand in. A post is listed once; one's own counts before standing in for it.
 */
export function heldPosts(personId: RawBuilder<string>, day: string): RawBuilder<readonly HeldPost[]> {
  const isOn = (alias: string) =>
    sql.raw(`${alias}.valid_from <= day.day and (${alias}.valid_to is null or ${alias}.valid_to >= day.day)`);
  return sql`coalesce((
    select json_agg(json_build_object('id', h.id, 'body', h.body, 'unit', h.unit, 'role', h.role,
                                      'title', json_build_object('vi', h.title_vi, 'en', h.title_en),
                                      'deputy', h.deputy) order by h.deputy is not null, h.valid_from, h.code)
      from (
        select distinct on (p.id) p.id, p.body, p.unit, p.role, p.code, p.valid_from, p.deputy,
               case when p.deputy is null then '' else 'Thay ' end || p.title_vi as title_vi,
               case when p.deputy is null then '' else 'Deputy for ' end || p.title_en as title_en
          from (
            select own.id, own.body, own.unit, own.role, own.code, own.valid_from, own.title_vi, own.title_en,
                   null::json as deputy, null::date as until
              from identity.post own, (select ${day}::date as day) day
             where own.person_id = ${personId} and ${isOn('own')}
             union all
            select p.id, p.body, p.unit, p.role, p.code, p.valid_from, p.title_vi, p.title_en,
                   json_build_object('id', d.id, 'scope', d.scope, 'until', d.to_day::text), d.to_day
              from (select ${day}::date as day) day, identity.post mine
              join identity.deputy d on d.deputy_post = mine.id and d.ended_at is null
              join identity.post p on p.id = d.post_id
             where mine.person_id = ${personId} and ${isOn('mine')} and ${isOn('p')}
               and d.from_day <= day.day and d.to_day >= day.day
          ) p order by p.id, p.deputy is not null, p.until desc
      ) h
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

/**
 * Writes a post by code and first day. When the holder changes, the binding to the former one ends. Others are told when
 * the post is new or not what they know of it.
 */
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
  const known = await knownToOthers(tx, post);
  // A holder who has signed in before is bound at once.
  const holder = sql<
    string | null
  >`(select person_id from identity.person_number where number_index = ${post.holderIndex})`;
  const told = { told_at: tx.now };
  const { id } = await tx.db
    .insertInto('identity.post')
    .values({
      id: post.id,
      code: post.code,
      valid_from: post.validFrom,
      person_id: holder,
      ...values,
      ...told,
    })
    .onConflict((conflict) =>
      conflict.columns(['code', 'valid_from']).doUpdateSet({ ...values, person_id: holder, ...told }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  if (known) return;
  const { code, body, unit, role, title, validFrom, validTo } = post;
  tx.emit(PostKept, id, { postId: id, code, body, unit, role, title, validFrom, validTo });
}

/** Whether others have been told of the post just as it is. */
async function knownToOthers(tx: Tx<Tables>, post: PostToSave): Promise<boolean> {
  const found = await sql`
    select 1 from identity.post
     where code = ${post.code} and valid_from = ${post.validFrom}::date and told_at is not null and body = ${post.body}
       and unit is not distinct from ${post.unit} and role = ${post.role} and title_vi = ${post.title.vi}
       and title_en = ${post.title.en} and valid_to is not distinct from ${post.validTo}::date`.execute(
    tx.db,
  );
  return found.rows.length > 0;
}
