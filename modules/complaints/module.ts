// The manifest of the module of complaints and denunciations: rights, routes, jobs, and how long what is kept.
import { defineErrors } from '@city/kernel/errors';
import { defineModule } from '@city/kernel/module';
import { deskRoutes } from './cases/desk.routes.ts';
import { rescheduleSweep } from './cases/reschedule.sweep.ts';
import { permissions } from './cases/permissions.ts';
import type { ComplaintsTables } from './cases/tables.ts';
import { takeEffectSweep } from './cases/take-effect.sweep.ts';
import { tellPersonJob } from './cases/tell-person.job.ts';
import { counterRoutes } from './counter/counter.routes.ts';
import { complaintsCity } from './complaints-city.ts';
import { complaintsErrors } from './errors.ts';
import { followPages } from './intake/follow.routes.tsx';
import { forgetDraftsJob } from './intake/forget-drafts.job.ts';
import { personalData } from './personal/personal-data.ts';
import { intakePages } from './intake/intake.routes.tsx';
import { seedDemo } from './seed/seed.ts';
import { styleRoute } from './style.routes.tsx';
import { takeOverJob } from './taking/take-over.job.ts';
import { takeOverReports } from './taking/take-over.subscriber.ts';
import { trail } from './trail-words.ts';

defineErrors('complaints', complaintsErrors);

/** Archive law leaves the span to the city; this is its own setting. */
const keep = 'ten years after the matter is closed, then handed to the archive';

export const module = defineModule<ComplaintsTables>({
  name: 'complaints',
  title: { vi: 'Khiếu nại, tố cáo', en: 'Complaints and denunciations' },
  needs: ['feedback'],
  permissions,
  routes: (m) => {
    const city = complaintsCity(m);
    return [
      styleRoute(),
      ...intakePages(city),
      ...followPages(city),
      ...counterRoutes(city),
      ...deskRoutes(city),
    ];
  },
  subscriptions: () => [takeOverReports],
  sweeps: (m) => [takeEffectSweep(m), rescheduleSweep(m)],
  jobs: [tellPersonJob, forgetDraftsJob, takeOverJob],
  personalData,
  seed: seedDemo,
  nav: [
    {
      href: '/complaints',
      text: { vi: 'Khiếu nại, tố cáo', en: 'Complaints' },
      describe: { vi: 'Đường riêng, không công khai', en: 'In confidence, never public' },
      icon: 'lock',
      places: ['service'],
      order: 70,
    },
  ],
  trail,
  retention: [
    { table: 'complaints.matter', personalData: true, keep },
    { table: 'complaints.receipt', personalData: false, keep: 'as long as the matter' },
    { table: 'complaints.follow_key', personalData: true, keep: 'as long as the matter' },
    { table: 'complaints.person_matter', personalData: true, keep: 'as long as the matter' },
    { table: 'complaints.identity', personalData: true, keep },
    { table: 'complaints.identity_read', personalData: true, keep },
    { table: 'complaints.event', personalData: true, keep },
    { table: 'complaints.evidence', personalData: true, keep },
    {
      table: 'complaints.calendar_used',
      personalData: false,
      keep: 'for good: one row, the calendar that open terms follow',
    },
    { table: 'complaints.document', personalData: true, keep },
    { table: 'complaints.draft_document', personalData: true, keep: 'six hours' },
    { table: 'complaints.draft', personalData: true, keep: 'six hours' },
  ],
});
