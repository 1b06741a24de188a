// The feed behind the centre's tile: small enough to be asked for anew whenever something was said.
import type { WallFeed } from '@city/ui/wall';
import type { WallView } from './wall-view.ts';

const load: WallFeed<WallView>['load'] = async (source) => {
  const now = await source.get<WallView>('/api/operations/wall');
  return () => now;
};

export const centreFeed: WallFeed<WallView> = {
  name: 'operations',
  topics: ['warnings'],
  refreshSeconds: 10,
  reloadSeconds: 300,
  load,
  refresh: load,
  // What a message means for the figures is asked for soon after it.
  reduce: (state) => state,
};
