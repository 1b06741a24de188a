// `GET /api/reports/statistics`: how bodies, units and services kept their promises, with the way to recompute each figure.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { type Route, route } from '@city/kernel/http';
import { addDays, isLocalDate, localDate, startOfDay } from '@city/kernel/time';
import type { FeedbackTables } from '../cases/tables.ts';
import type { FeedbackCity } from '../module-city.ts';
import { shares } from './kept.ts';
import { type Dimension, dimensions, figuresBy } from './statistics.store.ts';

const Count = Type.Integer({ minimum: 0 });
const OrNull = <S extends import('typebox').TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Figures = Type.Object({
  key: Type.String({ description: 'Code of the body, unit or service' }),
  name: Type.Object({ vi: Type.String(), en: Type.String() }),
  filed: Count,
  answered: Count,
  promised: Count,
  onTime: Count,
  onTimeShare: OrNull(Type.Number()),
  reopened: Count,
  returned: Count,
  extended: Count,
  rated: Count,
  meanRating: OrNull(Type.Number({ description: 'Of five ratings at least' })),
  surveyed: Count,
  surveyFixed: Count,
  fixedShare: OrNull(
    Type.Number({ description: 'Weeks later: share of five answers at least that say it is really fixed' }),
  ),
  meanSurvey: OrNull(Type.Number({ description: 'Weeks later, of five answers at least' })),
});
const Statistics = Type.Object({
  from: Type.String(),
  to: Type.String(),
  by: Type.Enum(Object.keys(dimensions) as Dimension[]),
  items: Type.Array(Figures),
  next: Type.Null(),
  recompute: Type.String({ description: 'The open data that these figures are made of' }),
});
const Query = Type.Object({
  by: Type.Optional(Type.Enum(Object.keys(dimensions) as Dimension[], { default: 'body' })),
  from: Type.Optional(Type.String({ maxLength: 10, description: 'First day of filing, YYYY-MM-DD' })),
  to: Type.Optional(Type.String({ maxLength: 10, description: 'Last day of filing' })),
});
const defaultDays = 30;

export function statisticsRoutes(city: FeedbackCity): readonly Route[] {
  return [
    route<FeedbackTables, never, typeof Query>(
      {
        method: 'GET',
        url: '/api/reports/statistics',
        permission: 'public: counts of public reports, without persons',
        tags: ['open data'],
        summary: {
          vi: 'Đúng hẹn theo cơ quan, đơn vị, loại việc',
          en: 'Promises kept by body, unit or service',
        },
        query: Query,
        response: { 200: Statistics },
      },
      async (c) => {
        const { by = 'body' } = c.query;
        const to = dayOf(c.query.to, 'to') ?? localDate(c.now);
        const from = dayOf(c.query.from, 'from') ?? addDays(to, -defaultDays + 1);
        if (from > to) throw new AppError('invalid_request', { field: 'to' });
        const span = { from: startOfDay(from), before: startOfDay(addDays(to, 1)) };
        const rows = await c.transaction((tx) => figuresBy(tx, by, span), { readOnly: true });
        const items = rows.map(({ ratings, surveyScores, ...row }) => ({
          ...row,
          ...shares({ ...row, ratings, surveyScores }),
          name: nameOf(city, by, row.key, to),
        }));
        return { from, to, by, items, next: null, recompute: `/reports.csv?from=${from}&to=${to}` };
      },
    ),
  ];
}

function dayOf(text: string | undefined, field: string): string | null {
  if (text === undefined) return null;
  if (!isLocalDate(text)) throw new AppError('invalid_request', { field });
  return text;
}

function nameOf(city: FeedbackCity, by: Dimension, key: string, day: string): { vi: string; en: string } {
  if (by === 'body') return city.bodies.show(key).name;
  if (by === 'service') return city.rules.catalogue.any(key)?.name ?? { vi: key, en: key };
  const unit = city.geo.units.byCode(key, day);
  const name = unit ? `${unit.kind} ${unit.name}` : key;
  return { vi: name, en: name };
}
