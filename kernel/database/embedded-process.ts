// Starting, watching and stopping the PostgreSQL process itself, and cleaning up after one that was left behind.
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Account, giveTree } from './embedded-account.ts';
import { startTimeOf } from './embedded-owner.ts';
import type { Programs } from './embedded-programs.ts';

/** What the server and initdb see of our environment: nothing, since an inherited locale or PG* variable breaks them. */
const CLEAN_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
const INITDB_FLAGS =
  '-U postgres -A trust --encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 --no-instructions'.split(
    ' ',
  );
const START_MS_MAX = 120_000;
const FAST_STOP_MS_MAX = 30_000;
const LOG_BYTES_MAX = 10 * 1024 * 1024;

/** The lines of postmaster.pid: number, data folder, start, port, socket folder, address, memory key, state. */
export type PidFile = { pid: number; socketDirectory: string; state: string };

export function readPidFile(dataDirectory: string): PidFile | null {
  try {
    const lines = readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return null;
    return { pid, socketDirectory: (lines[4] ?? '').trim(), state: (lines[7] ?? '').trim() };
  } catch {
    return null;
  }
}

/** Whether the process is a PostgreSQL server of this very data folder (and not a stranger that got the same number). */
export function servesData(pid: number, dataDirectory: string): boolean {
  if (startTimeOf(pid) === null) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dataDirectory);
  } catch {
    return false;
  }
}

/** Processes that stand in the data folder: the server's children, which can outlive a killed server for a moment. */
function processesInside(dataDirectory: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return readlinkSync(`/proc/${name}/cwd`) === dataDirectory ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
}

async function waitUntil(isDone: () => boolean, timeoutMs: number): Promise<boolean> {
  for (const until = Date.now() + timeoutMs; Date.now() < until; await pause(10)) if (isDone()) return true;
  return isDone();
}

/** Ends a server: fast shutdown first (clients are cut off, data is flushed), harder means only when that hangs. */
export async function endServer(pid: number): Promise<void> {
  const started = startTimeOf(pid);
  const isGone = () => started === null || startTimeOf(pid) !== started;
  for (const [name, timeoutMs] of [
    ['SIGINT', FAST_STOP_MS_MAX],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (isGone()) return;
    signal(pid, name);
    if (await waitUntil(isGone, timeoutMs)) return;
  }
}

/**
 * Makes the data folder startable after whatever happened before: a server left by a killed parent is stopped cleanly,
 * a pid file whose number now belongs to a stranger is removed. A pid file of a dead server stays: PostgreSQL itself
 * uses the memory key in it to see whether children still write.
 */
export async function clearLeftovers(dataDirectory: string): Promise<'nothing' | 'stopped' | 'stale'> {
  const left = readPidFile(dataDirectory);
  if (!left) return 'nothing';
  if (servesData(left.pid, dataDirectory)) {
    await endServer(left.pid);
    return 'stopped';
  }
  const isEmpty = await waitUntil(() => processesInside(dataDirectory).length === 0, 5_000);
  if (!isEmpty) for (const pid of processesInside(dataDirectory)) signal(pid, 'SIGQUIT');
  await waitUntil(() => processesInside(dataDirectory).length === 0, 5_000);
  if (startTimeOf(left.pid) !== null) rmSync(join(dataDirectory, 'postmaster.pid'), { force: true });
  return 'stale';
}

const identity = (account: Account | null): { uid?: number; gid?: number } =>
  account ? { uid: account.uid, gid: account.gid } : {};

/** Makes a new cluster in a side folder and renames it into place, so that an interrupted attempt never blocks the next. */
export async function initialise(
  programs: Programs,
  account: Account | null,
  dataDirectory: string,
): Promise<void> {
  const fresh = sideFolder(dataDirectory);
  mkdirSync(fresh, { mode: 0o700 });
  giveTree(account, fresh);
  await initdb(programs, account, fresh, []);
  renameSync(fresh, dataDirectory);
}

/** The same for a throw-away cluster: a copy of an empty one kept beside the programs, five times as fast as initdb. */
export async function initialiseThrowAway(
  programs: Programs,
  account: Account | null,
  dataDirectory: string,
): Promise<void> {
  const blank = `${programs.folder}-blank`;
  if (!existsSync(blank)) {
    const made = `${blank}.partial-${process.pid}`;
    rmSync(made, { recursive: true, force: true });
    mkdirSync(made, { mode: 0o700 });
    giveTree(account, made);
    await initdb(programs, account, made, ['--no-sync']);
    try {
      renameSync(made, blank);
    } catch (error) {
      rmSync(made, { recursive: true, force: true });
      if (!existsSync(blank)) throw error;
    }
  }
  const fresh = sideFolder(dataDirectory);
  cpSync(blank, fresh, { recursive: true });
  chmodSync(fresh, 0o700);
  giveTree(account, fresh);
  renameSync(fresh, dataDirectory);
}

/** A name beside the data folder; what interrupted attempts left there is removed. */
function sideFolder(dataDirectory: string): string {
  const parent = dirname(dataDirectory);
  for (const name of readdirSync(parent)) {
    if (name.startsWith('new-cluster-')) rmSync(join(parent, name), { recursive: true, force: true });
  }
  return join(parent, `new-cluster-${process.pid}`);
}

function initdb(
  programs: Programs,
  account: Account | null,
  folder: string,
  more: readonly string[],
): Promise<void> {
  return new Promise((done, fail) => {
    const options = { cwd: '/', env: CLEAN_ENVIRONMENT, ...identity(account), timeout: START_MS_MAX };
    execFile(programs.initdb, ['-D', folder, ...INITDB_FLAGS, ...more], options, (error, stdout, stderr) => {
      if (error)
        fail(
          new Error(
            `initdb failed: ${(stderr || stdout || error.message).trim().split('\n').slice(-6).join(' | ')}`,
          ),
        );
      else done();
    });
  });
}

let deathSignalWorks: boolean | undefined;

/** `setpriv` makes the kernel stop the server when our process dies of SIGKILL; asked once whether it works here. */
function launcher(account: Account | null): string[] | null {
  const drop = account
    ? ['--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups']
    : [];
  const prefix = ['--pdeathsig', 'INT', '--no-new-privs', ...drop];
  deathSignalWorks ??=
    spawnSync('setpriv', [...prefix, '/bin/true'], { cwd: '/', stdio: 'ignore' }).status === 0;
  return deathSignalWorks ? prefix : null;
}

export type ServerFolders = { dataDirectory: string; settingsFile: string; logFile: string };

/** Keeps the log below a limit; works on a running server too, since that appends to the same open file. */
export function trimLog(logFile: string): void {
  if (!existsSync(logFile) || statSync(logFile).size <= LOG_BYTES_MAX) return;
  copyFileSync(logFile, `${logFile}.1`);
  truncateSync(logFile);
}

/** Last lines of the server's log, for an error message. */
export function lastLogLines(logFile: string, count = 8): string {
  if (!existsSync(logFile)) return '';
  return readFileSync(logFile, 'utf8').trim().split('\n').slice(-count).join('\n');
}

/** Spawns the server in a process group of its own: a terminal's Ctrl-C must not reach it before our requests end. */
export function spawnServer(
  programs: Programs,
  account: Account | null,
  folders: ServerFolders,
): ChildProcess {
  const command = [
    programs.postgres,
    '-D',
    folders.dataDirectory,
    '-c',
    `config_file=${folders.settingsFile}`,
  ];
  const prefix = launcher(account);
  const log = openSync(folders.logFile, 'a', 0o600);
  try {
    const options = {
      cwd: '/',
      env: CLEAN_ENVIRONMENT,
      detached: true,
      stdio: ['ignore', log, log] as ('ignore' | number)[],
    };
    const child = prefix
      ? spawn('setpriv', [...prefix, ...command], options)
      : spawn(command[0] as string, command.slice(1), { ...options, ...identity(account) });
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/**
 * Waits until the server answers "ready" in its pid file.
 * @throws with the log's last lines when it ends first.
 */
export async function waitReady(child: ChildProcess, folders: ServerFolders): Promise<void> {
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  const isReady = () => {
    const file = readPidFile(folders.dataDirectory);
    return file?.pid === child.pid && file?.state === 'ready';
  };
  const isSettled = () =>
    failure !== undefined || child.exitCode !== null || child.signalCode !== null || isReady();
  const isInTime = await waitUntil(isSettled, START_MS_MAX);
  if (isInTime && isReady()) return;
  const reason = failure ?? (isInTime ? 'it ended' : `it was not ready after ${START_MS_MAX / 1000} s`);
  throw new Error(`PostgreSQL did not start: ${reason}.\n${lastLogLines(folders.logFile)}`);
}
