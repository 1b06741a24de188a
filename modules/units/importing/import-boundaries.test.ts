// The command that imports official boundaries, on the running city.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import { innerPoint } from '@city/kernel/geo';
import { type Caller, type TestCity, testCity } from '@city/kernel/testing';
import { module } from '../module.ts';

const official = join(import.meta.dirname, '../../../../shared/data/hp_wards_2025.geojson');

let city: TestCity;
let anyone: Caller;
beforeAll(async () => {
  city = await testCity({ modules: [module as never] });
  anyone = city.as(anonymous);
});
afterAll(() => city?.stop());

describe('city import boundaries', () => {
  const commandNamed = (name: string) =>
    module.commands!(city.module('units') as never).find((command) => command.name === name)!;
  const command = () => commandNamed('import boundaries');
  const run = async (argv: string[]) => {
    const lines: string[] = [];
    await command().run(argv, (line) => lines.push(line));
    return lines.join('\n');
  };
  const day = ['--valid-from', '2025-07-01'];

  it('wants a file, a day and a document', async () => {
    await expect(run(day)).rejects.toThrow(/one file/);
    await expect(run(['x.geojson', '--valid-from', '2025-13-01', '--document', 'x'])).rejects.toThrow(
      /needs a day/,
    );
    await expect(run(['x.geojson', ...day])).rejects.toThrow(/--document/);
    await expect(run([import.meta.filename, ...day, '--document', 'x'])).rejects.toThrow(/not JSON/);
  });

  it('says what is wrong with a file and leaves everything as it was', async () => {
    const outline = join(city.city.cityFolder, 'units', 'documents.csv');
    await expect(run([outline, ...day, '--document', 'x'])).rejects.toThrow(/not JSON/);
    const package_ = join(import.meta.dirname, '../package.json');
    await expect(run([package_, ...day, '--document', 'x'])).rejects.toThrow(/115/);
    expect(city.city.geo.units.boundaries('2025-07-01')?.schematic).toBe(true);
  });

  it.skipIf(!existsSync(official))(
    'imports the official file: all 114 wards return themselves (skipped without ../shared/data)',
    async () => {
      const dry = await run([official, ...day, '--dry-run']);
      expect(dry).toContain('114 ranh giới cho 114 đơn vị');
      expect(city.city.geo.units.boundaries('2025-07-01')?.schematic).toBe(true);
      const told = await run([
        official,
        ...day,
        '--document',
        '1669/NQ-UBTVQH15',
        '--source',
        'sapnhap.bando.com.vn',
      ]);
      expect(told).toContain('Diện tích lệch hơn 2%: 21');
      const file = JSON.parse(readFileSync(official, 'utf8')) as {
        features: { id: string; geometry: never }[];
      };
      for (const { id, geometry } of file.features) {
        const { lat, lon } = innerPoint(geometry);
        const answer = (await anyone.get(`/api/units/at-point?lat=${lat}&lon=${lon}&at=2025-07-01`)).json<{
          code: string;
          approximate: boolean;
        }>();
        expect([answer.code, answer.approximate]).toEqual([id, false]);
      }
      const boundaries = await anyone.get('/api/units/boundaries');
      expect(boundaries.json()).toMatchObject({
        schematic: false,
        document: '1669/NQ-UBTVQH15',
        source: 'sapnhap.bando.com.vn',
      });
      expect(boundaries.body.length).toBeLessThan(300_000);
      expect((await anyone.get('/units')).body).not.toContain('sơ đồ');
      const [entry] = await city.sql<{ actor: string }>(
        `select to_jsonb(e) as entry from trail.entry e where action = 'geo.boundaries.import'`,
      );
      expect(JSON.stringify(entry)).toContain('1669/NQ-UBTVQH15');
    },
  );

  it('lists what was imported and goes back', async () => {
    const lines: string[] = [];
    await commandNamed('list boundaries').run([], (line) => lines.push(line));
    const outline = lines.find((line) => line.includes('hình sơ đồ'))!;
    const [id] = /[0-9a-f-]{36}/.exec(outline)!;
    const use = commandNamed('use boundaries');
    await use.run([id], (line) => lines.push(line));
    expect(lines.at(-1)).toContain(id);
    expect(city.city.geo.units.boundaries('2025-07-01')?.schematic).toBe(true);
    await expect(use.run([], () => {})).rejects.toThrow(/list boundaries/);
  });

  it('belongs to the system only', () => {
    const { access } = city.city;
    expect(access.decide(anonymous, 'units.boundaries.import').allow).toBe(false);
    expect(access.decide(system('city import boundaries'), 'units.boundaries.import').allow).toBe(true);
  });
});
