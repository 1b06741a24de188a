// What this module stands on in a running city: its files, and the units with their people on a day.
import { setImmediate } from 'node:timers/promises';
import type { Unit } from '@city/kernel/geo';
import type { ModuleContext } from '@city/kernel/module';
import { readTwinFiles, type TwinFiles } from './city-files.ts';
import type { UnitGrid, WorldUnit } from './runs/world.ts';
import type { Tables } from './tables.ts';
import { type Frame, metresEast, metresNorth, middleOf } from './terrain/frame.ts';

export interface TwinCity {
  readonly m: ModuleContext<Tables>;
  readonly files: TwinFiles;
}

const made = new WeakMap<object, TwinCity>();

/** Made once for a running city. */
export function twinCity(m: ModuleContext<Tables>): TwinCity {
  let city = made.get(m);
  if (!city) made.set(m, (city = { m, files: readTwinFiles(m.cityFolder) }));
  return city;
}

export function communesOn({ m }: TwinCity, day: string): readonly Unit[] {
  return m.geo.units.at(day).filter(({ level }) => level === 'commune');
}

/** Every commune with its share of the city's people, by area and kind: an assumption until there are numbers. */
export function peopleOf(city: TwinCity, units: readonly Unit[]): WorldUnit[] {
  const { total, spread } = city.files.people;
  const weights = units.map(({ areaKm2, kind }) => (areaKm2 ?? 0) * (spread[kind] ?? 1));
  const sum = weights.reduce((one, weight) => one + weight, 0);
  return units.map(({ code, areaKm2 }, at) => ({
    code,
    km2: areaKm2 ?? 0,
    people: sum > 0 ? Math.round((total * (weights[at] as number)) / sum) : 0,
  }));
}

/** Rows of cells between two breaths, so that the server answers others meanwhile. */
const rowsAtOnce = 64;

/** Which unit each cell lies in. Cells that only lie near a unit belong to none. */
export async function unitGrid(city: TwinCity, frame: Frame, day: string): Promise<UnitGrid> {
  const communes = communesOn(city, day);
  const place = new Map(communes.map(({ code }, at) => [code, at]));
  const { units } = city.m.geo;
  const unitOf = new Int16Array(frame.columns * frame.rows).fill(-1);
  for (let cell = 0; cell < unitOf.length; cell++) {
    if (cell % (rowsAtOnce * frame.columns) === 0) await setImmediate();
    const found = units.atPoint(middleOf(frame, cell), day);
    // A distance is null inside a boundary.
    if (found.found && found.distanceMetres === null) unitOf[cell] = place.get(found.unit.code) ?? -1;
  }
  return { frame, units: peopleOf(city, communes), unitOf };
}

/** People within some metres of each place, counting cells of a kilometre. */
export async function peopleAround(
  city: TwinCity,
  places: readonly { readonly node: string; readonly metres: number }[],
  day: string,
): Promise<Record<string, number>> {
  const { box } = city.files.ground;
  const side = 1_000;
  const columns = Math.ceil(((box.east - box.west) * metresEast) / side);
  const rows = Math.ceil(((box.north - box.south) * metresNorth) / side);
  const grid = await unitGrid(
    city,
    { west: box.west, north: box.north, columns, rows, cellMetres: side },
    day,
  );
  const cells = grid.units.map(() => 0);
  for (const unit of grid.unitOf) if (unit >= 0) cells[unit] = (cells[unit] as number) + 1;
  const nodes = new Map(city.files.roads.nodes.map((node) => [node.id, node]));
  return Object.fromEntries(
    places.map(({ node, metres }) => {
      const at = nodes.get(node) as { lon: number; lat: number };
      let people = 0;
      grid.unitOf.forEach((unit, cell) => {
        const { lon, lat } = middleOf(grid.frame, cell);
        if (unit < 0 || Math.hypot((lon - at.lon) * metresEast, (lat - at.lat) * metresNorth) > metres)
          return;
        people += (grid.units[unit]?.people ?? 0) / (cells[unit] as number);
      });
      return [node, Math.round(people)];
    }),
  );
}
