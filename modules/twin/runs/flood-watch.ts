// Looks at a flood every quarter of an hour: the area under water, the depth where roads meet, and when a road is closed.
import type { WaterState } from '../flood/shallow-water.ts';
import { land } from '../terrain/city-ground.ts';
import { cellAt, cellsAlong, type Frame } from '../terrain/frame.ts';
import { points, type RunResult, tidy } from './result.ts';
import { need, type World } from './world.ts';

export interface FloodWatch {
  look(): void;
  /** Roads under water, with the hour from which. */
  cut(): { readonly id: string; readonly value: number }[];
  series(level: (hours: number) => number): RunResult['series'];
}

export function watchFlood(state: WaterState, world: World, frame: Frame, cover: Uint8Array): FloodWatch {
  const gauges = gaugesOf(world, frame, cover);
  const roads = roadCells(world, frame, cover);
  const closed = new Map<string, number>();
  const wet: [number, number][] = [];
  const km2 = frame.cellMetres ** 2 / 1e6;
  const {
    flood_counts_from_metres: from,
    road_closed_from_metres: deep,
    road_above_ground_metres: raised,
  } = world.thresholds;
  const look = (): void => {
    const hours = state.seconds / 3_600;
    let count = 0;
    for (let cell = 0; cell < cover.length; cell++)
      if (cover[cell] === land && (state.depth[cell] as number) >= from) count += 1;
    wet.push([hours, count * km2]);
    for (const gauge of gauges) {
      const depth = state.depth[gauge.cell] as number;
      gauge.points.push([hours, depth]);
      gauge.deepest = Math.max(gauge.deepest, depth);
    }
    for (const { id, cells } of roads)
      if (!closed.has(id) && cells.some((cell) => (state.depth[cell] as number) >= deep + raised))
        closed.set(id, hours);
  };
  return {
    look,
    cut: () => [...closed].map(([id, hours]) => ({ id, value: tidy(hours) })),
    series: (level) => [
      { key: 'level', place: null, points: points(wet.map(([hours]) => [hours, level(hours)])) },
      { key: 'wetKm2', place: null, points: points(wet) },
      ...[...gauges]
        .sort((one, other) => other.deepest - one.deepest || (one.id < other.id ? -1 : 1))
        .slice(0, 4)
        .map(({ name, points: list }) => ({ key: 'depth', place: name, points: points(list) })),
    ],
  };
}

interface Gauge {
  readonly id: string;
  readonly name: string;
  readonly cell: number;
  readonly points: [number, number][];
  deepest: number;
}

/** A gauge where roads meet on land. */
function gaugesOf(world: World, frame: Frame, cover: Uint8Array): Gauge[] {
  return need(world.roads, 'roads')
    .nodes.map(({ id, name, lat, lon }) => ({
      id,
      name,
      cell: cellAt(frame, { lat, lon }),
      points: [] as [number, number][],
      deepest: 0,
    }))
    .filter(({ cell }) => cell !== -1 && cover[cell] === land);
}

/** The cells of land under each road; over rivers and the sea it runs on bridges. */
function roadCells(world: World, frame: Frame, cover: Uint8Array) {
  const { nodes, links } = need(world.roads, 'roads');
  const places = new Map(nodes.map((node) => [node.id, node]));
  return links.map(({ id, from, to }) => {
    const [start, end] = [places.get(from), places.get(to)];
    const cells = start && end ? cellsAlong(frame, start, end) : [];
    return { id, cells: cells.filter((cell) => cover[cell] === land) };
  });
}
