// Sorts out the centroids of the tables: some are the geocoder's fallback for a whole district, some simply wrong.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureCollection } from 'geojson';
import { contains, metresToEdge, type Point, type Shape, type UnitRelation } from '@city/kernel/geo';
import { type UnitRow, reformDay } from './history.ts';

/** A former commune's centroid may lie this far outside every unit that took it over: geocoders mark the office. */
const trustMetres = 2_000;

export type Judged = {
  readonly units: UnitRow[];
  readonly dropped: { code: string; name: string; why: string }[];
};

/** The boundaries of 1 July 2025, used here as a referee only: nothing of them is shipped. */
export function readReferee(folder: string): Map<string, Shape> {
  const file = JSON.parse(
    readFileSync(join(folder, 'hp_wards_2025.geojson'), 'utf8'),
  ) as FeatureCollection<Shape>;
  return new Map(file.features.map((feature) => [String(feature.id), feature.geometry] as const));
}

/** Takes away centroids that several units share or that lie far from all successors. */
export function judgeCentroids(
  units: readonly UnitRow[],
  relations: readonly UnitRelation[],
  referee: ReadonlyMap<string, Shape>,
): Judged {
  const places = Map.groupBy(
    units.filter((unit) => unit.centroid !== null),
    (unit) => placeKey(unit.centroid!),
  );
  const dropped: Judged['dropped'] = [];
  const judged = units.map((unit) => {
    const { centroid } = unit;
    if (centroid === null || unit.validFrom === reformDay) return unit;
    const sharers = new Set(places.get(placeKey(centroid))!.map((other) => other.code));
    const metres = metresOutside(successorShapes(unit, relations, referee), centroid);
    if (sharers.size === 1 && metres <= trustMetres) return unit;
    const why =
      sharers.size > 1
        ? `shared with ${sharers.size - 1} others`
        : `${(metres / 1000).toFixed(1)} km outside`;
    dropped.push({ code: unit.code, name: unit.name, why });
    return { ...unit, centroid: null };
  });
  return { units: judged, dropped };
}

function placeKey(point: Point): string {
  return `${point.lat},${point.lon}`;
}

function metresOutside(shapes: readonly Shape[], point: Point): number {
  return Math.min(...shapes.map((shape) => (contains(shape, point) ? 0 : metresToEdge(shape, point))));
}

/** The units of 1 July 2025 that the land of a unit came to, over one reform or two. */
function successorShapes(
  unit: UnitRow,
  relations: readonly UnitRelation[],
  referee: ReadonlyMap<string, Shape>,
): Shape[] {
  const next = relations.filter(({ from }) => from.code === unit.code && from.validFrom === unit.validFrom);
  return next.flatMap(({ to }) => {
    if (to.validFrom === reformDay) return [referee.get(to.code)!];
    return successorShapes({ ...unit, ...to }, relations, referee);
  });
}
