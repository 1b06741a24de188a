// Makes city/haiphong/units from the public tables: `node --import tsx tools/units/build.ts [FOLDER OF THE TABLES]`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Position } from 'geojson';
import { areaKm2, type Point, polygonsOf, readCityUnits, createUnitRegister } from '@city/kernel/geo';
import { measureCoverage } from '../../kernel/geo/boundary-coverage.ts';
import { simplifyShapes } from '../../kernel/geo/simplify.ts';
import { withoutMarks } from '../../kernel/text/fold.ts';
import { judgeCentroids, readReferee } from './centroids.ts';
import { buildHistory, type History, reformDay, type UnitRow } from './history.ts';
import { drawOutline, type Outline } from './outline/outline.ts';
import { type NewUnitRow, readChanges, readCommunes, readNewUnits, readTable } from './tables.ts';

const here = import.meta.dirname;
const tables = resolve(process.argv[2] ?? join(here, '../../../shared/data'));
const output = resolve(here, '../../city/haiphong/units');

const say = (line: string) => process.stdout.write(`${line}\n`);

const newUnits = readNewUnits(tables).map(withMendedCentroid);
for (const unit of newUnits) {
  if (withoutMarks(unit.name) !== unit.nameEn)
    say(`English name differs: ${unit.code} ${unit.name} / ${unit.nameEn}`);
}
const raw = buildHistory({
  communes2022: readCommunes(tables, 'hp_hd_units_2022-04.csv'),
  communes2025: readCommunes(tables, 'hp_hd_units_2025-03.csv'),
  units2025: newUnits,
  changes: readChanges(join(here, 'changes-2024-2025.csv')),
  nameFixes: readTable(here, 'name-fixes.csv').map((row) => ({
    toCode: row['to_code']!,
    written: row['written']!,
    fromCode: row['from_code']!,
  })),
});
const { units, dropped } = judgeCentroids(raw.units, raw.relations, readReferee(tables));
for (const { code, name, why } of dropped) say(`centroid left out: ${code} ${name} (${why})`);
writeUnits(units);
writeRelations(raw.relations);
writeOutline(drawOutline(unitsToDraw({ units, relations: raw.relations })));
report();

/** The table has the centroids of Gia Lộc and Gia Phúc in each other's place: each lies in the other's boundary. */
function withMendedCentroid(unit: NewUnitRow, _at: number, all: readonly NewUnitRow[]): NewUnitRow {
  const exchanged: Readonly<Record<string, string>> = { '10999': '11050', '11050': '10999' };
  const other = all.find((one) => one.code === exchanged[unit.code]);
  return other === undefined ? unit : { ...unit, centroid: other.centroid };
}

function writeUnits(rows: readonly UnitRow[]): void {
  const place = (point: Point | null) => [point?.lat ?? '', point?.lon ?? ''];
  writeCsv('units.csv', [
    [
      'code',
      'valid_from',
      'valid_to',
      'level',
      'kind',
      'name',
      'parent',
      'area_km2',
      'lat',
      'lon',
      'document',
    ],
    ...rows.map((unit) => [
      unit.code,
      unit.validFrom,
      unit.validTo ?? '',
      unit.level,
      unit.kind,
      unit.name,
      unit.parentCode ?? '',
      unit.areaKm2 ?? '',
      ...place(unit.centroid),
      unit.document ?? '',
    ]),
  ]);
}

function writeRelations(relations: History['relations']): void {
  writeCsv('relations.csv', [
    ['to_code', 'to_valid_from', 'from_code', 'from_valid_from', 'share'],
    ...relations.map(({ from, to, share }) => [to.code, to.validFrom, from.code, from.validFrom, share]),
  ]);
}

function writeCsv(name: string, rows: readonly (readonly (string | number)[])[]): void {
  writeFileSync(join(output, name), `${rows.map((row) => row.join(',')).join('\n')}\n`);
}

function unitsToDraw({ units: rows, relations }: History) {
  return rows
    .filter((unit) => unit.validFrom === reformDay && unit.level === 'commune')
    .map((unit) => ({
      ...unit,
      areaKm2: unit.areaKm2!,
      centroid: unit.centroid!,
      parts: relations
        .filter(({ to, share }) => to.code === unit.code && to.validFrom === reformDay && share === 'whole')
        .map(({ from }) => rows.find((one) => one.code === from.code && one.validFrom === from.validFrom))
        .flatMap((part) => (part?.centroid ? [part.centroid] : [])),
    }));
}

/** One unit a line, so that a change can be read in a diff. Four decimals are eleven metres. */
function writeOutline(outline: Outline): void {
  const shapes = simplifyShapes(
    outline.features.map((feature) => feature.geometry),
    12,
    4,
  );
  const lines = outline.features.map((feature, at) => {
    const label = feature.properties.label.map(fourDecimals) as Position;
    return JSON.stringify({ ...feature, properties: { ...feature.properties, label }, geometry: shapes[at] });
  });
  const head = {
    type: 'FeatureCollection',
    valid_from: reformDay,
    schematic: true,
    source: 'Computed from official areas and from centroids by tools/units; not a survey.',
  };
  const text = `${JSON.stringify(head).slice(0, -1)},"features":[\n${lines.join(',\n')}\n]}\n`;
  writeFileSync(join(output, `outline-${reformDay}.geojson`), text);
}

function fourDecimals(degrees: number): number {
  return Math.round(degrees * 1e4) / 1e4;
}

function report(): void {
  const city = readCityUnits(output);
  const register = createUnitRegister(city);
  for (const day of ['2022-04-01', '2025-03-01', reformDay]) {
    const communes = register.at(day).filter((unit) => unit.level === 'commune').length;
    const districts = register.at(day).filter((unit) => unit.level === 'district').length;
    say(`${day}: ${communes} communes, ${districts} districts`);
  }
  const [set] = city.boundarySets;
  const errors = set!.features.map(
    ({ code, shape }) => areaKm2(shape) / register.byCode(code, reformDay)!.areaKm2! - 1,
  );
  const { overlaps, gaps } = measureCoverage(set!.features);
  const corners = set!.features.reduce((sum, { shape }) => sum + polygonsOf(shape).flat(2).length, 0);
  const mean = errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length;
  const most = Math.max(...errors.map(Math.abs));
  const bytes = readFileSync(join(output, `outline-${reformDay}.geojson`)).length;
  say(`outline: ${corners} corners, ${bytes} bytes, ${overlaps.length} overlaps, ${gaps.length} gaps`);
  say(`outline: areas off by ${(100 * mean).toFixed(1)} % on average, ${(100 * most).toFixed(1)} % at most`);
}
