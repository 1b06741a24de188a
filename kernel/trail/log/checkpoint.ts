// Checkpoints (C2SP tlog-checkpoint): the text in which a log says how long it is and what its root is. Pure.
import { hashBytes } from './merkle.ts';

export interface Checkpoint {
  /** Name of the log. */
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

export function encodeCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** Reads the first three lines of a note's text. @throws Error when they are no checkpoint. */
export function readCheckpoint(text: string): Checkpoint {
  const [origin, size, root] = text.split('\n');
  const data = Buffer.from(root ?? '', 'base64');
  if (
    !origin ||
    !/^(0|[1-9]\d{0,15})$/.test(size ?? '') ||
    !Number.isSafeInteger(Number(size)) ||
    data.length !== hashBytes ||
    data.toString('base64') !== root
  )
    throw new Error('Not a checkpoint of a log');
  return { origin, size: Number(size), root: data };
}
