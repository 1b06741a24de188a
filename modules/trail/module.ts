// The manifest of the trail: the log, what a person reads of it, asks and exports, and what inspectors read.
import { officerWith, signedIn } from '@city/kernel/access';
import { defineErrors } from '@city/kernel/errors';
import { defineModule } from '@city/kernel/module';
import { trailErrors } from './errors.ts';
import { eraseCommand } from './erasing/erase.command.ts';
import { inspectRoutes } from './inspecting/inspect.routes.ts';
import { publishRoutes } from './log/publish.routes.ts';
import { sequenceSweep } from './log/sequence.sweep.ts';
import { dumpCommand, verifyCommand } from './log/verify.command.ts';
import { looksRoutes } from './looks/looks.routes.tsx';
import { learnPosts } from './questions/learn-posts.subscriber.ts';
import { questionRoutes } from './questions/questions.routes.tsx';
import { trail } from './trail-words.ts';
import { trailCity } from './trail-city.ts';

defineErrors('trail', trailErrors);

/** Archive law leaves the span to the city; this is its own setting. */
const keep = 'for good; an entry’s salt, and the entry with it, goes when the person is erased';

export const module = defineModule({
  name: 'trail',
  title: { vi: 'Nhật ký xem dữ liệu', en: 'Who looked' },
  needs: ['identity'],
  permissions: {
    'trail.self': {
      describe: { vi: 'Xem ai đã đọc dữ liệu của mình', en: 'See who read one’s own data' },
      who: signedIn,
    },
    'trail.answer': {
      describe: { vi: 'Trả lời vì sao cơ quan đã xem', en: 'Answer why the body has read' },
      who: officerWith('leader', 'coordinator'),
    },
    'trail.inspect': {
      describe: { vi: 'Xem ai đã đọc dữ liệu cá nhân', en: 'See who read personal data' },
      who: officerWith('inspector'),
    },
  },
  routes: (m) => {
    const city = trailCity(m as never);
    return [...publishRoutes(city), ...looksRoutes(city), ...questionRoutes(city), ...inspectRoutes(city)];
  },
  subscriptions: () => [learnPosts()],
  sweeps: (m) => [sequenceSweep(trailCity(m as never))],
  commands: (m) => {
    const city = trailCity(m as never);
    return [verifyCommand(city), dumpCommand(city), eraseCommand(city)];
  },
  nav: [
    {
      href: '/me/who-looked',
      text: { vi: 'Ai đã xem dữ liệu của tôi', en: 'Who looked at my data' },
      describe: { vi: 'Từng lần xem, có bằng chứng', en: 'Every look, with its proof' },
      icon: 'eye',
      places: ['service'],
      order: 75,
    },
  ],
  trail,
  retention: [
    { table: 'trail.entry', personalData: true, keep },
    { table: 'trail.salt', personalData: true, keep },
    {
      table: 'trail.leaf',
      personalData: false,
      keep: 'for good: commitments without their salts say nothing',
    },
    { table: 'trail.question', personalData: true, keep: 'five years after the answer' },
  ],
});
