// `city settings`: every setting that the composed city reads, with what it means; `--write` renews docs/operating/settings.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { declaredSettings } from '@city/kernel/config';
import { projectRoot } from '@city/kernel/config/root';
import type { Command } from './command.ts';
import { plain } from './words.ts';

/** Settings that are read before the city is composed, by the bootstrap and the commands. */
const BEFORE_COMPOSITION = [
  ['PORT', '8080', 'Port of the web server'],
  ['HOST', 'all', 'Address to listen on'],
  ['CITY_MODE', 'demo', '`production` refuses simulators, demo accounts and missing secrets'],
  ['CITY_DATA', 'see start.md', 'Folder of everything stored: the embedded cluster, files, secrets, backups'],
  ['DATABASE_URL', '', 'A PostgreSQL server (15 or newer) in place of the embedded one'],
  ['CITY_LOG_LEVEL', 'warn (demo), info', 'trace, debug, info, warn, error'],
  ['CITY_LANG', 'from LANG', 'Language of the commands: vi or en'],
  ['CHROMIUM', 'found in PATH', 'The browser that the tests drive'],
  ['CITY_SKIP_BROWSER', '', '`1` leaves the browser tests out'],
] as const;

type Row = { name: string; fallback: string; describe: string };

/** Every setting; those of modules declare themselves when the parts that read them are loaded. */
async function settingRows(): Promise<Row[]> {
  await import('@city/server/main');
  return [
    ...BEFORE_COMPOSITION.map(([name, fallback, describe]) => ({ name, fallback, describe })),
    ...declaredSettings().map((setting) => ({
      name: setting.name,
      fallback: setting.secret ? 'secret' : JSON.stringify(setting.fallback ?? ''),
      describe: setting.describe,
    })),
  ];
}

/** The text of docs/operating/settings.md. */
export async function settingsPage(): Promise<string> {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const rows = (await settingRows()).map(
    ({ name, fallback, describe }) =>
      `| \`${name}\` | ${fallback && fallback !== '""' ? `\`${cell(fallback)}\`` : ''} | ${cell(describe)} |`,
  );
  return `# Settings

Written by \`npm run city -- settings --write\`. Each is an environment variable; \`NAME_FILE\` may name a file that holds the value (for those below
the first nine). A secret is made by itself in the demo and demanded in production.

| setting | default | meaning |
|---|---|---|
${rows.join('\n')}
`;
}

export const SETTINGS_PAGE = join('docs', 'operating', 'settings.md');

export const command: Command = {
  usage: 'settings [--write]',
  describe: {
    vi: 'Mọi cài đặt và ý nghĩa; --write viết lại trang tài liệu',
    en: 'Every setting and what it means; --write renews the page in docs',
  },
  run: async (argv) => {
    if (argv.includes('--write')) writeFileSync(join(projectRoot(), SETTINGS_PAGE), await settingsPage());
    else
      for (const { name, fallback, describe } of await settingRows())
        plain(`${name.padEnd(32)} ${describe} [${fallback}]`);
    return 0;
  },
};
