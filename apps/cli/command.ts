// What a command of `city …` is, and the list of them; each is loaded only when it is asked for.
import type { Words } from './words.ts';

export type Command = {
  /** After `city`, with its arguments. */
  usage: string;
  describe: Words;
  /** Answers the exit code. */
  run(argv: readonly string[]): Promise<number>;
};

export const COMMANDS: Record<string, () => Promise<{ command: Command }>> = {
  serve: () => import('./serve.command.ts'),
  work: () => import('./work.command.ts'),
  relay: () => import('./relay.command.ts'),
  dev: () => import('./dev.command.ts'),
  migrate: () => import('./migrate.command.ts'),
  seed: () => import('./seed.command.ts'),
  doctor: () => import('./doctor.command.ts'),
  backup: () => import('./backup.command.ts'),
  restore: () => import('./restore.command.ts'),
  'dead-letters': () => import('./dead-letters.command.ts'),
  settings: () => import('./settings.command.ts'),
  'new-module': () => import('./new-module.command.ts'),
  check: () => import('./check.command.ts'),
  test: () => import('./test.command.ts'),
  bench: () => import('./bench.command.ts'),
  drill: () => import('./drill.command.ts'),
};
