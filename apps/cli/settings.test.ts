// The page of settings is generated, so it must say what the program reads.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { expect, test } from 'vitest';
import { SETTINGS_PAGE, settingsPage } from './settings.command.ts';

test('docs/operating/settings.md is what `npm run city -- settings --write` writes', async () => {
  expect(readFileSync(join(projectRoot(), SETTINGS_PAGE), 'utf8')).toBe(await settingsPage());
});
