// Units in the reader's words: "phường An Biên", "An Biên ward".
import type { IsoDay, Unit, UnitKind } from '@city/kernel/geo';
import type { Lang, Translate } from '@city/kernel/text';
import { formatDate } from '@city/kernel/time';

export function kindWord(t: Translate, kind: UnitKind): string {
  switch (kind) {
    case 'phường':
      return t('phường');
    case 'xã':
      return t('xã');
    case 'thị trấn':
      return t('thị trấn');
    case 'đặc khu':
      return t('đặc khu');
    case 'quận':
      return t('quận');
    case 'huyện':
      return t('huyện');
    case 'thị xã':
      return t('thị xã');
    case 'thành phố':
      return t('thành phố');
    case 'tỉnh':
      return t('tỉnh');
  }
}

/** In Vietnamese the kind stands in front, in English behind. */
export function fullName(t: Translate, unit: Pick<Unit, 'kind' | 'name'>): string {
  return t('{kind} {name}', { kind: kindWord(t, unit.kind), name: unit.name });
}

/** `phường Lê Lợi, quận An Dương` */
export function nameWithDistrict(t: Translate, unit: Unit, above: readonly Unit[]): string {
  const district = above.find((higher) => higher.level === 'district');
  return [unit, ...(district ? [district] : [])].map((one) => fullName(t, one)).join(', ');
}

/** `từ 1/7/2025`, `đến hết 30/6/2025`, or both. Before the first records nobody knows since when. */
export function validity(
  t: Translate,
  unit: Unit,
  { lang, recordsFrom }: { lang: Lang; recordsFrom: IsoDay },
): string {
  const day = (date: IsoDay) => formatDate(date, lang, 'table');
  const since = unit.validFrom === recordsFrom ? null : day(unit.validFrom);
  const until = unit.validTo === null ? null : day(unit.validTo);
  if (since !== null && until !== null) return t('từ {since} đến hết {until}', { since, until });
  if (since !== null) return t('từ {since}', { since });
  return until === null ? t('đang có') : t('đến hết {until}', { until });
}
