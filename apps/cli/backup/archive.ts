// The backup's container: a tar (POSIX ustar) compressed with zstd, whose last entry lists every other with its SHA-256.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';

const BLOCK = 512;
export const MANIFEST_NAME = 'manifest.json';

export type EntryRecord = { name: string; size: number; sha256: string };

function octal(value: number, width: number): Buffer {
  const digits = value.toString(8);
  if (digits.length < width) return Buffer.from(`${digits.padStart(width - 1, '0')}\0`, 'latin1');
  // Sizes beyond 8 GB: base-256, as GNU and BSD tar read it.
  const field = Buffer.alloc(width);
  field.writeBigUInt64BE(BigInt(value), width - 8);
  field[0] = 0x80;
  return field;
}

/** Splits a long name into ustar's prefix and name. @throws when neither split fits. */
function splitName(name: string): { prefix: string; base: string } {
  if (Buffer.byteLength(name) <= 100) return { prefix: '', base: name };
  for (let cut = name.lastIndexOf('/'); cut > 0; cut = name.lastIndexOf('/', cut - 1)) {
    const [prefix, base] = [name.slice(0, cut), name.slice(cut + 1)];
    if (Buffer.byteLength(base) > 100) break;
    if (Buffer.byteLength(prefix) <= 155) return { prefix, base };
  }
  throw new Error(`The path is too long for the archive: ${name}`);
}

function header(name: string, size: number, kind: 'file' | 'folder'): Buffer {
  const { prefix, base } = splitName(name);
  const block = Buffer.alloc(BLOCK);
  block.write(base, 0, 100);
  block.write(kind === 'folder' ? '0000700\0' : '0000600\0', 100, 'latin1');
  block.write('0000000\0'.repeat(2), 108, 'latin1');
  octal(size, 12).copy(block, 124);
  octal(0, 12).copy(block, 136);
  block.write(' '.repeat(8), 148, 'latin1');
  block.write(kind === 'folder' ? '5' : '0', 156, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  block.write(prefix, 345, 155);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

const padding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

/** Writes an archive beside its final name and renames it when it is whole. */
export class ArchiveWriter {
  readonly entries: EntryRecord[] = [];
  readonly #file: string;
  readonly #partial: string;
  readonly #compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  readonly #output;
  #failure: Error | null = null;
  bytesIn = 0;
  bytesOut = 0;

  constructor(file: string) {
    this.#file = file;
    this.#partial = `${file}.partial`;
    this.#output = createWriteStream(this.#partial, { mode: 0o600 });
    const counter = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.bytesOut += chunk.length;
        done(null, chunk);
      },
    });
    const failed = (error: Error) => (this.#failure ??= error);
    for (const stream of [this.#compress, counter, this.#output] as NodeJS.EventEmitter[])
      stream.on('error', failed);
    this.#compress.pipe(counter).pipe(this.#output);
  }

  #refuseFailed(): void {
    const failure: Error | null = this.#failure;
    if (failure instanceof Error) throw failure;
  }

  async #write(data: Buffer): Promise<void> {
    this.#refuseFailed();
    if (data.length === 0 || this.#compress.write(data)) return;
    await new Promise<void>((done) => {
      const go = () => {
        this.#compress.off('drain', go);
        this.#output.off('error', go);
        done();
      };
      this.#compress.once('drain', go);
      this.#output.once('error', go);
    });
    this.#refuseFailed();
  }

  async addFolder(name: string): Promise<void> {
    await this.#write(header(`${name}/`, 0, 'folder'));
  }

  /** Adds exactly `size` bytes: a source that turns out shorter is filled with zeros, a longer one is cut. */
  async add(name: string, size: number, chunks: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void> {
    await this.#write(header(name, size, 'file'));
    const hash = createHash('sha256');
    let left = size;
    const put = async (chunk: Buffer) => {
      hash.update(chunk);
      left -= chunk.length;
      this.bytesIn += chunk.length;
      await this.#write(chunk);
    };
    for await (const chunk of chunks) {
      if (left > 0) await put(chunk.subarray(0, left));
      if (left === 0) break;
    }
    while (left > 0) await put(Buffer.alloc(Math.min(left, 1 << 20)));
    await this.#write(padding(size));
    this.entries.push({ name, size, sha256: hash.digest('hex') });
  }

  addBuffer(name: string, data: Buffer): Promise<void> {
    return this.add(name, data.length, [data]);
  }

  /** Adds the manifest (with the list of entries), closes, flushes to disk and gives the archive its name. */
  async finish(manifest: object): Promise<void> {
    const text = JSON.stringify({ ...manifest, entries: this.entries }, null, 1);
    const data = Buffer.from(text);
    await this.#write(header(MANIFEST_NAME, data.length, 'file'));
    await this.#write(data);
    await this.#write(padding(data.length));
    await this.#write(Buffer.alloc(2 * BLOCK));
    this.#compress.end();
    await finished(this.#output);
    const handle = await open(this.#partial, 'r+');
    await handle.sync();
    await handle.close();
    await rename(this.#partial, this.#file);
  }

  async abandon(): Promise<void> {
    this.#compress.destroy();
    this.#output.destroy();
    await rm(this.#partial, { force: true });
  }
}

/** Reads exact amounts out of a stream of chunks. */
class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** At most `limit` bytes, at least one; null at the end. */
  async some(limit: number): Promise<Buffer | null> {
    while (this.#held.length === 0) {
      const next = await this.#source.next();
      if (next.done) return null;
      this.#held = next.value;
    }
    const part = this.#held.subarray(0, limit);
    this.#held = this.#held.subarray(part.length);
    return part;
  }

  async exactly(count: number): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    for (let missing = count; missing > 0; ) {
      const part = await this.some(missing);
      if (!part) return null;
      parts.push(part);
      missing -= part.length;
    }
    return Buffer.concat(parts);
  }
}

export type ArchiveEntry = { name: string; size: number; isFolder: boolean; chunks: AsyncGenerator<Buffer> };

function parseHeader(block: Buffer): { name: string; size: number; isFolder: boolean } {
  const field = (start: number, length: number) =>
    block.toString('utf8', start, start + length).split('\0')[0] as string;
  const stated = Number.parseInt(field(148, 8), 8);
  const counted = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  if (stated !== counted) throw new Error('The archive is damaged: a header does not match its checksum.');
  const prefix = field(345, 155);
  const isBig = ((block[124] as number) & 0x80) !== 0;
  const size = isBig ? Number(block.readBigUInt64BE(128)) : Number.parseInt(field(124, 12), 8);
  return { name: prefix ? `${prefix}/${field(0, 100)}` : field(0, 100), size, isFolder: block[156] === 0x35 };
}

/** The entries in order. An entry's chunks that are not read are skipped. @throws when the archive is cut or damaged. */
export async function* readArchive(file: string): AsyncGenerator<ArchiveEntry> {
  const input = createReadStream(file, { highWaterMark: 1 << 20 });
  const decompress = createZstdDecompress();
  input.on('error', (error) => decompress.destroy(error));
  const reader = new ByteReader(input.pipe(decompress));
  const cut = () => new Error('The archive is cut short.');
  try {
    for (;;) {
      const block = await reader.exactly(BLOCK);
      if (!block) throw cut();
      if (block.every((byte) => byte === 0)) return;
      const { name, size, isFolder } = parseHeader(block);
      let left = size;
      const chunks = (async function* () {
        while (left > 0) {
          const chunk = await reader.some(left);
          if (!chunk) throw cut();
          left -= chunk.length;
          yield chunk;
        }
      })();
      yield { name, size, isFolder, chunks };
      while (left > 0)
        left -= (await reader.some(left).then((chunk) => chunk ?? Promise.reject(cut()))).length;
      if (padding(size).length && !(await reader.exactly(padding(size).length))) throw cut();
    }
  } finally {
    input.destroy();
    decompress.destroy();
  }
}

/** Hashes an entry while its bytes go by. */
export async function* hashed(entry: ArchiveEntry, done: (sha256: string) => void): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of entry.chunks) {
    hash.update(chunk);
    yield chunk;
  }
  done(hash.digest('hex'));
}
