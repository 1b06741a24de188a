// Where the project stands on disk: the one place that knows, in source form and bundled alike.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

let found: string | undefined;

/** The folder that holds the project's package.json. Migrations, catalogues and city data are read below it. */
export function projectRoot(): string {
  found ??= search(import.meta.dirname);
  return found;
}

function search(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && 'workspaces' in (JSON.parse(readFileSync(file, 'utf8')) as object)) return folder;
    if (folder === dirname(folder)) throw new Error(`No project root above ${start}`);
  }
}
