// The feed of everything that was sent (RFC 4287), each entry with the CAP message itself as its content's address.
import { escapeXml } from '../cap/cap-xml.ts';
import type { WarningRow } from './tables.ts';

export function atomFeed(site: string, rows: readonly WarningRow[], now: Date): string {
  const updated = rows[0]?.sent_at ?? now;
  const entries = rows.map((row) => entry(site, row));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
    `<id>${escapeXml(site)}/cap/feed.atom</id>`,
    '<title>Cảnh báo – Thành phố Hải Phòng</title>',
    `<updated>${updated.toISOString()}</updated>`,
    '<author><name>Trung tâm điều hành thành phố</name></author>',
    `<link rel="self" type="application/atom+xml" href="${escapeXml(site)}/cap/feed.atom"/>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(site)}/warnings"/>`,
    ...entries,
    '</feed>',
  ].join('');
}

function entry(site: string, row: WarningRow): string {
  const address = escapeXml(`${site}/cap/${row.identifier}.xml`);
  const at = row.sent_at?.toISOString() ?? '';
  const mark = row.status === 'Exercise' ? 'DIỄN TẬP – ' : row.status === 'Test' ? 'THỬ NGHIỆM – ' : '';
  return [
    '<entry>',
    `<id>${address}</id>`,
    `<title>${escapeXml(`${mark}${row.headline_vi}`)}</title>`,
    `<updated>${at}</updated><published>${at}</published>`,
    `<summary>${escapeXml(`${mark}${row.description_vi}`)}</summary>`,
    `<category term="${escapeXml(row.msg_type)}"/><category term="${escapeXml(row.severity)}"/><category term="${escapeXml(row.status)}"/>`,
    `<link rel="alternate" type="application/cap+xml" href="${address}"/>`,
    '</entry>',
  ].join('');
}
