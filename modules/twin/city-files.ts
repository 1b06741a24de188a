// The city's files for the twin, read once and checked for what refers to something that is not there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RoadFile, ShelterFile, Substance, Thresholds, WaterFile } from './runs/world.ts';
import type { CityGround } from './terrain/city-ground.ts';

export interface PeopleFile {
  readonly total: number;
  /** Weight of a square kilometre by the kind of its unit. */
  readonly spread: Readonly<Record<string, number>>;
  readonly verified: boolean;
}

export interface TwinFiles {
  readonly ground: CityGround;
  readonly people: PeopleFile;
  readonly roads: RoadFile;
  readonly shelters: ShelterFile;
  readonly water: WaterFile;
  readonly substances: readonly Substance[];
  readonly thresholds: Thresholds;
}

/** @throws Error when a file refers to a node or junction that it does not list */
export function readTwinFiles(cityFolder: string): TwinFiles {
  const read = <T>(name: string): T =>
    JSON.parse(readFileSync(join(cityFolder, 'twin', `${name}.json`), 'utf8')) as T;
  const files: TwinFiles = {
    ground: read('ground'),
    people: read('people'),
    roads: read('roads'),
    shelters: read('shelters'),
    water: read('water'),
    substances: read<{ substances: Substance[] }>('substances').substances,
    thresholds: read('thresholds'),
  };
  const nodes = new Set(files.roads.nodes.map(({ id }) => id));
  const ends = [
    ...files.roads.links.flatMap(({ from, to }) => [from, to]),
    ...files.roads.trips.flatMap(({ from, to }) => [from, to]),
    ...files.shelters.shelters.map(({ node }) => node),
    ...files.shelters.origins.map(({ node }) => node),
  ];
  refuseStrangers('twin/roads.json', nodes, ends);
  const { junctions, reservoirs, tanks, pipes, pumps } = files.water;
  const joints = new Set([...junctions, ...reservoirs, ...tanks].map(({ id }) => id));
  refuseStrangers(
    'twin/water.json',
    joints,
    [...pipes, ...pumps].flatMap(({ from, to }) => [from, to]),
  );
  return files;
}

function refuseStrangers(file: string, known: ReadonlySet<string>, named: readonly string[]): void {
  const stranger = named.find((name) => !known.has(name));
  if (stranger !== undefined) throw new Error(`${file}: no ${stranger}`);
}
