// Commands that modules contribute in their manifests, such as an importer: found by name and run inside a composed city.
import type { Command } from '@city/kernel/module';
import { withQuietCity } from './quiet-city.ts';
import { CommandError, inWords, plain } from './words.ts';

const withCommands = <T>(work: (commands: readonly Command[]) => Promise<T>): Promise<T> =>
  withQuietCity((running, modules) =>
    work(modules.flatMap((module) => module.commands?.(running.context(module.name) as never) ?? [])),
  );

/** The command whose name (one or more words) begins the arguments; the longest name wins. */
export function findCommand(
  commands: readonly Command[],
  argv: readonly string[],
): { command: Command; rest: string[] } | null {
  const fits = (command: Command) => command.name.split(' ').every((word, index) => argv[index] === word);
  const [command] = commands.filter(fits).sort((one, other) => other.name.length - one.name.length);
  return command ? { command, rest: argv.slice(command.name.split(' ').length) } : null;
}

export function runModuleCommand(argv: readonly string[]): Promise<number> {
  return withCommands(async (commands) => {
    const found = findCommand(commands, argv);
    if (!found) {
      throw new CommandError(
        `Không có lệnh “${argv.join(' ')}”: xem npm run city -- help`,
        `There is no command “${argv.join(' ')}”: see npm run city -- help`,
      );
    }
    await found.command.run(found.rest, plain);
    return 0;
  });
}

/** Manifests may write the usage with or without `city` and the command's name. */
function shownUsage(name: string, usage: string): string {
  const bare = usage.replace(/^city /, '');
  return `city ${bare.startsWith(name) ? bare : `${name} ${bare}`}`;
}

/** Lines for `city help`. */
export function describeModuleCommands(asked?: string): Promise<string[]> {
  return withCommands(async (commands) =>
    commands
      .filter(({ name }) => !asked || name.startsWith(asked))
      .map(({ name, usage, describe }) => `\n  ${shownUsage(name, usage)}\n      ${inWords(describe)}`),
  );
}
