// From an old code or name to the unit of another day, asking for a point where the old unit was divided.
import { type BoundaryIndex, toleranceOf } from './boundary-index.ts';
import { isValidOn, type Lineage } from './lineage.ts';
import type { NameIndex } from './name-index.ts';
import type { Conversion, ConvertRequest, IsoDay, Place, Point, Unit } from './types.ts';

type Sources = {
  readonly lineage: Lineage;
  readonly names: NameIndex;
  readonly atPoint: (point: Point, day: IsoDay) => Place;
  readonly indexFor: (day: IsoDay) => BoundaryIndex | null;
};

/** What the code or name became (or came from) on the day `to`. */
export function convertUnits(sources: Sources, request: ConvertRequest): Conversion {
  const from = startingUnits(sources, request);
  const reached = new Map<Unit, true>();
  for (const unit of from) {
    for (const target of sources.lineage.carry(unit, request.to)) reached.set(target, true);
  }
  const candidates = [...reached.keys()].sort((one, other) => (one.code < other.code ? -1 : 1));
  const [only] = candidates;
  if (only === undefined) return { status: 'unknown', from };
  if (candidates.length === 1) return { status: 'one', from, unit: only, approximate: false };
  if (request.point === undefined) return { status: 'needs-point', from, candidates, elsewhere: null };
  return decideByPoint(sources, { from, candidates, to: request.to, point: request.point });
}

function startingUnits({ lineage, names }: Sources, request: ConvertRequest): readonly Unit[] {
  const day = request.from ?? null;
  let units: readonly Unit[] = [];
  if (request.code !== undefined) {
    units = lineage.versions(request.code).filter((unit) => day === null || isValidOn(unit, day));
  } else if (request.name !== undefined) {
    units = names.find(request.name, day);
  }
  if (day !== null) return units;
  // An address without a date is an old one: what still stands on the target day counts only when nothing older does.
  const older = units.filter((unit) => unit.validTo !== null && unit.validTo < request.to);
  return older.length > 0 ? latestOf(older) : units;
}

/** Of the versions of one code, the last: earlier ones lead to it anyhow. */
function latestOf(units: readonly Unit[]): readonly Unit[] {
  return units.filter(
    (unit) =>
      !units.some(
        (other) => other.code === unit.code && other.name === unit.name && other.validFrom > unit.validFrom,
      ),
  );
}

type Decision = {
  readonly from: readonly Unit[];
  readonly candidates: readonly Unit[];
  readonly to: IsoDay;
  readonly point: Point;
};

function decideByPoint(
  { atPoint, indexFor }: Sources,
  { from, candidates, to, point }: Decision,
): Conversion {
  const place = atPoint(point, to);
  if (place.found) {
    const codes = new Set(candidates.map((unit) => unit.code));
    const chosen = [place.unit, ...place.alternatives].find((unit) => codes.has(unit.code));
    if (chosen !== undefined) {
      const approximate = place.approximate || chosen.code !== place.unit.code;
      return { status: 'one', from, unit: chosen, approximate };
    }
  }
  // Just over the border of a candidate, by the tolerance of those boundaries.
  const index = indexFor(to);
  const near = index
    ?.near(point, toleranceOf(index.set))
    .find(({ code }) => candidates.some((unit) => unit.code === code));
  const nearest = candidates.find((unit) => unit.code === near?.code);
  if (nearest !== undefined) return { status: 'one', from, unit: nearest, approximate: true };
  return { status: 'needs-point', from, candidates, elsewhere: place.found ? place.unit : null };
}
