// The tour of a first change stays true: its blocks applied to a copy compile, please the checkers, and its test passes.
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { projectRoot } from '@city/kernel/config/root';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from './checks.ts';
import { copyProject, type ProjectCopy } from './testing/project-copy.ts';

const migrations = 'modules/feedback/migrations';
const bin = (name: string) => join(projectRoot(), 'node_modules', '.bin', name);
let copy: ProjectCopy;
let changed: string[];

/** What a reader of the tour would write as the number: the last one taken plus one. */
function nextNumber(root: string): string {
  const taken = readdirSync(join(root, migrations)).map((name) => Number(name.slice(0, 4)));
  return String(Math.max(...taken) + 1).padStart(4, '0');
}

interface Step {
  readonly path: string;
  /** The lines that the document says to look for, and on which side of them the text goes. */
  readonly mark: { readonly side: string; readonly lines: string } | null;
  readonly isNew: boolean;
  readonly text: string;
}

/** Reads the steps: a file named in the prose, then blocks; `after` and `before` show the place, `add` and new files the text. */
function steps(tour: string): Step[] {
  const found: Step[] = [];
  let path = '';
  let isNew = false;
  let mark: Step['mark'] = null;
  for (const [, newFile, oldFile, kind, text] of tour.matchAll(
    /^New file `([^`]+)`:$|(?:^|\s)(?:In|end of) `((?:modules|kernel|apps)[^`]+)`|^```(?:sql|ts|po) ?(after|before|add)?\n([\s\S]*?)^```$/gm,
  )) {
    const named = newFile ?? oldFile;
    if (named !== undefined) {
      [path, isNew, mark] = [named, newFile !== undefined, null];
      continue;
    }
    if (kind === 'after' || kind === 'before') mark = { side: kind, lines: text ?? '' };
    else found.push({ path, mark, isNew, text: text ?? '' });
  }
  return found;
}

function apply(root: string, { path, mark, isNew, text }: Step): string {
  const name = path.replace('NNNN', nextNumber(root));
  const file = join(root, name);
  if (isNew) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } else if (mark === null) {
    appendFileSync(file, `\n${text}`);
  } else {
    const pieces = readFileSync(file, 'utf8').split(mark.lines);
    expect(pieces, `${name} holds the shown lines once`).toHaveLength(2);
    writeFileSync(file, pieces.join(mark.side === 'after' ? mark.lines + text : text + mark.lines));
  }
  return name;
}

beforeAll(() => {
  copy = copyProject();
  const tour = readFileSync(join(projectRoot(), 'docs', 'tour.md'), 'utf8');
  changed = steps(tour).map((step) => apply(copy.root, step));
});
afterAll(() => copy?.remove());

test('it leads through five files, as it says', () => {
  expect(changed).toHaveLength(5);
  expect(new Set(changed).size).toBe(5);
});

test('what it writes compiles and is formatted', { timeout: 180_000 }, async () => {
  const compiler = join('node_modules', '@typescript', 'native', 'bin', 'tsc');
  const types = await runProgram(process.execPath, [compiler, '-p', 'tsconfig.json'], copy.root);
  expect(types.output).toBe('');
  const sources = changed.filter((path) => path.endsWith('.ts'));
  const format = await runProgram(bin('biome'), ['format', ...sources], copy.root);
  expect(format.ok, format.output).toBe(true);
  const lint = await runProgram(bin('oxlint'), ['--type-aware', '--deny-warnings', ...sources], copy.root);
  expect(lint.ok, lint.output).toBe(true);
});

test('its own test passes, and every text has its English', { timeout: 180_000 }, async () => {
  const vitest = join(projectRoot(), 'node_modules', 'vitest', 'vitest.mjs');
  const files = [changed.at(-1) ?? '', 'apps/server/walls/tree.test.ts'];
  const { ok, output } = await runProgram(process.execPath, [vitest, 'run', ...files], copy.root);
  expect(ok, output.slice(-3000)).toBe(true);
  expect(stripVTControlCharacters(output)).toMatch(/Test Files +2 passed/);
});
