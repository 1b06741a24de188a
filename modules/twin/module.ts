// The manifest of the digital twin: rights, routes, the job that runs scenarios, and how long runs are kept.
import { defineModule } from '@city/kernel/module';
import { deskRoutes } from './desk/desk.routes.ts';
import './errors.ts';
import { permissions } from './permissions.ts';
import { runJob } from './runs/run.job.ts';
import { seedDemo } from './seed/seed.ts';
import type { Tables } from './tables.ts';
import { importCommand } from './terrain/import-terrain.command.ts';
import { trail } from './trail-words.ts';
import { twinCity } from './twin-city.ts';

export const module = defineModule<Tables>({
  name: 'twin',
  title: { vi: 'Bản sao số', en: 'Digital twin' },
  needs: ['units'],
  permissions,
  routes: (m) => deskRoutes(twinCity(m)),
  jobs: [runJob],
  commands: (m) => [importCommand(m)],
  seed: seedDemo,
  trail,
  retention: [
    { table: 'twin.terrain', personalData: false, keep: 'for good: results name the ground they stand on' },
    {
      table: 'twin.scenario',
      personalData: false,
      keep: 'for good: what was thought of, with the post that made it',
    },
    {
      table: 'twin.run',
      personalData: false,
      keep: 'for good: what a decision may have rested on, with seed and hashes',
    },
  ],
});
