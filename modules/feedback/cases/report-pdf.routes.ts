// A report as PDF, for whoever wants it on paper: what the public page says, and nothing else.
import { Type } from 'typebox';
import { writePdf } from '@city/kernel/documents';
import { AppError } from '@city/kernel/errors';
import { Answer, type Route, route } from '@city/kernel/http';
import { limits } from '../limits.ts';
import type { FeedbackCity } from '../module-city.ts';
import { publicView } from './report-detail.ts';
import { reportPaper } from './report-paper.ts';
import { openForReading } from './step.ts';
import type { FeedbackTables } from './tables.ts';

const Code = Type.Object({ code: Type.String({ maxLength: 60 }) });
const Look = Type.Object({ lang: Type.Optional(Type.String({ maxLength: 5 })) });

export function reportPdfRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof Look, typeof Code>(
    {
      method: 'GET',
      url: '/api/reports/:code/pdf',
      permission: 'public: reports are handled in the open; who reported is not shown',
      tags: ['reports'],
      summary: { vi: 'Một phản ánh thành PDF', en: 'One report as PDF' },
      params: Code,
      query: Look,
      streams: 'application/pdf',
      // Setting a page costs a tenth of a second of a core.
      limit: { max: limits.pdfsPerMinute, perSeconds: 60 },
    },
    async (c) => {
      const report = await c.transaction(
        async (tx) => {
          const opened = await openForReading(tx, city, c.params.code);
          // On paper goes only what anybody may see, whoever asks.
          if (opened.report.visibility !== 'public' || opened.report.state === 'transferred')
            throw new AppError('report_not_found', { field: 'code' });
          return publicView(tx, city, opened.report);
        },
        { readOnly: true },
      );
      const { t, lang, now } = c;
      const pdf = await writePdf(reportPaper({ t, lang, report, now, publicUrl: city.m.publicUrl }));
      return new Answer(200, pdf, {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="${report.trackingCode}.pdf"`,
        'cache-control': 'no-store',
      });
    },
  );
}
