// `city work`: a process that only runs jobs.
import type { Command } from './command.ts';
import { runCity } from './serving.ts';

export const command: Command = {
  usage: 'work',
  describe: { vi: 'Chỉ chạy việc nền', en: 'Runs jobs only, beside city serve --only-web' },
  run: (argv) => runCity(argv, { web: false, relay: false, work: true }),
};
