// `npm run drill NAME`: the slow exercises (kill -9, restore, storm, upgrade), each a program under drills/.
import type { Command } from './command.ts';
import { runScript } from './scripts.ts';

export const command: Command = {
  usage: 'drill [NAME …]',
  describe: {
    vi: 'Diễn tập chậm, mỗi tệp trong drills/ là một, như giết tiến trình giữa chừng',
    en: 'The slow exercises, one for each file of drills/, such as killing processes at work',
  },
  run: (argv) => runScript('drills', argv),
};
