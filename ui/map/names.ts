// The names of units as points of their own: one for each unit, however many parts it has.
import { boundsOf, farUnits, labelPlace } from './extent.ts';
import { measureLabel } from './fonts.ts';
import type { PlacedName } from './overlay.ts';
import { placeNames, type Room } from './placement.ts';
import type { Place, UnitBoundaries } from './types.ts';

type NameProperties = { readonly code: string; readonly name: string; readonly rank: number };
type Names = GeoJSON.FeatureCollection<GeoJSON.Point, NameProperties>;

/** All names but those of far islands, which have a frame of their own. `rank`: smaller is placed first. */
export function namesOf(units: UnitBoundaries, rank: (code: string) => number): Names {
  const far = new Set(farUnits(units));
  const features = units.features
    .filter(({ properties }) => !far.has(properties.code))
    .map((unit) => {
      const { code } = unit.properties;
      const { lon, lat } = labelPlace(unit);
      return {
        type: 'Feature' as const,
        properties: { code, name: unit.properties.name.normalize('NFC'), rank: rank(code) },
        geometry: { type: 'Point' as const, coordinates: [lon, lat] },
      };
    });
  return { type: 'FeatureCollection', features };
}

/** The names that find room on a picture that nobody moves, each with its place in px. */
export function placedNames(
  names: Names,
  project: (place: Place) => { x: number; y: number },
  room: Room,
): PlacedName[] {
  const wanted = names.features.map(({ properties: { code, name, rank }, geometry }) => {
    const [lon = 0, lat = 0] = geometry.coordinates;
    const { x, y } = project({ lon, lat });
    return { code, name, rank, width: measureLabel(name, room.size), x, y };
  });
  const placed = placeNames(wanted, room);
  return wanted.flatMap(({ code, name }) => {
    const place = placed.get(code);
    return place ? [{ ...place, name }] : [];
  });
}

/** The larger unit first: its name has room. */
export function sizeRank(units: UnitBoundaries): (code: string) => number {
  const size = new Map(
    units.features.map((unit) => {
      const [west, south, east, north] = boundsOf([unit]);
      return [unit.properties.code, (east - west) * (north - south)] as const;
    }),
  );
  return (code) => -(size.get(code) ?? 0);
}
