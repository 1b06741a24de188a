// `city settings`: every setting that the composed city reads, with what it means; `--markdown` makes docs/operating/settings.md.
import { declaredSettings } from '@city/kernel/config';
import type { Command } from './command.ts';
import { plain } from './words.ts';

/** Settings that are read before the city is composed, by the bootstrap and the commands. */
const BEFORE_COMPOSITION = [
  ['PORT', '8080', 'Port of the web server'],
  ['HOST', 'all', 'Address to listen on'],
  ['CITY_MODE', 'demo', '`production` refuses simulators, demo accounts and missing secrets'],
  ['CITY_DATA', 'see start.md', "Folder of everything stored: the embedded cluster, files, secrets, backups"],
  ['DATABASE_URL', '', 'A PostgreSQL server (15 or newer) in place of the embedded one'],
  ['CITY_LOG_LEVEL', 'warn (demo), info', 'trace, debug, info, warn, error'],
  ['CITY_LANG', 'from LANG', 'Language of the commands: vi or en'],
  ['CHROMIUM', 'found in PATH', 'The browser that the tests drive'],
  ['CITY_SKIP_BROWSER', '', '`1` leaves the browser tests out'],
] as const;

export const command: Command = {
  usage: 'settings [--markdown]',
  describe: { vi: 'Mọi cài đặt và ý nghĩa', en: 'Every setting and what it means' },
  run: async (argv) => {
    // Settings declare themselves when the parts that read them are loaded.
    await import('@city/server/main');
    const rows = [
      ...BEFORE_COMPOSITION.map(([name, fallback, describe]) => ({ name, fallback, describe })),
      ...declaredSettings().map((setting) => ({
        name: setting.name,
        fallback: setting.secret ? 'secret' : JSON.stringify(setting.fallback ?? ''),
        describe: setting.describe,
      })),
    ];
    if (!argv.includes('--markdown')) {
      for (const { name, fallback, describe } of rows) plain(`${name.padEnd(32)} ${describe} [${fallback}]`);
      return 0;
    }
    plain('# Settings\n');
    plain('Written by `npm run city -- settings --markdown`. Each is an environment variable; `NAME_FILE` may name a file that holds the value.');
    plain('A secret is made by itself in the demo and demanded in production.\n');
    plain('| setting | default | meaning |\n|---|---|---|');
    for (const { name, fallback, describe } of rows) plain(`| \`${name}\` | ${fallback ? `\`${fallback}\`` : ''} | ${describe.replaceAll('|', '\\|')} |`);
    return 0;
  },
};
