// The manifest of sensing: who may do what, its doors, what it keeps and how long.
import { defineModule } from '@city/kernel/module';
import { watchSweep } from './anomaly/watch.sweep.ts';
import { hourlyIndexSweep } from './air/hourly-index.sweep.ts';
import { codecRoutes } from './desk/codec.routes.ts';
import { keyCommand } from './desk/device.command.ts';
import { deskRoutes } from './desk/desk.routes.ts';
import { ingestRoutes } from './doors/ingest.routes.ts';
import './errors.ts';
import { forgetJob } from './forget.job.ts';
import { sensingCity } from './sensing-city.ts';
import { openRoutes } from './open/open.routes.ts';
import { sensingPages } from './pages/pages.routes.ts';
import { seedStations } from './seed/seed.ts';
import { packJob } from './series/pack.job.ts';
import { tideSweep } from './tide/tide.sweep.ts';
import { permissions } from './permissions.ts';
import { trail } from './trail-words.ts';
import { retention } from './retention.ts';
import { rulesSweep } from './rules/rules.sweep.ts';
import { rollUpSweep } from './series/rollup.sweep.ts';

export const module = defineModule({
  name: 'sensing',
  title: { vi: 'Cảm biến', en: 'Sensors' },
  needs: [],
  permissions,
  routes: (m) => {
    const city = sensingCity(m);
    return [
      ...ingestRoutes(city),
      ...openRoutes(city),
      ...sensingPages(city),
      ...deskRoutes(city),
      ...codecRoutes(),
    ];
  },
  nav: [
    {
      href: '/air',
      text: { vi: 'Không khí', en: 'The air' },
      describe: { vi: 'Chỉ số từng trạm, mỗi giờ một lần', en: 'The index of each station, once an hour' },
      icon: 'wind',
      places: ['service'],
      order: 70,
    },
    {
      href: '/tide',
      text: { vi: 'Thuỷ triều', en: 'The tide' },
      describe: { vi: 'Giờ nước lớn, nước ròng ở Hòn Dáu', en: 'High and low water at Hon Dau' },
      icon: 'water',
      places: ['service'],
      order: 71,
    },
  ],
  jobs: [packJob, forgetJob],
  sweeps: (m) => {
    const city = sensingCity(m);
    return [rollUpSweep(m), rulesSweep(city), tideSweep(city), hourlyIndexSweep(city), watchSweep(m)];
  },
  listeners: (m) => {
    const { ingest, mqtt, ais } = sensingCity(m);
    return [
      { name: 'sensing', start: () => ingest.start(), stop: async () => {} },
      ...[mqtt, ais].filter((door) => door !== null),
    ];
  },
  seed: seedStations,
  commands: (m) => [keyCommand(m)],
  close: (m) => sensingCity(m).ingest.close(),
  trail,
  retention,
});
