// Judges a GeoJSON file of boundaries: what makes it unusable, and what people should know about it.
import type { Position } from 'geojson';
import { type Coverage, measureCoverage } from './boundary-coverage.ts';
import { innerPoint } from './shapes.ts';
import { areaKm2, boxOf, distanceMetres, polygonsOf } from './sphere.ts';
import type { BoundaryFeature, Point, Shape, Unit } from './types.ts';

/** A feature that cannot be used. `feature` counts from 1; null when the fault is the file's. */
export type Refusal = {
  readonly feature: number | null;
  readonly code: string | null;
  readonly reason: RefusalReason;
};

export const refusalReasons = [
  'not-geojson',
  'no-code',
  'unknown-code',
  'repeated-code',
  'missing-unit',
  'not-a-polygon',
  'bad-ring',
  'bad-coordinate',
  'far-from-unit',
  'no-area',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export type AreaDifference = {
  readonly code: string;
  readonly statedKm2: number;
  readonly measuredKm2: number;
};

export type BoundaryReport = {
  /** True when nothing is refused. Overlaps, gaps and area differences are told, never refused. */
  readonly usable: boolean;
  readonly refusals: readonly Refusal[];
  readonly features: readonly BoundaryFeature[];
  readonly units: number;
  readonly corners: number;
  readonly measuredKm2: number;
  readonly statedKm2: number;
  readonly areaDifferences: readonly AreaDifference[];
} & Coverage;

export type CheckOptions = {
  /** The property that holds the code; without it `code`, then the feature's id. */
  readonly codeProperty?: string;
  /** Differences from the stated area smaller than this share are not listed. Default 0.02. */
  readonly tolerance?: number;
};

/** A boundary may well be this far from its unit's centroid (islands); farther, the coordinates are wrong. */
const farMetres = 150_000;
const mostFeatures = 5_000;
const mostCorners = 5_000_000;

/** Checks a parsed file against the units that must have a boundary: the communes of that day. */
export function checkBoundaries(
  file: unknown,
  units: readonly Unit[],
  options: CheckOptions = {},
): BoundaryReport {
  const refusals: Refusal[] = [];
  const features = new Map<string, BoundaryFeature>();
  const byCode = new Map(units.map((unit) => [unit.code, unit] as const));
  const middle = middleOf(units);
  let corners = 0;
  const entries = featuresOf(file);
  if (entries === null) refusals.push({ feature: null, code: null, reason: 'not-geojson' });
  (entries ?? []).forEach((entry, at) => {
    const code = codeOf(entry, options.codeProperty);
    const refuse = (reason: RefusalReason) => refusals.push({ feature: at + 1, code, reason });
    if (code === null) return refuse('no-code');
    const unit = byCode.get(code);
    if (unit === undefined) return refuse('unknown-code');
    if (features.has(code)) return refuse('repeated-code');
    const shape = shapeOf(entry['geometry']);
    if (typeof shape === 'string') return refuse(shape);
    if (isFar(shape, unit.centroid ?? middle)) return refuse('far-from-unit');
    if (!(areaKm2(shape) > 1e-6)) return refuse('no-area');
    corners += polygonsOf(shape).flat(2).length;
    if (corners > mostCorners) return refuse('not-geojson');
    features.set(code, { code, shape, label: innerPoint(shape) });
    return undefined;
  });
  for (const unit of units) {
    const refused = refusals.some((refusal) => refusal.code === unit.code);
    if (!features.has(unit.code) && !refused)
      refusals.push({ feature: null, code: unit.code, reason: 'missing-unit' });
  }
  return {
    ...measure([...features.values()], byCode, options.tolerance ?? 0.02),
    refusals,
    corners,
    usable: refusals.length === 0,
  };
}

type Entry = Readonly<Record<string, unknown>>;

function featuresOf(file: unknown): Entry[] | null {
  if (!isRecord(file) || file['type'] !== 'FeatureCollection' || !Array.isArray(file['features']))
    return null;
  const features = file['features'] as unknown[];
  return features.length > mostFeatures || !features.every(isRecord) ? null : features;
}

function isRecord(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function codeOf(entry: Entry, property: string | undefined): string | null {
  const properties = isRecord(entry['properties']) ? entry['properties'] : {};
  const value = property === undefined ? (properties['code'] ?? entry['id']) : properties[property];
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^\d{1,5}$/.test(text) ? text : null;
}

function shapeOf(geometry: unknown): Shape | 'not-a-polygon' | 'bad-ring' | 'bad-coordinate' {
  if (!isRecord(geometry) || !Array.isArray(geometry['coordinates'])) return 'not-a-polygon';
  const { type, coordinates } = geometry as { type: unknown; coordinates: unknown[] };
  if (type !== 'Polygon' && type !== 'MultiPolygon') return 'not-a-polygon';
  const polygons = type === 'Polygon' ? [coordinates] : coordinates;
  const clean: Position[][][] = [];
  for (const rings of polygons) {
    if (!Array.isArray(rings) || rings.length === 0) return 'bad-ring';
    const polygon: Position[][] = [];
    for (const ring of rings as unknown[]) {
      const cleaned = cleanRing(ring);
      if (typeof cleaned === 'string') return cleaned;
      polygon.push(cleaned);
    }
    clean.push(polygon);
  }
  if (clean.length === 0) return 'bad-ring';
  return clean.length === 1
    ? { type: 'Polygon', coordinates: clean[0]! }
    : { type: 'MultiPolygon', coordinates: clean };
}

/** Drops heights and doubled corners; a ring must be closed and have three different corners. */
function cleanRing(ring: unknown): Position[] | 'bad-ring' | 'bad-coordinate' {
  if (!Array.isArray(ring) || ring.length < 4) return 'bad-ring';
  const clean: Position[] = [];
  for (const position of ring as unknown[]) {
    if (!Array.isArray(position)) return 'bad-coordinate';
    const [lon, lat] = position as unknown[];
    if (typeof lon !== 'number' || typeof lat !== 'number') return 'bad-coordinate';
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return 'bad-coordinate';
    const last = clean.at(-1);
    if (last?.[0] !== lon || last[1] !== lat) clean.push([lon, lat]);
  }
  const [first, last] = [clean[0]!, clean.at(-1)!];
  return clean.length < 4 || first[0] !== last[0] || first[1] !== last[1] ? 'bad-ring' : clean;
}

/** Catches latitude and longitude in each other's place, and projected metres that happen to be small. */
function isFar(shape: Shape, anchor: Point | null): boolean {
  if (anchor === null) return false;
  const [west, south, east, north] = boxOf(shape);
  const corners = [
    { lat: south, lon: west },
    { lat: north, lon: east },
  ];
  return corners.some((corner) => distanceMetres(corner, anchor) > farMetres);
}

/** Roughly where the city is, for units without a centroid of their own. */
function middleOf(units: readonly Unit[]): Point | null {
  const known = units.flatMap((unit) => (unit.centroid === null ? [] : [unit.centroid]));
  if (known.length === 0) return null;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return { lat: mean(known.map((point) => point.lat)), lon: mean(known.map((point) => point.lon)) };
}

function measure(features: BoundaryFeature[], units: ReadonlyMap<string, Unit>, tolerance: number) {
  const areas = features.map(({ code, shape }) => ({
    code,
    statedKm2: units.get(code)?.areaKm2 ?? null,
    measuredKm2: areaKm2(shape),
  }));
  const sum = (values: readonly (number | null)[]) =>
    values.reduce<number>((total, value) => total + (value ?? 0), 0);
  const coverage: Coverage = features.length > 0 ? measureCoverage(features) : { overlaps: [], gaps: [] };
  return {
    ...coverage,
    features,
    units: units.size,
    measuredKm2: sum(areas.map((area) => area.measuredKm2)),
    statedKm2: sum(areas.map((area) => area.statedKm2)),
    areaDifferences: areas
      .filter((area): area is AreaDifference => area.statedKm2 !== null && area.statedKm2 > 0)
      .filter((area) => Math.abs(area.measuredKm2 / area.statedKm2 - 1) > tolerance)
      .sort(
        (one, other) =>
          Math.abs(other.measuredKm2 - other.statedKm2) - Math.abs(one.measuredKm2 - one.statedKm2),
      ),
  };
}
