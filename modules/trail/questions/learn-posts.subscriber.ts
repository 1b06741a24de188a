// Keeps the titles of posts, so that a person reads from which one their data was looked at.
import { type KeptPost, PostKept } from '@city/identity';
import { sql } from 'kysely';
import type { CityEvent, Subscription } from '@city/kernel/events';

export function learnPosts(): Subscription {
  return {
    name: 'learn-posts',
    events: [PostKept],
    handle: async (tx, event) => {
      const { data } = event as CityEvent<KeptPost>;
      await sql`insert into trail.post (post_id, body, title_vi, title_en)
        values (${data.postId}, ${data.body}, ${data.title.vi}, ${data.title.en})
        on conflict (post_id) do update set body = excluded.body, title_vi = excluded.title_vi, title_en = excluded.title_en`.execute(
        tx.db,
      );
    },
  };
}
