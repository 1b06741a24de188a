// The administrative units of today as entities: names in both languages, kind, area, where they lie.
import type { Sweep } from '@city/kernel/jobs';
import { localDate } from '@city/kernel/time';
import type { Unit } from '@city/kernel/geo';
import type { Broker } from '../broker.ts';
import type { PublishedEntity } from './published.ts';
import { publisherOf } from './publish.ts';

export const areaId = (code: string): string => `urn:ngsi-ld:AdministrativeArea:HP:${code}`;

export function unitEntity(unit: Unit): PublishedEntity {
  const { code, name, nameEn, kind, level, parentCode, validFrom, areaKm2, centroid, document } = unit;
  return {
    id: areaId(code),
    type: 'AdministrativeArea',
    scope: `/HaiPhong/${code}`,
    attributes: {
      name: { type: 'LanguageProperty', languageMap: { vi: name, en: nameEn } },
      officialCode: { type: 'Property', value: code },
      areaKind: { type: 'Property', value: kind },
      areaLevel: { type: 'Property', value: level },
      validFrom: { type: 'Property', value: validFrom },
      ...(areaKm2 === null ? {} : { areaKm2: { type: 'Property', value: areaKm2, unitCode: 'KMK' } }),
      ...(parentCode === null ? {} : { partOf: { type: 'Relationship', object: areaId(parentCode) } }),
      ...(centroid === null
        ? {}
        : {
            location: {
              type: 'GeoProperty',
              value: { type: 'Point', coordinates: [centroid.lon, centroid.lat] },
            },
          }),
      ...(document === null ? {} : { madeBy: { type: 'Property', value: document } }),
    },
  };
}

/** Looks again every hour: units change on a day, and what stands so already is left alone. */
export function unitsSweep(broker: Broker): Sweep {
  return {
    name: 'context.units',
    everyMilliseconds: 3_600_000,
    run: async () => {
      const { m } = broker;
      const units = m.geo.units.at(localDate(m.now()));
      await publisherOf(m, 'units').publish(units.map(unitEntity));
      return null;
    },
  };
}
