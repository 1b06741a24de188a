// The reports a person has filed, as data: with their session, or with a token they gave to a program.
import { collection, type Route, route } from '@city/kernel/http';
import { ReportItem } from '../contract.ts';
import type { FeedbackCity } from '../module-city.ts';
import type { FeedbackTables } from './tables.ts';
import { ownItems } from './reports-pages.routes.tsx';

export function ownReportRoutes(city: FeedbackCity): readonly Route[] {
  return [
    route<FeedbackTables>(
      {
        method: 'GET',
        url: '/api/me/reports',
        permission: 'feedback.own.read',
        scope: 'city.reports',
        tags: ['reports'],
        summary: { vi: 'Phản ánh tôi đã gửi, mới nhất trước', en: 'Reports I have filed, newest first' },
        response: { 200: collection(ReportItem) },
      },
      (c) =>
        c.transaction(
          async (tx) => ({ items: (await ownItems(tx, city)).map(({ item }) => item), next: null }),
          { readOnly: true },
        ),
    ),
  ];
}
