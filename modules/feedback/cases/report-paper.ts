// The public page of a report as a paper: what was promised, who wrote what, everything that happened until now.
import type { Block, Paper } from '@city/kernel/documents';
import type { Translate } from '@city/kernel/text';
import { capitalise, formatDateTime } from '@city/kernel/time';
import type { ReportView } from '../contract.ts';
import { shownFields } from './report-fields.ts';
import { stateName, stepText, stepTitle } from './state-words.ts';

export interface ReportPaper {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly report: ReportView;
  readonly now: Date;
  readonly publicUrl: string;
}

export function reportPaper({ t, lang, report, now, publicUrl }: ReportPaper): Paper {
  const time = (at: string) => formatDateTime(new Date(at), lang);
  const heading = (text: string): Block => ({ kind: 'heading', level: 2, text });
  return {
    lang,
    title: report.title[lang],
    sub: t('Phản ánh {code}', { code: report.trackingCode }),
    madeAt: now,
    blocks: [
      { kind: 'facts', rows: facts(t, lang, report) },
      heading(t('Người dân viết')),
      { kind: 'text', text: `“${report.words}”` },
      ...(report.answer === null
        ? []
        : [
            heading(report.state === 'rejected' ? t('Vì sao không làm được') : t('Trả lời')),
            { kind: 'text', text: report.answer } as const,
          ]),
      heading(t('Diễn biến')),
      {
        kind: 'story',
        items: report.history.map((entry) => {
          const text = stepText(t, entry);
          return {
            time: capitalise(time(entry.at)),
            title: stepTitle(t, lang, entry),
            ...(text === undefined ? {} : { text }),
          };
        }),
      },
      {
        kind: 'text',
        tone: 'quiet',
        text: t('Đến {time} chỉ có những việc trên. Việc thêm sau đó có ở địa chỉ đầu trang 1.', {
          time: formatDateTime(now, lang),
        }),
      },
    ],
    check: {
      url: `${publicUrl}/reports/${report.trackingCode}`,
      words: t('Đối chiếu và xem tiếp:'),
    },
  };
}

function facts(t: Translate, lang: 'vi' | 'en', report: ReportView) {
  const unit = capitalise(`${report.unit.kind} ${report.unit.name}`);
  const holder = report.holders.at(-1)?.body.name[lang];
  const values = report as unknown as Readonly<Record<string, unknown>>;
  return [
    { name: t('Trạng thái'), value: stateName(t, report.state) },
    { name: t('Gửi lúc'), value: formatDateTime(new Date(report.filedAt), lang) },
    ...(report.dueAt === null
      ? []
      : [{ name: t('Hẹn'), value: formatDateTime(new Date(report.dueAt), lang) }]),
    ...(report.promise === null
      ? []
      : [
          {
            name: t('Hẹn theo'),
            value: `${report.promise.document.number}, ${report.promise.document.title[lang]}`,
          },
        ]),
    ...(holder === undefined ? [] : [{ name: t('Ai đang giữ việc này'), value: holder }]),
    { name: t('Địa điểm'), value: report.address === null ? unit : `${report.address}, ${unit}` },
    ...shownFields.flatMap(({ name, label }) =>
      values[name] ? [{ name: label(t), value: String(values[name]) }] : [],
    ),
    ...(report.photos.length === 0
      ? []
      : [
          {
            name: t('Ảnh tại chỗ'),
            value: t('{n} ảnh, xem ở địa chỉ đầu trang 1', { n: report.photos.length }),
          },
        ]),
  ];
}
