// The report on a file of boundaries, line by line in the reader's language.
import type { BoundaryReport, Refusal } from '@city/kernel/geo';
import type { Translate } from '@city/kernel/text';

const mostLines = 30;

export function reportLines(t: Translate, report: BoundaryReport): string[] {
  const square = (km2: number) => (km2 < 0.01 ? km2.toFixed(4) : km2.toFixed(2));
  return [
    t('{found} ranh giới cho {units} đơn vị, {corners} đỉnh', {
      found: report.features.length,
      units: report.units,
      corners: report.corners,
    }),
    t('Diện tích đo được {measured} km², theo công bố {stated} km²', {
      measured: square(report.measuredKm2),
      stated: square(report.statedKm2),
    }),
    ...section(
      t('Bị từ chối: {n}', { n: report.refusals.length }),
      report.refusals.map((refusal) => refusalLine(t, refusal)),
    ),
    ...section(
      t('Chồng nhau: {n}', { n: report.overlaps.length }),
      report.overlaps.map(({ codes, km2 }) => `${codes.join(' – ')}: ${square(km2)} km²`),
    ),
    ...section(
      t('Khoảng trống bên trong: {n}', { n: report.gaps.length }),
      report.gaps.map(({ at, km2 }) => `${at.lat.toFixed(5)}, ${at.lon.toFixed(5)}: ${square(km2)} km²`),
    ),
    ...section(
      t('Diện tích lệch hơn 2%: {n} (chỉ báo, không từ chối)', { n: report.areaDifferences.length }),
      report.areaDifferences.map(({ code, measuredKm2, statedKm2 }) => {
        const percent = (100 * (measuredKm2 / statedKm2 - 1)).toFixed(1);
        return `${code}: ${square(measuredKm2)} / ${square(statedKm2)} km² (${percent} %)`;
      }),
    ),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  const more = lines.length > mostLines ? [`  … +${lines.length - mostLines}`] : [];
  return [title, ...lines.slice(0, mostLines).map((line) => `  ${line}`), ...more];
}

function refusalLine(t: Translate, { feature, code, reason }: Refusal): string {
  const where = feature === null ? '' : t('mục {feature}', { feature });
  return `${[where, code ?? ''].filter((part) => part !== '').join(' · ')}: ${reasonWords(t, reason)}`;
}

function reasonWords(t: Translate, reason: Refusal['reason']): string {
  switch (reason) {
    case 'not-geojson':
      return t('tệp không phải FeatureCollection của GeoJSON');
    case 'no-code':
      return t('không có mã đơn vị');
    case 'unknown-code':
      return t('ngày đó không có đơn vị mã này');
    case 'repeated-code':
      return t('đơn vị này có hai lần');
    case 'missing-unit':
      return t('thiếu ranh giới của đơn vị này');
    case 'not-a-polygon':
      return t('hình không phải Polygon hoặc MultiPolygon');
    case 'bad-ring':
      return t('vòng biên hở hoặc quá ít đỉnh');
    case 'bad-coordinate':
      return t('tọa độ không phải kinh độ, vĩ độ');
    case 'far-from-unit':
      return t('nằm quá xa đơn vị; có thể kinh độ và vĩ độ bị đổi chỗ');
    case 'no-area':
      return t('hình không có diện tích');
  }
}
