// `city relay`: a process that only hands events to their subscribers and webhooks.
import type { Command } from './command.ts';
import { runCity } from './serving.ts';

export const command: Command = {
  usage: 'relay',
  describe: {
    vi: 'Chỉ chuyển sự kiện',
    en: 'Hands events to subscribers only, beside city serve --only-web',
  },
  run: (argv) => runCity(argv, { web: false, relay: true, work: false }),
};
