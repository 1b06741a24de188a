// The page of settings is generated, so it must say what the program reads.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { expect, test } from 'vitest';
import { SETTINGS_PAGE, settingsPage } from './settings.command.ts';

test('every setting of the program stands on the page as it is (else: npm run city -- settings --write)', async () => {
  const page = new Set(readFileSync(join(projectRoot(), SETTINGS_PAGE), 'utf8').split('\n'));
  // A removed module may leave lines behind; a line that is missing or differs is a mistake.
  const missing = (await settingsPage()).split('\n').filter((line) => !page.has(line));
  expect(missing).toEqual([]);
});
