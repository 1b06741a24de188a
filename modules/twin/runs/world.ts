// What a run stands on besides its scenario: units with their people, ground, roads, shelters, pipes, gases, as plain data.
import type { CityGround } from '../terrain/city-ground.ts';
import type { Frame } from '../terrain/frame.ts';
import type { Heights } from '../terrain/resample.ts';
import type { WaterNetwork } from '../water/water-network.ts';

export interface WorldUnit {
  readonly code: string;
  readonly people: number;
  readonly km2: number;
}

/** Which unit each cell of a frame lies in. */
export interface UnitGrid {
  readonly frame: Frame;
  readonly units: readonly WorldUnit[];
  /** Place in `units`, or -1. */
  readonly unitOf: Int16Array;
}

export interface RoadFile {
  readonly schematic: boolean;
  readonly diagram: { readonly wave_km_per_hour: number; readonly jam_vehicles_per_km: number };
  readonly nodes: readonly {
    readonly id: string;
    readonly name: string;
    readonly lon: number;
    readonly lat: number;
  }[];
  readonly links: readonly {
    readonly id: string;
    readonly from: string;
    readonly to: string;
    readonly metres: number;
    readonly lanes: number;
    readonly free_km_per_hour: number;
  }[];
  readonly trips: readonly {
    readonly from: string;
    readonly to: string;
    readonly vehicles_per_hour: number;
  }[];
}

export interface ShelterFile {
  readonly schematic: boolean;
  readonly shelters: readonly { readonly node: string; readonly name: string; readonly places: number }[];
  readonly origins: readonly { readonly node: string; readonly metres: number }[];
}

export interface WaterFile extends Omit<WaterNetwork, 'pattern'> {
  readonly schematic: boolean;
  readonly junctions: readonly (WaterNetwork['junctions'][number] & {
    readonly name: string;
    readonly people: number;
    readonly lat: number;
    readonly lon: number;
  })[];
  readonly pattern: readonly [WaterNetwork['pattern']];
}

export interface Substance {
  readonly code: string;
  readonly name: { readonly vi: string; readonly en: string };
  readonly grams_per_mole: number;
  /** Thresholds of discomfort, lasting harm, and death, parts in a million over an hour. */
  readonly ppm: readonly [number, number, number];
}

export interface Thresholds {
  readonly flood_metres: readonly number[];
  readonly flood_counts_from_metres: number;
  readonly road_closed_from_metres: number;
  /** How much higher roads lie than the ground beside them. */
  readonly road_above_ground_metres: number;
  readonly water_pressure_metres: { readonly none: number; readonly full: number };
}

export interface World {
  readonly thresholds: Thresholds;
  readonly grid: UnitGrid | null;
  readonly ground: CityGround | null;
  readonly heights: Heights | null;
  readonly roads: RoadFile | null;
  readonly shelters: ShelterFile | null;
  readonly water: WaterFile | null;
  readonly substance: Substance | null;
  /** People around each origin of an evacuation. */
  readonly around: Readonly<Record<string, number>>;
}

/** A part of the world that a kind of run cannot do without. */
export function need<T>(part: T | null, name: string): T {
  if (part === null) throw new Error(`a run without ${name}`);
  return part;
}

/** People and square kilometres hit in each unit, by which cells are hit and how badly; units without are left out. */
export function hitsOf(grid: UnitGrid, worst: Float64Array, from: number) {
  const cells = grid.units.map(() => ({ all: 0, hit: 0, worst: 0 }));
  grid.unitOf.forEach((unit, cell) => {
    const sum = cells[unit];
    if (!sum) return;
    sum.all += 1;
    const value = worst[cell] as number;
    if (value < from) return;
    sum.hit += 1;
    sum.worst = Math.max(sum.worst, value);
  });
  return cells.flatMap(({ all, hit, worst: most }, at) => {
    const unit = grid.units[at] as WorldUnit;
    if (hit === 0) return [];
    // A frame may hold a part of a unit only: cells count against its whole area.
    const cellKm2 = grid.frame.cellMetres ** 2 / 1e6;
    const share = Math.min(1, hit / Math.max(all, unit.km2 / cellKm2));
    return [
      {
        code: unit.code,
        people: Math.round(unit.people * share),
        km2: Number((unit.km2 * share).toPrecision(6)),
        worst: Number(most.toPrecision(6)),
      },
    ];
  });
}

/** Classes of values by lower bounds, a byte a cell, in base64. */
export function classesOf(values: Float64Array, breaks: readonly number[]): string {
  const classes = Uint8Array.from(values, (value) => breaks.findLastIndex((lower) => value >= lower) + 1);
  return Buffer.from(classes).toString('base64');
}

/** The sum of one number over a list. */
export const sumOf = <T>(list: readonly T[], number: (each: T) => number): number =>
  list.reduce((sum, each) => sum + number(each), 0);

/** The largest of many values; 0 when all are smaller. */
export const largest = (values: Float64Array): number =>
  values.reduce((most, each) => Math.max(most, each), 0);
