// The export as a paper: every system of the city with what it keeps, the way the printed page says it, and how to compare it.
import type { Block, Paper } from '@city/kernel/documents';
import type { Translate } from '@city/kernel/text';
import { formatDateTime } from '@city/kernel/time';
import { limits } from '../limits.ts';
import type { ExportDocument } from './build-export.ts';
import { fieldName, fieldValue } from './field-words.ts';

export interface ExportPaper {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly document: ExportDocument;
  /** SHA-256 of the file for machines, in hexadecimal. */
  readonly sha256: string;
  readonly publicUrl: string;
}

type Table = ExportDocument['systems'][number]['tables'][number];

export function exportPaper({ t, lang, document, sha256, publicUrl }: ExportPaper): Paper {
  const room = { rows: limits.pdfRows };
  const blocks: Block[] = [
    {
      kind: 'facts',
      rows: [
        { name: t('Mã yêu cầu'), value: document.request },
        { name: t('Dấu đối chiếu (SHA-256 của tệp JSON)'), value: sha256.replace(/.{8}(?!$)/g, '$& ') },
      ],
    },
  ];
  for (const system of document.systems) {
    const empty = system.tables.filter(({ rows }) => rows.length === 0);
    blocks.push({ kind: 'heading', level: 2, text: system.title[lang] });
    for (const table of system.tables) if (table.rows.length > 0) blocks.push(...kept(t, lang, table, room));
    if (empty.length > 0) {
      const things = empty.map(({ what }) => what[lang].toLowerCase()).join('; ');
      blocks.push({ kind: 'text', tone: 'quiet', text: t('Không có gì về: {things}.', { things }) });
    }
  }
  const madeAt = new Date(document.madeAt);
  return {
    lang,
    title: t('Dữ liệu thành phố giữ về bạn'),
    sub: t('Lấy {time}, theo yêu cầu của chính bạn.', { time: formatDateTime(madeAt, lang) }),
    madeAt,
    blocks,
    check: {
      url: `${publicUrl}/me/data/${document.request}`,
      words: t('Đối chiếu: đăng nhập rồi mở trang này, dấu đối chiếu phải giống trên giấy.'),
    },
  };
}

/** One table: each row as names with values; what does not fit on paper is in the file. */
function kept(t: Translate, lang: 'vi' | 'en', table: Table, room: { rows: number }): Block[] {
  const shown = table.rows.slice(0, room.rows);
  room.rows -= shown.length;
  const left = table.rows.length - shown.length;
  return [
    { kind: 'heading', level: 3, text: table.what[lang] },
    ...shown.map(
      (row): Block => ({
        kind: 'facts',
        rows: Object.entries(row).map(([name, value]) => ({
          name: fieldName(name, t),
          value: fieldValue(value, lang).slice(0, limits.pdfValueCharacters),
        })),
      }),
    ),
    ...(left > 0
      ? [
          {
            kind: 'text',
            tone: 'quiet',
            text: t('Còn {n} dòng, có đủ trong tệp JSON.', { n: left }),
          } as const,
        ]
      : []),
    ...(table.why === null ? [] : [{ kind: 'text', tone: 'quiet', text: table.why[lang] } as const]),
  ];
}
