// A water supply run: pipes shut, pumps stopped, water taken for a fire; who has too little pressure, and for how long.
import type { WaterInput } from '../scenarios/inputs.ts';
import { solveWater } from '../water/hydraulics.ts';
import { figure, points, type RunResult, tidy } from './result.ts';
import { need, type World } from './world.ts';

export const waterEngine = 'water 1: EPANET 2.2, pressure driven';

export async function runWater(input: WaterInput, world: World): Promise<RunResult> {
  const file = need(world.water, 'water');
  const network = { ...file, pattern: file.pattern[0] };
  const { none, full } = world.thresholds.water_pressure_metres;
  const hours = await solveWater(network, input, { hours: input.hours, pressure: { least: none, full } });
  const extra = new Map(input.taken.map(({ junction, litresPerSecond }) => [junction, litresPerSecond]));
  const judged = file.junctions.map((junction) => {
    const wanted = hours.map(({ seconds }) => {
      const slot = Math.floor(seconds / 3_600 / network.pattern.hours) % network.pattern.factors.length;
      return (
        junction.demand * input.demandFactor * (network.pattern.factors[slot] as number) +
        (extra.get(junction.id) ?? 0)
      );
    });
    const given = hours.map(({ delivered }) => Math.max(0, delivered[junction.id] ?? 0));
    const pressure = hours.map(({ pressure: all }) => Math.max(0, all[junction.id] ?? 0));
    // A share of a junction's people goes without as large as what it lacks in its worst hour.
    const lacks = wanted.map((want, hour) =>
      want > 0 ? Math.max(0, 1 - (given[hour] as number) / want) : 0,
    );
    const missing = wanted.reduce((sum, want, hour) => sum + Math.max(0, want - (given[hour] as number)), 0);
    return {
      junction,
      least: Math.min(...pressure),
      lacks: Math.max(...lacks),
      missing: (missing * 3_600) / 1_000,
    };
  });
  const people = (of: (each: (typeof judged)[number]) => boolean) =>
    judged.filter(of).reduce((sum, { junction }) => sum + junction.people, 0);
  return {
    figures: [
      figure(
        'withoutWater',
        Math.round(
          judged.reduce((sum, { junction, lacks }) => sum + junction.people * (lacks > 0.01 ? lacks : 0), 0),
        ),
      ),
      figure(
        'lowPressure',
        people(({ least }) => least < full),
      ),
      figure('leastPressure', Math.min(...judged.map(({ least }) => least))),
      figure(
        'undeliveredCubicMetres',
        judged.reduce((sum, { missing }) => sum + missing, 0),
      ),
    ],
    units: [],
    series: [...judged]
      .sort((one, other) => one.least - other.least || (one.junction.id < other.junction.id ? -1 : 1))
      .slice(0, 4)
      .map(({ junction }) => ({
        key: 'pressure',
        place: junction.name,
        points: points(hours.map(({ seconds, pressure }) => [seconds / 3_600, pressure[junction.id] ?? 0])),
      })),
    raster: null,
    places: judged.map(({ junction, least }) => ({
      id: junction.id,
      name: junction.name,
      lat: junction.lat,
      lon: junction.lon,
      value: tidy(least),
      of: full,
    })),
    roads: [],
  };
}
