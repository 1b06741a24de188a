// Open reports of the whole city as counts by small cells, and clusters of any zoom added up from them. Pure.

/** Cells of a degree: about 200 m in the city, finer than a cluster of any zoom that shows clusters. */
export const cellsPerDegree = 512;
/** Clusters stand this far apart on the screen. */
const clusterPixels = 64;
const tilePixels = 256;
/** From this zoom on a map shows the reports themselves. */
export const clusterZoomMax = 15;

/** What lies in one cell: open reports, those over time, and the sums that give their middle. */
export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly open: number;
  readonly overdue: number;
  readonly latSum: number;
  readonly lonSum: number;
}

export interface Cluster {
  readonly lat: number;
  readonly lon: number;
  readonly open: number;
  readonly overdue: number;
}

export interface ClusterBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Whole cells that one cluster of this zoom spans; at least one. */
export function cellsPerCluster(zoom: number): number {
  const degrees = (360 * clusterPixels) / (tilePixels * 2 ** zoom);
  return Math.max(1, Math.round(degrees * cellsPerDegree));
}

/**
 * The clusters of a zoom within a box, largest first. A cluster that the box cuts is whole: its number does not change while
 * the map is moved.
 */
export function clustersIn(cells: readonly Cell[], zoom: number, box: ClusterBox | null): Cluster[] {
  const span = cellsPerCluster(zoom);
  const sums = new Map<number, { open: number; overdue: number; latSum: number; lonSum: number }>();
  const edges = box ? edgesOf(box, span) : null;
  for (const cell of cells) {
    const [x, y] = [Math.floor(cell.x / span), Math.floor(cell.y / span)];
    if (edges && (x < edges.west || x > edges.east || y < edges.south || y > edges.north)) continue;
    const key = x * 1_000_000 + y;
    const sum = sums.get(key);
    if (sum) {
      sum.open += cell.open;
      sum.overdue += cell.overdue;
      sum.latSum += cell.latSum;
      sum.lonSum += cell.lonSum;
    } else {
      const { open, overdue, latSum, lonSum } = cell;
      sums.set(key, { open, overdue, latSum, lonSum });
    }
  }
  return [...sums.values()]
    .map(({ open, overdue, latSum, lonSum }) => ({ lat: latSum / open, lon: lonSum / open, open, overdue }))
    .sort((a, b) => b.open - a.open || a.lat - b.lat || a.lon - b.lon);
}

function edgesOf(box: ClusterBox, span: number): ClusterBox {
  const at = (degrees: number) => Math.floor(Math.floor(degrees * cellsPerDegree) / span);
  return { west: at(box.west), south: at(box.south), east: at(box.east), north: at(box.north) };
}
