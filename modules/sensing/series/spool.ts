// The spool: an append-only file in front of the database. What it has answered for is on the disk (one fsync a group).
import { type FileHandle, mkdir, open, readdir, stat, truncate, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { readRecord, recordBytes, type Taken, writeRecord } from './spool-record.ts';

export interface Place {
  readonly segment: number;
  readonly byte: number;
}

export interface SpoolOptions {
  readonly folder: string;
  /** A new file begins when one is larger. */
  readonly segmentBytes: number;
  /** Most bytes that wait for the disk; more is refused, so that memory stays bounded. */
  readonly mostWaitingBytes: number;
  /** Most bytes on the disk that the database has not taken yet. */
  readonly mostStandingBytes: number;
}

interface Waiting {
  readonly taken: Taken;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** The spool is full or closed; the sender keeps its message and tries again. */
export class SpoolFull extends Error {}

const nameOf = (segment: number): string => `${String(segment).padStart(12, '0')}.spool`;

export class Spool {
  readonly options: SpoolOptions;
  #file: FileHandle | null = null;
  #segment = 0;
  #end = 0;
  #oldest = 0;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #running: Promise<void> | null = null;
  #closed = false;
  #wake: () => void = () => {};

  private constructor(options: SpoolOptions) {
    this.options = options;
  }

  /** Opens the folder, cuts off a torn tail, and goes on behind the last whole record. */
  static async open(options: SpoolOptions): Promise<Spool> {
    const spool = new Spool(options);
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    const segments = await segmentsIn(options.folder);
    spool.#oldest = segments[0] ?? 1;
    spool.#segment = segments.at(-1) ?? 1;
    const path = join(options.folder, nameOf(spool.#segment));
    spool.#file = await open(path, 'a+');
    spool.#end = await wholeBytes(spool.#file);
    await truncate(path, spool.#end);
    await spool.#file.datasync();
    await syncFolder(options.folder);
    return spool;
  }

  /** What is safe on the disk ends here. */
  get end(): Place {
    return { segment: this.#segment, byte: this.#end };
  }

  get oldest(): number {
    return this.#oldest;
  }

  /** Called whenever more has become safe. */
  onSafe(wake: () => void): void {
    this.#wake = wake;
  }

  /** Resolves once the message is on the disk. @throws SpoolFull */
  append(taken: Taken): Promise<void> {
    const bytes = recordBytes(taken.points.length);
    if (this.#closed) return Promise.reject(new SpoolFull('The spool is closed'));
    if (this.#waitingBytes + bytes > this.options.mostWaitingBytes || this.#isStandingFull())
      return Promise.reject(new SpoolFull('The spool is full'));
    this.#waitingBytes += bytes;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ taken, resolve, reject });
      this.#running ??= this.#flush();
    });
  }

  #isStandingFull(): boolean {
    return (this.#segment - this.#oldest) * this.options.segmentBytes > this.options.mostStandingBytes;
  }

  /** Writes what waits, again and again, until nothing does. What comes during an fsync makes the next group. */
  async #flush(): Promise<void> {
    await new Promise((soon) => setImmediate(soon));
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      this.#waitingBytes = 0;
      try {
        await this.#write(group);
        for (const { resolve } of group) resolve();
        this.#wake();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#running = null;
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    if (this.#end >= this.options.segmentBytes) await this.#nextSegment();
    const bytes = group.reduce((sum, { taken }) => sum + recordBytes(taken.points.length), 0);
    const buffer = Buffer.allocUnsafe(bytes);
    let at = 0;
    for (const { taken } of group) at = writeRecord(buffer, at, taken);
    const file = this.#file as FileHandle;
    try {
      await file.appendFile(buffer);
      await file.datasync();
    } catch (error) {
      // Part of it may stand in the file: cut it off, so that nothing follows a torn record.
      await file.truncate(this.#end).catch(() => (this.#closed = true));
      throw error;
    }
    this.#end += bytes;
  }

  async #nextSegment(): Promise<void> {
    const file = await open(join(this.options.folder, nameOf(this.#segment + 1)), 'a+');
    await syncFolder(this.options.folder);
    await this.#file?.close();
    this.#file = file;
    this.#segment++;
    this.#end = 0;
  }

  /** Reads at most `most` bytes of whole records from a place on, never beyond what is safe. */
  async read(from: Place, most: number): Promise<{ messages: Taken[]; next: Place; isDamaged: boolean }> {
    const isLast = from.segment >= this.#segment;
    const safe = this.#end;
    const file = await open(join(this.options.folder, nameOf(from.segment)), 'r');
    try {
      const until = isLast ? safe : (await file.stat()).size;
      const bytes = Buffer.allocUnsafe(Math.min(most, Math.max(0, until - from.byte)));
      await file.read(bytes, 0, bytes.length, from.byte);
      const messages: Taken[] = [];
      let at = 0;
      for (let record = readRecord(bytes, at); record; record = readRecord(bytes, at)) {
        messages.push(record);
        at = record.next;
      }
      if (messages.length > 0 || isLast)
        return { messages, next: { segment: from.segment, byte: from.byte + at }, isDamaged: false };
      // Closed files end with a whole record; what does not is damage of the disk, and is said.
      return { messages, next: { segment: from.segment + 1, byte: 0 }, isDamaged: until > from.byte };
    } finally {
      await file.close();
    }
  }

  /** Removes files that lie wholly before a place. */
  async forget(before: Place): Promise<void> {
    for (; this.#oldest < Math.min(before.segment, this.#segment); this.#oldest++)
      await unlink(join(this.options.folder, nameOf(this.#oldest))).catch(() => {});
  }

  /** Lets the writes that have begun end, then closes. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
    await this.#file?.close();
    this.#file = null;
  }
}

async function segmentsIn(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names
    .flatMap((name) => /^(\d{12})\.spool$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

async function wholeBytes(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const bytes = Buffer.allocUnsafe(size);
  await file.read(bytes, 0, size, 0);
  let at = 0;
  for (let record = readRecord(bytes, at); record; record = readRecord(bytes, at)) at = record.next;
  return at;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().catch(() => {});
  await handle.close();
}

/** Whether a folder holds a spool. */
export async function isSpool(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => null);
  return found?.isDirectory() === true && (await segmentsIn(folder)).length > 0;
}
