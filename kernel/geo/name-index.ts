// Finding units by what people write: with or without marks, kind, district, province.
import { isValidOn, type Lineage } from './lineage.ts';
import type { IsoDay, Unit } from './types.ts';
import { bareKey, type NamedPart, nameKey, parseNamedPart, parseWrittenUnit } from './unit-names.ts';

/** `day` null asks about all times. */
export type NameIndex = { find(text: string, day: IsoDay | null): readonly Unit[] };

/** Longer texts are no names; also a bound on the work a stranger can ask for. */
const longestText = 200;

export function createNameIndex(lineage: Lineage, units: readonly Unit[]): NameIndex {
  const byBareName = Map.groupBy(units, (unit) => bareKey(unit.name));
  const cityNow = new Set(
    units
      .filter((unit) => unit.level === 'province' && unit.validTo === null)
      .map((unit) => bareKey(unit.name)),
  );

  const lookUp = (part: NamedPart, around: readonly NamedPart[], day: IsoDay | null): Unit[] => {
    const standing = (byBareName.get(bareKey(part.name)) ?? []).filter(
      (unit) => day === null || isValidOn(unit, day),
    );
    const sameMarks = standing.filter((unit) => nameKey(unit.name) === nameKey(part.name));
    // A name typed without marks may mean every unit that folds to it (Cẩm Giang, Cẩm Giàng).
    const typedBare = nameKey(part.name) === bareKey(part.name);
    const named = sameMarks.length > 0 && !typedBare ? sameMarks : standing;
    const placed = named.filter((unit) => around.every((other) => liesIn(unit, other, day)));
    const sameKind = placed.filter((unit) => unit.kind === part.kind);
    return sameKind.length > 0 ? sameKind : placed;
  };

  /** Everything lies in today's city; "…, Hải Phòng" after a name of the former Hải Dương is right. */
  const liesIn = (unit: Unit, other: NamedPart, day: IsoDay | null): boolean => {
    const wanted = bareKey(other.name);
    if (cityNow.has(wanted)) return true;
    const above = lineage.above(unit, day === null ? undefined : day);
    return above.some((higher) => bareKey(higher.name) === wanted);
  };

  return {
    find(text, day) {
      if (text.length > longestText) return [];
      const written = parseWrittenUnit(text);
      if (written.name === '') return [];
      let found = lookUp(written, written.around, day);
      // "quan toan" is the ward Quán Toan without marks, not a district Toan.
      if (found.length === 0) found = lookUp({ kind: null, name: text }, [], day);
      if (found.length === 0 && written.around.length === 0) found = withoutComma(written, day);
      return found.sort(newestFirst);
    },
  };

  /** "Lê Lợi An Dương": the last words may be the district or the province. */
  function withoutComma({ kind, name }: NamedPart, day: IsoDay | null): Unit[] {
    const words = name.split(' ');
    for (let count = words.length - 1; count > 0; count -= 1) {
      const around = [parseNamedPart(words.slice(count).join(' '))];
      const found = lookUp({ kind, name: words.slice(0, count).join(' ') }, around, day);
      if (found.length > 0) return found;
    }
    return [];
  }
}

function newestFirst(one: Unit, other: Unit): number {
  if (one.validFrom !== other.validFrom) return one.validFrom < other.validFrom ? 1 : -1;
  return one.code < other.code ? -1 : 1;
}
