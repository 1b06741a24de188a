// The schematic outline of the city's units, computed from official areas and centroids. It is no survey.
import type { FeatureCollection, Polygon, MultiPolygon, Position } from 'geojson';
import { contains, innerPoint, metresToEdge, type Point, type Shape } from '@city/kernel/geo';
import { type Claim, divideLand, drawLand, nobody } from './cells.ts';
import { type Coast, readCoast } from './coast.ts';
import { blur, gridAround, type Grid, middleOf, planeAt, type Plane, type Spot } from './plane.ts';
import { type Loop, roundStairs, traceOwners } from './trace.ts';

export type UnitToDraw = {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly areaKm2: number;
  readonly centroid: Point;
  /** Centroids of former communes that became part of it as a whole. */
  readonly parts: readonly Point[];
};

export type OutlineProperties = {
  code: string;
  name: string;
  kind: string;
  schematic: true;
  label: Position;
};
export type Outline = FeatureCollection<Polygon | MultiPolygon, OutlineProperties>;

/** Cát Hải is drawn along the island of Cát Bà, Bạch Long Vĩ as an oval: neither is one of the mainland's cells. */
const catHai = '11914';
const bachLongVi = '11948';
const inCatBa: Point = { lat: 20.8, lon: 107.0 };
const stepKm = 0.16;
const box = [105.9, 20.4, 107.4, 21.5] as const;

export function drawOutline(units: readonly UnitToDraw[]): Outline {
  const plane = planeAt({ lat: 20.85, lon: 106.55 });
  const coast = readCoast(box);
  const mainland = units.filter((unit) => unit.code !== catHai && unit.code !== bachLongVi);
  const islands = units.find((unit) => unit.code === catHai)!;
  const claims = mainland.map((unit) => claimOf(unit, mainland, plane));
  const grid = gridAround(
    [...claims.map((claim) => claim.centre), plane.toSpot({ lat: 20.8, lon: 107.12 })],
    8,
    stepKm,
  );
  const owner = divideLand(grid, drawLand(grid, claims, shoreHint(coast, plane)), claims);
  const archipelago = drawIslands(grid, owner, { unit: islands, plane, coast });
  const shapes = new Map<string, Position[][][]>();
  const collect = (code: string, loops: readonly Loop[]) =>
    shapes.set(
      code,
      loops.map((loop) => [ringOf(loop.line, plane)]),
    );
  const smooth = (line: readonly Spot[]) => roundStairs(line, 90);
  const loops = traceOwners(grid, owner, smooth);
  mainland.forEach((unit, at) =>
    collect(
      unit.code,
      loops.filter((loop) => loop.owner === at),
    ),
  );
  collect(catHai, traceOwners(grid, archipelago, smooth));
  shapes.set(bachLongVi, [[ovalOf(units.find((unit) => unit.code === bachLongVi)!, plane)]]);
  return {
    type: 'FeatureCollection',
    features: units.map((unit) => featureOf(unit, shapes.get(unit.code)!)),
  };
}

function claimOf(unit: UnitToDraw, all: readonly UnitToDraw[], plane: Plane): Claim {
  /** 1 on the rim of a disc with the unit's area. */
  const depthIn = (other: UnitToDraw, spot: Spot): number => {
    const centre = plane.toSpot(other.centroid);
    return Math.hypot(spot.x - centre.x, spot.y - centre.y) / Math.sqrt(other.areaKm2 / Math.PI);
  };
  // A part deeper in a neighbour's disc than in its own (or far from both) would tear the units apart.
  const parts = unit.parts.map(plane.toSpot).filter((spot) => {
    const own = depthIn(unit, spot);
    return own < 2 && all.every((other) => other === unit || depthIn(other, spot) >= own);
  });
  const centre = plane.toSpot(unit.centroid);
  return { code: unit.code, centre, spots: [centre, ...parts], areaKm2: unit.areaKm2 };
}

function shoreHint(coast: Coast, plane: Plane) {
  return (spot: Spot): number => (coast.isLand(plane.toPoint(spot)) ? 0.12 : -0.12);
}

type Archipelago = { readonly unit: UnitToDraw; readonly plane: Plane; readonly coast: Coast };

/** Cát Bà along the old coastline and Cát Hải round its centroid, both grown until the area is the official one. */
function drawIslands(grid: Grid, owner: Int16Array, { unit, plane, coast }: Archipelago): Int16Array {
  const island = coast.islandAt(inCatBa);
  const centre = plane.toSpot(unit.centroid);
  const height = new Float32Array(owner.length);
  for (let square = 0; square < owner.length; square += 1) {
    const spot = middleOf(grid, square);
    const point = plane.toPoint(spot);
    const toCatBa = (metresToEdge(island, point) / 1000) * (contains(island, point) ? 1 : -1);
    const toCatHai = 2.6 - Math.hypot((spot.x - centre.x) * 0.8, (spot.y - centre.y) * 1.25);
    // Where both are equally near runs the channel between them.
    const channel = Math.max(0, 1.4 - Math.abs(toCatBa - toCatHai));
    height[square] = Math.max(toCatBa, toCatHai, -10) - channel;
  }
  const smooth = blur(grid, height, 0.3);
  const nearLand = blur(
    grid,
    Float32Array.from(owner, (value) => (value === nobody ? 0 : 1)),
    0.5,
  );
  smooth.forEach((_, square) => {
    if (nearLand[square]! > 0.02) smooth[square] = -10;
  });
  const shore = Float32Array.from(smooth).sort()[smooth.length - Math.round(unit.areaKm2 / grid.step ** 2)]!;
  return Int16Array.from(smooth, (value) => (value >= shore ? 0 : nobody));
}

function ovalOf(unit: UnitToDraw, plane: Plane): Position[] {
  const centre = plane.toSpot(unit.centroid);
  const radius = Math.sqrt(unit.areaKm2 / Math.PI);
  const corners = 40;
  const line = Array.from({ length: corners + 1 }, (_, at) => {
    const turn = (2 * Math.PI * (at % corners)) / corners;
    const [along, across] = [1.25 * radius * Math.cos(turn), 0.8 * radius * Math.sin(turn)];
    return { x: centre.x + (along - across) * Math.SQRT1_2, y: centre.y + (along + across) * Math.SQRT1_2 };
  });
  return ringOf(line, plane);
}

function ringOf(line: readonly Spot[], plane: Plane): Position[] {
  return line.map((spot) => {
    const { lon, lat } = plane.toPoint(spot);
    return [lon, lat];
  });
}

function featureOf(unit: UnitToDraw, polygons: Position[][][]): Outline['features'][number] {
  const shape: Shape =
    polygons.length === 1
      ? { type: 'Polygon', coordinates: polygons[0]! }
      : { type: 'MultiPolygon', coordinates: polygons };
  const label = innerPoint(shape);
  const { code, name, kind } = unit;
  return {
    type: 'Feature',
    properties: { code, name, kind, schematic: true, label: [label.lon, label.lat] },
    geometry: shape,
  };
}
