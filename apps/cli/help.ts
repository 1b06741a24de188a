// `city help`: every command with one line about it.
import type { Command } from './command.ts';
import { inWords, plain, say } from './words.ts';

/** Prints the commands of this program and of the composed modules; only the one asked for, when one is. */
export async function help(
  commands: Record<string, () => Promise<{ command: Command }>>,
  asked?: string,
): Promise<number> {
  say('Cách gọi: npm run city -- LỆNH …', 'Call: npm run city -- COMMAND …');
  const chosen = Object.entries(commands).filter(([name]) => !asked || name === asked);
  for (const [, load] of chosen) {
    const { command } = await load();
    plain(`\n  city ${command.usage}\n      ${inWords(command.describe)}`);
  }
  if (asked && chosen.length) return 0;
  const { describeModuleCommands } = await import('./module-commands.ts');
  for (const line of await describeModuleCommands(asked)) plain(line);
  return 0;
}
