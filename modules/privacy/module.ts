// The manifest of data rights: who may what, routes, jobs, and how long what is kept.
import { defineErrors } from '@city/kernel/errors';
import { defineModule } from '@city/kernel/module';
import { breachRoutes } from './breaches/breaches.routes.ts';
import { learnPosts } from './breaches/learn-posts.subscriber.ts';
import { tellPeopleJob } from './breaches/tell-people.job.ts';
import { warnSweep } from './breaches/warn.sweep.ts';
import { consentRoutes } from './consents/consents.routes.ts';
import { offerConsenting } from './consents/consenting.ts';
import { privacyErrors } from './errors.ts';
import { forgetContactJob, personalData } from './personal-data.ts';
import { privacyPages } from './pages.routes.tsx';
import { privacyCity } from './privacy-city.ts';
import { carryOutJob } from './requests/carry-out.job.ts';
import { deskRequestRoutes } from './requests/desk.routes.ts';
import { forgetExportsJob } from './requests/forget-exports.job.ts';
import { ownRequestRoutes } from './requests/own.routes.ts';
import { permissions } from './requests/permissions.ts';
import { remindSweep } from './requests/remind.sweep.ts';
import { tellPersonJob } from './requests/tell-person.job.ts';
import { styleRoute } from './style.routes.tsx';
import type { PrivacyTables } from './tables.ts';

defineErrors('privacy', privacyErrors);

/** The law asks for the record; the span is the city's own setting. */
const keep = 'five years after it is closed';

export const module = defineModule<PrivacyTables>({
  name: 'privacy',
  title: { vi: 'Quyền về dữ liệu', en: 'Data rights' },
  needs: ['identity'],
  permissions,
  routes: (m) => {
    const city = privacyCity(m);
    offerConsenting(city);
    return [
      styleRoute(),
      ...ownRequestRoutes(city),
      ...deskRequestRoutes(city),
      ...consentRoutes(city),
      ...breachRoutes(city),
      ...privacyPages(city),
    ];
  },
  subscriptions: () => [learnPosts()],
  sweeps: (m) => [warnSweep(m), remindSweep(m)],
  jobs: [carryOutJob, tellPersonJob, forgetContactJob, forgetExportsJob, tellPeopleJob],
  nav: [
    {
      href: '/me/data',
      text: { vi: 'Dữ liệu của tôi', en: 'My data' },
      describe: { vi: 'Xem, sửa, xóa, rút lại đồng ý', en: 'See, correct, erase, withdraw' },
      icon: 'lock',
      places: ['service', 'mine'],
      order: 80,
    },
    {
      href: '/me/consents',
      text: { vi: 'Đồng ý của tôi', en: 'My consents' },
      describe: { vi: 'Cho phép gì, rút lại lúc nào cũng được', en: 'What you allow; withdraw at any time' },
      icon: 'done',
      places: ['mine'],
      order: 85,
    },
  ],
  personalData,
  retention: [
    { table: 'privacy.request', personalData: true, keep },
    { table: 'privacy.request_event', personalData: false, keep: `${keep}; words under the request’s key` },
    { table: 'privacy.export', personalData: true, keep: 'days of rights.json, then deleted' },
    { table: 'privacy.erased_part', personalData: false, keep },
    { table: 'privacy.restriction', personalData: true, keep: 'while it holds, and five years after' },
    { table: 'privacy.consent', personalData: true, keep: 'five years after withdrawal: evidence' },
    { table: 'privacy.breach', personalData: false, keep: 'for good: the register' },
    { table: 'privacy.breach_event', personalData: false, keep: 'for good: the register' },
    { table: 'privacy.breach_person', personalData: true, keep: 'five years after the breach is closed' },
    { table: 'privacy.office_post', personalData: false, keep: 'for good: which posts there were' },
  ],
});
