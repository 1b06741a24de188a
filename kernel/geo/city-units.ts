// Reads a city's shipped units: units.csv, relations.csv, documents.csv, outline-DAY.geojson (see their README).
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { FeatureCollection } from 'geojson';
import { withoutMarks } from '../text/fold.ts';
import { isDay } from './days.ts';
import {
  type BoundarySet,
  type IsoDay,
  type Shape,
  type Unit,
  type UnitKind,
  type UnitLevel,
  type UnitRelation,
  unitKinds,
  unitLevels,
} from './types.ts';

/** A resolution or decision that changed units. */
export type LegalDocument = {
  readonly number: string;
  readonly issuedOn: IsoDay;
  readonly inForceFrom: IsoDay;
  readonly issuer: string;
  readonly title: string;
};

export type CityUnits = {
  readonly units: readonly Unit[];
  readonly relations: readonly UnitRelation[];
  readonly documents: readonly LegalDocument[];
  /** The schematic outlines that ship with the city. */
  readonly boundarySets: readonly BoundarySet[];
};

type Row = Readonly<Record<string, string>>;

/** Throws an Error naming file and line when a cell is not what its column promises. */
export function readCityUnits(folder: string): CityUnits {
  const documents = readRows(folder, 'documents.csv').map(({ row, where }) => ({
    number: needed(row, 'number', where),
    issuedOn: day(row, 'issued', where),
    inForceFrom: day(row, 'in_force', where),
    issuer: needed(row, 'issuer', where),
    title: needed(row, 'title', where),
  }));
  const known = new Set(documents.map((document) => document.number));
  return {
    units: readRows(folder, 'units.csv').map(({ row, where }) => readUnit(row, where, known)),
    relations: readRows(folder, 'relations.csv').map(({ row, where }) => ({
      from: { code: needed(row, 'from_code', where), validFrom: day(row, 'from_valid_from', where) },
      to: { code: needed(row, 'to_code', where), validFrom: day(row, 'to_valid_from', where) },
      share: oneOf(['whole', 'part'] as const, needed(row, 'share', where), where),
    })),
    documents,
    boundarySets: readdirSync(folder)
      .filter((name) => /^outline-.*\.geojson$/.test(name))
      .sort()
      .map((name) => readOutline(folder, name)),
  };
}

function readUnit(row: Row, where: string, documents: ReadonlySet<string>): Unit {
  const name = needed(row, 'name', where).normalize('NFC');
  const document = row['document'] || null;
  if (document !== null && !documents.has(document)) throw new Error(`${where}: no document ${document}`);
  const [lat, lon] = [optionalNumber(row, 'lat', where), optionalNumber(row, 'lon', where)];
  return {
    code: needed(row, 'code', where),
    name,
    nameEn: withoutMarks(name),
    kind: oneOf<UnitKind>(unitKinds, needed(row, 'kind', where).normalize('NFC'), where),
    level: oneOf<UnitLevel>(unitLevels, needed(row, 'level', where), where),
    parentCode: row['parent'] || null,
    validFrom: day(row, 'valid_from', where),
    validTo: row['valid_to'] ? day(row, 'valid_to', where) : null,
    areaKm2: optionalNumber(row, 'area_km2', where),
    centroid: lat === null || lon === null ? null : { lat, lon },
    document,
  };
}

function readOutline(folder: string, name: string): BoundarySet {
  const file = JSON.parse(readFileSync(join(folder, name), 'utf8')) as FeatureCollection<Shape> & {
    valid_from: string;
    source: string;
  };
  if (!isDay(file.valid_from)) throw new Error(`${name}: valid_from is not a day`);
  return {
    id: name.replace(/\.geojson$/, ''),
    validFrom: file.valid_from,
    schematic: true,
    source: file.source,
    document: null,
    features: file.features.map(({ properties, geometry }) => {
      const { code, label } = properties as { code: string; label: [number, number] };
      return { code, shape: geometry, label: { lon: label[0], lat: label[1] } };
    }),
  };
}

function readRows(folder: string, name: string): { row: Row; where: string }[] {
  const rows = parse(readFileSync(join(folder, name)), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  }) as Row[];
  // The header is line 1; no cell of these files holds a line break.
  return rows.map((row, at) => ({ row, where: `${name}:${at + 2}` }));
}

function needed(row: Row, column: string, where: string): string {
  const value = row[column];
  if (value === undefined || value === '') throw new Error(`${where}: ${column} is empty`);
  return value;
}

function day(row: Row, column: string, where: string): IsoDay {
  const value = needed(row, column, where);
  if (!isDay(value)) throw new Error(`${where}: ${column} is not a day: ${value}`);
  return value;
}

function optionalNumber(row: Row, column: string, where: string): number | null {
  const text = row[column];
  if (text === undefined || text === '') return null;
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Error(`${where}: ${column} is not a number: ${text}`);
  return value;
}

function oneOf<T extends string>(values: readonly T[], value: string, where: string): T {
  const found = values.find((one) => one === value);
  if (found === undefined) throw new Error(`${where}: ${value} is none of ${values.join(', ')}`);
  return found;
}
