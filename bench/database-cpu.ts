// CPU seconds of the PostgreSQL that works in a data folder, summed over its processes, those that have ended too.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The kernel counts in hundredths of a second (USER_HZ, proc(5)). */
const ticksPerSecond = 100;

export function databaseCpuSeconds(dataFolder: string): number {
  let ticks = 0;
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const fields = fieldsOf(pid);
    if (fields?.name !== 'postgres' || !isWithin(pid, dataFolder)) continue;
    ticks += fields.own;
    // The postmaster has waited for every backend that ended.
    if (fieldsOf(fields.parent)?.name !== 'postgres') ticks += fields.ended;
  }
  return ticks / ticksPerSecond;
}

function isWithin(pid: string, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
  } catch {
    return false;
  }
}

interface Fields {
  readonly name: string;
  readonly parent: string;
  readonly own: number;
  readonly ended: number;
}

/** Null when the process has gone. */
function fieldsOf(pid: string): Fields | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const after = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const at = (index: number) => Number(after[index]);
    return {
      name: text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')),
      parent: after[1] as string,
      own: at(11) + at(12),
      ended: at(13) + at(14),
    };
  } catch {
    return null;
  }
}
