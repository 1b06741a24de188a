// The register of administrative units: by day, code, name and point, and from old units to new ones.
import { type BoundaryIndex, indexBoundaries, toleranceOf } from './boundary-index.ts';
import { convertUnits } from './convert.ts';
import { isValidOn, type Lineage, createLineage } from './lineage.ts';
import { createNameIndex } from './name-index.ts';
import { distanceMetres } from './sphere.ts';
import type {
  BoundarySet,
  Conversion,
  ConvertRequest,
  IsoDay,
  Place,
  Point,
  Unit,
  UnitRelation,
} from './types.ts';

/** Immutable; a change of data makes a new one. Days are `YYYY-MM-DD`, points WGS 84 degrees. */
export type UnitRegister = Lineage & {
  /** Units a text may mean, on a day or (null) at any time: "phường Lê Lợi, An Dương", "hoa binh". Newest first. */
  byName(text: string, day: IsoDay | null): readonly Unit[];
  /** The commune-level unit at a point on a day. */
  atPoint(point: Point, day: IsoDay): Place;
  convert(request: ConvertRequest): Conversion;
  /** The boundaries that hold on a day: the latest set not younger than it; null when the day has none. */
  boundaries(day: IsoDay): BoundarySet | null;
  readonly boundarySets: readonly BoundarySet[];
  /** The same register with other boundaries. */
  withBoundaries(sets: readonly BoundarySet[]): UnitRegister;
};

export type RegisterData = {
  readonly units: readonly Unit[];
  readonly relations: readonly UnitRelation[];
  readonly boundarySets: readonly BoundarySet[];
};

/** Throws RangeError when the data contradict themselves (see createLineage, and boundaries of unknown units). */
export function createUnitRegister(data: RegisterData): UnitRegister {
  const lineage = createLineage(data.units, data.relations);
  const names = createNameIndex(lineage, data.units);
  return assemble(lineage, names, data.boundarySets);
}

function assemble(
  lineage: Lineage,
  names: ReturnType<typeof createNameIndex>,
  sets: readonly BoundarySet[],
): UnitRegister {
  const indexes = [...sets]
    .sort((one, other) => (one.validFrom < other.validFrom ? -1 : 1))
    .map((set) => indexBoundaries(set));
  for (const { set } of indexes) {
    const stranger = set.features.find((feature) => lineage.byCode(feature.code, set.validFrom) === null);
    if (stranger)
      throw new RangeError(`Boundary set ${set.id}: no unit ${stranger.code} on ${set.validFrom}.`);
  }
  const atPoint = (point: Point, day: IsoDay): Place => findPlace(lineage, indexes, point, day);
  const indexFor = (day: IsoDay) => indexes.findLast(({ set }) => set.validFrom <= day) ?? null;
  return {
    ...lineage,
    byName: (text, day) => names.find(text, day),
    atPoint,
    convert: (request) => convertUnits({ lineage, names, atPoint, indexFor }, request),
    boundaries: (day) => indexFor(day)?.set ?? null,
    boundarySets: indexes.map(({ set }) => set),
    withBoundaries: (next) => assemble(lineage, names, next),
  };
}

/** Days before the first boundaries are answered by the first ones and the predecessors of what they show. */
function findPlace(lineage: Lineage, indexes: readonly BoundaryIndex[], point: Point, day: IsoDay): Place {
  if (day < lineage.recordsFrom) return { found: false, reason: 'before-records' };
  const index = indexes.findLast(({ set }) => set.validFrom <= day) ?? indexes[0];
  if (index === undefined) return { found: false, reason: 'outside' };
  let code = index.codeAt(point);
  let metres: number | null = null;
  if (code === null) {
    const [nearest] = index.near(point, toleranceOf(index.set));
    if (nearest === undefined) return { found: false, reason: 'outside' };
    ({ code, metres } = nearest);
  }
  const shown = lineage.byCode(code, index.set.validFrom)!;
  if (isValidOn(shown, day)) {
    return {
      found: true,
      unit: shown,
      district: districtOf(lineage, shown, day),
      approximate: index.set.schematic || metres !== null,
      distanceMetres: metres,
      alternatives: [],
    };
  }
  // A schematic cell may be the neighbour's land: then the neighbours' predecessors stand for choice as well.
  const codes = index.set.schematic ? index.near(point, toleranceOf(index.set)).map((near) => near.code) : [];
  const others = codes.map((near) => lineage.byCode(near, index.set.validFrom)!);
  const candidates = new Set([shown, ...others].flatMap((unit) => lineage.carry(unit, day)));
  return nearestOf(lineage, [...candidates], point, day);
}

function nearestOf(lineage: Lineage, units: readonly Unit[], point: Point, day: IsoDay): Place {
  const ranked = units
    .map((unit) => {
      const place = whereAbouts(lineage, unit);
      return { unit, metres: place === null ? Infinity : distanceMetres(place, point) };
    })
    .sort((one, other) => one.metres - other.metres || (one.unit.code < other.unit.code ? -1 : 1));
  const [nearest, ...others] = ranked;
  if (nearest === undefined) return { found: false, reason: 'outside' };
  return {
    found: true,
    unit: nearest.unit,
    district: districtOf(lineage, nearest.unit, day),
    approximate: true,
    distanceMetres: Number.isFinite(nearest.metres) ? Math.round(nearest.metres) : null,
    alternatives: others.map(({ unit }) => unit),
  };
}

/** A unit's centroid; where none is known, that of the unit it became: near, and all we have. */
export function whereAbouts(lineage: Pick<Lineage, 'successors'>, unit: Unit): Point | null {
  if (unit.centroid !== null) return unit.centroid;
  for (const next of lineage.successors(unit)) {
    const place = whereAbouts(lineage, next.unit);
    if (place !== null) return place;
  }
  return null;
}

function districtOf(lineage: Lineage, unit: Unit, day: IsoDay): Unit | null {
  if (unit.level === 'district') return unit;
  const parent = unit.parentCode === null ? null : lineage.byCode(unit.parentCode, day);
  return parent?.level === 'district' ? parent : null;
}
