// The SQL of posts: those valid on a day, bound to their holders at the first sign-in.
import { sql } from 'kysely';
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

/** A person's posts on a day (yyyy-mm-dd), the one held longest first. */
export async function postsOn(tx: Tx<Tables>, personId: string, day: string): Promise<readonly HeldPost[]> {
  const rows = await tx.db
    .selectFrom('identity.post')
    .select(['id', 'body', 'unit', 'role', 'title_vi', 'title_en'])
    .where('person_id', '=', personId)
    .where(sql<boolean>`valid_from <= ${day}::date and (valid_to is null or valid_to >= ${day}::date)`)
    .orderBy('valid_from')
    .orderBy('code')
    .execute();
  return rows.map((row) => ({
    id: row.id, body: row.body, unit: row.unit, role: row.role, title: { vi: row.title_vi, en: row.title_en },
  }));
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
  const holder = sql<string | null>`(select person_id from identity.person_number where number_index = ${post.holderIndex})`;
  await tx.db
    .insertInto('identity.post')
    .values({ id: post.id, code: post.code, valid_from: post.validFrom, person_id: holder, ...values })
    .onConflict((conflict) => conflict.columns(['code', 'valid_from']).doUpdateSet({ ...values, person_id: holder }))
    .execute();
}
