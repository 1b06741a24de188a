// Places for what a caller says: units of today, what old units became, and addresses that earlier reports have named.
import { localDate } from '@city/kernel/time';
import type { Unit } from '@city/kernel/geo';
import type { FeedbackTx } from '../../cases/report.store.ts';
import { limits } from '../../limits.ts';
import type { FeedbackCity } from '../../module-city.ts';
import { unitNamed } from '../place-in-words.ts';
import type { PlaceOffer } from './hotline-schemas.ts';
import { knownPlaces } from './known-places.store.ts';

export interface Offered {
  readonly places: PlaceOffer[];
  /** The name means several units: the operator must ask. */
  readonly mustChoose: boolean;
}

export async function offerPlaces(tx: FeedbackTx, city: FeedbackCity, said: string): Promise<Offered> {
  if (said.trim().length < 2) return { places: [], mustChoose: false };
  const day = localDate(tx.now);
  const named = unitNamed(city.geo, said, day);
  const units = named.status === 'one' ? [named.unit] : named.status === 'which' ? named.units : [];
  const was = named.status !== 'none' && named.was ? `${named.was.kind} ${named.was.name}` : null;
  const from = was === null ? 'unit' : named.status === 'which' ? 'divided-unit' : 'old-unit';
  const inUnits = new Set(units.map(({ code }) => code));
  const known = await knownPlaces(tx, said, limits.unitsOffered);
  const streets = known.flatMap((place): PlaceOffer[] => {
    const found = city.geo.units.atPoint(place, day);
    if (!found.found || (inUnits.size > 0 && !inUnits.has(found.unit.code))) return [];
    const { address, lat, lon } = place;
    return [{ ...offerOf(found.unit), address, lat, lon, label: address, from: 'report', was: null }];
  });
  const whole = units.flatMap((unit): PlaceOffer[] => {
    if (!unit.centroid) return [];
    const { lat, lon } = unit.centroid;
    return [{ ...offerOf(unit), lat, lon, address: addressIn(said), from, was }];
  });
  // A street that is known inside the one unit is nearer to the truth than the unit's middle.
  const places = named.status === 'one' ? [...streets, ...whole] : [...whole, ...streets];
  return { places: places.slice(0, 2 * limits.unitsOffered), mustChoose: named.status === 'which' };
}

function offerOf({ code, name, kind, validFrom }: Unit): Pick<PlaceOffer, 'label' | 'unit'> {
  return { label: `${kind} ${name}`, unit: { code, name, kind, validFrom } };
}

/** "215 Trần Nguyên Hãn, phường Lê Chân": what stands before the unit. */
function addressIn(said: string): string | null {
  const [first = '', ...rest] = said.split(/[,;]/);
  return rest.length > 0 && first.trim() !== '' ? first.trim() : null;
}
