// Every word inside the design system has its English.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, collectMessages } from '@city/kernel/text';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

test('every text of ui/ has English, every call names its text, nothing in the catalogue is stale', async () => {
  const files = globSync('{assets,parts,people,staff,map,wall,desk}/**/*.{ts,tsx}', { cwd: root })
    .filter((file) => !/\.test\./.test(file))
    .map((file) => join(root, file));
  expect(files.length).toBeGreaterThan(50);
  const { messages, dynamic } = await collectMessages(files);
  const words = catalogue([root]);
  expect(words.problems).toEqual([]);
  expect(dynamic).toEqual([]);
  expect(words.missing(messages.keys())).toEqual([]);
  expect(words.ids.filter((id) => !messages.has(id))).toEqual([]);
});
