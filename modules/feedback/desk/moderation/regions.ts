// Rectangles over a picture in shares of its sides: drawn by dragging, moved and resized by keys, always inside. Pure.

export type Region = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};
type Point = { readonly x: number; readonly y: number };

/** Smaller than this is a slip of the hand, not a region. */
export const leastSide = 0.01;
/** One press of an arrow. */
export const step = 0.01;
export const mostRegions = 60;

const inside = (share: number): number => Math.min(1, Math.max(0, share));

/** The rectangle between two points in any order; null when it is too small to mean anything. */
export function drawn(from: Point, to: Point): Region | null {
  const [left, right] = [inside(Math.min(from.x, to.x)), inside(Math.max(from.x, to.x))];
  const [top, bottom] = [inside(Math.min(from.y, to.y)), inside(Math.max(from.y, to.y))];
  const region = { x: left, y: top, width: right - left, height: bottom - top };
  return region.width < leastSide || region.height < leastSide ? null : region;
}

/** Moved by shares; it stops at the edge and keeps its size. */
export function moved(region: Region, dx: number, dy: number): Region {
  return {
    ...region,
    x: Math.min(1 - region.width, Math.max(0, region.x + dx)),
    y: Math.min(1 - region.height, Math.max(0, region.y + dy)),
  };
}

/** Its right and lower edge moved; neither beyond the picture nor to nothing. */
export function resized(region: Region, dx: number, dy: number): Region {
  return {
    ...region,
    width: Math.min(1 - region.x, Math.max(leastSide, region.width + dx)),
    height: Math.min(1 - region.y, Math.max(leastSide, region.height + dy)),
  };
}

const ways: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** What a key does to a region: arrows move it, with Shift they resize it; null for other keys. */
export function keyed(region: Region, key: string, withShift: boolean): Region | null {
  const way = ways[key];
  if (!way) return null;
  return (withShift ? resized : moved)(region, way.x * step, way.y * step);
}

/** A new region in the middle, for those who have no mouse. */
export const middle: Region = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };

/** Whether two lists cover the same, to the thousandth. */
export function isSame(one: readonly Region[], other: readonly Region[]): boolean {
  const words = (regions: readonly Region[]) =>
    regions
      .map(({ x, y, width, height }) => [x, y, width, height].map((share) => share.toFixed(3)).join())
      .join(';');
  return words(one) === words(other);
}
