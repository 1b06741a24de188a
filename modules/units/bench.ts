// How fast points find their units: surveyed boundaries, the schematic outline, and a day answered by predecessors.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BoundarySet,
  boxAround,
  boxOf,
  checkBoundaries,
  createUnitRegister,
  type IsoDay,
  type Point,
  readCityUnits,
  type UnitRegister,
} from '@city/kernel/geo';

export type LookupRate = {
  readonly name: string;
  /** Medians of the rounds. */
  readonly perSecond: number;
  /** Share of the points that lie in the city. */
  readonly found: number;
};

const rounds = 5;
const reformDay: IsoDay = '2025-07-01';

/**
 * Measures lookups per second in one thread over points spread evenly on the city's box (the far island left out).
 * @param cityFolder `city/haiphong`
 * @param officialFile GeoJSON of the 114 units; left out when there is none
 * @param points how many a round
 */
export function measureLookups(cityFolder: string, officialFile: string, points = 100_000): LookupRate[] {
  const schematic = createUnitRegister(readCityUnits(join(cityFolder, 'units')));
  const runs = [
    { name: 'schematic outline', register: schematic, day: reformDay },
    { name: 'predecessors of the outline', register: schematic, day: '2025-06-30' },
  ];
  if (existsSync(officialFile)) {
    const register = withOfficial(schematic, officialFile);
    runs.unshift(
      { name: 'official boundaries', register, day: reformDay },
      { name: 'predecessors of official boundaries', register, day: '2025-06-30' },
    );
  }
  return runs.map((run) => ({ name: run.name, ...measure(run.register, run.day, points) }));
}

function withOfficial(register: UnitRegister, file: string): UnitRegister {
  const communes = register.at(reformDay).filter((unit) => unit.level === 'commune');
  const { features } = checkBoundaries(JSON.parse(readFileSync(file, 'utf8')), communes);
  const set: BoundarySet = {
    id: 'official',
    validFrom: reformDay,
    schematic: false,
    source: file,
    document: null,
    features,
  };
  return register.withBoundaries([set]);
}

function measure(register: UnitRegister, day: IsoDay, points: number): Omit<LookupRate, 'name'> {
  const wanted = spread(register, points);
  const rates: number[] = [];
  let found = 0;
  for (let round = 0; round <= rounds; round += 1) {
    found = 0;
    const from = performance.now();
    for (const point of wanted) if (register.atPoint(point, day).found) found += 1;
    // The first round warms up.
    if (round > 0) rates.push((1000 * points) / (performance.now() - from));
  }
  rates.sort((one, other) => one - other);
  return { perSecond: rates[rounds >> 1]!, found: found / points };
}

/** Points of a low-discrepancy sequence (R2, M. Roberts 2018): the same each time, and evenly spread. */
function spread(register: UnitRegister, points: number): Point[] {
  const mainland = register.boundaries(reformDay)!.features.filter((feature) => feature.code !== '11948');
  const [west, south, east, north] = boxAround(mainland.map((feature) => boxOf(feature.shape)));
  return Array.from({ length: points }, (_, at) => ({
    lon: west + ((at * 0.754877666) % 1) * (east - west),
    lat: south + ((at * 0.569840291) % 1) * (north - south),
  }));
}
