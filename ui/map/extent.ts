// Where units lie: their bounds, and which of them are so far out that they get a frame of their own.
import type { Position } from 'geojson';
import type { Bounds, Place, UnitBoundaries, UnitBoundary } from './types.ts';

/** A unit is far when the gap to its nearest neighbour exceeds this share of the diagonal of all others. */
const farShare = 0.2;
const mostFar = 3;

/** Outer rings and holes of a unit. */
export function ringsOf({ geometry }: UnitBoundary): Position[][] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
}

export function boundsOf(units: readonly UnitBoundary[]): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const unit of units) {
    for (const ring of ringsOf(unit)) {
      for (const [lon = 0, lat = 0] of ring) {
        west = Math.min(west, lon);
        east = Math.max(east, lon);
        south = Math.min(south, lat);
        north = Math.max(north, lat);
      }
    }
  }
  return [west, south, east, north];
}

/** Where the unit's name stands: its label point, else the middle of its bounds. */
export function labelPlace(unit: UnitBoundary): Place {
  const { label } = unit.properties;
  if (label) return { lon: label[0], lat: label[1] };
  const [west, south, east, north] = boundsOf([unit]);
  return { lon: (west + east) / 2, lat: (south + north) / 2 };
}

/**
 * Codes of the units that stand far from all others, such as an island out at sea: drawn in place they would shrink
 * the rest. A unit is far when the empty space around it is wide beside the whole of the others. At most three.
 */
export function farUnits(units: UnitBoundaries): string[] {
  const far: string[] = [];
  let near = units.features.map((unit) => ({ code: unit.properties.code, bounds: boundsOf([unit]) }));
  while (far.length < mostFar && near.length > 3) {
    const lonely = near.map((one, at) => ({
      one,
      others: near.filter((_, other) => other !== at).map(({ bounds }) => bounds),
    }));
    const found = lonely.find(({ one, others }) => gap(one.bounds, others) > farShare * size(union(others)));
    if (!found) break;
    far.push(found.one.code);
    near = near.filter((one) => one !== found.one);
  }
  return far;
}

/** Degrees to the nearest of the others' bounds. */
function gap([west, south, east, north]: Bounds, others: readonly Bounds[]): number {
  const distances = others.map((other) => {
    const beside = Math.max(0, other[0] - east, west - other[2]);
    const above = Math.max(0, other[1] - north, south - other[3]);
    return Math.hypot(beside, above);
  });
  return Math.min(...distances);
}

function union(bounds: readonly Bounds[]): Bounds {
  return [
    Math.min(...bounds.map((one) => one[0])),
    Math.min(...bounds.map((one) => one[1])),
    Math.max(...bounds.map((one) => one[2])),
    Math.max(...bounds.map((one) => one[3])),
  ];
}

function size([west, south, east, north]: Bounds): number {
  return Math.hypot(east - west, north - south);
}
