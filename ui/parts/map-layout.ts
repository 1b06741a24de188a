// Lays the units of the city out as a small picture: thinned outlines, label places, the far island in its own frame.
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import { areaOf, boundsOf, clipRing, fitProjection, innerPoint, shortPath, type Bounds, type Box, type Projection } from './map-plane.ts';
import { simplifyRings, type PlanePoint, type Vertex } from './map-topology.ts';

/** Units as GeoJSON; a unit's code is `properties.code` or the feature's id. */
export type UnitCollection = FeatureCollection<Polygon | MultiPolygon, { code?: string | undefined; name?: string | undefined } | null>;

export type MapLayoutOptions = {
  width: number;
  height: number;
  /** Code of a far unit that is drawn apart in the lower right corner. */
  insetCode?: string | undefined;
  /** Shows only this part of the world; default all units but the inset. */
  bounds?: Bounds | undefined;
  /** Greatest distance in px between a drawn border and the true one; default 0.6. */
  tolerance?: number | undefined;
  /** Free edge in px; default 4, none when `bounds` are given. */
  padding?: number | undefined;
};

export type UnitShape = {
  code: string;
  name: string;
  /** On the half-pixel grid: draw inside `scale(.5)`. */
  path: string;
  /** Place for its label, in px. */
  inner: PlanePoint;
};

export type MapLayout = {
  units: readonly UnitShape[];
  inset: { frame: Box; unit: UnitShape } | undefined;
  project: Projection;
};

const layouts = new WeakMap<UnitCollection, Map<string, MapLayout>>();

/** The layout for a collection and a size; computed once while the collection lives. */
export function mapLayout(units: UnitCollection, options: MapLayoutOptions): MapLayout {
  const known = layouts.get(units) ?? new Map<string, MapLayout>();
  layouts.set(units, known);
  const key = JSON.stringify(options);
  let layout = known.get(key);
  if (!layout) {
    layout = computeLayout(units, options);
    if (known.size > 64) known.clear();
    known.set(key, layout);
  }
  return layout;
}

export function codeOf(feature: UnitCollection['features'][number]): string {
  return String(feature.properties?.code ?? feature.id ?? '');
}

function computeLayout(units: UnitCollection, options: MapLayoutOptions): MapLayout {
  const { width, height, insetCode, tolerance = 0.6 } = options;
  const padding = options.padding ?? (options.bounds ? 0 : 4);
  const main = units.features.filter((feature) => codeOf(feature) !== insetCode);
  const far = units.features.find((feature) => codeOf(feature) === insetCode);
  const bounds = options.bounds ?? boundsOf(main.flatMap(verticesOf));
  const project = fitProjection(bounds, { x: padding, y: padding, width: width - 2 * padding, height: height - 2 * padding });
  const seen = options.bounds ? main.filter((feature) => overlaps(boundsOf(verticesOf(feature)), bounds)) : main;
  const margin = options.bounds ? { x: -8, y: -8, width: width + 16, height: height + 16 } : undefined;
  return {
    units: shapesOf(seen, { project, tolerance, clip: margin }),
    inset: far && insetOf(far, options),
    project,
  };
}

function insetOf(feature: Feature<Polygon | MultiPolygon>, { width, height }: MapLayoutOptions): MapLayout['inset'] {
  const size = { width: Math.round(width * 0.17), height: Math.round(height * 0.24) };
  const frame = { x: width - size.width - 2, y: height - size.height - 4, ...size };
  const inner = { x: frame.x + frame.width * 0.25, y: frame.y + frame.height * 0.16, width: frame.width * 0.5, height: frame.height * 0.38 };
  const project = fitProjection(boundsOf(verticesOf(feature)), inner);
  const [unit] = shapesOf([feature as UnitCollection['features'][number]], { project, tolerance: 0.6, clip: undefined });
  return unit && { frame, unit };
}

type ShapeOptions = { project: Projection; tolerance: number; clip: Box | undefined };

function shapesOf(features: readonly UnitCollection['features'][number][], { project, tolerance, clip }: ShapeOptions): UnitShape[] {
  const owned = features.flatMap((feature, owner) => outerAndHoles(feature).map((ring) => ({ owner, ring })));
  const thinned = simplifyRings(owned.map(({ ring }) => ring), project, tolerance);
  return features.flatMap((feature, owner): UnitShape[] => {
    const whole = thinned.filter((_, index) => owned[index]!.owner === owner);
    const rings = clip ? whole.map((ring) => clipRing(ring, clip)) : whole;
    const largest = rings.reduce((best, ring) => (areaOf(ring) > areaOf(best) ? ring : best), rings[0] ?? []);
    const drawn = rings.filter((ring) => ring === largest || areaOf(ring) >= 1.5);
    if (largest.length < 3) return [];
    return [{ code: codeOf(feature), name: feature.properties?.name ?? '', path: shortPath(drawn), inner: innerPoint(largest) }];
  });
}

function outerAndHoles(feature: Feature<Polygon | MultiPolygon>): Vertex[][] {
  const polygons: Position[][][] = feature.geometry.type === 'Polygon' ? [feature.geometry.coordinates] : feature.geometry.coordinates;
  return polygons.flat().map((ring) => ring.map(([lon, lat]) => ({ lon: lon!, lat: lat! })));
}

function verticesOf(feature: Feature<Polygon | MultiPolygon>): Vertex[] {
  return outerAndHoles(feature).flat();
}

function overlaps(a: Bounds, b: Bounds): boolean {
  return a.west < b.east && a.east > b.west && a.south < b.north && a.north > b.south;
}
