// `npm run drill NAME`: the slow exercises (kill -9, restore, storm, upgrade), each a program under drills/.
import type { Command } from './command.ts';
import { runScript } from './scripts.ts';

export const command: Command = {
  usage: 'drill [NAME …]',
  describe: {
    vi: 'Diễn tập chậm: giết tiến trình, khôi phục, bão yêu cầu',
    en: 'The slow exercises: kill, restore, storm',
  },
  run: (argv) => runScript('drills', argv),
};
