// Names as the reports' tiles write them: services, units, places.
import type { WallCity, WallWords } from '@city/ui/wall';
import { icons, type IconName } from '@city/ui/parts';
import type { ReportRow, ReportsState } from './reports-state.ts';

export function unitName(city: WallCity, code: string): string {
  return city.names.get(code) ?? code;
}

export function serviceWords(state: ReportsState, code: string, words: WallWords): string {
  const known = state.serviceNames.get(code);
  return known ? words.pick(known.name) : code;
}

export function serviceIcon(state: ReportsState, code: string): IconName {
  const icon = state.serviceNames.get(code)?.icon ?? 'report';
  return Object.hasOwn(icons, icon) ? (icon as IconName) : 'report';
}

/** "198 Trần Nguyên Hãn, Lê Chân"; without an address the unit alone. */
export function placeWords(row: ReportRow, city: WallCity): string {
  const unit = unitName(city, row.unit);
  return row.address && !row.address.includes(unit) ? `${row.address}, ${unit}` : (row.address ?? unit);
}
