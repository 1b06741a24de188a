import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '@city/kernel/access';
import { eventually, type TestCity, testCity } from '@city/kernel/testing';
import { readCityUnits } from './city-units.ts';
import { createGeo } from './geo.service.ts';

const folder = join(import.meta.dirname, '../../city/haiphong/units');
const official = join(import.meta.dirname, '../../../shared/data/hp_wards_2025.geojson');

describe('the geography service', () => {
  let test: TestCity;
  beforeAll(async () => {
    test = await testCity({ start: { relay: true, work: false } });
  });
  afterAll(() => test.stop());
  const another = () => {
    const { database, cityFolder, tail, log } = test.city;
    return createGeo({ database, cityFolder, tail, log });
  };
  /** The shipped outline as if it were a survey. */
  const outline = () =>
    JSON.parse(readFileSync(join(folder, 'outline-2025-07-01.geojson'), 'utf8')) as {
      features: { properties: { code: string } }[];
    };
  const request = { validFrom: '2025-07-01', source: 'test', document: '1669/NQ-UBTVQH15' };

  it('copies the city’s units, relations and outline into the database, once', async () => {
    const city = readCityUnits(folder);
    const counts = () =>
      test.sql<{ units: number; relations: number; sets: number; shapes: number }>(
        `select (select count(*)::int from geo.unit) as units, (select count(*)::int from geo.unit_relation) as relations,
                (select count(*)::int from geo.boundary_set) as sets, (select count(*)::int from geo.boundary) as shapes`,
      );
    const expected = [{ units: city.units.length, relations: city.relations.length, sets: 1, shapes: 114 }];
    expect(await counts()).toEqual(expected);
    await another();
    expect(await counts()).toEqual(expected);
    const [unit] = await test.sql(
      `select name, kind, level, valid_to::text from geo.unit where code = '11407' and valid_from = '2022-04-01'`,
    );
    expect(unit).toEqual({ name: 'Vĩnh Niệm', kind: 'phường', level: 'commune', valid_to: '2025-06-30' });
  });

  it('lets open-data readers see it and modules not', async () => {
    const [reader] = await test.sql<{ ok: boolean }>(
      `select has_table_privilege('city_reader', 'geo.unit', 'select') as ok`,
    );
    expect(reader!.ok).toBe(true);
    const [app] = await test.sql<{ ok: boolean }>(
      `select has_table_privilege('city_app', 'geo.unit', 'select') as ok`,
    );
    expect(app!.ok).toBe(false);
  });

  it('refuses a file with a unit missing, and stores nothing of it', async () => {
    const file = { ...outline(), features: outline().features.slice(1) };
    const { report, setId } = await test.city.geo.importBoundaries(system('test'), { ...request, file });
    expect(setId).toBe(null);
    expect(report.refusals).toMatchObject([{ code: '10507', reason: 'missing-unit' }]);
    expect(await test.sql(`select 1 from geo.boundary_set`)).toHaveLength(1);
  });

  it('puts imported boundaries in place of the outline in every process, with trail and event', async () => {
    const other = await another();
    expect(other.units.boundaries('2025-07-01')).toMatchObject({ schematic: true });
    const { setId } = await test.city.geo.importBoundaries(system('test'), { ...request, file: outline() });
    expect(test.city.geo.units.boundaries('2025-07-01')).toMatchObject({
      id: setId,
      schematic: false,
      document: request.document,
    });
    await eventually(
      () => other.units.boundaries('2025-07-01')?.id,
      (id) => id === setId,
    );
    const opera = { lat: 20.8575, lon: 106.6806 };
    expect(other.units.atPoint(opera, '2025-07-01')).toMatchObject({ found: true, approximate: false });
    const sets = await test.sql(
      `select is_schematic, is_active, imported_by from geo.boundary_set order by imported_at`,
    );
    expect(sets).toMatchObject([
      { is_schematic: true, is_active: false },
      { is_schematic: false, is_active: true, imported_by: 'system:test' },
    ]);
    expect(
      await test.sql(
        `select data->>'setId' as id from events.outbox where type = 'geo.boundaries.activated'`,
      ),
    ).toEqual([{ id: setId }]);
    const trail = await test.sql(`select * from trail.entry where action = 'geo.boundaries.import'`);
    expect(trail).toHaveLength(1);
  });

  it('goes back to a set that was stored before, and knows no other', async () => {
    const { geo } = test.city;
    // The test's clock stands still, so both sets were stored at one moment and may come in either order.
    const sets = await geo.storedSets();
    expect(sets).toHaveLength(2);
    const survey = sets.find(({ schematic }) => !schematic);
    const outlineSet = sets.find(({ schematic }) => schematic);
    expect([survey, outlineSet]).toMatchObject([
      { active: true, schematic: false },
      { active: false, schematic: true },
    ]);
    expect(await geo.activate(system('test'), outlineSet!.id)).toMatchObject({
      active: true,
      schematic: true,
    });
    expect(geo.units.boundaries('2025-07-01')).toMatchObject({ schematic: true });
    expect(await geo.activate(system('test'), 'nonsense')).toBe(null);
    expect(await geo.activate(system('test'), '01890000-0000-7000-8000-000000000000')).toBe(null);
    expect((await geo.storedSets()).filter((set) => set.active)).toHaveLength(1);
  });

  it.skipIf(!existsSync(official))(
    'imports the official file and answers each ward for its label (skipped without ../shared/data)',
    async () => {
      const file: unknown = JSON.parse(readFileSync(official, 'utf8'));
      const { report, setId } = await test.city.geo.importBoundaries(system('test'), {
        ...request,
        file,
        source: 'sapnhap.bando.com.vn',
      });
      expect(report.usable).toBe(true);
      const set = (await another()).units.boundaries('2026-01-01')!;
      expect(set.id).toBe(setId);
      for (const { code, label, shape, display } of set.features) {
        expect(test.city.geo.units.atPoint(label, '2025-07-01')).toMatchObject({
          unit: { code },
          approximate: false,
        });
        expect(JSON.stringify(display).length).toBeLessThan(JSON.stringify(shape).length);
      }
    },
  );
});
