// The manifest of twin: who may do what, its routes, what it keeps and how long.
import { signedIn } from '@city/kernel/access';
import { defineModule } from '@city/kernel/module';
import { addEntryPermission } from './entries/add-entry.action.ts';
import { entryRoutes } from './entries/entries.routes.ts';
import type { Tables } from './tables.ts';

export const module = defineModule<Tables>({
  name: 'twin',
  title: { vi: 'twin', en: 'twin' },
  needs: [],
  permissions: {
    [addEntryPermission]: { describe: { vi: 'Thêm một mục', en: 'Add an entry' }, who: signedIn },
  },
  routes: () => entryRoutes(),
  retention: [{ table: 'twin.entry', personalData: false, keep: 'for good' }],
});
