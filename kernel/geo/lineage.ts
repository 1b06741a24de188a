// Which unit became which: versions of codes, predecessors and successors across any span of days.
import { addDays } from './days.ts';
import type { IsoDay, RelatedUnit, Unit, UnitKey, UnitRelation } from './types.ts';

export type Lineage = {
  /** First day of which we know anything. */
  readonly recordsFrom: IsoDay;
  /** The last day on which a unit begins, or the day after one ends without another in its place; may lie ahead. */
  readonly lastChange: IsoDay;
  /** All units of a day, by code; empty before `recordsFrom`. */
  at(day: IsoDay): readonly Unit[];
  byCode(code: string, day: IsoDay): Unit | null;
  /** Everything a code has stood for, oldest first. */
  versions(code: string): readonly Unit[];
  /** What the unit became when it ended. */
  successors(unit: UnitKey): readonly RelatedUnit[];
  /** What the unit was made of when it began. */
  predecessors(unit: UnitKey): readonly RelatedUnit[];
  /** The same land on another day: itself where still (or already) valid, else those it came to (or from). */
  carry(unit: Unit, day: IsoDay): readonly Unit[];
  /** Units above, nearest first, as of the day (or of the unit's last day). */
  above(unit: Unit, day?: IsoDay): readonly Unit[];
  /** Units directly below, as of the day (or of the unit's last day). */
  below(unit: Unit, day?: IsoDay): readonly Unit[];
};

export function isValidOn(unit: Unit, day: IsoDay): boolean {
  return unit.validFrom <= day && (unit.validTo === null || day <= unit.validTo);
}

/** Throws RangeError when two versions of a code overlap or a relation names a unit that does not exist. */
export function createLineage(units: readonly Unit[], relations: readonly UnitRelation[]): Lineage {
  const byCode = groupVersions(units);
  const { after, before } = linkRelations(byCode, relations);
  const changeDays = [...new Set(units.flatMap(turningDays))].sort();
  const lists = new Map<IsoDay, readonly Unit[]>();
  const childLists = new Map<IsoDay, Map<string, Unit[]>>();

  const lineage: Lineage = {
    recordsFrom: changeDays[0] ?? '9999-12-31',
    lastChange: changeDays.at(-1) ?? '0001-01-01',
    at(day) {
      const period = changeDays.findLast((change) => change <= day);
      if (period === undefined) return [];
      let list = lists.get(period);
      if (list === undefined) {
        list = units.filter((unit) => isValidOn(unit, period)).sort(byUnitCode);
        lists.set(period, list);
      }
      return list;
    },
    byCode: (code, day) => byCode.get(code)?.find((unit) => isValidOn(unit, day)) ?? null,
    versions: (code) => byCode.get(code) ?? [],
    successors: (unit) => after.get(keyOf(unit)) ?? [],
    predecessors: (unit) => before.get(keyOf(unit)) ?? [],
    carry: (unit, day) => carryTo(lineage, unit, day),
    above(unit, day = lastDay(unit)) {
      const found: Unit[] = [];
      let parent = unit.parentCode === null ? null : lineage.byCode(unit.parentCode, day);
      while (parent !== null) {
        found.push(parent);
        parent = parent.parentCode === null ? null : lineage.byCode(parent.parentCode, day);
      }
      return found;
    },
    below(unit, day = lastDay(unit)) {
      const period = changeDays.findLast((change) => change <= day) ?? day;
      let children = childLists.get(period);
      if (children === undefined) {
        children = Map.groupBy(lineage.at(period), (child) => child.parentCode ?? '');
        childLists.set(period, children);
      }
      return children.get(unit.code) ?? [];
    },
  };
  return lineage;
}

function byUnitCode(one: Unit, other: Unit): number {
  return one.code < other.code ? -1 : 1;
}

function keyOf(unit: UnitKey): string {
  return `${unit.code}@${unit.validFrom}`;
}

function turningDays(unit: Unit): IsoDay[] {
  return unit.validTo === null ? [unit.validFrom] : [unit.validFrom, addDays(unit.validTo, 1)];
}

function lastDay(unit: Unit): IsoDay {
  return unit.validTo ?? '9999-12-31';
}

function groupVersions(units: readonly Unit[]): Map<string, Unit[]> {
  const byCode = Map.groupBy(units, (unit) => unit.code);
  for (const [code, versions] of byCode) {
    versions.sort((one, other) => (one.validFrom < other.validFrom ? -1 : 1));
    versions.forEach((unit, at) => {
      const next = versions[at + 1];
      const overlaps = next !== undefined && (unit.validTo === null || unit.validTo >= next.validFrom);
      if (overlaps || lastDay(unit) < unit.validFrom) {
        throw new RangeError(
          `The versions of unit ${code} overlap or end before they begin (${unit.validFrom}).`,
        );
      }
    });
  }
  return byCode;
}

function linkRelations(byCode: ReadonlyMap<string, readonly Unit[]>, relations: readonly UnitRelation[]) {
  const find = (key: UnitKey): Unit => {
    const unit = byCode.get(key.code)?.find((version) => version.validFrom === key.validFrom);
    if (unit === undefined) throw new RangeError(`A relation names ${keyOf(key)}, which is no unit.`);
    return unit;
  };
  const after = new Map<string, RelatedUnit[]>();
  const before = new Map<string, RelatedUnit[]>();
  const add = (map: Map<string, RelatedUnit[]>, key: string, related: RelatedUnit) => {
    const list = map.get(key) ?? [];
    list.push(related);
    list.sort((one, other) => byUnitCode(one.unit, other.unit));
    map.set(key, list);
  };
  for (const { from, to, share } of relations) {
    const [earlier, later] = [find(from), find(to)];
    if (earlier.validTo === null || addDays(earlier.validTo, 1) !== later.validFrom) {
      throw new RangeError(`${keyOf(from)} does not end the day before ${keyOf(to)} begins.`);
    }
    add(after, keyOf(from), { unit: later, share });
    add(before, keyOf(to), { unit: earlier, share });
  }
  return { after, before };
}

function carryTo(lineage: Lineage, unit: Unit, day: IsoDay): readonly Unit[] {
  const reached = new Map<string, Unit>();
  const seen = new Set<string>();
  const visit = (current: Unit) => {
    const key = keyOf(current);
    if (seen.has(key)) return;
    seen.add(key);
    if (isValidOn(current, day)) {
      reached.set(key, current);
      return;
    }
    const forward = current.validFrom <= day;
    const related = forward ? lineage.successors(current) : lineage.predecessors(current);
    if (related.length > 0) related.forEach((next) => visit(next.unit));
    // A district that was abolished lives on in the communes it had on its last day.
    else if (forward) lineage.below(current).forEach(visit);
  };
  visit(unit);
  return [...reached.values()].sort(byUnitCode);
}
