// The old, coarse coastline of Natural Earth near the city (world-atlas, public domain): a hint for shores, and islands.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { MultiPolygon, Polygon } from 'geojson';
import polygonClipping from 'polygon-clipping';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { type Box, type Point, type Shape, boxOf, contains, polygonsOf } from '@city/kernel/geo';

export type Coast = {
  readonly isLand: (point: Point) => boolean;
  /** The island of Cát Bà: the one that holds this point. */
  readonly islandAt: (point: Point) => Shape;
};

export function readCoast(box: Box): Coast {
  const path = createRequire(import.meta.url).resolve('world-atlas/land-10m.json');
  const topology = JSON.parse(readFileSync(path, 'utf8')) as Topology<{ land: GeometryCollection }>;
  const [west, south, east, north] = box;
  const window: [number, number][][] = [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ];
  const polygons = feature(topology, topology.objects.land)
    .features.flatMap(({ geometry }) => polygonsOf(geometry as Polygon | MultiPolygon))
    .filter((rings) => {
      const [w, s, e, n] = boxOf({ type: 'Polygon', coordinates: rings });
      return w < east && e > west && s < north && n > south;
    })
    // Rounded to a metre: polygon-clipping fails on raw floats.
    .flatMap((rings) =>
      polygonClipping.intersection(window, [
        rings.map((ring) => ring.map(([x, y]) => [round(x!), round(y!)] as [number, number])),
      ]),
    );
  const lands = polygons.map((coordinates): Shape => ({ type: 'Polygon', coordinates }));
  return {
    isLand: (point) => lands.some((land) => contains(land, point)),
    islandAt(point) {
      const island = lands.find((land) => contains(land, point));
      if (island === undefined) throw new Error('No island there.');
      return island;
    },
  };
}

function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
