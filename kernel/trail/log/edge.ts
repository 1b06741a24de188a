// The right edge of a growing log: the unfilled tile of each level, which is all that appending and the root need. Pure.
import { foldRight, hashBytes, leafHash } from './merkle.ts';
import { perfectHash, type TileId, tileKey, tileWidth } from './tiles.ts';

export interface GrownTile extends TileId {
  readonly width: number;
  readonly data: Buffer;
}

interface Open {
  readonly data: Buffer;
  width: number;
}

export class Edge {
  #size = 0;
  readonly #open: Open[] = [];

  /** `open[level]` are the hashes of that level's last, unfilled tile. @throws Error when they do not fit the size. */
  static of(size: number, open: readonly Uint8Array[]): Edge {
    const edge = new Edge();
    edge.#size = size;
    for (let level = 0; tileWidth ** level <= size; level++) {
      const width = Math.floor(size / tileWidth ** level) % tileWidth;
      const data = open[level] ?? new Uint8Array();
      if (data.length !== width * hashBytes)
        throw new Error(`Level ${level} of a tree of ${size} has ${data.length} bytes in its open tile`);
      edge.#at(level).data.set(data);
      edge.#at(level).width = width;
    }
    return edge;
  }

  get size(): number {
    return this.#size;
  }

  /** Appends entries and answers the tiles that have grown, whole as they are now. */
  append(entries: readonly Uint8Array[]): readonly GrownTile[] {
    const filled = new Map<string, GrownTile>();
    const touched = new Set<number>();
    for (const entry of entries) {
      let hash = leafHash(entry);
      for (let level = 0; ; level++) {
        const full = this.#push(level, hash);
        if (!full) {
          touched.add(level);
          break;
        }
        filled.set(tileKey(full), full);
        touched.delete(level);
        hash = perfectHash(full.data);
      }
      this.#size++;
    }
    const open = [...touched].map((level) => {
      const { data, width } = this.#at(level);
      const index = Math.floor(this.#size / tileWidth ** (level + 1));
      return { level, index, width, data: Buffer.from(data.subarray(0, width * hashBytes)) };
    });
    return [...filled.values(), ...open];
  }

  /** The tile when this hash fills it. */
  #push(level: number, hash: Uint8Array): GrownTile | null {
    const open = this.#at(level);
    open.data.set(hash, open.width * hashBytes);
    open.width++;
    if (open.width < tileWidth) return null;
    open.width = 0;
    const index = Math.floor(this.#size / tileWidth ** (level + 1));
    return { level, index, width: tileWidth, data: Buffer.from(open.data) };
  }

  #at(level: number): Open {
    const there = this.#open[level];
    if (there) return there;
    const open = { data: Buffer.alloc(tileWidth * hashBytes), width: 0 };
    this.#open[level] = open;
    return open;
  }

  get root(): Buffer {
    const hashes: Buffer[] = [];
    for (let level = this.#open.length - 1; level >= 0; level--) {
      const { data, width } = this.#at(level);
      for (let offset = 0; offset < width; ) {
        const count = 2 ** Math.floor(Math.log2(width - offset));
        hashes.push(perfectHash(data.subarray(offset * hashBytes, (offset + count) * hashBytes)));
        offset += count;
      }
    }
    return foldRight(hashes);
  }
}
