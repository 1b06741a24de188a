// The manifest of the units module: public routes and pages over the kernel's register, and the importer of boundaries.
import { systemOnly } from '@city/kernel/access';
import { defineModule } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import './errors.ts';
import { importCommand, importPermission } from './importing/import-boundaries.command.ts';
import { listCommand, useCommand } from './importing/stored-boundaries.command.ts';
import { findUnits } from './pages/find-units.ts';
import { unitPages } from './pages/units.page.routes.ts';
import { boundaryRoutes } from './register/boundaries.routes.ts';
import { placeRoutes } from './register/place.routes.ts';
import { unitRoutes } from './register/unit.routes.ts';

export const module = defineModule({
  name: 'units',
  title: { vi: 'Đơn vị hành chính', en: 'Administrative units' },
  needs: [],
  permissions: {
    [importPermission]: {
      describe: { vi: 'Nhập và chọn ranh giới', en: 'Import and choose boundaries' },
      who: systemOnly,
    },
  },
  routes: (m) => [...unitRoutes(m), ...placeRoutes(m), ...boundaryRoutes(m), ...unitPages(m)],
  nav: [
    {
      href: '/units',
      text: { vi: 'Phường, xã', en: 'Wards' },
      describe: { vi: 'Tìm theo tên cũ, tên mới, bản đồ', en: 'By old name, new name, map' },
      icon: 'map',
      places: ['service'],
      order: 60,
    },
  ],
  find: (m) => async (c, words) => findUnits(m.geo.units, { words, today: localDate(c.now), t: c.t }),
  commands: (m) => [importCommand(m), listCommand(m), useCommand(m)],
  retention: [],
});
