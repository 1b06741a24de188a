// A copy of the source tree in a temporary folder, for tests that change it; packages are shared, workspaces are the copy's.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';

const FILES = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vitest.config.ts',
  'biome.json',
  '.oxlintrc.json',
  '.dependency-cruiser.cjs',
];
const FOLDERS = ['kernel', 'ui', 'modules', 'apps', 'simulators', 'city', 'docs'];

export type ProjectCopy = { root: string; remove(): void };

/** Copies the tree; `leaveOut` names paths that stay behind, such as `modules/feedback`. */
export function copyProject(leaveOut: readonly string[] = []): ProjectCopy {
  const from = projectRoot();
  const root = mkdtempSync(join(tmpdir(), 'city-copy-'));
  const isWanted = (path: string) =>
    !path.includes('/node_modules') && !leaveOut.some((left) => path.startsWith(join(from, left)));
  for (const name of [...FILES, ...FOLDERS]) {
    if (existsSync(join(from, name)))
      cpSync(join(from, name), join(root, name), { recursive: true, filter: isWanted });
  }
  const packages = join(root, 'node_modules');
  mkdirSync(join(packages, '@city'), { recursive: true });
  for (const name of readdirSync(join(from, 'node_modules'))) {
    if (name !== '@city') symlinkSync(join(from, 'node_modules', name), join(packages, name));
  }
  linkWorkspaces(root);
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

function linkWorkspaces(root: string): void {
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    workspaces: string[];
  };
  for (const pattern of workspaces) {
    const parent = pattern.replace(/\/\*$/, '');
    const folders =
      parent === pattern
        ? [pattern]
        : existsSync(join(root, parent))
          ? readdirSync(join(root, parent)).map((name) => join(parent, name))
          : [];
    for (const folder of folders) {
      const manifest = join(root, folder, 'package.json');
      if (!existsSync(manifest)) continue;
      const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { name: string };
      mkdirSync(dirname(join(root, 'node_modules', name)), { recursive: true });
      symlinkSync(join(root, folder), join(root, 'node_modules', name));
    }
  }
}
