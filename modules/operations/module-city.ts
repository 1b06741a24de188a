// What the operations centre stands on in a running city: its definitions, the register of units, the bodies.
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import type { OperationsTables } from './tables.ts';
import { type Bodies, readBodies } from './definitions/bodies.ts';
import { type OperationsFiles, readOperationsFiles } from './definitions/city-files.ts';

export interface OperationsCity {
  readonly m: ModuleContext<OperationsTables>;
  readonly files: OperationsFiles;
  readonly bodies: Bodies;
  /** Whether a body can be sent to work today. */
  readonly bodyStands: (code: string) => boolean;
  /** Code of the unit in which a point lies today; null outside the city. */
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
    bodyStands: (code) => bodies.stands(code, m.now()),
    files: readOperationsFiles(m.cityFolder),
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
