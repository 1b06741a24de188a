// The manifest of the plan: rights, routes, pages, and how long its figures are kept.
import { defineErrors } from '@city/kernel/errors';
import { defineModule } from '@city/kernel/module';
import { deskRoutes } from './desk/desk.routes.ts';
import { planErrors } from './errors.ts';
import { openRoutes } from './figures/open.routes.ts';
import { planPages } from './pages/plan.page.routes.ts';
import { permissions } from './permissions.ts';
import { planCity } from './plan-city.ts';
import { seedDemo } from './seed/seed.ts';
import { trail } from './trail-words.ts';

defineErrors('plan', planErrors);

export const module = defineModule({
  name: 'plan',
  title: { vi: 'Kế hoạch chuyển đổi số', en: 'The transformation plan' },
  needs: [],
  permissions,
  routes: (m) => {
    const city = planCity(m as never);
    return [...openRoutes(city), ...deskRoutes(city), ...planPages(city)];
  },
  nav: [
    {
      href: '/plan',
      text: { vi: 'Kế hoạch của thành phố', en: 'The city’s plan' },
      describe: {
        vi: 'Mục tiêu, kết quả, chỉ số từng phường, xã',
        en: 'Targets, results, index of each ward',
      },
      icon: 'flag',
      places: ['service'],
      order: 90,
    },
  ],
  seed: (m, progress) => seedDemo(m as never, progress),
  trail,
  retention: [
    {
      table: 'plan.figure',
      personalData: false,
      keep: 'for good: every revision of a figure, with the post that entered it',
    },
    {
      table: 'plan.publication',
      personalData: false,
      keep: 'for good: what was published, edition by edition',
    },
  ],
});
