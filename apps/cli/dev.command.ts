// `npm run dev`: runs the city and restarts it about a second after a change; the database stays up in between.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, rmSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from '@city/kernel/config/root';
import { createLog } from '@city/kernel/log';
import { openCityDatabase } from '@city/server/main';
import { type BuildContext, context } from 'esbuild';
import { bundleOptions } from './build/bundle.ts';
import { presentApplications, viteOptions } from './build/screens.ts';
import type { Command } from './command.ts';
import { inSeconds, plain, say } from './words.ts';

const WATCHED = ['kernel', 'ui', 'modules', 'apps', 'simulators', 'city'];
/** Editors write in bursts; a change counts once they have been quiet this long. */
const QUIET_MS = 60;
/** The next city starts up meanwhile and needs the port soon; the database belongs to us, so nothing is lost. */
const STOP_MS_MAX = 300;

/** Tests, documents and the staff applications (Vite rebuilds those) do not restart the server. */
const restarts = (path: string): boolean =>
  /\.(ts|tsx|json|po|sql|css|svg|csv)$/.test(path) &&
  !/(^|\/)node_modules\/|\.test\.tsx?$|\.desk\.tsx?$|^apps\/(desk|wall)\//.test(path);

class DevelopmentCity {
  readonly #bundle: BuildContext;
  readonly #outdir: string;
  readonly #argv: readonly string[];
  /** As it was at the start: Vite sets NODE_ENV to production while it builds, and the city would believe it. */
  readonly #environment = { ...process.env };
  #child: ChildProcess | null = null;
  #starts = 0;

  constructor(bundle: BuildContext, outdir: string, argv: readonly string[]) {
    this.#bundle = bundle;
    this.#outdir = outdir;
    this.#argv = argv;
  }

  /** Rebuilds and exchanges the running city; a source that does not compile leaves the old one running. */
  async restart(reason: string): Promise<void> {
    const from = performance.now();
    if (reason) plain(`↻ ${reason}`);
    try {
      await this.#bundle.rebuild();
    } catch {
      say(
        'Lỗi biên dịch ở trên; bản cũ vẫn chạy.',
        'it does not compile (above); the old one goes on running.',
      );
      return;
    }
    const stopped = this.stop();
    this.#starts += 1;
    const flags = [
      '--enable-source-maps',
      join(this.#outdir, 'city.js'),
      'serve',
      ...(this.#starts > 1 ? ['--no-seed'] : []),
      ...this.#argv,
    ];
    const stdio: ('inherit' | 'ignore' | 'ipc')[] = [
      'ignore',
      this.#starts > 1 ? 'ignore' : 'inherit',
      'inherit',
      'ipc',
    ];
    const child = spawn(process.execPath, flags, { cwd: projectRoot(), stdio, env: this.#environment });
    this.#child = child;
    child.once('message', () =>
      say(
        `Đã chạy sau ${inSeconds(performance.now() - from)}`,
        `running after ${inSeconds(performance.now() - from)}`,
      ),
    );
    child.once('exit', (code) => {
      if (this.#child !== child) return;
      this.#child = null;
      if (code)
        say(
          'Thành phố dừng vì lỗi; sửa tệp để chạy lại.',
          'the city ended with an error; change a file to start it again.',
        );
    });
    await stopped;
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    child.kill('SIGTERM');
    const isStuck = await Promise.race([ended.then(() => false), pause(STOP_MS_MAX, true)]);
    if (isStuck) child.kill('SIGKILL');
    await ended;
  }
}

/** Calls `changed` with the paths of each burst of changes, one burst at a time. */
function watchSources(changed: (paths: string[]) => Promise<void>): void {
  const paths = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  const flush = () => {
    const burst = [...paths];
    paths.clear();
    if (burst.length)
      working = working.then(() => changed(burst)).catch((error: Error) => plain(String(error.stack)));
  };
  for (const folder of WATCHED.filter((name) => existsSync(join(projectRoot(), name)))) {
    watch(join(projectRoot(), folder), { recursive: true }, (_event, name) => {
      if (!name || !restarts(`${folder}/${name}`)) return;
      paths.add(`${folder}/${name}`);
      clearTimeout(timer);
      timer = setTimeout(flush, QUIET_MS);
    });
  }
}

/** Vite rebuilds each staff application into .build/NAME on a change; a reload of the page shows it. */
async function watchApplications(): Promise<void> {
  const { build } = await import('vite');
  for (const name of presentApplications()) {
    const options = await viteOptions(name);
    await build({
      ...options,
      mode: 'development',
      build: { ...options.build, watch: {}, minify: false, sourcemap: true },
    });
  }
}

export const command: Command = {
  usage: 'dev [--port N]',
  describe: {
    vi: 'Chạy khi phát triển: tự khởi động lại sau mỗi thay đổi',
    en: 'Runs while you work on it: restarts after each change',
  },
  run: async (argv) => {
    const log = createLog({ level: 'warn' });
    // The database is ours, so that it stays up while the city is exchanged; the city joins it.
    const database = await openCityDatabase(process.env, log);
    // What is built from here on is not what `npm start` wants.
    rmSync(join(projectRoot(), '.build', 'stamp'), { force: true });
    const outdir = join(projectRoot(), '.build', 'dev');
    const bundle = await context(bundleOptions(outdir));
    const city = new DevelopmentCity(bundle, outdir, argv);
    const told = new Promise<void>((done) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => done());
    });
    await city.restart('');
    watchSources((paths) => city.restart(paths.slice(0, 3).join(', ')));
    watchApplications().catch((error: Error) => plain(String(error.stack)));
    await told;
    await city.stop();
    await bundle.dispose();
    await database.stop();
    return 0;
  },
};
