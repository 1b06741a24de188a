// A running city with this module, posts it has heard of, and a small module whose policies the published examples can be asked of.
import { atLevel, hasRole, isOwner, policy, system } from '@city/kernel/access';
import { defineModule, type ModuleContext } from '@city/kernel/module';
import { type TestCity, testCity } from '@city/kernel/testing';
import { module } from '../module.ts';
import { keepPost } from '../posts/post.store.ts';
import type { AccessTables } from '../tables.ts';

const says = { vi: 'việc thử', en: 'a to-do' };

/** The to-do example of the working group's interoperability event, with our posts as its users. */
export const todo = defineModule({
  name: 'todo',
  title: says,
  needs: [],
  permissions: {
    'todo.can_read_todos': { describe: says, who: policy(hasRole('admin', 'editor', 'viewer')) },
    'todo.can_create_todo': { describe: says, who: policy(hasRole('admin', 'editor')) },
    'todo.can_update_todo': { describe: says, who: policy(hasRole('editor'), isOwner), personalData: true },
    'todo.can_delete_todo': { describe: says, who: policy(hasRole('admin'), atLevel(3)) },
  },
  routes: () => [],
  retention: [],
});

export const people = {
  rick: { id: '01900000-0000-7000-8000-000000000001', role: 'admin', body: 'citadel', unit: null },
  morty: { id: '01900000-0000-7000-8000-000000000002', role: 'editor', body: 'citadel', unit: '11383' },
  beth: { id: '01900000-0000-7000-8000-000000000003', role: 'viewer', body: 'smiths', unit: null },
} as const;

export async function accessCity(): Promise<TestCity> {
  const city = await testCity({ modules: [module as never, todo as never] });
  await city.module<AccessTables>('access').db.transaction(system('test'), async (tx) => {
    for (const [code, post] of Object.entries(people)) {
      const title = { vi: code, en: code };
      const { id: postId, ...rest } = post;
      await keepPost(tx, { postId, code, title, validFrom: '2025-07-01', validTo: null, ...rest });
    }
  });
  return city;
}

export const accessOfTest = (city: TestCity) =>
  city.module<AccessTables>('access') as ModuleContext<AccessTables>;
