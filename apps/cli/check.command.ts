// `npm run check`: the fast checks before a commit.
import { fixFormat } from './checks.ts';
import type { Command } from './command.ts';
import { runChecks } from './run-checks.ts';

export const command: Command = {
  usage: 'check [--fix]',
  describe: {
    vi: 'Kiểm tra nhanh trước khi commit: định dạng, quy tắc, kiểu, tường giữa các phần, mã thừa',
    en: 'The fast checks before a commit: format, lint, types, walls, dead code',
  },
  run: async (argv) => {
    if (argv.includes('--fix')) await fixFormat();
    return (await runChecks()) === 0 ? 0 : 1;
  },
};
