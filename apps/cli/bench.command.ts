// `npm run bench NAME`: the measurements beside their ceilings and peers, each a program under bench/.
import type { Command } from './command.ts';
import { runScript } from './scripts.ts';

export const command: Command = {
  usage: 'bench [NAME …]',
  describe: {
    vi: 'Đo hiệu năng bên cạnh mức trần và hệ khác',
    en: 'Measurements beside their ceilings and peers',
  },
  run: (argv) => runScript('bench', argv),
};
