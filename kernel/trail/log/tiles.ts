// Tiles of a log (C2SP tlog-tiles): 256 neighbouring hashes of every eighth level, their names, and hashes and proofs made from them. Pure.
import { foldRight, hashBytes, nodeHash, type Range, type Subtree, subtreesOf } from './merkle.ts';

export const tileWidth = 256;
const tileHeight = 8;

export interface TileId {
  readonly level: number;
  readonly index: number;
}

/** `x001/x234/067` for 1234067. */
export function indexPath(index: number): string {
  let path = String(index % 1000).padStart(3, '0');
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    path = `x${String(rest % 1000).padStart(3, '0')}/${path}`;
  return path;
}

export interface TilePath {
  /** A level of hashes, or the bundles of entries. */
  readonly level: number | 'entries';
  readonly index: number;
  /** 1 … 256. */
  readonly width: number;
}

export function tilePath({ level, index, width }: TilePath): string {
  return `tile/${level}/${indexPath(index)}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** Reads the part after `tile/`; null when it is no name of a tile. Only the one canonical form is one. */
export function readTilePath(text: string): TilePath | null {
  const form = /^(entries|0|[1-9]\d?)\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(text);
  if (!form) return null;
  const [, level, digits, width] = form as unknown as [string, string, string, string | undefined];
  const index = Number(digits.replaceAll(/[x/]/g, ''));
  const found: TilePath = {
    level: level === 'entries' ? level : Number(level),
    index,
    width: width === undefined ? tileWidth : Number(width),
  };
  if (width !== undefined && found.width >= tileWidth) return null;
  if (found.level !== 'entries' && found.level > 63) return null;
  return tilePath(found) === `tile/${text}` ? found : null;
}

/** How many hashes a tile holds in a tree of `size`; 0 when it does not exist yet. */
export function widthOf({ level, index }: TileId, size: number): number {
  const there = Math.floor(size / tileWidth ** level) - index * tileWidth;
  return Math.max(0, Math.min(tileWidth, there));
}

/** Where the hashes of a subtree stand: its tile, and the place inside. */
function placeOf({ level, index }: Subtree): { tile: TileId; offset: number; count: number } {
  const tileLevel = Math.floor(level / tileHeight);
  const count = 2 ** (level % tileHeight);
  const first = index * count;
  return {
    tile: { level: tileLevel, index: Math.floor(first / tileWidth) },
    offset: first % tileWidth,
    count,
  };
}

/** The tiles needed for the hashes of some ranges, each once. */
export function tilesFor(ranges: readonly Range[]): readonly TileId[] {
  const tiles = new Map<string, TileId>();
  for (const range of ranges)
    for (const subtree of subtreesOf(range)) {
      const { tile } = placeOf(subtree);
      tiles.set(tileKey(tile), tile);
    }
  return [...tiles.values()];
}

export const tileKey = ({ level, index }: TileId): string => `${level}/${index}`;

export type Tiles = ReadonlyMap<string, Uint8Array>;

/** The hash of a range, from tiles that hold it. @throws Error when a tile is missing or too narrow. */
export function rangeHash(range: Range, tiles: Tiles): Buffer {
  return foldRight(subtreesOf(range).map((subtree) => subtreeHash(subtree, tiles)));
}

function subtreeHash(subtree: Subtree, tiles: Tiles): Buffer {
  const { tile, offset, count } = placeOf(subtree);
  const data = tiles.get(tileKey(tile));
  if (!data || data.length < (offset + count) * hashBytes)
    throw new Error(`Tile ${tileKey(tile)} does not hold ${offset + count} hashes`);
  return perfectHash(data.subarray(offset * hashBytes, (offset + count) * hashBytes));
}

/** The root over a power of two of neighbouring hashes. */
export function perfectHash(hashes: Uint8Array): Buffer {
  let row: Uint8Array[] = [];
  for (let at = 0; at < hashes.length; at += hashBytes) row.push(hashes.subarray(at, at + hashBytes));
  while (row.length > 1) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < row.length; at += 2)
      above.push(nodeHash(row[at] as Uint8Array, row[at + 1] as Uint8Array));
    row = above;
  }
  return Buffer.from(row[0] as Uint8Array);
}

/** A bundle: each entry after its length in two bytes. */
export function encodeBundle(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}
