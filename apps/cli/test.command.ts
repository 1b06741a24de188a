// `npm test`: what the tests need, the fast checks, then every test; ends with the counts.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { ensureChromium } from './chromium.ts';
import type { Command } from './command.ts';
import { runChecks } from './run-checks.ts';
import { inSeconds, plain, say } from './words.ts';

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
  success: boolean;
};

function runVitest(files: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const vitest = join(projectRoot(), 'node_modules', 'vitest', 'vitest.mjs');
  return new Promise((done) => {
    const child = spawn(process.execPath, [vitest, 'run', ...files], {
      cwd: projectRoot(),
      stdio: 'inherit',
      env: environment,
    });
    // Ctrl-C reaches vitest by itself; we only wait for it.
    process.on('SIGINT', () => {});
    for (const name of ['SIGTERM', 'SIGHUP'] as const) process.on(name, () => child.kill(name));
    child.on('error', () => done(1));
    child.on('close', (code) => done(code ?? 1));
  });
}

function readReport(file: string): Report | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null;
}

export const command: Command = {
  usage: 'test [FILE …]',
  describe: {
    vi: 'Cài những gì kiểm thử cần, chạy mọi kiểm tra và kiểm thử; có thể nêu riêng tệp',
    en: 'Installs what tests need, runs all checks and tests; files may be named',
  },
  run: async (files) => {
    const from = performance.now();
    const environment: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'test' };
    if (process.env.CITY_SKIP_BROWSER === '1')
      say(
        'Bỏ qua kiểm thử trình duyệt (CITY_SKIP_BROWSER=1)',
        'browser tests are left out (CITY_SKIP_BROWSER=1)',
      );
    else environment.CHROMIUM = await ensureChromium();
    const failedChecks = files.length ? 0 : await runChecks();
    const reportFile = join(projectRoot(), '.build', 'vitest.json');
    rmSync(reportFile, { force: true });
    const code = await runVitest(files, environment);
    const report = readReport(reportFile);
    const passed = report?.numPassedTests ?? 0;
    const failed = report?.numFailedTests ?? 0;
    const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
    if (!report) say('vitest không để lại kết quả', 'vitest left no result');
    const suites =
      report && !failed && report.numFailedTestSuites
        ? `, ${report.numFailedTestSuites} files failed to load`
        : '';
    const checks = failedChecks ? `, ${failedChecks} checks failed` : '';
    plain(`\n${inSeconds(performance.now() - from)} in all${checks}${suites}`);
    plain(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
    return code === 0 && failedChecks === 0 && report ? 0 : 1;
  },
};
