// Brings together what a run stands on, and says whether any of it is drawn or made up.
import { AppError } from '@city/kernel/errors';
import { limits } from '../limits.ts';
import type { ScenarioInput } from '../scenarios/inputs.ts';
import { type Frame, frameOf, metresEast, metresNorth } from '../terrain/frame.ts';
import type { Terrain } from '../terrain/terrain.store.ts';
import { peopleAround, type TwinCity, unitGrid } from '../twin-city.ts';
import type { World } from './world.ts';

export interface WorldFound {
  readonly world: World;
  readonly schematic: boolean;
}

/**
 * @param terrain what a flood runs over; other kinds need none
 * @throws AppError `twin_terrain_missing`, `twin_grid_large`, `twin_choice_unknown`
 */
export async function worldOf(
  city: TwinCity,
  scenario: ScenarioInput,
  day: string,
  terrain: Terrain | undefined,
): Promise<WorldFound> {
  const { files } = city;
  const empty: World = {
    thresholds: files.thresholds,
    grid: null,
    ground: null,
    heights: null,
    roads: null,
    shelters: null,
    water: null,
    substance: null,
    around: {},
  };
  const drawnUnits = city.m.geo.units.boundaries(day)?.schematic ?? true;
  switch (scenario.kind) {
    case 'flood': {
      if (!terrain) throw new AppError('twin_terrain_missing');
      const grid = await unitGrid(city, floodFrame(city, scenario.flood.cellMetres), day);
      const world = { ...empty, grid, ground: files.ground, heights: terrain.heights, roads: files.roads };
      return { world, schematic: terrain.schematic || drawnUnits || files.ground.schematic };
    }
    case 'traffic':
      return { world: { ...empty, roads: files.roads }, schematic: files.roads.schematic };
    case 'evacuation': {
      const around = await peopleAround(city, files.shelters.origins, day);
      const world = { ...empty, roads: files.roads, shelters: files.shelters, around };
      return { world, schematic: files.roads.schematic || files.shelters.schematic };
    }
    case 'plume': {
      const substance = files.substances.find(({ code }) => code === scenario.plume.substance);
      if (!substance)
        throw new AppError('twin_choice_unknown', { params: { what: scenario.plume.substance } });
      const grid = await unitGrid(city, plumeFrame(scenario.plume), day);
      return { world: { ...empty, grid, substance }, schematic: drawnUnits };
    }
    case 'water':
      return { world: { ...empty, water: files.water }, schematic: files.water.schematic };
  }
}

/** @throws AppError `twin_grid_large` */
export function floodFrame(city: TwinCity, cellMetres: number): Frame {
  const frame = frameOf(city.files.ground.box, cellMetres);
  if (frame.columns * frame.rows > limits.floodCells)
    throw new AppError('twin_grid_large', {
      params: { most: limits.floodCells },
      field: 'input/flood/cellMetres',
    });
  return frame;
}

function plumeFrame({ lat, lon }: { lat: number; lon: number }): Frame {
  const half = limits.plumeReachMetres;
  const [east, north] = [half / metresEast, half / metresNorth];
  const box = { west: lon - east, east: lon + east, south: lat - north, north: lat + north };
  return frameOf(box, limits.plumeCellMetres);
}
