// Units, relations and boundary sets in PostgreSQL. Every function takes a Tx of the kernel's own role.
import { sql } from 'kysely';
import { newId, type Tx } from '@city/kernel/database';
import type { BoundaryReport } from './boundary-check.ts';
import type { CityUnits } from './city-units.ts';
import { simplifyShapes } from './simplify.ts';
import { areaKm2, boxOf } from './sphere.ts';
import type { BoundarySet, IsoDay, Shape } from './types.ts';

/** On a wall 4 m wide the whole city is 170 km: 60 m is a quarter of a millimetre on a phone. */
const displayToleranceMetres = 60;

/** The hash of the city's files that the tables hold; null before the first load. */
export async function loadedHash(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{ hash: string }>`select hash from geo.loaded where what = 'units'`.execute(
    tx.db,
  );
  return rows[0]?.hash ?? null;
}

/** Makes the tables equal to the city's files; imported boundaries stay active. */
export async function replaceUnits(tx: Tx, city: CityUnits, hash: string): Promise<void> {
  await sql`delete from geo.unit_relation`.execute(tx.db);
  await sql`delete from geo.unit`.execute(tx.db);
  const units = city.units.map(
    ({ centroid, parentCode, validFrom, validTo, nameEn, areaKm2: area, ...rest }) => ({
      ...rest,
      valid_from: validFrom,
      valid_to: validTo,
      name_en: nameEn,
      parent_code: parentCode,
      area_km2: area,
      lat: centroid?.lat ?? null,
      lon: centroid?.lon ?? null,
    }),
  );
  await sql`
    insert into geo.unit (code, valid_from, valid_to, level, kind, name, name_en, parent_code, area_km2, lat, lon, document)
    select code, valid_from, valid_to, level, kind, name, name_en, parent_code, area_km2, lat, lon, document
      from jsonb_populate_recordset(null::geo.unit, ${JSON.stringify(units)}::jsonb)`.execute(tx.db);
  const relations = city.relations.map(({ from, to, share }) => ({
    to_code: to.code,
    to_valid_from: to.validFrom,
    from_code: from.code,
    from_valid_from: from.validFrom,
    share,
  }));
  await sql`
    insert into geo.unit_relation (to_code, to_valid_from, from_code, from_valid_from, share)
    select to_code, to_valid_from, from_code, from_valid_from, share
      from jsonb_populate_recordset(null::geo.unit_relation, ${JSON.stringify(relations)}::jsonb)`.execute(
    tx.db,
  );
  await sql`delete from geo.boundary_set where is_schematic`.execute(tx.db);
  for (const set of city.boundarySets) {
    const { rows } =
      await sql`select 1 from geo.boundary_set where valid_from = ${set.validFrom} and is_active`.execute(
        tx.db,
      );
    await insertSet(tx, set, { active: rows.length === 0, report: null });
  }
  await sql`
    insert into geo.loaded (what, hash, loaded_at) values ('units', ${hash}, ${tx.now})
    on conflict (what) do update set hash = excluded.hash, loaded_at = excluded.loaded_at`.execute(tx.db);
}

/** Stores a checked set and makes it the one that counts from its day on. Returns its id. */
export async function activateSet(
  tx: Tx,
  set: Omit<BoundarySet, 'id'>,
  report: BoundaryReport,
): Promise<string> {
  await sql`update geo.boundary_set set is_active = false where valid_from = ${set.validFrom} and is_active`.execute(
    tx.db,
  );
  const { features: _features, ...rest } = report;
  return insertSet(tx, set, { active: true, report: rest });
}

/** Makes a stored set the one that counts from its day on; null when there is no such set. */
export async function reactivateSet(tx: Tx, id: string): Promise<StoredSet | null> {
  const set = (await listSets(tx)).find((one) => one.id === id);
  if (set === undefined) return null;
  await sql`update geo.boundary_set set is_active = false where valid_from = ${set.validFrom} and is_active`.execute(
    tx.db,
  );
  await sql`update geo.boundary_set set is_active = true where set_id = ${id}`.execute(tx.db);
  return { ...set, active: true };
}

type Insert = { readonly active: boolean; readonly report: Omit<BoundaryReport, 'features'> | null };

async function insertSet(tx: Tx, set: Omit<BoundarySet, 'id'>, { active, report }: Insert): Promise<string> {
  const id = newId(tx.now);
  const by = tx.actor.kind === 'system' ? `system:${tx.actor.name}` : `${tx.actor.kind}:${tx.actor.id ?? ''}`;
  await sql`
    insert into geo.boundary_set (set_id, valid_from, is_schematic, is_active, source, document, imported_by, imported_at, report)
    values (${id}, ${set.validFrom}, ${set.schematic}, ${active}, ${set.source}, ${set.document}, ${by}, ${tx.now},
            ${report === null ? null : JSON.stringify(report)}::jsonb)`.execute(tx.db);
  const shapes = set.features.map((feature) => feature.shape);
  const display = set.schematic ? shapes : simplifyShapes(shapes, displayToleranceMetres, 5);
  const rows = set.features.map(({ code, shape, label }, at) => {
    const [west, south, east, north] = boxOf(shape);
    return {
      set_id: id,
      code,
      west,
      south,
      east,
      north,
      area_km2: areaKm2(shape),
      label_lat: label.lat,
      label_lon: label.lon,
      geometry: shape,
      display: display[at],
    };
  });
  await sql`
    insert into geo.boundary (set_id, code, west, south, east, north, area_km2, label_lat, label_lon, geometry, display)
    select set_id, code, west, south, east, north, area_km2, label_lat, label_lon, geometry, display
      from jsonb_populate_recordset(null::geo.boundary, ${JSON.stringify(rows)}::jsonb)`.execute(tx.db);
  return id;
}

type SetRow = {
  set_id: string;
  valid_from: IsoDay;
  is_schematic: boolean;
  source: string;
  document: string | null;
  features: { code: string; lat: number; lon: number; geometry: Shape; display: Shape }[];
};

/** The active sets with their boundaries, oldest first. */
export async function readActiveSets(tx: Tx): Promise<BoundarySet[]> {
  const { rows } = await sql<SetRow>`
    select s.set_id, s.valid_from::text as valid_from, s.is_schematic, s.source, s.document,
           jsonb_agg(jsonb_build_object('code', b.code, 'lat', b.label_lat, 'lon', b.label_lon,
                                        'geometry', b.geometry, 'display', b.display) order by b.code) as features
      from geo.boundary_set s join geo.boundary b using (set_id)
     where s.is_active
     group by s.set_id
     order by s.valid_from`.execute(tx.db);
  return rows.map((row) => ({
    id: row.set_id,
    validFrom: row.valid_from,
    schematic: row.is_schematic,
    source: row.source,
    document: row.document,
    features: row.features.map(({ code, lat, lon, geometry, display }) => ({
      code,
      shape: geometry,
      display,
      label: { lat, lon },
    })),
  }));
}

export type StoredSet = {
  readonly id: string;
  readonly validFrom: IsoDay;
  readonly schematic: boolean;
  readonly active: boolean;
  readonly source: string;
  readonly document: string | null;
  readonly importedAt: Date;
};

/** Every set ever stored, newest first. */
export async function listSets(tx: Tx): Promise<StoredSet[]> {
  const { rows } = await sql<StoredSet>`
    select set_id as id, valid_from::text as "validFrom", is_schematic as schematic, is_active as active,
           source, document, imported_at as "importedAt"
      from geo.boundary_set order by imported_at desc, set_id desc`.execute(tx.db);
  return rows;
}
