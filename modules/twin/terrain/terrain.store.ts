// The SQL of terrains: grids of heights, compressed.
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { newId, type Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';
import type { Heights } from './resample.ts';

export interface NewTerrain {
  readonly name: string;
  readonly source: string;
  readonly schematic: boolean;
  readonly heights: Heights;
}

export interface Terrain extends NewTerrain {
  readonly id: string;
}

export type TerrainHead = Pick<
  Tables['twin.terrain'],
  'terrain_id' | 'name' | 'source' | 'schematic' | 'imported_at'
>;

export async function insertTerrain(
  tx: Tx<Tables>,
  given: NewTerrain,
): Promise<{ id: string; sha256: string }> {
  const { heights, columns, rows, west, north, degrees } = given.heights;
  const bytes = Buffer.from(heights.buffer, heights.byteOffset, heights.byteLength);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const id = newId(tx.now);
  await tx.db
    .insertInto('twin.terrain')
    .values({
      terrain_id: id,
      name: given.name,
      source: given.source,
      schematic: given.schematic,
      west,
      north,
      degrees,
      columns,
      grid_rows: rows,
      heights: gzipSync(bytes),
      sha256,
      imported_at: tx.now,
      imported_by: tx.actor.id ?? 'city',
    })
    .execute();
  return { id, sha256 };
}

export async function listTerrains(tx: Tx<Tables>, most: number): Promise<TerrainHead[]> {
  return tx.db
    .selectFrom('twin.terrain')
    .select(['terrain_id', 'name', 'source', 'schematic', 'imported_at'])
    .orderBy('imported_at', 'desc')
    .orderBy('terrain_id', 'desc')
    .limit(most)
    .execute();
}

/** The named terrain, or the newest; undefined when there is none. */
export async function readTerrain(tx: Tx<Tables>, id: string | null): Promise<Terrain | undefined> {
  const row = await tx.db
    .selectFrom('twin.terrain')
    .selectAll()
    .where(id === null ? sql<boolean>`true` : sql<boolean>`terrain_id = ${id}`)
    .orderBy('imported_at', 'desc')
    .orderBy('terrain_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const { terrain_id, name, source, schematic, west, north, degrees, columns, grid_rows: rows } = row;
  // A copy of its own: bytes from a pool need not begin where a number may.
  const heights = new Float32Array(Uint8Array.from(gunzipSync(row.heights)).buffer);
  return {
    id: terrain_id,
    name,
    source,
    schematic,
    heights: { west, north, degrees, columns, rows, heights },
  };
}
