// The one script of people's pages. Every page works without it; it saves typing, waiting and lost words.
import { clearDrafts, restoreDrafts, watchDrafts } from './enhance/drafts.ts';
import { offerPlace } from './enhance/geolocate.ts';
import { loadIslands } from './enhance/islands.ts';
import { watchLive } from './enhance/live.ts';
import { preparePhotos } from './enhance/photos.ts';
import { sendKept, watchSubmits } from './enhance/submit.ts';
import { focusSummary, prepareForms, watchFields } from './enhance/validate.ts';

/** Takes up whatever the given part of the page holds; run again for parts that arrive later. */
async function enhance(root: ParentNode): Promise<void> {
  prepareForms(root);
  focusSummary(root);
  preparePhotos(root);
  offerPlace(root);
  loadIslands(root);
  watchLive(root);
  await clearDrafts(root);
  await restoreDrafts(root);
}

watchFields();
watchDrafts();
watchSubmits(enhance);
addEventListener('online', () => void sendKept());
void enhance(document).then(sendKept);
