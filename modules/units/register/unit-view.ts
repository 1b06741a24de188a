// Units as answers, and the questions common to all routes: which day, which unit.
import { AppError } from '@city/kernel/errors';
import type { IsoDay, Unit, UnitRegister } from '@city/kernel/geo';
import { formatDate, localDate } from '@city/kernel/time';
import { unitRef, type UnitView } from '../contract.ts';
import '../errors.ts';

/** The day asked for, today in Hải Phòng when none is. @throws AppError for days of which nothing is known. */
export function dayOf(register: UnitRegister, asked: string | undefined, now: Date, field = 'at'): IsoDay {
  const today = localDate(now);
  const day = asked ?? today;
  if (day < register.recordsFrom)
    throw new AppError('day_before_records', { field, params: { first: register.recordsFrom } });
  // A reform that is decided but not yet in force may be asked for.
  const last = today > register.lastChange ? today : register.lastChange;
  if (day > last) throw new AppError('day_in_future', { field, params: { last } });
  return day;
}

/** @throws AppError `unit_unknown`, or `unit_not_on_day` when the code stands for units of other days. */
export function unitOn(register: UnitRegister, code: string, day: IsoDay, field = 'code'): Unit {
  const unit = register.byCode(code, day);
  if (unit !== null) return unit;
  const versions = register.versions(code);
  if (versions.length === 0) throw new AppError('unit_unknown', { field, params: { asked: code } });
  throw new AppError('unit_not_on_day', {
    field,
    params: { code, day: formatDate(day, 'vi', 'table'), others: versions.map(spelled).join('; ') },
  });
}

/** `phường Vĩnh Niệm (1/4/2022 – 30/6/2025)` */
function spelled(unit: Unit): string {
  const to = unit.validTo === null ? '' : formatDate(unit.validTo, 'vi', 'table');
  return `${unit.kind} ${unit.name} (${formatDate(unit.validFrom, 'vi', 'table')} – ${to})`;
}

export function unitView(register: UnitRegister, unit: Unit, day: IsoDay): UnitView {
  const { code, name, nameEn, kind, level, validFrom, validTo, areaKm2, centroid, document } = unit;
  const [parent] = register.above(unit, day);
  return {
    code,
    name,
    nameEn,
    kind,
    level,
    validFrom,
    validTo,
    areaKm2,
    centroid,
    document,
    parent: parent === undefined ? null : unitRef(parent),
  };
}
