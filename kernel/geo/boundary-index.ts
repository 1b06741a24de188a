// Boundaries of one day in a spatial index: which unit holds a point, and which one is nearest.
import Flatbush from 'flatbush';
import type { Position } from 'geojson';
import inPolygon from 'point-in-polygon-hao';
import { metresToLine } from './shapes.ts';
import { metresPerDegree, polygonsOf } from './sphere.ts';
import type { BoundaryFeature, BoundarySet, Point } from './types.ts';

/** How far outside every boundary a point still counts as the nearest unit's: quays, bridges, survey gaps. */
export const surveyedToleranceMetres = 250;
/** The schematic outline is off by kilometres at the edge of the city. */
export const schematicToleranceMetres = 3_000;

/** Metres. */
export function toleranceOf(set: BoundarySet): number {
  return set.schematic ? schematicToleranceMetres : surveyedToleranceMetres;
}

export type BoundaryIndex = {
  readonly set: BoundarySet;
  /** The unit's code; a point on a common edge belongs to the unit with the smaller code. */
  codeAt(point: Point): string | null;
  /** Codes with metres to their edge, nearest first, none farther than `withinMetres`. */
  near(point: Point, withinMetres: number): { readonly code: string; readonly metres: number }[];
  featureOf(code: string): BoundaryFeature | null;
};

export function indexBoundaries(set: BoundarySet): BoundaryIndex {
  const features = [...set.features].sort((one, other) => (one.code < other.code ? -1 : 1));
  const polygons: Position[][][] = [];
  const codes: string[] = [];
  for (const feature of features) {
    for (const polygon of polygonsOf(feature.shape)) {
      polygons.push(polygon);
      codes.push(feature.code);
    }
  }
  if (polygons.length === 0) throw new RangeError(`Boundary set ${set.id} has no polygon.`);
  const index = indexLines(
    polygons.map(([outer = []]) => outer),
    4,
  );
  const edges = indexEdges(features);
  const byCode = new Map(features.map((feature) => [feature.code, feature] as const));

  return {
    set,
    codeAt(point) {
      const position = [point.lon, point.lat];
      let onEdge = -1;
      for (const at of index.search(point.lon, point.lat, point.lon, point.lat)) {
        const answer = inPolygon(position, polygons[at]!);
        if (answer === true) return codes[at]!;
        if (answer === 0 && (onEdge === -1 || at < onEdge)) onEdge = at;
      }
      return onEdge === -1 ? null : codes[onEdge]!;
    },
    near(point, withinMetres) {
      const scale = metresPerDegree(point.lat);
      const [right, up] = [withinMetres / scale.lon, withinMetres / scale.lat];
      const nearest = new Map<string, number>();
      for (const at of edges.index.search(
        point.lon - right,
        point.lat - up,
        point.lon + right,
        point.lat + up,
      )) {
        const { code, line } = edges.pieces[at]!;
        const metres = metresToLine(line, point);
        if (metres <= Math.min(withinMetres, nearest.get(code) ?? Infinity)) nearest.set(code, metres);
      }
      return [...nearest]
        .map(([code, metres]) => ({ code, metres }))
        .sort((one, other) => one.metres - other.metres || (one.code < other.code ? -1 : 1));
    },
    featureOf: (code) => byCode.get(code) ?? null,
  };
}

function indexLines(lines: readonly (readonly Position[])[], nodeSize: number): Flatbush {
  const index = new Flatbush(lines.length, nodeSize);
  for (const line of lines) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [lon, lat] of line as [number, number][]) {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
    index.add(west, south, east, north);
  }
  index.finish();
  return index;
}

/** Borders in short pieces, so that asking for the nearest one looks at a few dozen corners, not at thousands. */
function indexEdges(features: readonly BoundaryFeature[]) {
  const edgesPerPiece = 16;
  const pieces: { code: string; line: Position[] }[] = [];
  for (const { code, shape } of features) {
    for (const ring of polygonsOf(shape).flat()) {
      for (let at = 0; at < ring.length - 1; at += edgesPerPiece) {
        pieces.push({ code, line: ring.slice(at, at + edgesPerPiece + 1) });
      }
    }
  }
  return {
    pieces,
    index: indexLines(
      pieces.map(({ line }) => line),
      16,
    ),
  };
}
