// A gas release run: puffs over a square around the source, the mean over the exposure against the thresholds of harm.
import { type Air, PuffCloud, puffConcentration, reach } from '../plume/gaussian.ts';
import { spread, stabilityClass, stabilityClasses } from '../plume/stability.ts';
import type { PlumeInput } from '../scenarios/inputs.ts';
import { cellAt, type Frame } from '../terrain/frame.ts';
import { figure, points, type RunResult, tidy } from './result.ts';
import { classesOf, hitsOf, largest, need, sumOf, type World } from './world.ts';

export const plumeEngine = 'plume 1: Gaussian puffs, Briggs';

/** Height of a person's breath, metres. */
const breath = 1.5;
/** Thresholds hold for an hour of exposure. */
const exposureSeconds = 3_600;
/** Litres of a mole of air at 25 °C. */
const litresPerMole = 24.45;
/** Seconds of one step. */
const step = 30;

export function runPlume(
  input: PlumeInput,
  world: World,
  seed: number,
  tell: (share: number) => void,
): RunResult {
  const grid = need(world.grid, 'units');
  const gas = need(world.substance, 'substance');
  const stability = stabilityClass(input.windSpeed, input.sky);
  const air: Air = { stability, terrain: input.terrain, mixingHeight: input.mixingHeight };
  const seconds = input.releaseMinutes * 60;
  const cloud = new PuffCloud(
    { height: input.height, gramsPerSecond: (input.kilograms * 1_000) / seconds, seconds, puffSeconds: 30 },
    { at: () => ({ speed: input.windSpeed, from: input.windFrom }), sway: input.swayDegrees },
    seed,
  );
  const ppm = (grams: number) => (grams * 1_000 * litresPerMole) / gas.grams_per_mole;
  const source = cellAt(grid.frame, input);
  const dose = new Float64Array(grid.unitOf.length);
  const drifted = drift(input.hours * 3_600, cloud, tell, () =>
    addPuffs({
      cloud,
      air,
      height: input.height,
      dose,
      frame: grid.frame,
      source,
      weight: (grams) => (ppm(grams) * step) / exposureSeconds,
    }),
  );
  const levels = gas.ppm.map((least) => hitsOf(grid, dose, least));
  const count = (level: number) => sumOf(levels[level] ?? [], ({ people }) => people);
  const kilograms = tidy(input.kilograms);
  return {
    figures: [
      figure('people', count(0)),
      figure('peopleLevel1', count(0)),
      figure('peopleLevel2', count(1)),
      figure('peopleLevel3', count(2)),
      figure(
        'areaKm2',
        sumOf(levels[0] ?? [], ({ km2 }) => km2),
      ),
      figure('reachKm', farthest(grid.frame, source, dose, gas.ppm[0]) / 1_000),
      figure('peakPpm', largest(dose)),
      figure('stability', stabilityClasses.indexOf(stability)),
    ],
    units: levels[0] ?? [],
    series: [{ key: 'cloudKm', place: null, points: points(drifted) }],
    raster: { ...grid.frame, breaks: [...gas.ppm], classes: classesOf(dose, gas.ppm) },
    places: [
      { id: 'source', name: gas.name.vi, lat: input.lat, lon: input.lon, value: kilograms, of: kilograms },
    ],
    roads: [],
  };
}

/** Lets the cloud drift to the end; gives how far it has come every five minutes. */
function drift(
  end: number,
  cloud: PuffCloud,
  tell: (share: number) => void,
  each: () => void,
): [number, number][] {
  const drifted: [number, number][] = [];
  for (let at = step; at <= end; at += step) {
    cloud.step(step);
    each();
    if (at % 300 !== 0) continue;
    drifted.push([at / 3_600, inReach(cloud)]);
    tell(at / end);
  }
  return drifted;
}

/** Metres to the farthest cell with at least so much. */
function farthest(frame: Frame, source: number, dose: Float64Array, least: number): number {
  return dose.reduce(
    (most, each, cell) => (each >= least ? Math.max(most, metresBetween(frame, source, cell)) : most),
    0,
  );
}

function metresBetween({ columns, cellMetres }: Frame, one: number, other: number): number {
  return (
    cellMetres *
    Math.hypot((one % columns) - (other % columns), Math.floor(one / columns) - Math.floor(other / columns))
  );
}

const inReach = ({ puffs }: PuffCloud): number =>
  puffs.reduce((far, { drifted }) => Math.max(far, drifted), 0) / 1_000;

/** Adds what every puff gives to the cells it touches in one step. */
function addPuffs(given: {
  cloud: PuffCloud;
  air: Air;
  height: number;
  dose: Float64Array;
  frame: Frame;
  source: number;
  weight: (grams: number) => number;
}): void {
  const { cloud, air, dose, frame } = given;
  const [row, column] = [Math.floor(given.source / frame.columns), given.source % frame.columns];
  for (const puff of cloud.puffs) {
    const far = reach * spread(air.stability, air.terrain, puff.drifted).y;
    const span = (low: number, high: number, most: number): [number, number] => [
      Math.max(0, Math.ceil(low / frame.cellMetres)),
      Math.min(most - 1, Math.floor(high / frame.cellMetres)),
    ];
    const [left, right] = span(
      column * frame.cellMetres + puff.x - far,
      column * frame.cellMetres + puff.x + far,
      frame.columns,
    );
    const [top, bottom] = span(
      row * frame.cellMetres - puff.y - far,
      row * frame.cellMetres - puff.y + far,
      frame.rows,
    );
    for (let y = top; y <= bottom; y++)
      for (let x = left; x <= right; x++) {
        const at = { east: (x - column) * frame.cellMetres, north: (row - y) * frame.cellMetres, z: breath };
        const cell = y * frame.columns + x;
        dose[cell] = (dose[cell] as number) + given.weight(puffConcentration(puff, given.height, air, at));
      }
  }
}
