// The units of a day as a GeoJSON collection for drawn maps; one object per set of boundaries, so that layouts are kept.
import type { City } from '@city/kernel/module';
import type { UnitCollection } from '@city/ui/parts';

const made = new WeakMap<object, UnitCollection>();

/** Null where the day has no boundaries. */
export function unitCollection(city: City, day: string): UnitCollection | null {
  const set = city.geo.units.boundaries(day);
  if (!set) return null;
  let found = made.get(set);
  if (!found) {
    const features = set.features.map(({ code, shape }) => ({
      type: 'Feature' as const,
      id: code,
      properties: { code, name: city.geo.units.byCode(code, day)?.name ?? code },
      geometry: shape,
    }));
    made.set(set, (found = { type: 'FeatureCollection', features }));
  }
  return found;
}
