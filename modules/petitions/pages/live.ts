// The attributes by which a part of a page is fetched anew when something happens to a public petition.
import { liveNames } from '../events.ts';

export const live = (id: string) => ({
  'data-live': '/api/live?topics=petitions',
  'data-live-events': liveNames.join(' '),
  'data-live-target': id,
});
