// Sending a report away to the procedure of complaints or denunciations.
import { type Route } from '@city/kernel/http';
import { TransferInput } from '../contract.ts';
import type { FeedbackCity } from '../module-city.ts';
import { stepRoute } from '../cases/steps.routes.ts';
import { transferReport } from './transfer.action.ts';

export function transferRoutes(city: FeedbackCity): readonly Route[] {
  return [
    stepRoute(city, 'feedback.report.handle', {
      verb: 'transfer',
      summary: {
        vi: 'Chuyển sang khiếu nại hoặc tố cáo, rời khỏi mọi danh sách công khai',
        en: 'Send away as a complaint or denunciation, out of every public list',
      },
      body: TransferInput,
      take: (tx, opened, body) => transferReport(tx, city.m.files, opened, body),
    }),
  ];
}
