// `city serve`: the whole city in one process, or only its web part.
import type { Command } from './command.ts';
import { runCity } from './serving.ts';

export const command: Command = {
  usage: 'serve [--port N] [--host ADDRESS] [--only-web] [--no-seed]',
  describe: {
    vi: 'Chạy thành phố; mặc định là bản thử có dữ liệu mẫu, CITY_MODE=production chạy thật',
    en: 'Runs the city: the demo by default, CITY_MODE=production for real; --only-web leaves jobs and events to work and relay',
  },
  run: (argv) => {
    const isAlone = !argv.includes('--only-web');
    return runCity(argv, { web: true, relay: isAlone, work: isAlone });
  },
};
