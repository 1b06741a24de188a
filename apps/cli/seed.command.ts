// `city seed`: fills the demo city; what stands already is left alone.
import { createLog } from '@city/kernel/log';
import { startCity } from '@city/server/main';
import type { Command } from './command.ts';
import { modeOf } from './serving.ts';
import { CommandError, plain, say } from './words.ts';

export const command: Command = {
  usage: 'seed',
  describe: {
    vi: 'Nạp dữ liệu mẫu của thành phố thử (chạy lại không đổi gì)',
    en: 'Fills the demo city; running it again changes nothing',
  },
  run: async () => {
    if (modeOf(process.env) === 'production') {
      throw new CommandError(
        'Dữ liệu mẫu không được nạp ở chế độ chạy thật.',
        'Demo data is never loaded in production mode.',
      );
    }
    const started = await startCity({
      mode: 'demo',
      port: 0,
      environment: process.env,
      parts: { web: false, relay: false, work: false },
      seed: true,
      log: createLog({ level: 'warn' }),
      progress: (line) => plain(`  ${line}`),
    });
    await started.close();
    say('Đã nạp xong', 'seeded');
    return 0;
  },
};
