// Hears which posts there are, so that a rung of the ladder finds whom to tell.
import type { CityEvent, Subscription } from '@city/kernel/events';
import { type KeptPost, PostKept } from '@city/identity';
import type { FeedbackTables } from '../cases/tables.ts';
import { keepPost } from './office-post.store.ts';

export function learnPosts(): Subscription<FeedbackTables> {
  return {
    name: 'learn-posts',
    events: [PostKept],
    handle: async (tx, event) => {
      const { data } = event as CityEvent<KeptPost>;
      await keepPost(tx, {
        post_id: data.postId,
        body_code: data.body,
        role: data.role,
        title_vi: data.title.vi,
        title_en: data.title.en,
        valid_from: data.validFrom,
        valid_to: data.validTo,
      });
    },
  };
}
