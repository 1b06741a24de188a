// The names of units as points of their own: one for each unit, however many parts it has.
import { boundsOf, farUnits, labelPlace } from './extent.ts';
import type { Place, UnitBoundaries } from './types.ts';

/** `rank`: smaller is placed first. `side`: where the name has room, see the style's name layer. */
export function namesOf(
  units: UnitBoundaries,
  rank: (code: string) => number,
  side: (name: string, place: Place) => string,
): GeoJSON.FeatureCollection {
  const far = new Set(farUnits(units));
  const features = units.features
    .filter(({ properties }) => !far.has(properties.code))
    .map((unit) => {
      const { code } = unit.properties;
      const name = unit.properties.name.normalize('NFC');
      const place = labelPlace(unit);
      return {
        type: 'Feature' as const,
        properties: { code, name, rank: rank(code), side: side(name, place) },
        geometry: { type: 'Point' as const, coordinates: [place.lon, place.lat] },
      };
    });
  return { type: 'FeatureCollection', features };
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
