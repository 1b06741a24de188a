// Who looks after a data folder: a record of the owning process, so that a second command joins instead of fighting it.
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A process told apart from a later one with the same number by its start time (clock ticks since boot). */
export type ProcessIdentity = { pid: number; startTime: string };

/** Start time of a living process from /proc/PID/stat (field 22), or null when it does not live. A zombie counts as dead. */
export function startTimeOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

export const isAlive = (who: ProcessIdentity): boolean => startTimeOf(who.pid) === who.startTime;

const myself = (): ProcessIdentity => ({ pid: process.pid, startTime: startTimeOf(process.pid) ?? '' });

function readIdentity(file: string): ProcessIdentity | null {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
    return Number.isInteger(value.pid) ? value : null;
  } catch {
    return null;
  }
}

const ownerFile = (dataRoot: string): string => join(dataRoot, 'owner.json');

/** The living process that looks after this data folder, or null. */
export function livingOwner(dataRoot: string): ProcessIdentity | null {
  const owner = readIdentity(ownerFile(dataRoot));
  return owner && isAlive(owner) ? owner : null;
}

/** Records this process as the one that looks after the folder, with the socket folder it made. */
export function becomeOwner(dataRoot: string, socketDirectory: string): void {
  writeFileSync(ownerFile(dataRoot), JSON.stringify({ ...myself(), socketDirectory }));
}

export function leaveOwnership(dataRoot: string): void {
  if (livingOwner(dataRoot)?.pid === process.pid) rmSync(ownerFile(dataRoot), { force: true });
}

/** The socket folder that the last owner made, alive or not; null when there is no record. */
export function lastSocketDirectory(dataRoot: string): string | null {
  const record = readIdentity(ownerFile(dataRoot)) as { socketDirectory?: string } | null;
  return record?.socketDirectory ?? null;
}

const LOCK_WAIT_MS_MAX = 60_000;

/** Runs `work` while holding the folder's start lock; a lock whose holder died is taken over. */
export async function withStartLock<T>(dataRoot: string, work: () => Promise<T>): Promise<T> {
  const file = join(dataRoot, 'start.lock');
  const until = Date.now() + LOCK_WAIT_MS_MAX;
  while (!tryLock(file)) {
    const holder = readIdentity(file);
    if (holder && !isAlive(holder)) rmSync(file, { force: true });
    else if (Date.now() > until) {
      throw new Error(
        `Another process (${holder?.pid ?? 'unknown'}) has been starting this database for a minute: ${file}`,
      );
    } else await pause(25);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryLock(file: string): boolean {
  try {
    const handle = openSync(file, 'wx', 0o600);
    writeFileSync(handle, JSON.stringify(myself()));
    closeSync(handle);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
