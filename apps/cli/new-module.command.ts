// `city new-module NAME`: a module that passes every wall, to be changed into what is wanted.
import type { Command } from './command.ts';
import {
  addToComposition,
  addToLock,
  formatModule,
  refuseName,
  refuseTitle,
  writeModule,
} from './new-module/generate.ts';
import { plain, say } from './words.ts';

function option(argv: readonly string[], name: string): string | undefined {
  const at = argv.indexOf(name);
  return at < 0 ? undefined : argv[at + 1];
}

export const command: Command = {
  usage: 'new-module NAME [--vi "Tên tiếng Việt"] [--en "English name"]',
  describe: {
    vi: 'Tạo một mô-đun chạy được và qua mọi tường kiểm tra',
    en: 'Makes a module that runs and passes every wall: contract, manifest, table, route, page, action, tests, texts',
  },
  run: async (argv) => {
    const name = argv[0] ?? '';
    refuseName(name);
    const title = { vi: option(argv, '--vi') ?? name, en: option(argv, '--en') ?? name };
    refuseTitle(title);
    for (const file of writeModule({ name, title })) plain(`  ${file}`);
    addToComposition(name);
    addToLock(name);
    await formatModule(name);
    plain('  apps/server/city.ts');
    say(
      `Đã tạo. Xem bằng npm run dev rồi mở /${name}; kiểm tra bằng npm run check và npm test -- modules/${name}.`,
      `Made. See it with npm run dev at /${name}; check it with npm run check and npm test -- modules/${name}.`,
    );
    return 0;
  },
};
