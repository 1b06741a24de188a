// A traffic scenario run: the city's trips over its main roads while some of them are closed or narrowed.
import { chanceOf } from '../chance/chance.ts';
import type { TrafficInput } from '../scenarios/inputs.ts';
import { createTrafficModel, type TrafficState } from '../traffic/cell-transmission.ts';
import { criticalDensity } from '../traffic/fundamental-diagram.ts';
import { type RoadLink, waysTo } from '../traffic/road-network.ts';
import { figure, points, type RunResult, tidy } from './result.ts';
import { need, type RoadFile, type World } from './world.ts';

export const trafficEngine = 'traffic 1: cell transmission, junctions after Tampère 2011';

/** Links of the city's file in metres and seconds. */
export function linksOf(roads: RoadFile, capacityDrop: number): RoadLink[] {
  return roads.links.map((link) => ({
    id: link.id,
    from: link.from,
    to: link.to,
    metres: link.metres,
    lanes: link.lanes,
    freeSpeed: link.free_km_per_hour / 3.6,
    waveSpeed: roads.diagram.wave_km_per_hour / 3.6,
    jamDensity: roads.diagram.jam_vehicles_per_km / 1_000,
    capacityDrop,
  }));
}

export function runTraffic(
  input: TrafficInput,
  world: World,
  seed: number,
  tell: (share: number) => void,
): RunResult {
  const roads = need(world.roads, 'roads');
  const chance = chanceOf(seed);
  const links = linksOf(roads, input.capacityDropPercent / 100);
  const end = input.hours * 3_600;
  // Demand runs through the first half and fades out by three quarters, so that queues have time to clear.
  const shape = (seconds: number) => Math.max(0, Math.min(1, (0.75 * end - seconds) / (0.25 * end)));
  const wanted = roads.trips.map(({ from, to, vehicles_per_hour }) => ({
    from,
    to,
    perSecond:
      (vehicles_per_hour / 3_600) *
      input.demandFactor *
      Math.max(0, 1 + (input.swayPercent / 100) * chance.normal()),
  }));
  const shutAll = new Set(
    input.closures
      .filter(({ fromHour, toHour, openShare }) => openShare === 0 && fromHour === 0 && toHour >= input.hours)
      .map(({ road }) => road),
  );
  const open = { links: links.filter(({ id }) => !shutAll.has(id)) };
  const trips = wanted.filter(({ from, to }) => waysTo(open, to).has(from));
  const model = createTrafficModel({
    network: { links },
    trips: trips.map(({ perSecond, ...trip }) => ({
      ...trip,
      rate: (seconds) => perSecond * shape(seconds),
    })),
    stepSeconds: input.stepSeconds,
    open: (id, seconds) =>
      input.closures
        .filter(
          ({ road, fromHour, toHour }) =>
            road === id && seconds >= fromHour * 3_600 && seconds < toHour * 3_600,
        )
        .reduce((least, { openShare }) => Math.min(least, openShare), 1),
  });
  const seen = watch(links, (link, cell) => model.density(link, cell));
  for (let at = 0; at < end; at += 300) {
    seen.look(model.state, model.onRoad() + model.waiting());
    model.run(Math.min(end, at + 300));
    tell(Math.min(1, (at + 300) / end));
  }
  seen.look(model.state, model.onRoad() + model.waiting());
  const { arrived, wanted: all, vehicleSeconds, freeSeconds } = model.state;
  const left = model.onRoad() + model.waiting();
  const free = freeMinutes(open.links, trips);
  return {
    figures: [
      figure('arrived', arrived),
      figure('meanMinutes', freeSeconds > 0 ? (free * vehicleSeconds) / freeSeconds : 0),
      figure('freeMinutes', free),
      figure('delayHours', Math.max(0, (vehicleSeconds - freeSeconds) / 3_600)),
      figure('longestQueue', seen.longest()),
      figure('roadsCut', wanted.length - trips.length),
      figure('missingShare', all > 0 ? Math.abs(all - arrived - left) / all : 0),
    ],
    units: [],
    series: seen.series(),
    raster: null,
    places: [],
    roads: seen.roads(),
  };
}

/** Mean minutes of an empty road, weighted by trips. */
function freeMinutes(
  links: readonly RoadLink[],
  trips: readonly { from: string; to: string; perSecond: number }[],
): number {
  let minutes = 0;
  let sum = 0;
  for (const { from, to, perSecond } of trips) {
    const ways = waysTo({ links }, to);
    let seconds = 0;
    for (let link = ways.get(from); link; link = ways.get(link.to)) seconds += link.metres / link.freeSpeed;
    minutes += (seconds / 60) * perSecond;
    sum += perSecond;
  }
  return sum > 0 ? minutes / sum : 0;
}

/** Vehicles under way and arrived over time, and the longest queue of each road in metres. */
function watch(links: readonly RoadLink[], density: (link: number, cell: number) => number) {
  const onRoad: [number, number][] = [];
  const arrived: [number, number][] = [];
  const queue = links.map(() => 0);
  const look = (state: TrafficState, under: number): void => {
    const hours = state.seconds / 3_600;
    onRoad.push([hours, under]);
    arrived.push([hours, state.arrived]);
    for (const [at, { cells, cellMetres }] of state.links.entries()) {
      const full = criticalDensity(links[at] as RoadLink) * 1.05;
      const jammed = Array.from({ length: cells }, (_, cell) => density(at, cell)).filter(
        (each) => each > full,
      );
      queue[at] = Math.max(queue[at] as number, jammed.length * cellMetres);
    }
  };
  return {
    look,
    longest: () => Math.max(0, ...queue),
    roads: () =>
      links.flatMap(({ id }, at) =>
        (queue[at] as number) > 0 ? [{ id, value: tidy(queue[at] as number) }] : [],
      ),
    series: (): RunResult['series'] => [
      { key: 'onRoad', place: null, points: points(onRoad) },
      { key: 'arrived', place: null, points: points(arrived) },
    ],
  };
}
