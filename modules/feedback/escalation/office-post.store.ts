// The SQL of posts as this module knows them: kept as they are heard of, found by body and role on a day.
import { sql } from 'kysely';
import type { FeedbackTx } from '../cases/report.store.ts';

export interface OfficePost {
  readonly post_id: string;
  readonly body_code: string;
  readonly role: string;
  readonly title_vi: string;
  readonly title_en: string;
}

/** Events of one post come in order; what is heard last holds. */
export async function keepPost(
  tx: FeedbackTx,
  post: OfficePost & { readonly valid_from: string; readonly valid_to: string | null },
): Promise<void> {
  await sql`
    insert into feedback.office_post (post_id, body_code, role, title_vi, title_en, valid_from, valid_to, heard_at)
    values (${post.post_id}, ${post.body_code}, ${post.role}, ${post.title_vi}, ${post.title_en}, ${post.valid_from}::date,
            ${post.valid_to}::date, ${tx.now})
    on conflict (post_id) do update
       set body_code = excluded.body_code, role = excluded.role, title_vi = excluded.title_vi, title_en = excluded.title_en,
           valid_from = excluded.valid_from, valid_to = excluded.valid_to, heard_at = excluded.heard_at`.execute(
    tx.db,
  );
}

/** Posts of these bodies that are valid on a day (YYYY-MM-DD). */
export async function postsOfBodies(
  tx: FeedbackTx,
  bodies: readonly string[],
  day: string,
): Promise<OfficePost[]> {
  const found = await sql<OfficePost>`
    select post_id, body_code, role, title_vi, title_en from feedback.office_post
     where body_code = any(${bodies}) and valid_from <= ${day}::date and (valid_to is null or valid_to >= ${day}::date)
     order by body_code, role, title_vi, post_id`.execute(tx.db);
  return found.rows;
}
