// Where the reports of the demo lie: streets of demo wards, and anywhere else in the city, always truly inside of a unit.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeedbackCity } from '../module-city.ts';
import type { Random } from './random.ts';
import { placeWords } from './words.ts';

export interface DemoPlace {
  readonly unit: string;
  readonly weight: number;
  readonly streets: readonly string[];
}

export interface PlaceInput {
  readonly lat: number;
  readonly lon: number;
  readonly address?: string;
}

export function demoPlaces(cityFolder: string): readonly DemoPlace[] {
  return JSON.parse(readFileSync(join(cityFolder, 'services', 'demo-places.json'), 'utf8')) as DemoPlace[];
}

/** A street in a demo ward, or a place in any unit of the city. */
export function somewhere(
  city: FeedbackCity,
  places: readonly DemoPlace[],
  day: string,
  draw: Random,
): PlaceInput {
  const set = city.geo.units.boundaries(day);
  if (!set) throw new Error('The demo needs boundaries');
  const known = draw.chance(0.8) ? draw.weighted(places, (row) => row.weight) : undefined;
  const feature = set.features.find(({ code }) => code === known?.unit) ?? draw.pick(set.features);
  return inUnit(city, { code: feature.code, label: feature.label, streets: known?.streets ?? [] }, day, draw);
}

/** A place in one demo ward. */
export function inWard(city: FeedbackCity, place: DemoPlace, day: string, draw: Random): PlaceInput {
  const feature = city.geo.units.boundaries(day)?.features.find(({ code }) => code === place.unit);
  if (!feature) throw new Error(`The demo needs the boundary of ${place.unit}`);
  return inUnit(city, { code: feature.code, label: feature.label, streets: place.streets }, day, draw);
}

function inUnit(
  city: FeedbackCity,
  unit: { readonly code: string; readonly label: PlaceInput; readonly streets: readonly string[] },
  day: string,
  draw: Random,
): PlaceInput {
  const areaKm2 = city.geo.units.byCode(unit.code, day)?.areaKm2 ?? 10;
  const spread = Math.min(Math.sqrt(areaKm2) * 0.4, 3) / 111;
  const address =
    unit.streets.length > 0
      ? `${draw.pick(placeWords).replace('{n}', String(draw.whole(2, 398)))} ${draw.pick(unit.streets)}`
      : undefined;
  for (let attempt = 0; attempt < 30; attempt++) {
    const lat = unit.label.lat + (draw.next() - 0.5) * 2 * spread;
    const lon = unit.label.lon + (draw.next() - 0.5) * 2 * spread;
    const found = city.geo.units.atPoint({ lat, lon }, day);
    if (found.found && found.unit.code === unit.code)
      return { lat: round(lat), lon: round(lon), ...(address ? { address } : {}) };
  }
  return { ...unit.label, ...(address ? { address } : {}) };
}

/** So many metres to the north and to the east. */
export function moved({ lat, lon }: PlaceInput, north: number, east: number): PlaceInput {
  const metresPerDegree = 111_320;
  return {
    lat: round(lat + north / metresPerDegree),
    lon: round(lon + east / (metresPerDegree * Math.cos((lat * Math.PI) / 180))),
  };
}

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
