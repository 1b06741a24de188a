// The bodies that answer reports: the People's Committee of each unit by rule, departments and utilities by list.
import type { Unit } from '@city/kernel/geo';
import { type BodiesFile, isValidOn } from '../services/city-data.ts';

export interface Words {
  readonly vi: string;
  readonly en: string;
}

export interface Body {
  readonly code: string;
  readonly kind: BodiesFile['bodies'][number]['kind'];
  readonly name: Words;
  readonly short: Words;
  readonly icon: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  /** The unit it governs; null for bodies of the whole city. */
  readonly unit: string | null;
}

/** What routing needs to know of an administrative unit. */
export type UnitFacts = Pick<Unit, 'code' | 'name' | 'kind' | 'validFrom' | 'validTo'>;

export interface Bodies {
  readonly coordinator: string;
  readonly hotline: string;
  readonly trackingPrefix: string;
  readonly mapCentre: { readonly lat: number; readonly lon: number };
  /** Departments, utilities, the coordinator. */
  readonly listed: readonly Body[];
  commune(unit: UnitFacts): Body;
  district(unit: UnitFacts): Body;
}

/** Makes the register of bodies from the city's file. */
export function bodiesOf(file: BodiesFile): Bodies {
  const { communeRule, districtRule } = file;
  const named = (code: string, kind: Body['kind'], pattern: Words, unit: UnitFacts): Body => {
    const name = { vi: fill(pattern.vi, unit, file.kindNames), en: fill(pattern.en, unit, file.kindNames) };
    return {
      code: fill(code, unit, file.kindNames),
      kind,
      name,
      short: name,
      icon: 'office',
      validFrom: unit.validFrom,
      validTo: unit.validTo,
      unit: unit.code,
    };
  };
  return {
    coordinator: file.coordinator,
    hotline: file.hotline,
    trackingPrefix: file.trackingPrefix,
    mapCentre: file.mapCentre,
    listed: file.bodies.map(({ document: _document, ...body }) => ({ ...body, unit: null })),
    commune: (unit) =>
      named(
        unit.validFrom < communeRule.datedBefore ? communeRule.datedCode : communeRule.code,
        'commune',
        communeRule.name,
        unit,
      ),
    district: (unit) => named(districtRule.code, 'district', districtRule.name, unit),
  };
}

/** A listed body that exists on a day; undefined when the code is unknown then. */
export function listedBody(bodies: Bodies, code: string, day: string): Body | undefined {
  return bodies.listed.find((body) => body.code === code && isValidOn(body, day));
}

function fill(pattern: string, unit: UnitFacts, kindNames: Readonly<Record<string, string>>): string {
  return pattern
    .replaceAll('{code}', unit.code)
    .replaceAll('{validFrom}', unit.validFrom.replaceAll('-', ''))
    .replaceAll('{name}', unit.name)
    .replaceAll('{kind}', unit.kind)
    .replaceAll('{kindEn}', kindNames[unit.kind] ?? unit.kind);
}
