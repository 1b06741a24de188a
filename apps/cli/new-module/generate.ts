// Makes a module's folder from the template and makes it known: its line in the composition, its place in the lock file.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { runProgram } from '../checks.ts';
import { CommandError } from '../words.ts';

export type NewModule = { name: string; title: { vi: string; en: string } };

const TEMPLATE = join(import.meta.dirname, 'template');
/** Names that the kernel's schemas, PostgreSQL or the addresses of the city have taken. */
const TAKEN = new Set(
  'kernel trail events http jobs webhooks files notify geo live public graphile_worker api desk wall docs me sim assets texts metrics openapi user order group table select'.split(
    ' ',
  ),
);

export function refuseName(name: string, root = projectRoot()): void {
  if (!/^[a-z]{3,30}$/.test(name)) {
    throw new CommandError(
      `Tên “${name}” chưa đúng: 3 đến 30 chữ cái thường không dấu, ví dụ libraries.`,
      `The name “${name}” does not fit: 3 to 30 lower-case letters, such as libraries.`,
    );
  }
  if (TAKEN.has(name) || existsSync(join(root, 'modules', name))) {
    throw new CommandError(`Tên “${name}” đã có người dùng.`, `The name “${name}” is taken.`);
  }
}

/** Titles stand in code, translations and a package file: plain words only. */
export function refuseTitle(title: { vi: string; en: string }): void {
  if ([title.vi, title.en].every((words) => /^[\p{L}\p{M}\p{N} ,.–-]{1,60}$/u.test(words))) return;
  throw new CommandError(
    'Tên hiển thị chỉ gồm chữ, số, dấu cách, phẩy, chấm và gạch nối, nhiều nhất 60 ký tự.',
    'A title consists of letters, digits, spaces, commas, dots and dashes, at most 60 characters.',
  );
}

/** Writes the folder; answers the paths of its files, relative to the root. */
export function writeModule({ name, title }: NewModule, root = projectRoot()): string[] {
  const pascal = name.charAt(0).toUpperCase() + name.slice(1);
  const fill = (text: string) =>
    text
      .replaceAll('__NAME__', name)
      .replaceAll('__Name__', pascal)
      .replaceAll('__TITLE_VI__', title.vi)
      .replaceAll('__TITLE_EN__', title.en);
  const folder = join(root, 'modules', name);
  const made: string[] = [];
  for (const entry of readdirSync(TEMPLATE, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const target = join(folder, fill(relative(TEMPLATE, source)).replace(/\.txt$/, ''));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, fill(readFileSync(source, 'utf8')));
    made.push(relative(root, target));
  }
  return made.sort();
}

/** Brings the folder into the project's format: line breaks depend on the length of the name. */
export async function formatModule(name: string, root = projectRoot()): Promise<void> {
  const biome = join(root, 'node_modules', '.bin', 'biome');
  await runProgram(
    biome,
    ['format', '--write', join('modules', name), join('apps', 'server', 'city.ts')],
    root,
  );
}

/** Adds the line to the composition. */
export function addToComposition(name: string, root = projectRoot()): void {
  const file = join(root, 'apps', 'server', 'city.ts');
  const text = readFileSync(file, 'utf8');
  const line = `export { module as ${name} } from '@city/${name}/module';\n`;
  if (!text.includes(line)) writeFileSync(file, text.endsWith('\n') ? text + line : `${text}\n${line}`);
}

type Lock = { packages: Record<string, object> };

/** Enters the workspace into the lock file and node_modules as `npm install` would, without asking the network. */
export function addToLock(name: string, root = projectRoot()): void {
  const file = join(root, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8')) as Lock;
  const additions = {
    [`modules/${name}`]: { name: `@city/${name}`, version: '0.1.0', license: 'Apache-2.0' },
    [`node_modules/@city/${name}`]: { resolved: `modules/${name}`, link: true },
  };
  const sorted = Object.entries({ ...lock.packages, ...additions }).sort(([one], [other]) =>
    one.localeCompare(other, 'en'),
  );
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  const link = join(root, 'node_modules', '@city', name);
  rmSync(link, { force: true });
  symlinkSync(join('..', '..', 'modules', name), link);
}
