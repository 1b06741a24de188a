// `city help`: every command with one line about it.
import { COMMANDS, type Command } from './command.ts';
import { inWords, plain, say } from './words.ts';

export const command: Command = {
  usage: 'help [COMMAND]',
  describe: { vi: 'Danh sách lệnh', en: 'The list of commands' },
  run: async ([asked]) => {
    say('Cách gọi: npm run city -- LỆNH …', 'Call: npm run city -- COMMAND …');
    const names = Object.keys(COMMANDS).filter((name) => !asked || name === asked);
    for (const name of names) {
      const { command: found } = await (COMMANDS[name] as () => Promise<{ command: Command }>)();
      plain(`\n  city ${found.usage}\n      ${inWords(found.describe)}`);
    }
    if (asked && names.length) return 0;
    const { describeModuleCommands } = await import('./module-commands.ts');
    for (const line of await describeModuleCommands(asked)) plain(line);
    return 0;
  },
};
