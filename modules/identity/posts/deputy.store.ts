// The SQL of deputies: named, ended, listed for the post and for those who stand in.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';

export interface PostFacts {
  readonly id: string;
  readonly body: string;
  readonly role: string;
  readonly title: { readonly vi: string; readonly en: string };
}

export interface DeputyNaming {
  readonly id: string;
  readonly post: PostFacts;
  readonly deputy: PostFacts;
  readonly from: string;
  readonly to: string;
  readonly scope: readonly string[];
  readonly reason: string;
  readonly ended_at: Date | null;
}

const facts = (alias: string) =>
  sql.raw(`json_build_object('id', ${alias}.id, 'body', ${alias}.body, 'role', ${alias}.role,
    'title', json_build_object('vi', ${alias}.title_vi, 'en', ${alias}.title_en))`);

/** Other posts of a body that are valid on a day, with one of the roles. */
export async function postsOfBody(
  tx: Tx<Tables>,
  { body, day, roles, not }: { body: string; day: string; roles: readonly string[]; not: string },
): Promise<PostFacts[]> {
  const found = await sql<{ post: PostFacts }>`
    select ${facts('p')} as post from identity.post p
     where p.body = ${body} and p.role = any(${roles}) and p.id <> ${not}
       and p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to >= ${day}::date)
     order by p.code`.execute(tx.db);
  return found.rows.map(({ post }) => post);
}

/** Namings of a post, and those by which it stands in, that are not over before a day, the first to come first. */
export async function namingsOf(tx: Tx<Tables>, postId: string, since: string): Promise<DeputyNaming[]> {
  const found = await sql<DeputyNaming>`
    select d.id, ${facts('p')} as post, ${facts('s')} as deputy, d.from_day::text as from, d.to_day::text as to,
           d.scope, d.reason, d.ended_at
      from identity.deputy d join identity.post p on p.id = d.post_id join identity.post s on s.id = d.deputy_post
     where (d.post_id = ${postId} or d.deputy_post = ${postId}) and d.to_day >= ${since}::date
     order by d.from_day, d.id`.execute(tx.db);
  return found.rows;
}

/** Holds the post's row, so that two namings of one post are made one after the other. */
export async function lockPost(tx: Tx<Tables>, postId: string): Promise<void> {
  await sql`select 1 from identity.post where id = ${postId} for update`.execute(tx.db);
}

export async function overlaps(tx: Tx<Tables>, postId: string, from: string, to: string): Promise<boolean> {
  const found = await sql`
    select 1 from identity.deputy
     where post_id = ${postId} and ended_at is null and from_day <= ${to}::date and to_day >= ${from}::date limit 1`.execute(
    tx.db,
  );
  return found.rows.length > 0;
}

export async function insertDeputy(
  tx: Tx<Tables>,
  row: {
    id: string;
    postId: string;
    deputyPost: string;
    from: string;
    to: string;
    scope: readonly string[];
    reason: string;
  },
): Promise<void> {
  await sql`
    insert into identity.deputy (id, post_id, deputy_post, from_day, to_day, scope, reason, made_at, made_by)
    values (${row.id}, ${row.postId}, ${row.deputyPost}, ${row.from}::date, ${row.to}::date, ${row.scope}::text[],
            ${row.reason}, ${tx.now}, ${tx.actor.id}::uuid)`.execute(tx.db);
}

/** Ends a naming of the post. @returns false when there is none that lasts. */
export async function endDeputy(tx: Tx<Tables>, postId: string, id: string): Promise<boolean> {
  const ended = await sql`
    update identity.deputy set ended_at = ${tx.now}
     where id = ${id} and post_id = ${postId} and ended_at is null`.execute(tx.db);
  return ended.numAffectedRows === 1n;
}
