// Starting the PostgreSQL that comes with the city for a data folder, watching it, bringing it back, stopping it with us.
import type { ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Account, databaseAccount, give, giveTree, refuseClosedFolder } from './embedded-account.ts';
import {
  becomeOwner,
  lastSocketDirectory,
  leaveOwnership,
  livingOwner,
  withStartLock,
} from './embedded-owner.ts';
import {
  defaultDataRoot,
  makeDataRoot,
  makeSocketDirectory,
  remakeSocketDirectory,
  removeSocketDirectory,
} from './embedded-places.ts';
import {
  clearLeftovers,
  endServer,
  initialise,
  initialiseThrowAway,
  readPidFile,
  type ServerFolders,
  servesData,
  spawnServer,
  trimLog,
  waitReady,
} from './embedded-process.ts';
import { type Programs, unpackPrograms } from './embedded-programs.ts';
import { LOCAL_SETTINGS_FILE, settingsFile } from './embedded-settings.ts';

/** A pino logger fits. */
export type EmbeddedLog = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** What happens to a running server without our doing: it was lost, it is back, or an attempt to bring it back failed. */
export type EmbeddedEvent =
  | { kind: 'lost'; reason: string }
  | { kind: 'recovered'; milliseconds: number }
  | { kind: 'restart-failed'; attempt: number; reason: string };

export type EmbeddedOptions = {
  /** Folder that holds everything; default `defaultDataRoot()`. The cluster lies in its `postgres/`. */
  dataRoot?: string | undefined;
  log: EmbeddedLog;
  /** `fast` switches fsync off: for throw-away clusters only. */
  durability?: 'safe' | 'fast' | undefined;
  /** Absolute folder that finished WAL segments are copied to (recovery to a point in time). */
  archiveDirectory?: string | undefined;
  settings?: Record<string, string> | undefined;
  onEvent?: ((event: EmbeddedEvent) => void) | undefined;
};

export type Connection = { host: string; port: number; user: string; database: string };

export type EmbeddedPostgres = {
  /** Version of the npm package, for example `18.4.0-beta.17`. */
  version: string;
  dataRoot: string;
  dataDirectory: string;
  logFile: string;
  /** Superuser connection over the private socket; spread it into a `pg` pool's options. */
  connection(database?: string): Connection;
  url(database?: string): string;
  /** False when another process of ours already runs this data folder and we only use its server. */
  isOwner(): boolean;
  serverPid(): number | null;
  /** Fast shutdown when we are the owner (clients are cut off); otherwise only lets go. */
  stop(): Promise<void>;
};

const PORT = 5432;
const WATCH_MS = 500;
const RESTART_PAUSE_MS_MAX = 5_000;

/** The state shared by the functions below: one per data folder that we use. */
type Watch = {
  options: EmbeddedOptions;
  programs: Programs;
  account: Account | null;
  dataRoot: string;
  folders: ServerFolders;
  socketDirectory: string;
  child: ChildProcess | null;
  isStopping: boolean;
  recovering: Promise<void> | null;
};

/**
 * Starts the embedded PostgreSQL for a data folder, or joins the one that another living process of ours runs there.
 * Brings a lost server back by itself until `stop()`.
 * @throws in words when no account, folder, program or socket fits, or the server does not start.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const asked = options.dataRoot ?? defaultDataRoot();
  makeDataRoot(asked);
  const dataRoot = realpathSync(asked);
  const account = databaseAccount();
  const folders = {
    dataDirectory: join(dataRoot, 'postgres'),
    settingsFile: join(dataRoot, 'postgresql.conf'),
    logFile: join(dataRoot, 'postgres.log'),
  };
  refuseClosedFolder(account, dataRoot);
  const programs = unpackPrograms(account);
  const state = { socketDirectory: '', child: null, isStopping: false, recovering: null };
  const watch: Watch = { options, programs, account, dataRoot, folders, ...state };
  await withStartLock(dataRoot, () => joinOrStart(watch));
  const timer = setInterval(() => look(watch), WATCH_MS);
  timer.unref();
  const onExit = () => watch.child?.kill('SIGINT');
  process.on('exit', onExit);
  return handleOf(watch, () => {
    clearInterval(timer);
    process.off('exit', onExit);
  });
}

/** Stops a server that a killed process left on this data folder; the folder itself may be beyond starting. */
export async function stopLeftServer(dataRoot: string): Promise<void> {
  const dataDirectory = join(realpathSync(dataRoot), 'postgres');
  if (existsSync(dataDirectory)) await clearLeftovers(dataDirectory);
}

function handleOf(watch: Watch, release: () => void): EmbeddedPostgres {
  const connection = (database = 'postgres') => ({
    host: watch.socketDirectory,
    port: PORT,
    user: 'postgres',
    database,
  });
  return {
    version: watch.programs.version,
    dataRoot: watch.dataRoot,
    dataDirectory: watch.folders.dataDirectory,
    logFile: watch.folders.logFile,
    connection,
    url: (database = 'postgres') =>
      `postgres://postgres@localhost:${PORT}/${encodeURIComponent(database)}?host=${encodeURIComponent(watch.socketDirectory)}`,
    isOwner: () => watch.child !== null,
    serverPid: () => readPidFile(watch.folders.dataDirectory)?.pid ?? null,
    stop: async () => {
      watch.isStopping = true;
      release();
      await watch.recovering?.catch(() => {});
      if (!watch.child) return;
      if (watch.child.pid !== undefined) await endServer(watch.child.pid);
      watch.child = null;
      removeSocketDirectory(watch.socketDirectory);
      leaveOwnership(watch.dataRoot);
    },
  };
}

/** Under the start lock: uses the server of a living owner, else becomes the owner. */
async function joinOrStart(watch: Watch): Promise<void> {
  const { dataDirectory } = watch.folders;
  for (const until = Date.now() + 30_000; livingOwner(watch.dataRoot) !== null; await pause(50)) {
    const running = readPidFile(dataDirectory);
    if (running?.state === 'ready' && servesData(running.pid, dataDirectory)) {
      watch.socketDirectory = running.socketDirectory;
      return;
    }
    if (Date.now() > until) {
      const owner = livingOwner(watch.dataRoot)?.pid;
      throw new Error(
        `Process ${owner} looks after ${watch.dataRoot}, but its database has not answered for 30 s.`,
      );
    }
  }
  await prepareFolders(watch);
  try {
    await startServer(watch);
  } catch (error) {
    removeSocketDirectory(watch.socketDirectory);
    leaveOwnership(watch.dataRoot);
    throw error;
  }
}

async function prepareFolders(watch: Watch): Promise<void> {
  const { options, programs, account, dataRoot, folders } = watch;
  const left = lastSocketDirectory(dataRoot);
  if (existsSync(folders.dataDirectory)) {
    giveTree(account, folders.dataDirectory);
    refuseOtherVersion(programs, folders.dataDirectory);
  } else {
    options.log.info({ dataRoot }, 'PostgreSQL: making a new cluster');
    const isThrowAway = options.durability === 'fast' || options.settings?.fsync === 'off';
    await (isThrowAway ? initialiseThrowAway : initialise)(programs, account, folders.dataDirectory);
  }
  if (options.archiveDirectory && !existsSync(options.archiveDirectory)) {
    mkdirSync(options.archiveDirectory, { recursive: true, mode: 0o700 });
    give(account, options.archiveDirectory);
  }
  const outcome = await clearLeftovers(folders.dataDirectory);
  if (outcome === 'stopped')
    options.log.warn({}, 'PostgreSQL: a server left by a killed process was stopped');
  if (left) removeSocketDirectory(left);
  watch.socketDirectory = makeSocketDirectory(account, (path) => give(account, path));
}

function refuseOtherVersion(programs: Programs, dataDirectory: string): void {
  const written = readFileSync(join(dataDirectory, 'PG_VERSION'), 'utf8').trim();
  const ours = programs.version.split('.')[0];
  if (written === ours) return;
  throw new Error(
    `The data in ${dataDirectory} was written by PostgreSQL ${written}, the program is version ${ours}. ` +
      'docs/operating/upgrade.md says how to carry it over: back up with the old version, restore with the new one.',
  );
}

/** Spawns the server and waits until it is ready; the socket folder keeps its path over restarts. */
async function startServer(watch: Watch): Promise<void> {
  const { options, programs, account, folders, socketDirectory } = watch;
  await clearLeftovers(folders.dataDirectory);
  remakeSocketDirectory(socketDirectory, (path) => give(account, path));
  const text = settingsFile({
    socketDirectory,
    durability: options.durability ?? 'safe',
    archiveDirectory: options.archiveDirectory,
    hasLocalFile: existsSync(join(watch.dataRoot, LOCAL_SETTINGS_FILE)),
    extra: options.settings,
  });
  writeFileSync(folders.settingsFile, text);
  chmodSync(folders.settingsFile, 0o644);
  trimLog(folders.logFile);
  const child = spawnServer(programs, account, folders);
  becomeOwner(watch.dataRoot, socketDirectory);
  try {
    await waitReady(child, folders);
  } catch (error) {
    child.kill('SIGINT');
    throw error;
  }
  watch.child = child;
  const wasLost = () => {
    if (watch.isStopping || watch.child !== child) return;
    recover(watch, `the server ended (${child.signalCode ?? `code ${child.exitCode}`})`);
  };
  if (child.exitCode !== null || child.signalCode !== null) wasLost();
  else child.once('exit', wasLost);
}

/** Now and then: trims the log; as a guest, takes over when the owner is gone. */
function look(watch: Watch): void {
  if (watch.isStopping || watch.recovering) return;
  if (watch.child) trimLog(watch.folders.logFile);
  else if (livingOwner(watch.dataRoot) === null) recover(watch, 'the process that ran the database ended');
}

function recover(watch: Watch, reason: string): void {
  watch.recovering ??= bringBack(watch, reason).finally(() => (watch.recovering = null));
}

async function bringBack(watch: Watch, reason: string): Promise<void> {
  const { log, onEvent } = watch.options;
  const since = performance.now();
  log.error({ reason }, 'PostgreSQL: the server is lost, bringing it back');
  onEvent?.({ kind: 'lost', reason });
  for (let attempt = 1; !watch.isStopping; attempt += 1) {
    try {
      await withStartLock(watch.dataRoot, () => restartOrJoin(watch));
      const milliseconds = Math.round(performance.now() - since);
      log.info({ milliseconds }, 'PostgreSQL: the server is back');
      onEvent?.({ kind: 'recovered', milliseconds });
      return;
    } catch (error) {
      const why = (error as Error).message;
      log.error({ attempt, reason: why }, 'PostgreSQL: bringing it back failed, trying again');
      onEvent?.({ kind: 'restart-failed', attempt, reason: why });
      await pause(Math.min(100 * 2 ** attempt, RESTART_PAUSE_MS_MAX));
    }
  }
}

/** Two guests may see the same loss: the first one under the lock becomes the owner, the other stays a guest. */
async function restartOrJoin(watch: Watch): Promise<void> {
  const owner = livingOwner(watch.dataRoot);
  if (owner !== null && owner.pid !== process.pid) return;
  await startServer(watch);
}
