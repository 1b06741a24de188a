// Looks for strange windows every few minutes.
import type { ModuleContext } from '@city/kernel/module';
import type { Sweep } from '@city/kernel/jobs';
import { AnomalyWatch, readWatch } from './watch.ts';

const everyMilliseconds = 150_000;

export function watchSweep(m: ModuleContext): Sweep {
  const watch = new AnomalyWatch(readWatch(m.cityFolder));
  return {
    name: 'sensing.anomaly',
    everyMilliseconds,
    run: async () => {
      await watch.look(m.db, m.now());
      return null;
    },
  };
}
