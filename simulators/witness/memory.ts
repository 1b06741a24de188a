// What a witness remembers: its seed and the heads it cosigned, a line each in a file, on the disk before it answers.
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export interface Remembered {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Buffer;
  readonly note: string;
  readonly at: Date;
}

export interface Memory {
  readonly seed: Buffer;
  readonly last: (origin: string) => Remembered | null;
  readonly all: (origin: string) => readonly Remembered[];
  readonly keep: (head: Remembered) => void;
}

export function openMemory(file: string, makeSeed: () => Buffer): Memory {
  mkdirSync(dirname(file), { recursive: true });
  const write = (line: object) => {
    const handle = openSync(file, 'a', 0o600);
    try {
      writeSync(handle, `${JSON.stringify(line)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  };
  if (!existsSync(file)) write({ seed: makeSeed().toString('base64url') });
  const kept = readFileSync(file, 'utf8');
  // What follows a line that a crash cut short begins on a line of its own.
  if (!kept.endsWith('\n')) appendFileSync(file, '\n');
  const [first = '', ...rest] = kept.split('\n');
  const seed = Buffer.from((JSON.parse(first) as { seed: string }).seed, 'base64url');
  const heads = rest.flatMap(readHead);
  return {
    seed,
    last: (origin) => heads.findLast((head) => head.origin === origin) ?? null,
    all: (origin) => heads.filter((head) => head.origin === origin),
    keep: (head) => {
      write({ ...head, size: String(head.size), root: head.root.toString('base64') });
      heads.push(head);
    },
  };
}

/** A line that a crash cut short was never answered for, and counts as not written. */
function readHead(line: string): Remembered[] {
  try {
    const head = JSON.parse(line) as { origin: string; size: string; root: string; note: string; at: string };
    return [
      { ...head, size: BigInt(head.size), root: Buffer.from(head.root, 'base64'), at: new Date(head.at) },
    ];
  } catch {
    return [];
  }
}
