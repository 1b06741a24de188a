// Which tiles a wall shows and where: found ones in their order, never more than fit, or those the address names.
import type { TileArea, WallTile } from '@city/ui/wall';

/** A wall has at most eight tiles, one of them largest. */
export const room: Readonly<Record<TileArea, number>> = { main: 1, side: 3, foot: 4 };

export type TilePlan = Readonly<Record<TileArea, readonly WallTile[]>>;

/**
 * Sorts tiles into the areas. `wanted` are ids from the address (`?tiles=reports-map,reports-latest`); without it every
 * tile takes part, and what has no room in its area is left out, the largest `order` first.
 * @throws Error when two tiles have one id.
 */
export function planTiles(tiles: readonly WallTile[], wanted: readonly string[] | null): TilePlan {
  const ids = tiles.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice) throw new Error(`Two tiles are called ${twice}`);
  const chosen = tiles.filter(({ id }) => wanted === null || wanted.includes(id));
  const of = (area: TileArea) =>
    chosen
      .filter((tile) => tile.area === area)
      .sort((one, other) => one.order - other.order || one.id.localeCompare(other.id))
      .slice(0, room[area]);
  return { main: of('main'), side: of('side'), foot: of('foot') };
}

/** All tiles of a plan, in the order in which they are read. */
export function tilesOf(plan: TilePlan): readonly WallTile[] {
  return [...plan.main, ...plan.side, ...plan.foot];
}

/** The ids in `?tiles=`; null when the address names none. */
export function wantedTiles(search: string): readonly string[] | null {
  const ids = (new URLSearchParams(search).get('tiles') ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
  return ids.length > 0 ? ids : null;
}
