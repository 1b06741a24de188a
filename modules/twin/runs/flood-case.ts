// A flood scenario run: tide, surge, river, rain over the ground; dykes, breaches, pumps; what stands under water, how deep, since when.
import { bathtub, neighbours } from '../flood/bathtub.ts';
import { createWaterModel } from '../flood/shallow-water.ts';
import type { Crest, Forcing, Ground } from '../flood/water-grid.ts';
import type { FloodInput } from '../scenarios/inputs.ts';
import { bedOf, beyond, type CityGround, coverOf, land, river, sea } from '../terrain/city-ground.ts';
import { cellAt, cellsAlong, type Frame, metresEast, metresNorth, middleOf } from '../terrain/frame.ts';
import { resample } from '../terrain/resample.ts';
import { watchFlood } from './flood-watch.ts';
import { figure, type RunResult } from './result.ts';
import { classesOf, hitsOf, largest, need, sumOf, type World } from './world.ts';

export const floodEngine = 'flood 1: local inertia, semi-implicit friction';

/** Hours from one high water to the next on this coast, where the diurnal tides rule. */
const tideHours = 24.84;

/** Level of the sea above the land’s datum. */
export function seaLevel(input: FloodInput, zero: number, hours: number): number {
  const middle = (input.tidePeak + input.tideLow) / 2;
  const tide =
    middle + (input.tidePeak - middle) * Math.cos((2 * Math.PI * (hours - input.peakHour)) / tideHours);
  const off = Math.abs(hours - input.peakHour) / (input.surgeHours / 2);
  const surge = off < 1 ? input.surge * Math.cos((Math.PI / 2) * off) ** 2 : 0;
  return tide + surge - zero;
}

export function runFlood(input: FloodInput, world: World, tell: (share: number) => void): RunResult {
  const grid = need(world.grid, 'units');
  const city = need(world.ground, 'ground');
  const { frame } = grid;
  const cover = coverOf(city, frame, grid.unitOf);
  const bed = bedOf(city, frame, cover, resample(need(world.heights, 'heights'), frame));
  const ground: Ground = { ...frame, bed, roughness: input.roughness };
  const zero = city.hon_dau_zero_below_land_datum_metres;
  const level = (seconds: number) => seaLevel(input, zero, seconds / 3_600);
  const seaCells = cellsOf(cover, sea);
  // Rivers stand at the sea's level at the start, or they would fill from an empty bed.
  const depth = Float64Array.from(bed, (bottom, cell) =>
    cover[cell] === river ? Math.max(0, level(0) - bottom) : 0,
  );
  const crests = crestsOf(input, world, ground, cover);
  const forcing = forcingOf(input, {
    level,
    seaCells,
    crests,
    upstream: springs(city, cover, frame),
    frame,
    cover,
  });
  const model = createWaterModel(ground, forcing, depth);
  const watch = watchFlood(model.state, world, frame, cover);
  const end = input.hours * 3_600;
  for (let at = 0; at < end; at += quarter) {
    watch.look();
    model.run(Math.min(end, at + quarter));
    tell(Math.min(1, (at + quarter) / end));
  }
  watch.look();
  const onLand = Float64Array.from(model.state.deepest, (deepest, cell) =>
    cover[cell] === land ? deepest : 0,
  );
  const { flood_metres: breaks, flood_counts_from_metres: from } = world.thresholds;
  const units = hitsOf(grid, onLand, from);
  const highest = Math.max(...Array.from({ length: 97 }, (_, at) => level((at / 96) * end)));
  return {
    figures: [
      figure(
        'people',
        sumOf(units, ({ people }) => people),
      ),
      figure(
        'areaKm2',
        sumOf(units, ({ km2 }) => km2),
      ),
      figure('deepest', largest(onLand)),
      figure('bathtubKm2', bathtubArea({ ground, seaCells, highest, crests, cover })),
      figure('roadsCut', watch.cut().length),
      figure('missingShare', model.balance().missingShare),
      figure('steps', model.state.steps),
    ],
    units,
    series: watch.series((hours) => level(hours * 3_600) + zero),
    raster: { ...frame, breaks: [...breaks], classes: classesOf(onLand, breaks) },
    places: [],
    roads: watch.cut(),
  };
}

interface Shore {
  readonly level: (seconds: number) => number;
  readonly seaCells: readonly number[];
  readonly crests: readonly Crest[];
  readonly upstream: readonly number[];
  readonly frame: Frame;
  readonly cover: Uint8Array;
}

/** What moves the water: sea and springs at their levels, rain, drains, dykes, pumps. */
function forcingOf(input: FloodInput, { level, seaCells, crests, upstream, frame, cover }: Shore): Forcing {
  const springLevel = (seconds: number) => level(seconds) + input.riverRise;
  return {
    levels: [
      { cells: seaCells, level },
      ...(upstream.length > 0 ? [{ cells: upstream, level: springLevel }] : []),
    ],
    crests,
    rain: (seconds) => (seconds < input.rainHours * 3_600 ? input.rainMillimetres / input.rainHours : 0),
    drain: input.drainMillimetresPerHour,
    pumps: input.pumps.flatMap(({ lat, lon, cubicMetresPerSecond }) => {
      const cell = cellAt(frame, { lat, lon });
      return cell === -1 || cover[cell] === beyond ? [] : [{ cell, cubicMetresPerSecond, to: null }];
    }),
  };
}

const quarter = 900;

const cellsOf = (cover: Uint8Array, kind: number): number[] =>
  [...cover.keys()].filter((cell) => cover[cell] === kind);

/** Cells where a river comes into the city: the first of its line. */
function springs(city: CityGround, cover: Uint8Array, frame: Frame): number[] {
  const first = city.rivers.flatMap(({ line: [start] }) =>
    start ? [cellAt(frame, { lon: start[0], lat: start[1] })] : [],
  );
  return first.filter((cell) => cell !== -1 && cover[cell] === river);
}

/** Dykes stand wherever land meets sea or river, except in a breach. */
function crestsOf(input: FloodInput, world: World, { columns, bed }: Ground, cover: Uint8Array): Crest[] {
  const frame = need(world.grid, 'units').frame;
  const { dykes } = need(world.ground, 'ground');
  const crests: Crest[] = [];
  const between = (from: number, to: number): void => {
    const kinds = [cover[from], cover[to]];
    if (!kinds.includes(land) || !(kinds.includes(sea) || kinds.includes(river))) return;
    const { lat, lon } = middleOf(frame, from);
    const isBroken = input.breaches.some(
      (breach) =>
        Math.hypot((breach.lat - lat) * metresNorth, (breach.lon - lon) * metresEast) <= breach.metres,
    );
    if (isBroken) return;
    const crest = (kinds.includes(sea) ? dykes.sea_crest : dykes.river_crest) + input.dykeRaise;
    crests.push({ from, to, crest });
  };
  for (let cell = 0; cell < bed.length; cell++) {
    if (cell % columns < columns - 1) between(cell, cell + 1);
    if (cell + columns < bed.length) between(cell, cell + columns);
  }
  return [...crests, ...input.walls.flatMap((wall) => wallCrests(wall, frame))];
}

/** A wall stands on every side of the cells along its line, so that no corner leaks. */
function wallCrests(wall: FloodInput['walls'][number], frame: Frame): Crest[] {
  const from = { lat: wall.fromLat, lon: wall.fromLon };
  const cells = cellsAlong(frame, from, { lat: wall.toLat, lon: wall.toLon });
  const own = new Set(cells);
  const bed = { length: frame.columns * frame.rows };
  return cells.flatMap((cell) =>
    neighbours(cell, { columns: frame.columns, bed })
      .filter((next) => !own.has(next))
      .map((next) => ({ from: cell, to: next, crest: wall.crest })),
  );
}

function bathtubArea(given: {
  ground: Ground;
  seaCells: readonly number[];
  highest: number;
  crests: readonly Crest[];
  cover: Uint8Array;
}): number {
  const still = bathtub(given.ground, given.seaCells, given.highest, given.crests);
  const wet = still.reduce(
    (count, depth, cell) => count + (given.cover[cell] === land && depth > 0 ? 1 : 0),
    0,
  );
  return (wet * given.ground.cellMetres ** 2) / 1e6;
}
