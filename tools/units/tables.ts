// Reads the public tables that the city's units are made from; see README.md for where they come from.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Point, UnitKind } from '@city/kernel/geo';
import { nameKey, unitKinds } from '@city/kernel/geo';

/** A commune with its district, as it stood on the day of a table. */
export type CommuneRow = {
  readonly code: string;
  readonly kind: UnitKind;
  readonly name: string;
  readonly district: { readonly code: string; readonly kind: UnitKind; readonly name: string };
  readonly province: string;
  readonly centroid: Point | null;
};

/** A unit of 1 July 2025 with the words of the resolution on what it was made of. */
export type NewUnitRow = {
  readonly code: string;
  readonly kind: UnitKind;
  readonly name: string;
  readonly nameEn: string;
  readonly areaKm2: number;
  readonly mergedFrom: readonly string[];
  readonly centroid: Point;
};

export type ChangeRow = {
  readonly toCode: string;
  readonly fromCode: string;
  readonly share: 'whole' | 'part';
};

type Row = Readonly<Record<string, string>>;

export function readTable(folder: string, name: string): Row[] {
  return parse(readFileSync(join(folder, name)), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  }) as Row[];
}

export function readCommunes(folder: string, name: string): CommuneRow[] {
  return readTable(folder, name).map((row) => {
    const [lat, lon] = [Number(row['lat'] || Number.NaN), Number(row['lon'] || Number.NaN)];
    return {
      code: row['code']!,
      ...splitKind(row['name']!),
      district: { code: row['district_code']!, ...splitKind(row['district']!) },
      province: row['province']!,
      centroid: Number.isFinite(lat) && Number.isFinite(lon) ? { lat, lon } : null,
    };
  });
}

export function readNewUnits(folder: string): NewUnitRow[] {
  return readTable(folder, 'hp_wards_2025.csv').map((row) => ({
    code: row['code']!,
    kind: splitKind(`${row['type']} ${row['name']}`).kind,
    name: row['name']!.normalize('NFC'),
    nameEn: row['name_en']!,
    areaKm2: Number(row['area_km2']),
    mergedFrom: row['merged_from']!.split(',').map((name) => name.trim()),
    centroid: { lat: Number(row['lat']), lon: Number(row['lon']) },
  }));
}

export function readChanges(file: string): ChangeRow[] {
  return readTable(file, '').map((row) => ({
    toCode: row['to_code']!,
    fromCode: row['from_code']!,
    share: row['share'] === 'part' ? 'part' : 'whole',
  }));
}

/** `Thị trấn Cát Bà` → kind and name; throws when the text begins with no kind. */
export function splitKind(text: string): { kind: UnitKind; name: string } {
  const written = text.normalize('NFC').trim();
  const kind = unitKinds.find((one) => nameKey(written).startsWith(`${nameKey(one)} `));
  if (kind === undefined) throw new Error(`No kind in front of "${text}".`);
  return { kind, name: written.slice(kind.length + 1).trim() };
}
