// Takes a grid of heights in; from then on it is the newest, which scenarios use unless they name another.
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';
import { readAsciiGrid } from './ascii-grid.ts';
import { insertTerrain } from './terrain.store.ts';

export interface TerrainFile {
  readonly text: string;
  readonly name: string;
  readonly source: string;
  readonly schematic: boolean;
}

/** @throws AppError `twin_grid_wrong`, `twin_grid_large` */
export async function importTerrain(
  tx: Tx<Tables>,
  given: TerrainFile,
): Promise<{ id: string; cells: number }> {
  const heights = readAsciiGrid(given.text);
  const { name, source, schematic } = given;
  const { id, sha256 } = await insertTerrain(tx, { name, source, schematic, heights });
  const { columns, rows } = heights;
  tx.trail({
    action: 'twin.terrain.import',
    object: { type: 'twin-terrain', id },
    detail: { name, source, schematic, columns, rows, sha256 },
  });
  return { id, cells: columns * rows };
}
