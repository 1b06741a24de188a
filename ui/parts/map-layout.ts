// Lays the units of the city out as a small picture: thinned outlines, label places, the far island in its own frame.
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import {
  areaOf,
  boundsOf,
  clipRing,
  fitProjection,
  innerPoint,
  shortPath,
  type Bounds,
  type Box,
  type Projection,
} from './map-plane.ts';
import { simplifyRings, type PlanePoint, type Vertex } from './map-topology.ts';

/** Units as GeoJSON; a unit's code is `properties.code` or the feature's id. */
export type UnitCollection = FeatureCollection<
  Polygon | MultiPolygon,
  { code?: string | undefined; name?: string | undefined } | null
>;

export type MapLayoutOptions = {
  width: number;
  height: number;
  /** Code of a far unit that is drawn apart in the lower right corner. */
  insetCode?: string | undefined;
  /** Shows only this part of the world; default all units but the inset. */
  bounds?: Bounds | undefined;
  /** Greatest distance in px between a drawn border and the true one; default 0.6. */
  tolerance?: number | undefined;
  /** The part of the picture the units are fitted into; default all but a free edge of 4 px. */
  area?: Box | undefined;
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
  const edge = options.bounds ? 0 : 4;
  const area = options.area ?? { x: edge, y: edge, width: width - 2 * edge, height: height - 2 * edge };
  const main = units.features.filter((feature) => codeOf(feature) !== insetCode);
  const far = units.features.find((feature) => codeOf(feature) === insetCode);
  const bounds = options.bounds ?? boundsOf(main.flatMap(mainVerticesOf));
  const project = fitProjection(bounds, area);
  const seen = options.bounds
    ? main.filter((feature) => overlaps(boundsOf(verticesOf(feature)), bounds))
    : main;
  const margin = options.bounds ? { x: -8, y: -8, width: width + 16, height: height + 16 } : undefined;
  return {
    units: shapesOf(seen, { project, tolerance, clip: margin }),
    inset: far && insetOf(far, options),
    project,
  };
}

function insetOf(
  feature: Feature<Polygon | MultiPolygon>,
  { width, height }: MapLayoutOptions,
): MapLayout['inset'] {
  const size = { width: Math.round(40 + width * 0.096), height: Math.round(30 + width * 0.071) };
  const edge = Math.max(2, Math.round((width - 400) / 35));
  const frame = { x: width - size.width - edge, y: height - size.height - edge, ...size };
  const inner = {
    x: frame.x + frame.width * 0.25,
    y: frame.y + frame.height * 0.16,
    width: frame.width * 0.5,
    height: frame.height * 0.38,
  };
  const project = fitProjection(boundsOf(verticesOf(feature)), inner);
  const [unit] = shapesOf([feature as UnitCollection['features'][number]], {
    project,
    tolerance: 0.6,
    clip: undefined,
  });
  return unit && { frame, unit };
}

type ShapeOptions = { project: Projection; tolerance: number; clip: Box | undefined };

function shapesOf(
  features: readonly UnitCollection['features'][number][],
  { project, tolerance, clip }: ShapeOptions,
): UnitShape[] {
  const owned = features.flatMap((feature, owner) => outerAndHoles(feature).map((ring) => ({ owner, ring })));
  const thinned = simplifyRings(
    owned.map(({ ring }) => ring),
    project,
    tolerance,
  );
  return features.flatMap((feature, owner): UnitShape[] => {
    const whole = thinned.filter((_, index) => owned[index]!.owner === owner);
    const rings = clip ? whole.map((ring) => clipRing(ring, clip)) : whole;
    const largest = rings.reduce((best, ring) => (areaOf(ring) > areaOf(best) ? ring : best), rings[0] ?? []);
    const drawn = rings.filter((ring) => ring === largest || areaOf(ring) >= 1.5);
    if (largest.length < 3) return [];
    return [
      {
        code: codeOf(feature),
        name: feature.properties?.name ?? '',
        path: shortPath(drawn),
        inner: innerPoint(largest),
      },
    ];
  });
}

function outerAndHoles(feature: Feature<Polygon | MultiPolygon>): Vertex[][] {
  const polygons: Position[][][] =
    feature.geometry.type === 'Polygon' ? [feature.geometry.coordinates] : feature.geometry.coordinates;
  return polygons.flat().map((ring) => ring.map(([lon, lat]) => ({ lon: lon!, lat: lat! })));
}

function verticesOf(feature: Feature<Polygon | MultiPolygon>): Vertex[] {
  return outerAndHoles(feature).flat();
}

/** Without far islets: a rock out at sea must not make the whole city small. Rings under 1 % of the unit's largest are left out. */
function mainVerticesOf(feature: Feature<Polygon | MultiPolygon>): Vertex[] {
  const rings = outerAndHoles(feature).map((ring) => ({
    ring,
    size: areaOf(ring.map(({ lon, lat }) => ({ x: lon, y: lat }))),
  }));
  const largest = Math.max(...rings.map(({ size }) => size));
  return rings.filter(({ size }) => size >= largest / 100).flatMap(({ ring }) => ring);
}

function overlaps(a: Bounds, b: Bounds): boolean {
  return a.west < b.east && a.east > b.west && a.south < b.north && a.north > b.south;
}
