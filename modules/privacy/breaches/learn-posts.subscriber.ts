// Hears which posts there are, so that a warning finds whom to warn.
import { sql } from 'kysely';
import type { CityEvent, Subscription } from '@city/kernel/events';
import { type KeptPost, PostKept } from '@city/identity';
import type { PrivacyTables } from '../tables.ts';

export function learnPosts(): Subscription<PrivacyTables> {
  return {
    name: 'learn-posts',
    events: [PostKept],
    handle: async (tx, event) => {
      const { data } = event as CityEvent<KeptPost>;
      await sql`
        insert into privacy.office_post (post_id, body_code, role, valid_from, valid_to, heard_at)
        values (${data.postId}, ${data.body}, ${data.role}, ${data.validFrom}::date, ${data.validTo}::date, ${tx.now})
        on conflict (post_id) do update
          set body_code = excluded.body_code, role = excluded.role, valid_from = excluded.valid_from,
              valid_to = excluded.valid_to, heard_at = excluded.heard_at`.execute(tx.db);
    },
  };
}
