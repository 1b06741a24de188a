// `GET /api/reports/trend`: the flow of reports by hour and day, for walls and pages that draw it.
import { system } from '@city/kernel/access';
import { type Route, route } from '@city/kernel/http';
import { addDays, localDate, startOfDay } from '@city/kernel/time';
import { Fresh } from '../cases/fresh.ts';
import type { FeedbackCity } from '../module-city.ts';
import { Trend, trendSpan } from './trend.ts';
import { type FlowRow, flowByDay, flowByHour } from './trend.store.ts';

const hourMs = 3_600_000;
/** Every wall asks each ten seconds; the server counts once. */
const freshMilliseconds = 5_000;
const noFlow: Omit<FlowRow, 'key'> = { filed: 0, answered: 0, promised: 0, on_time: 0 };

export function trendRoutes(city: FeedbackCity): readonly Route[] {
  const trend = new Fresh<Trend>(freshMilliseconds);
  return [
    route(
      {
        method: 'GET',
        url: '/api/reports/trend',
        permission: 'public: counts by hour and day, without persons',
        tags: ['reports'],
        summary: { vi: 'Số phản ánh theo giờ và theo ngày', en: 'Reports by hour and by day' },
        response: { 200: Trend },
      },
      (c) => trend.get(c.now, () => countTrend(city)),
    ),
  ];
}

function countTrend(city: FeedbackCity): Promise<Trend> {
  return city.m.db.transaction(
    system('feedback.trend'),
    async (tx) => {
      const today = localDate(tx.now);
      const days = Array.from({ length: trendSpan.days }, (_, at) => addDays(today, at + 1 - trendSpan.days));
      const thisHour = Math.floor(tx.now.getTime() / hourMs) * hourMs;
      const hours = Array.from(
        { length: trendSpan.hours },
        (_, at) => new Date(thisHour + (at + 1 - trendSpan.hours) * hourMs),
      );
      const byHour = new Map((await flowByHour(tx, hours[0]!)).map((row) => [Date.parse(row.key), row]));
      const byDay = new Map((await flowByDay(tx, startOfDay(days[0]!))).map((row) => [row.key, row]));
      return {
        at: tx.now.toISOString(),
        hours: hours.map((from) => {
          const { filed, answered } = byHour.get(from.getTime()) ?? noFlow;
          return { from: from.toISOString(), filed, answered };
        }),
        days: days.map((day) => {
          const { filed, answered, promised, on_time: onTime } = byDay.get(day) ?? noFlow;
          return { day, filed, answered, promised, onTime };
        }),
      };
    },
    { readOnly: true },
  );
}
