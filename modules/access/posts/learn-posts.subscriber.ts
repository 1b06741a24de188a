// Hears which posts there are, so that questions about a post can be answered.
import type { CityEvent, Subscription } from '@city/kernel/events';
import { type KeptPost, PostKept } from '@city/identity';
import type { AccessTables } from '../tables.ts';
import { keepPost } from './post.store.ts';

export function learnPosts(): Subscription<AccessTables> {
  return {
    name: 'learn-posts',
    events: [PostKept],
    handle: (tx, event) => keepPost(tx, (event as CityEvent<KeptPost>).data),
  };
}
