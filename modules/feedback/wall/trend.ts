// What `GET /api/reports/trend` answers: how many reports came in and were answered, by hour and by day.
import { type Static, Type } from 'typebox';

const Instant = Type.String({ format: 'date-time' });
const Count = Type.Integer({ minimum: 0 });

export const trendSpan = { hours: 24, days: 30 } as const;

export const Trend = Type.Object({
  at: Instant,
  hours: Type.Array(Type.Object({ from: Instant, filed: Count, answered: Count }), {
    description: 'The last 24 hours, oldest first, hours without reports included',
  }),
  days: Type.Array(
    Type.Object({
      day: Type.String({ description: 'YYYY-MM-DD in the city' }),
      filed: Count,
      answered: Count,
      promised: Type.Integer({ minimum: 0, description: 'Answered ones that had a due time' }),
      onTime: Type.Integer({ minimum: 0, description: 'Of these, answered by the time first promised' }),
    }),
    { description: 'The last 30 days, oldest first' },
  ),
});
export type Trend = Static<typeof Trend>;
