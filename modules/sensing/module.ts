// The manifest of sensing: who may do what, its routes, what it keeps and how long.
import { signedIn } from '@city/kernel/access';
import { defineModule } from '@city/kernel/module';
import { addEntryPermission } from './entries/add-entry.action.ts';
import { entryRoutes } from './entries/entries.routes.ts';
import type { Tables } from './tables.ts';

export const module = defineModule<Tables>({
  name: 'sensing',
  title: { vi: 'sensing', en: 'sensing' },
  needs: [],
  permissions: {
    [addEntryPermission]: { describe: { vi: 'Thêm một mục', en: 'Add an entry' }, who: signedIn },
  },
  routes: () => entryRoutes(),
  retention: [{ table: 'sensing.entry', personalData: false, keep: 'for good' }],
});
