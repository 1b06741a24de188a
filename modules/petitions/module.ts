// The manifest of petitions: rights, routes, events, jobs, screens, data and how long it is kept.
import { defineErrors } from '@city/kernel/errors';
import { defineModule } from '@city/kernel/module';
import { tellAnswerJob } from './answering/tell.job.ts';
import { tellStarter } from './answering/tell-starter.subscriber.ts';
import { permissions } from './cases/permissions.ts';
import { petitionRoutes } from './cases/petitions.routes.ts';
import type { PetitionTables } from './cases/tables.ts';
import { forgetSignersJob } from './clock/forget-signers.job.ts';
import { petitionSweep } from './clock/petition-clock.sweep.ts';
import { deskRoutes } from './desk/desk.routes.ts';
import { allEvents, type EventFacts } from './events.ts';
import { findPetitions } from './cases/find-petitions.ts';
import { petitionErrors } from './errors.ts';
import { petitionCity } from './module-city.ts';
import { openDataRoutes } from './opendata/opendata.routes.ts';
import { petitionPages } from './pages/petition-pages.routes.tsx';
import { signPages } from './pages/sign-pages.routes.tsx';
import { startPages } from './pages/start-pages.routes.tsx';
import { seedDemo } from './seed/seed.ts';
import { personalData } from './personal/personal-data.ts';
import { styleRoute } from './pages/style.routes.tsx';
import { trail } from './trail-words.ts';

defineErrors('petitions', petitionErrors);

export const module = defineModule<PetitionTables>({
  name: 'petitions',
  title: { vi: 'Kiến nghị', en: 'Petitions' },
  needs: [],
  permissions,
  routes: (m) => {
    const city = petitionCity(m);
    return [
      ...petitionRoutes(city),
      ...deskRoutes(city),
      ...openDataRoutes(city),
      ...petitionPages(city),
      ...signPages(city),
      ...startPages(city),
      styleRoute(),
    ];
  },
  subscriptions: (m) => [tellStarter(petitionCity(m))],
  sweeps: (m) => [petitionSweep(m)],
  jobs: [tellAnswerJob, forgetSignersJob],
  live: () => [
    {
      name: 'petitions',
      permission: 'public: what happens to public petitions, without persons',
      events: allEvents,
      show: (event) => {
        const data = event.data as EventFacts;
        return data.isPublic ? { name: event.type, data } : null;
      },
    },
  ],
  find: (m) => findPetitions(petitionCity(m)),
  nav: [
    {
      href: '/petitions',
      text: { vi: 'Kiến nghị', en: 'Petitions' },
      describe: { vi: 'Đủ chữ ký thì cơ quan phải trả lời', en: 'Enough signatures oblige an answer' },
      icon: 'pencil',
      places: ['header', 'service'],
      order: 40,
    },
  ],
  seed: seedDemo,
  personalData,
  trail,
  retention: [
    {
      table: 'petitions.petition',
      personalData: false,
      keep: 'for good: what was asked and answered; a draft holds no name',
    },
    { table: 'petitions.code', personalData: false, keep: 'as long as the petition' },
    { table: 'petitions.petition_event', personalData: false, keep: 'as long as the petition' },
    {
      table: 'petitions.signature',
      personalData: true,
      keep: 'as long as the petition, under keys that fit one petition alone; names only of those who agreed, until they take them back',
    },
    { table: 'petitions.signature_day', personalData: false, keep: 'as long as the petition' },
    {
      table: 'petitions.person_petition',
      personalData: true,
      keep: 'signers: until the term in city/…/petitions/rules.json after the end; starters: as long as the petition',
    },
    { table: 'petitions.answer', personalData: false, keep: 'as long as the petition' },
    { table: 'petitions.commitment', personalData: false, keep: 'as long as the petition' },
  ],
});
