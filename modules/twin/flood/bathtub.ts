// The bathtub: every cell that a still water level reaches from the sea. What a tide held for ever would come to; a check beside
// the moving water, and an answer within milliseconds.
import type { Crest, Ground } from './water-grid.ts';

/** Depth of water in each cell when the level stands for ever: connected to the source cells, over crests lower than the level. */
export function bathtub(
  ground: Ground,
  sources: readonly number[],
  level: number,
  crests: readonly Crest[] = [],
): Float64Array {
  const { bed, columns } = ground;
  const blocked = new Set(
    crests
      .filter(({ crest }) => crest >= level)
      .map(({ from, to }) => edgeKey(Math.min(from, to), Math.max(from, to), columns)),
  );
  const depth = new Float64Array(bed.length);
  const waiting = sources.filter((cell) => (bed[cell] as number) < level);
  for (const cell of waiting) depth[cell] = level - (bed[cell] as number);
  while (waiting.length > 0) {
    const cell = waiting.pop() as number;
    for (const next of neighbours(cell, ground)) {
      const dry = depth[next] === 0 && (bed[next] as number) < level;
      if (!dry || blocked.has(edgeKey(Math.min(cell, next), Math.max(cell, next), columns))) continue;
      depth[next] = level - (bed[next] as number);
      waiting.push(next);
    }
  }
  return depth;
}

/** Two numbers an edge: twice its first cell, one more when it leads south. */
const edgeKey = (from: number, to: number, columns: number): number =>
  from * 2 + (to - from === 1 && columns !== 1 ? 0 : 1);

/** The cells beside a cell, in the order east, west, south, north. */
export function neighbours(
  cell: number,
  { columns, bed }: { readonly columns: number; readonly bed: { readonly length: number } },
): number[] {
  const column = cell % columns;
  const found: number[] = [];
  if (column < columns - 1) found.push(cell + 1);
  if (column > 0) found.push(cell - 1);
  if (cell + columns < bed.length) found.push(cell + columns);
  if (cell >= columns) found.push(cell - columns);
  return found;
}
