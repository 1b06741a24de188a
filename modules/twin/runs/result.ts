// What a run comes to, the same shape for every kind: figures, units hit, curves over time, and what a map shows.
import { type Static, Type } from 'typebox';

export const figureKeys = [
  'people',
  'areaKm2',
  'deepest',
  'bathtubKm2',
  'roadsCut',
  'missingShare',
  'steps',
  'arrived',
  'meanMinutes',
  'freeMinutes',
  'delayHours',
  'longestQueue',
  'evacuees',
  'sheltered',
  'unsheltered',
  'meanArrivalHours',
  'lastArrivalHours',
  'worstReducedCost',
  'peopleLevel1',
  'peopleLevel2',
  'peopleLevel3',
  'reachKm',
  'peakPpm',
  'stability',
  'withoutWater',
  'lowPressure',
  'leastPressure',
  'undeliveredCubicMetres',
] as const;
export type FigureKey = (typeof figureKeys)[number];

const Pair = Type.Array(Type.Number(), { minItems: 2, maxItems: 2 });

export const Raster = Type.Object({
  west: Type.Number(),
  north: Type.Number(),
  cellMetres: Type.Number(),
  columns: Type.Integer(),
  rows: Type.Integer(),
  /** Lower bounds of the classes 1, 2, …; class 0 is nothing. */
  breaks: Type.Array(Type.Number()),
  /** A byte a cell in base64. */
  classes: Type.String(),
});
export type Raster = Static<typeof Raster>;

export const RunResult = Type.Object({
  figures: Type.Array(Type.Object({ key: Type.Enum(figureKeys), value: Type.Number() })),
  units: Type.Array(
    Type.Object({
      code: Type.String(),
      people: Type.Integer({ description: 'People hit' }),
      km2: Type.Number({ description: 'Area hit' }),
      worst: Type.Number({
        description: 'Deepest water, highest concentration, fewest metres of pressure …',
      }),
    }),
  ),
  series: Type.Array(
    Type.Object({
      key: Type.String({
        description: 'level, wetKm2, depth, onRoad, arrived, sheltered, people, pressure',
      }),
      place: Type.Union([Type.String(), Type.Null()]),
      points: Type.Array(Pair, { description: '[hours, value]' }),
    }),
  ),
  raster: Type.Union([Raster, Type.Null()]),
  places: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      lat: Type.Number(),
      lon: Type.Number(),
      value: Type.Number(),
      of: Type.Number(),
    }),
  ),
  roads: Type.Array(Type.Object({ id: Type.String(), value: Type.Number() })),
});
export type RunResult = Static<typeof RunResult>;

/** Whole numbers stay; others are kept to six digits that count, so that a result reads the same wherever it was worked out. */
export function tidy(value: number): number {
  if (!Number.isFinite(value)) return 0;
  return Number.isInteger(value) ? value : Number(value.toPrecision(6));
}

export function figure(key: FigureKey, value: number): RunResult['figures'][number] {
  return { key, value: tidy(value) };
}

export const points = (list: readonly (readonly [number, number])[]): number[][] =>
  list.map(([x, y]) => [tidy(x), tidy(y)]);
