// The three tables of April 2022, March 2025 and July 2025 made into units with dates and what became of them.
import type { Point, Share, Unit, UnitKey, UnitKind, UnitRelation } from '@city/kernel/geo';
import { addDays, nameKey } from '@city/kernel/geo';
import { type ChangeRow, type CommuneRow, type NewUnitRow, splitKind } from './tables.ts';

/** The first table says that a unit stood in April 2022; how long before, it does not say. */
export const recordsFrom = '2022-04-01';
export const reformDay = '2025-07-01';
/** The resolutions of 24 October 2024 took effect on different days in the two provinces. */
export const changeOf = {
  '30': { day: '2024-12-01', document: '1250/NQ-UBTVQH15' },
  '31': { day: '2025-01-01', document: '1232/NQ-UBTVQH15' },
} as const;
const reformDocument = '1669/NQ-UBTVQH15';
const provinceDocument = '202/2025/QH15';
/** Stated in Resolution 202/2025/QH15. */
const provinceAreaKm2 = 3194.72;

export type UnitRow = Omit<Unit, 'nameEn'>;
export type History = { readonly units: UnitRow[]; readonly relations: UnitRelation[] };

export type NameFix = { readonly toCode: string; readonly written: string; readonly fromCode: string };
export type Tables = {
  readonly communes2022: readonly CommuneRow[];
  readonly communes2025: readonly CommuneRow[];
  readonly units2025: readonly NewUnitRow[];
  readonly changes: readonly ChangeRow[];
  readonly nameFixes: readonly NameFix[];
};

type Snapshot = {
  readonly code: string;
  readonly kind: UnitKind;
  readonly name: string;
  readonly level: 'district' | 'commune';
  readonly parentCode: string;
  readonly province: '30' | '31';
  readonly centroid: Point | null;
};

export function buildHistory(tables: Tables): History {
  const before = snapshots(tables.communes2022);
  const after = snapshots(tables.communes2025);
  const early = changesOfWinter(before, after, tables.changes);
  const merged = mergersOfJuly(tables, early.units);
  const provinces = buildProvinces();
  return {
    units: [...provinces.units, ...early.units, ...merged.units].sort(byCodeAndDay),
    relations: [...provinces.relations, ...early.relations, ...merged.relations].sort(byKeys),
  };
}

/** Communes and their districts. Bạch Long Vĩ, a district without communes, stands in no table of communes. */
function snapshots(rows: readonly CommuneRow[]): Map<string, Snapshot> {
  const found = new Map<string, Snapshot>();
  for (const row of rows) {
    const province = row.province as '30' | '31';
    const { code, kind, name } = row.district;
    found.set(code, { code, kind, name, level: 'district', parentCode: province, province, centroid: null });
    found.set(row.code, { ...row, province, level: 'commune', parentCode: row.district.code });
  }
  const island = {
    code: '318',
    kind: 'huyện',
    name: 'Bạch Long Vĩ',
    parentCode: '31',
    province: '31',
  } as const;
  found.set('318', { ...island, level: 'district', centroid: null });
  return found;
}

function changesOfWinter(
  before: ReadonlyMap<string, Snapshot>,
  after: ReadonlyMap<string, Snapshot>,
  changes: readonly ChangeRow[],
): History {
  const touched = new Set(changes.flatMap((change) => [change.fromCode, change.toCode]));
  const stays = (code: string): boolean => {
    const [old, now] = [before.get(code), after.get(code)];
    return old !== undefined && now !== undefined && sameUnit(old, now) && !touched.has(code);
  };
  const lastDay = addDays(reformDay, -1);
  const units: UnitRow[] = [];
  const relations: UnitRelation[] = [];
  const start = (code: string): UnitKey => ({ code, validFrom: recordsFrom });
  const change = (snapshot: Snapshot) => changeOf[snapshot.province];

  for (const old of before.values()) {
    const now = after.get(old.code);
    if (stays(old.code)) {
      units.push(
        rowOf(old, {
          validFrom: recordsFrom,
          validTo: lastDay,
          centroid: now?.centroid ?? null,
          document: null,
        }),
      );
      continue;
    }
    const renamedOnly = now !== undefined && !touched.has(old.code);
    const centroid = renamedOnly ? now.centroid : null;
    units.push(
      rowOf(old, { validFrom: recordsFrom, validTo: addDays(change(old).day, -1), centroid, document: null }),
    );
    if (renamedOnly)
      relations.push({
        from: start(old.code),
        to: { code: now.code, validFrom: change(now).day },
        share: 'whole',
      });
  }
  for (const now of after.values()) {
    if (stays(now.code)) continue;
    const { day, document } = change(now);
    units.push(rowOf(now, { validFrom: day, validTo: lastDay, centroid: now.centroid, document }));
  }
  for (const { fromCode, toCode, share } of changes) {
    const to = after.get(toCode);
    if (to === undefined || !before.has(fromCode)) throw new Error(`changes: no ${fromCode} or no ${toCode}`);
    relations.push({ from: start(fromCode), to: { code: toCode, validFrom: change(to).day }, share });
  }
  return { units, relations };
}

function sameUnit(one: Snapshot, other: Snapshot): boolean {
  const sameName = nameKey(one.name) === nameKey(other.name) && one.kind === other.kind;
  return sameName && one.parentCode === other.parentCode;
}

type Dated = Pick<UnitRow, 'validFrom' | 'validTo' | 'centroid' | 'document'>;

function rowOf(snapshot: Snapshot, dated: Dated): UnitRow {
  const { code, name, kind, level, parentCode } = snapshot;
  return { code, name, kind, level, parentCode, areaKm2: null, ...dated };
}

function mergersOfJuly(tables: Tables, units: readonly UnitRow[]): History {
  const ending = units.filter((unit) => unit.validTo === addDays(reformDay, -1));
  const found = tables.units2025.map((to) => ({ to, sources: sourcesOf(to, ending, tables.nameFixes) }));
  const timesNamed = new Map<UnitRow, number>();
  for (const { sources } of found) {
    for (const source of sources) timesNamed.set(source, (timesNamed.get(source) ?? 0) + 1);
  }
  // A unit named once went over whole; named in several places, it was divided.
  const relations = found.flatMap(({ to, sources }) =>
    sources.map((source) => ({
      from: { code: source.code, validFrom: source.validFrom },
      to: { code: to.code, validFrom: reformDay },
      share: (timesNamed.get(source) === 1 ? 'whole' : 'part') as Share,
    })),
  );
  const unnamed = ending.filter((unit) => unit.level === 'commune' && !timesNamed.has(unit));
  if (unnamed.length > 0)
    throw new Error(`No successor of ${unnamed.map((unit) => `${unit.code} ${unit.name}`).join(', ')}`);
  return {
    relations,
    units: tables.units2025.map(({ code, kind, name, areaKm2, centroid }) => ({
      code,
      name,
      kind,
      level: 'commune',
      parentCode: '31',
      validFrom: reformDay,
      validTo: null,
      areaKm2,
      centroid,
      document: reformDocument,
    })),
  };
}

/**
 * The old units named in `merged_from`. A name that several have is settled by the district written after it,
 * then by the districts of the others in the same list, then by name-fixes.csv; else an error.
 */
function sourcesOf(to: NewUnitRow, ending: readonly UnitRow[], fixes: readonly NameFix[]): UnitRow[] {
  const options = to.mergedFrom.map((written) => {
    const fix = fixes.find((one) => one.toCode === to.code && nameKey(one.written) === nameKey(written));
    if (fix) return { written, units: ending.filter((unit) => unit.code === fix.fromCode) };
    const [, plain = written, within] = /^(.*?)\s*\((.*)\)$/.exec(written) ?? [];
    const { kind, name } = splitKind(plain);
    const named = ending.filter((unit) => unit.kind === kind && nameKey(unit.name) === nameKey(name));
    if (within === undefined) return { written, units: named };
    const district = splitKind(within);
    const inside = ending.find(
      (unit) => unit.kind === district.kind && nameKey(unit.name) === nameKey(district.name),
    );
    return { written, units: named.filter((unit) => unit.parentCode === inside?.code) };
  });
  const sure = new Set(
    options.filter(({ units }) => units.length === 1).map(({ units }) => units[0]!.parentCode),
  );
  return options.map(({ written, units }) => {
    const fitting = units.length === 1 ? units : units.filter((unit) => sure.has(unit.parentCode));
    const [only] = fitting;
    if (only === undefined || fitting.length > 1) {
      throw new Error(
        `${to.code} ${to.name}: "${written}" fits ${fitting.length} units; settle it in name-fixes.csv`,
      );
    }
    return only;
  });
}

function buildProvinces(): History {
  const province = { level: 'province', parentCode: null, centroid: null } as const;
  const until = { validFrom: recordsFrom, validTo: addDays(reformDay, -1), areaKm2: null, document: null };
  const key = (code: string): UnitKey => ({ code, validFrom: recordsFrom });
  const now: UnitKey = { code: '31', validFrom: reformDay };
  return {
    units: [
      { ...province, code: '30', name: 'Hải Dương', kind: 'tỉnh', ...until },
      { ...province, code: '31', name: 'Hải Phòng', kind: 'thành phố', ...until },
      {
        ...province,
        ...now,
        name: 'Hải Phòng',
        kind: 'thành phố',
        validTo: null,
        areaKm2: provinceAreaKm2,
        document: provinceDocument,
      },
    ],
    relations: [
      { from: key('30'), to: now, share: 'whole' },
      { from: key('31'), to: now, share: 'whole' },
    ],
  };
}

function byCodeAndDay(one: UnitKey, other: UnitKey): number {
  const [a, b] = [sortKey(one), sortKey(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function byKeys(one: UnitRelation, other: UnitRelation): number {
  return byCodeAndDay(one.to, other.to) || byCodeAndDay(one.from, other.from);
}

/** Provinces, districts, communes: their codes have two, three and five digits. */
function sortKey({ code, validFrom }: UnitKey): string {
  return `${code.padStart(5, ' ')} ${validFrom}`;
}
