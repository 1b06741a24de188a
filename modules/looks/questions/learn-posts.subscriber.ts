// Keeps the titles of posts, so that a person reads from which one their data was looked at.
import { type KeptPost, PostKept } from '@city/identity';
import type { Tx } from '@city/kernel/database';
import type { CityEvent, Subscription } from '@city/kernel/events';
import { keepTitle } from './post.store.ts';

export function learnPosts(): Subscription {
  return {
    name: 'learn-posts',
    events: [PostKept],
    handle: async (tx, event) => {
      const { data } = event as CityEvent<KeptPost>;
      await keepTitle(tx as Tx, { id: data.postId, body: data.body, title: data.title });
    },
  };
}
