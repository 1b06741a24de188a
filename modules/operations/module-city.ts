// What the operations centre stands on in a running city: its definitions, the register of units, the bodies.
import { sealerOf, type Sealer } from '@city/kernel/files';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { capKey } from './settings.ts';
import type { OperationsTables } from './tables.ts';
import { type Bodies, readBodies } from './definitions/bodies.ts';
import { type OperationsFiles, readOperationsFiles } from './definitions/city-files.ts';

export interface OperationsCity {
  readonly m: ModuleContext<OperationsTables>;
  readonly files: OperationsFiles;
  /** Opens and seals the keys of public warnings. */
  readonly sealer: Sealer;
  readonly bodies: Bodies;
  /** Whether a body can be sent to work today. */
  readonly bodyStands: (code: string) => boolean;
  /** Code of the unit in which a point lies today; null outside the city. */
  /** Code and name of the whole city as its register of units has them. */
  readonly whole: () => {
    readonly code: string;
    readonly name: { readonly vi: string; readonly en: string };
  };
  /** Codes of the units of today, by name. */
  readonly unitsToday: () => readonly string[];
  readonly wardOf: (point: { readonly lat: number; readonly lon: number }) => string | null;
  readonly wardName: (code: string | null) => { readonly vi: string; readonly en: string } | null;
}

const made = new WeakMap<object, OperationsCity>();

/** Made once for a running city; `m.geo` is asked anew each time, so that an import of boundaries shows at once. */
export function operationsCity(m: ModuleContext<OperationsTables>): OperationsCity {
  const known = made.get(m);
  if (known) return known;
  const today = () => localDate(m.now());
  const bodies = readBodies(m.cityFolder, (code, day) => m.geo.units.byCode(code, day));
  const city: OperationsCity = {
    m,
    bodies,
    sealer: sealerOf(m.config.get(capKey), { use: 'cap key' }),
    bodyStands: (code) => bodies.stands(code, m.now()),
    files: readOperationsFiles(m.cityFolder),
    whole: () => {
      const [anyUnit] = m.geo.units.boundaries(today())?.features ?? [];
      const parent = anyUnit ? (m.geo.units.byCode(anyUnit.code, today())?.parentCode ?? '') : '';
      const unit = m.geo.units.byCode(parent, today());
      return unit
        ? { code: unit.code, name: { vi: `${unit.kind} ${unit.name}`, en: `${unit.nameEn} City` } }
        : { code: parent, name: { vi: parent, en: parent } };
    },
    unitsToday: () => {
      const nameOf = (code: string) => m.geo.units.byCode(code, today())?.name ?? code;
      const codes = (m.geo.units.boundaries(today())?.features ?? []).map(({ code }) => code);
      return codes.sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'vi'));
    },
    wardOf: (point) => {
      const place = m.geo.units.atPoint(point, today());
      return place.found ? place.unit.code : null;
    },
    wardName: (code) => {
      const unit = code === null ? null : m.geo.units.byCode(code, today());
      return unit ? { vi: `${unit.kind} ${unit.name}`, en: unit.nameEn } : null;
    },
  };
  made.set(m, city);
  return city;
}
