// `city migrate`: brings the database to the state of the program; `--check` only says what is missing.
import { createLog } from '@city/kernel/log';
import { migrate, pendingMigrations } from '@city/kernel/database';
import { modules, openCityDatabase } from '@city/server/main';
import type { Command } from './command.ts';
import { plain, say } from './words.ts';

export const command: Command = {
  usage: 'migrate [--check]',
  describe: {
    vi: 'Đưa cơ sở dữ liệu lên phiên bản của chương trình',
    en: 'Brings the database to the version of the program',
  },
  run: async (argv) => {
    const database = await openCityDatabase(process.env, createLog({ level: 'warn' }));
    const names = modules.map((module) => module.name);
    try {
      if (argv.includes('--check')) {
        const pending = await pendingMigrations(database.connection, names);
        for (const id of pending) plain(`  ${id}`);
        if (pending.length)
          say(`Còn ${pending.length} bước chưa áp dụng`, `${pending.length} migrations are not applied`);
        else say('Mọi bước đã áp dụng', 'all migrations are applied');
        return pending.length ? 1 : 0;
      }
      const { applied, milliseconds } = await migrate(database.connection, names, (id) => plain(`  ${id}`));
      say(
        `Đã áp dụng ${applied.length} bước, ${Math.round(milliseconds)} ms`,
        `${applied.length} migrations applied, ${Math.round(milliseconds)} ms`,
      );
      return 0;
    } finally {
      await database.stop();
    }
  },
};
