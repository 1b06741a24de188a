// The log's arithmetic against a naive tree, the published vectors of RFC 6962 and the examples of the C2SP specifications.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeCheckpoint, readCheckpoint } from './checkpoint.ts';
import { Edge } from './edge.ts';
import {
  consistencyRanges,
  emptyRoot,
  inclusionRanges,
  isConsistent,
  leafHash,
  nodeHash,
  rootFromInclusion,
  splitOf,
} from './merkle.ts';
import { indexPath, rangeHash, readTilePath, tileKey, tilePath, tilesFor, widthOf } from './tiles.ts';

/** Section 2.1 of the RFC, word for word. */
function naiveRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return emptyRoot;
  if (leaves.length === 1) return leafHash(leaves[0] as Buffer);
  const k = splitOf(leaves.length);
  return nodeHash(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

const entriesOf = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, at) => Buffer.from(`entry ${at}`));

/** A whole log in memory, appended in batches. */
function grow(entries: readonly Buffer[], batch: number): { edge: Edge; tiles: Map<string, Buffer> } {
  const edge = new Edge();
  const tiles = new Map<string, Buffer>();
  for (let at = 0; at < entries.length; at += batch)
    for (const tile of edge.append(entries.slice(at, at + batch))) tiles.set(tileKey(tile), tile.data);
  return { edge, tiles };
}

// The inputs and roots used by the implementations of Certificate Transparency.
const published = {
  leaves: [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ],
  roots: [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ],
  consistency: [
    {
      old: 6,
      size: 8,
      proof: [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    },
    {
      old: 2,
      size: 5,
      proof: [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    },
    {
      old: 6,
      size: 7,
      proof: [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    },
  ],
};
const vectorLeaves = published.leaves.map((text) => Buffer.from(text, 'hex'));

describe('against the published vectors', () => {
  test('the root of each size is the published one', () => {
    published.roots.forEach((root, size) => {
      const edge = new Edge();
      edge.append(vectorLeaves.slice(0, size));
      expect(edge.root.toString('hex')).toBe(root);
    });
  });

  test.each(published.consistency)(
    'consistency from $old to $size is the published proof',
    ({ old, size, proof }) => {
      const { tiles } = grow(vectorLeaves.slice(0, size), 3);
      const own = consistencyRanges(old, size).map((range) => rangeHash(range, tiles).toString('hex'));
      expect(own).toEqual(proof);
    },
  );
});

describe('against a naive tree', () => {
  const sizes = fc.integer({ min: 1, max: 1200 });

  test('batches of any length lead to the same root, also after picking the edge up again', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 400 }), (size, batch) => {
        const entries = entriesOf(size);
        const { edge, tiles } = grow(entries, batch);
        expect(edge.root).toEqual(naiveRoot(entries));
        const open = [0, 1].map((level) => {
          const index = Math.floor(size / 256 ** (level + 1));
          return tiles.get(tileKey({ level, index })) ?? Buffer.alloc(0);
        });
        expect(Edge.of(size, open).root).toEqual(edge.root);
      }),
      { numRuns: 40 },
    );
  });

  test('every leaf has a proof that leads to the root, and no other leaf passes with it', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (size, any) => {
        const index = any % size;
        const { edge, tiles } = grow(entriesOf(size), 97);
        const proof = inclusionRanges(index, size).map((range) => rangeHash(range, tiles));
        expect(rootFromInclusion(index, size, leafHash(Buffer.from(`entry ${index}`)), proof)).toEqual(
          edge.root,
        );
        expect(rootFromInclusion(index, size, leafHash(Buffer.from('another')), proof)).not.toEqual(
          edge.root,
        );
        expect(rootFromInclusion(index, size, leafHash(Buffer.from('x')), [...proof, edge.root])).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  test('each size proves to continue each smaller one, and not a tree with one leaf changed', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, anyOld, anyLeaf) => {
        const old = 1 + (anyOld % size);
        const entries = entriesOf(size);
        const { edge, tiles } = grow(entries, 256);
        const proof = consistencyRanges(old, size).map((range) => rangeHash(range, tiles));
        const now = { size, root: edge.root };
        const before = entries.slice(0, old);
        expect(isConsistent({ size: old, root: naiveRoot(before) }, now, proof)).toBe(true);
        before[anyLeaf % old] = Buffer.from('bent');
        expect(isConsistent({ size: old, root: naiveRoot(before) }, now, proof)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test('the tiles named for a proof are all it needs, and exist in a tree of that size', () => {
    const { tiles } = grow(entriesOf(70_000), 4096);
    const ranges = inclusionRanges(65_700, 70_000);
    const needed = tilesFor(ranges);
    expect(needed.every((id) => (tiles.get(tileKey(id))?.length ?? 0) / 32 === widthOf(id, 70_000))).toBe(
      true,
    );
    const only = new Map(needed.map((id) => [tileKey(id), tiles.get(tileKey(id)) as Buffer]));
    expect(() => ranges.map((range) => rangeHash(range, only))).not.toThrow();
    expect(needed.length).toBeLessThanOrEqual(6);
  });
});

describe('names and widths of tiles', () => {
  test('an index is written in groups of three', () => {
    expect(indexPath(1_234_067)).toBe('x001/x234/067');
    expect(tilePath({ level: 0, index: 273, width: 112 })).toBe('tile/0/273.p/112');
    expect(tilePath({ level: 'entries', index: 5, width: 256 })).toBe('tile/entries/005');
  });

  test('a tree of 70,000 has the tiles of the specification’s example', () => {
    const widths = (level: number, count: number) =>
      Array.from({ length: count }, (_, index) => widthOf({ level, index }, 70_000));
    expect(widths(0, 275).filter((width) => width === 256)).toHaveLength(273);
    expect(widths(0, 275).slice(-2)).toEqual([112, 0]);
    expect(widths(1, 3)).toEqual([256, 17, 0]);
    expect(widths(2, 2)).toEqual([1, 0]);
    expect([widthOf({ level: 0, index: 0 }, 256), widthOf({ level: 1, index: 0 }, 256)]).toEqual([256, 1]);
  });

  test('only the canonical name is read', () => {
    expect(readTilePath('1/x001/x234/067.p/8')).toEqual({ level: 1, index: 1_234_067, width: 8 });
    for (const bad of [
      '00/000',
      '64/000',
      '0/0',
      '0/x000/001',
      '0/001.p/256',
      '0/001.p/0',
      '0/001.p/08',
      '0/x01/001',
      '-1/000',
    ])
      expect(readTilePath(bad), bad).toBeNull();
  });
});

test('a checkpoint reads back, and a size with a leading nought is none', () => {
  const checkpoint = { origin: 'haiphong.example/trail', size: 7, root: emptyRoot };
  expect(readCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
  expect(() => readCheckpoint('a\n07\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n')).toThrow();
  expect(() => readCheckpoint('a\n7\nAAAA\n')).toThrow();
});
