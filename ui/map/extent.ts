// Where units lie: their bounds, and which of them are so far out that they get a frame of their own.
import type { Position } from 'geojson';
import type { Bounds, Place, UnitBoundaries, UnitBoundary } from './types.ts';

/** A unit is far when the others need less than this share of the whole city's picture. */
const farShare = 0.8;

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
 * the rest. At most three; none when nothing is won.
 */
export function farUnits(units: UnitBoundaries): string[] {
  const far: string[] = [];
  let near = units.features.map((unit) => ({ code: unit.properties.code, bounds: boundsOf([unit]) }));
  while (far.length < 3 && near.length > 3) {
    const whole = spread(near.map(({ bounds }) => bounds));
    const without = near.map((_, at) => spread(near.filter((__, other) => other !== at).map(({ bounds }) => bounds)));
    const smallest = without.indexOf(Math.min(...without));
    if (without[smallest]! > whole * farShare) break;
    far.push(near[smallest]!.code);
    near = near.filter((_, at) => at !== smallest);
  }
  return far;
}

function spread(bounds: readonly Bounds[]): number {
  const west = Math.min(...bounds.map((one) => one[0]));
  const south = Math.min(...bounds.map((one) => one[1]));
  const east = Math.max(...bounds.map((one) => one[2]));
  const north = Math.max(...bounds.map((one) => one[3]));
  return (east - west) * (north - south);
}
