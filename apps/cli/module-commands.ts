// Commands that modules contribute in their manifests, such as an importer: found by name and run inside a composed city.
import type { Command } from '@city/kernel/module';
import { createLog } from '@city/kernel/log';
import { CommandError, inWords, plain } from './words.ts';

/** Composes the city on its migrated database without listening, runs `work`, and closes it. */
async function withCommands<T>(work: (commands: readonly Command[]) => Promise<T>): Promise<T> {
  const { modules, startCity } = await import('@city/server/main');
  const { modeOf } = await import('./serving.ts');
  const started = await startCity({
    mode: modeOf(process.env),
    port: 0,
    environment: process.env,
    parts: { web: false, relay: false, work: false },
    seed: false,
    log: createLog({ level: process.env.CITY_LOG_LEVEL ?? 'warn' }),
    progress: (line) => plain(`  ${line}`),
  });
  try {
    const commands = modules.flatMap((module) => module.commands?.(started.running.context(module.name) as never) ?? []);
    return await work(commands);
  } finally {
    await started.close();
  }
}

/** The command whose name (one or more words) begins the arguments; the longest name wins. */
export function findCommand(commands: readonly Command[], argv: readonly string[]): { command: Command; rest: string[] } | null {
  const fits = (command: Command) => command.name.split(' ').every((word, index) => argv[index] === word);
  const [command] = commands.filter(fits).sort((one, other) => other.name.length - one.name.length);
  return command ? { command, rest: argv.slice(command.name.split(' ').length) } : null;
}

export function runModuleCommand(argv: readonly string[]): Promise<number> {
  return withCommands(async (commands) => {
    const found = findCommand(commands, argv);
    if (!found) {
      throw new CommandError(`Không có lệnh “${argv.join(' ')}”: xem npm run city -- help`, `There is no command “${argv.join(' ')}”: see npm run city -- help`);
    }
    await found.command.run(found.rest, plain);
    return 0;
  });
}

/** Lines for `city help`. */
export function describeModuleCommands(asked?: string): Promise<string[]> {
  return withCommands(async (commands) =>
    commands
      .filter(({ name }) => !asked || name.startsWith(asked))
      .map(({ name, usage, describe }) => `\n  city ${usage.startsWith(name) ? usage : `${name} ${usage}`}\n      ${inWords(describe)}`),
  );
}
