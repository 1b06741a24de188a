// The tiles that the modules bring: found when the wall is built, so that a module that is gone takes its tiles along.
import type { WallTile } from '@city/ui/wall';

const found = import.meta.glob<{ tile?: WallTile }>('../../modules/*/**/*.wall.tsx', { eager: true });

export const tiles: readonly WallTile[] = Object.entries(found).map(([file, { tile }]) => {
  if (!tile) throw new Error(`${file} exports no tile`);
  return tile;
});
