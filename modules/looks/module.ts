// The manifest of the trail: the log, what a person reads of it, asks and exports, and what inspectors read.
import { officerWith, signedIn } from '@city/kernel/access';
import { defineErrors } from '@city/kernel/errors';
import { defineModule } from '@city/kernel/module';
import { looksErrors } from './errors.ts';
import { eraseCommand } from './erasing/erase.command.ts';
import { inspectRoutes } from './inspecting/inspect.routes.ts';
import { publishRoutes } from './log/publish.routes.ts';
import { trailKeys } from './log/signing-keys.ts';
import { sequenceSweep } from './log/sequence.sweep.ts';
import { dumpCommand, verifyCommand } from './log/verify.command.ts';
import { looksRoutes } from './looks/looks.routes.tsx';
import { learnPosts } from './questions/learn-posts.subscriber.ts';
import { questionRoutes } from './questions/questions.routes.tsx';
import { trail } from './trail-words.ts';
import { looksCity } from './looks-city.ts';
import { personalData } from './personal-data.ts';

defineErrors('looks', looksErrors);

export const module = defineModule({
  name: 'looks',
  title: { vi: 'Nhật ký xem dữ liệu', en: 'Who looked' },
  needs: ['identity'],
  permissions: {
    'looks.self': {
      describe: { vi: 'Xem ai đã đọc dữ liệu của mình', en: 'See who read one’s own data' },
      who: signedIn,
    },
    'looks.answer': {
      describe: { vi: 'Trả lời vì sao cơ quan đã xem', en: 'Answer why the body has read' },
      who: officerWith('leader', 'coordinator'),
    },
    'looks.inspect': {
      describe: { vi: 'Xem ai đã đọc dữ liệu cá nhân', en: 'See who read personal data' },
      who: officerWith('inspector'),
    },
  },
  routes: (m) => {
    const city = looksCity(m as never);
    return [...publishRoutes(city), ...looksRoutes(city), ...questionRoutes(city), ...inspectRoutes(city)];
  },
  subscriptions: () => [learnPosts()],
  sweeps: (m) => [sequenceSweep(looksCity(m as never))],
  commands: (m) => {
    const city = looksCity(m as never);
    return [verifyCommand(city), dumpCommand(city), eraseCommand(city)];
  },
  nav: [
    {
      href: '/me/who-looked',
      text: { vi: 'Ai đã xem dữ liệu của tôi', en: 'Who looked at my data' },
      describe: { vi: 'Từng lần xem, có bằng chứng', en: 'Every look, with its proof' },
      icon: 'eye',
      places: ['service', 'mine'],
      order: 75,
    },
  ],
  trail,
  signingKeys: [trailKeys],
  personalData,
  retention: [
    {
      table: 'looks.question',
      personalData: true,
      keep: 'five years after the answer (the city’s own setting), or until the person is erased',
    },
    { table: 'looks.post', personalData: false, keep: 'for good: titles of posts, without their holders' },
  ],
});
