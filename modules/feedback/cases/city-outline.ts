// The units of a day as the small maps draw them: converted once, and only those near a place.
import type { BoundarySet, Box, Geo } from '@city/kernel/geo';
import { boxOf } from '@city/kernel/geo';
import type { UnitCollection } from '@city/ui/parts';

interface Outline {
  readonly all: UnitCollection;
  readonly boxes: readonly Box[];
}

const made = new WeakMap<BoundarySet, Outline>();
const none: Outline = { all: { type: 'FeatureCollection', features: [] }, boxes: [] };

/** All units of a day (YYYY-MM-DD); the same object each time, so that its layout is computed once. */
export function outlineOf(geo: Geo, day: string): UnitCollection {
  return outlineFor(geo, day).all;
}

/** The units within so many kilometres of a place. */
export function outlineNear(
  geo: Geo,
  day: string,
  place: { lat: number; lon: number },
  km: number,
): UnitCollection {
  const { all, boxes } = outlineFor(geo, day);
  const lat = km / 111;
  const lon = km / (111 * Math.cos((place.lat * Math.PI) / 180));
  const near = all.features.filter((_, at) => {
    const [west, south, east, north] = boxes[at]!;
    return (
      west <= place.lon + lon &&
      east >= place.lon - lon &&
      south <= place.lat + lat &&
      north >= place.lat - lat
    );
  });
  return { type: 'FeatureCollection', features: near };
}

function outlineFor(geo: Geo, day: string): Outline {
  const set = geo.units.boundaries(day);
  if (!set) return none;
  const known = made.get(set);
  if (known) return known;
  const outline: Outline = {
    all: {
      type: 'FeatureCollection',
      features: set.features.map(({ code, shape }) => ({
        type: 'Feature',
        geometry: shape,
        properties: { code, name: geo.units.byCode(code, set.validFrom)?.name ?? code },
      })),
    },
    boxes: set.features.map(({ shape }) => boxOf(shape)),
  };
  made.set(set, outline);
  return outline;
}
