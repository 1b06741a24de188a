// Whose spool is whose: a folder a process, named after it, so that a dead one's is taken over by exactly one other.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export interface SpoolFolder {
  readonly writer: string;
  readonly path: string;
}

const shape = /^([0-9a-f-]{36})@(\d+)-(\d+)$/;

/** When a process started, in the kernel's ticks; tells a process from a later one of the same number. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  } catch {
    return '0';
  }
}

function isAlive(pid: number, start: string): boolean {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return startOf(pid) === start;
}

const mark = (): string => `${process.pid}-${startOf(process.pid)}`;

/** Takes over what dead processes left; none when there is none. */
export function takeOrphans(root: string): SpoolFolder[] {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  return readdirSync(root).flatMap((name) => {
    const [, writer = '', pid = '0', start = '0'] = shape.exec(name) ?? [];
    if (!writer || isAlive(Number(pid), start)) return [];
    const path = join(root, `${writer}@${mark()}`);
    try {
      renameSync(join(root, name), path);
    } catch {
      return [];
    }
    return [{ writer, path }];
  });
}

export function newFolder(root: string): SpoolFolder {
  const writer = randomUUID();
  const path = join(root, `${writer}@${mark()}`);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return { writer, path };
}

/** Leaves the folder to whoever comes next. */
export function release({ path }: SpoolFolder): void {
  renameSync(path, path.replace(/@\d+-\d+$/, '@0-0'));
}

export function remove({ path }: SpoolFolder): void {
  rmSync(path, { recursive: true, force: true });
}
