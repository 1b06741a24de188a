// The documents stay true to the tree: files they name exist, commands they name can be run, links lead somewhere.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { expect, test } from 'vitest';

const root = projectRoot();
const skipped = /(^|\/)(node_modules|\.build|\.city|\.test|template)(\/|$)/;
const documents = ['README.md', 'README.vi.md', 'CONTRIBUTING.md', 'SECURITY.md']
  .concat(
    ['docs', 'kernel', 'ui', 'modules', 'apps', 'simulators', 'city', 'tools'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    ),
  )
  .filter((path) => path.endsWith('.md') && !skipped.test(path));
const texts = documents.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
/** A path of this project as documents write it; names to fill in (NNNN, NAME, …) and patterns are not paths. */
const projectPath =
  /`((?:kernel|ui|modules|apps|simulators|city|docs|tools|bench|drills|journeys)\/[\w./-]+\.(?:tsx?|json|md|sql|css|mjs))`/g;
/** What the tour has its reader make. */
const toBeMade = new Set(['modules/feedback/intake/way-in.test.ts']);

test('every file that a document names exists', () => {
  expect(texts.length).toBeGreaterThan(15);
  const named = texts.flatMap(({ path, text }) =>
    [...text.matchAll(projectPath)].map(([, file]) => ({ path, file: file ?? '' })),
  );
  expect(named.length).toBeGreaterThan(80);
  const missing = named.filter(
    ({ file }) => !/NNNN|NAME/.test(file) && !toBeMade.has(file) && !existsSync(join(root, file)),
  );
  expect(missing).toEqual([]);
});

test('every link inside the project leads to something', () => {
  const links = texts.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => ({ path, target: target ?? '' })),
  );
  const inside = links.filter(({ target }) => !/^[a-z]+:/.test(target));
  expect(inside.length).toBeGreaterThan(20);
  const broken = inside.filter(
    ({ path, target }) => !existsSync(join(root, normalize(join(dirname(path), target)))),
  );
  expect(broken).toEqual([]);
});

test('every command that a document names can be run', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const commands = readdirSync(join(root, 'apps', 'cli'))
    .filter((name) => name.endsWith('.command.ts'))
    .map((name) => name.replace('.command.ts', ''));
  // Modules add commands of their own.
  const ofModules = ['import', 'verify-trail'];
  const known = new Set([...commands, ...ofModules]);
  const wrong = texts.flatMap(({ path, text }) => [
    ...[...text.matchAll(/npm run (?:--silent )?([\w-]+)/g)]
      .filter(([, name]) => !Object.hasOwn(scripts, name ?? ''))
      .map(([all]) => `${path}: ${all}`),
    ...[...text.matchAll(/npm run (?:--silent )?city -- ([a-z-]+)/g)]
      .filter(([, name]) => !known.has(name ?? ''))
      .map(([all]) => `${path}: ${all}`),
  ]);
  expect(wrong).toEqual([]);
});

test('the map of the security standard answers each of its 253 requirements once, and its counts are true', () => {
  const map = readFileSync(join(root, 'docs', 'security', 'asvs.md'), 'utf8');
  const rows = [...map.matchAll(/^\| ([\d., ]+) \| [^|]+ \| (met|n\/a|open) \| ([^|]+) \|$/gm)];
  const ids = rows.flatMap(([, list]) => (list ?? '').split(', '));
  expect(ids).toHaveLength(253);
  expect(new Set(ids).size).toBe(253);
  const count = (state: string) =>
    rows.filter(([, , is]) => is === state).flatMap(([, list]) => (list ?? '').split(', ')).length;
  expect(map).toContain(`${count('met')} met, ${count('n/a')} not applicable, ${count('open')} open`);
});
