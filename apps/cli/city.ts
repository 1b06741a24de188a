// The entry of every command: finds it, runs it, ends with its exit code.
import { COMMANDS } from './command.ts';
import { CommandError, inWords } from './words.ts';

async function main(argv: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = argv;
  if (['help', '--help', '-h'].includes(name)) {
    const { help } = await import('./help.ts');
    return help(COMMANDS, rest[0]);
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load) return (await load()).command.run(rest);
  const { runModuleCommand } = await import('./module-commands.ts');
  return runModuleCommand(argv);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isInWords = error instanceof CommandError;
  process.stderr.write(
    `✗ ${isInWords ? inWords(error.words) : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
}
// What a command left open (a pool, a timer) must not keep the terminal waiting.
process.exit();
