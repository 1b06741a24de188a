// Whether what a scenario names is there: roads, pipes, junctions, gases, places in the area.
import { AppError } from '@city/kernel/errors';
import { floodFrame } from '../runs/world-of.ts';
import { cellAt } from '../terrain/frame.ts';
import type { TwinCity } from '../twin-city.ts';
import type { ScenarioInput } from './inputs.ts';

/** @throws AppError `twin_choice_unknown`, `twin_place_outside`, `twin_grid_large` */
export function checkChoices(city: TwinCity, scenario: ScenarioInput): void {
  const { files } = city;
  const roads = () => files.roads.links.map(({ id }) => id);
  switch (scenario.kind) {
    case 'flood': {
      const frame = floodFrame(city, scenario.flood.cellMetres);
      const ends = scenario.flood.walls.flatMap(({ fromLat, fromLon, toLat, toLon }) => [
        { lat: fromLat, lon: fromLon },
        { lat: toLat, lon: toLon },
      ]);
      for (const place of [...scenario.flood.breaches, ...scenario.flood.pumps, ...ends])
        if (cellAt(frame, place) === -1) throw new AppError('twin_place_outside', { field: 'input/flood' });
      return;
    }
    case 'traffic':
      return known(
        roads(),
        scenario.traffic.closures.map(({ road }) => road),
      );
    case 'evacuation':
      return known(
        roads(),
        scenario.evacuation.closures.map(({ road }) => road),
      );
    case 'plume': {
      known(
        files.substances.map(({ code }) => code),
        [scenario.plume.substance],
      );
      if (cellAt(floodFrame(city, 1_000), scenario.plume) === -1)
        throw new AppError('twin_place_outside', { field: 'input/plume/lat' });
      return;
    }
    case 'water': {
      const { pipes, pumps, junctions } = files.water;
      known(
        [...pipes, ...pumps].map(({ id }) => id),
        scenario.water.closed,
      );
      known(
        junctions.map(({ id }) => id),
        scenario.water.taken.map(({ junction }) => junction),
      );
    }
  }
}

function known(there: readonly string[], named: readonly string[]): void {
  const stranger = named.find((name) => !there.includes(name));
  if (stranger !== undefined)
    throw new AppError('twin_choice_unknown', { params: { what: stranger }, field: 'input' });
}
