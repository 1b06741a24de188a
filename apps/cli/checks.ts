// The fast checks before a commit: format, lint, types, walls between the parts, dead code. Each is one outside program.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import type { Words } from './words.ts';

export type CheckResult = { ok: boolean; output: string };
export type Check = { name: Words; remedy: Words; run(): Promise<CheckResult> };

const SOURCE_FOLDERS = [
  'kernel',
  'ui',
  'modules',
  'apps',
  'simulators',
  'bench',
  'drills',
  'journeys',
  'tools',
];

/** Runs a program in the project root and collects what it says. */
export function runProgram(
  program: string,
  args: readonly string[],
  folder = projectRoot(),
): Promise<CheckResult & { stdout: string }> {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => (stdout += data));
    child.stderr.on('data', (data) => (stderr += data));
    child.on('error', (error) => done({ ok: false, output: error.message, stdout: '' }));
    child.on('close', (code) => done({ ok: code === 0, output: `${stdout}${stderr}`.trim(), stdout }));
  });
}

const bin = (name: string): string => join(projectRoot(), 'node_modules', '.bin', name);
const presentFolders = (folder: string): string[] => {
  const present = new Set(readdirSync(folder));
  return SOURCE_FOLDERS.filter((name) => present.has(name));
};

function countSources(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('node_modules'),
  ).length;
}

type CruisedModule = { source: string; dependencies: { resolved: string }[] };
type Cruise = {
  modules: CruisedModule[];
  summary: {
    violations: { from: string; to: string; rule: { name: string }; cycle?: { name: string }[] }[];
    ruleSetUsed: unknown;
  };
};

/**
 * The walls: our rules over the import graph, read from the checker's own list of files, since a checker that reads
 * nothing also reports nothing.
 */
export async function checkWalls(folder = projectRoot()): Promise<CheckResult> {
  const flags = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const result = await runProgram(bin('depcruise'), [...flags, ...presentFolders(folder)], folder);
  let cruise: Cruise;
  try {
    cruise = JSON.parse(result.stdout) as Cruise;
  } catch {
    return { ok: false, output: result.output };
  }
  const complaints = cruise.summary.violations.map(({ from, to, rule, cycle }) => {
    const path = cycle ? [from, ...cycle.map((step) => step.name)].join(' → ') : `${from} → ${to}`;
    return `${rule.name}: ${path}\n    ${commentOf(cruise, rule.name)}`;
  });
  let read = 0;
  for (const part of ['kernel', 'modules']) {
    const wanted = presentFolders(folder).includes(part) ? countSources(join(folder, part)) : 0;
    const seen = cruise.modules.filter(
      ({ source }) => source.startsWith(`${part}/`) && /\.tsx?$/.test(source),
    ).length;
    read += seen;
    if (seen !== wanted)
      complaints.push(
        `The checker read ${seen} of ${wanted} source files under ${part}/: its result proves nothing.`,
      );
  }
  complaints.push(...undeclaredNeeds(cruise, folder));
  const summary = `${read} source files of kernel/ and modules/ read, ${cruise.modules.length} in all`;
  return { ok: complaints.length === 0, output: complaints.length ? complaints.join('\n') : summary };
}

function commentOf(cruise: Cruise, rule: string): string {
  const rules =
    (cruise.summary.ruleSetUsed as { forbidden?: { name: string; comment?: string }[] }).forbidden ?? [];
  return rules.find((candidate) => candidate.name === rule)?.comment ?? '';
}

/** A module may import the contracts that its manifest names in `needs`, and no others. */
function undeclaredNeeds(cruise: Cruise, folder: string): string[] {
  const moduleOf = (path: string): string | undefined => /^modules\/([^/]+)\//.exec(path)?.[1];
  const complaints = new Set<string>();
  for (const { source, dependencies } of cruise.modules) {
    const from = moduleOf(source);
    for (const { resolved } of dependencies) {
      const to = moduleOf(resolved);
      if (!from || !to || from === to || needsOf(folder, from).includes(to)) continue;
      complaints.add(
        `undeclared-need: ${source} → ${resolved}\n    Add '${to}' to needs in modules/${from}/module.ts, or do without it.`,
      );
    }
  }
  return [...complaints];
}

function needsOf(folder: string, module: string): string[] {
  const file = join(folder, 'modules', module, 'module.ts');
  const list = existsSync(file) ? /\bneeds:\s*\[([^\]]*)\]/.exec(readFileSync(file, 'utf8'))?.[1] : '';
  return [...(list ?? '').matchAll(/['"]([^'"]+)['"]/g)].map((match) => match[1] as string);
}

/** Modules that the lock file knows and that are no longer there. */
function removedModules(): string[] {
  const lock = JSON.parse(readFileSync(join(projectRoot(), 'package-lock.json'), 'utf8')) as {
    packages: object;
  };
  const known = Object.keys(lock.packages).filter((place) => /^modules\/[^/]+$/.test(place));
  return known.filter((place) => !existsSync(join(projectRoot(), place, 'package.json')));
}

/** Files and packages that nobody uses. A module just taken out leaves such behind, which is no fault of the rest. */
async function checkDeadCode(): Promise<CheckResult> {
  const result = await runProgram(bin('knip'), ['--no-progress', '--no-config-hints']);
  const removed = removedModules();
  if (result.ok || removed.length === 0) return result;
  return { ok: true, output: result.output };
}

const simple =
  (program: string, ...args: string[]) =>
  (): Promise<CheckResult> =>
    runProgram(program, args);

/** `tsc` is owned by two packages, so the native compiler is called by its own path. */
const NATIVE_COMPILER = join('node_modules', '@typescript', 'native', 'bin', 'tsc');

export const CHECKS: readonly Check[] = [
  {
    name: { vi: 'định dạng', en: 'format' },
    remedy: { vi: 'npm run check -- --fix', en: 'npm run check -- --fix' },
    run: simple(bin('biome'), 'format', '--max-diagnostics=20', '.'),
  },
  {
    name: { vi: 'quy tắc viết mã', en: 'lint' },
    remedy: { vi: 'sửa từng dòng ở trên', en: 'mend each line above; .oxlintrc.json has the rules' },
    run: simple(bin('oxlint'), '--type-aware', '--deny-warnings', '--format=unix'),
  },
  {
    name: { vi: 'kiểu', en: 'types' },
    remedy: { vi: 'sửa từng dòng ở trên', en: 'mend each line above' },
    run: simple(process.execPath, NATIVE_COMPILER, '-p', 'tsconfig.json'),
  },
  {
    name: { vi: 'tường giữa các phần', en: 'walls' },
    remedy: {
      vi: 'mỗi dòng nói cách sửa',
      en: 'each line says what to do; .dependency-cruiser.cjs has the rules',
    },
    run: () => checkWalls(),
  },
  {
    name: { vi: 'mã thừa', en: 'dead code' },
    remedy: { vi: 'xoá tệp hoặc gói không ai dùng', en: 'delete the file or package that nobody uses' },
    run: checkDeadCode,
  },
];

/** Rewrites the format; the other checks have nothing that may be mended blindly. */
export const fixFormat = (): Promise<CheckResult> => runProgram(bin('biome'), ['format', '--write', '.']);
