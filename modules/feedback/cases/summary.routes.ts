// Figures for the wall and the home page, and the catalogue that forms and filters are made of.
import { Type } from 'typebox';
import { collection, type Route, route } from '@city/kernel/http';
import { system } from '@city/kernel/access';
import { localDate, startOfDay } from '@city/kernel/time';
import { BodyRef, ServiceView, Summary, type Summary as Figures } from '../contract.ts';
import type { FeedbackCity } from '../module-city.ts';
import { Fresh } from './fresh.ts';
import { flowCounts, openCounts, type UnitCount } from './report-list.store.ts';
import { bodyRef } from './report-view.ts';

const anyone = 'public: figures of the open reports, without persons';
const tags = ['reports'];
/** How old the figures may be: a wall asks each second, a home page at each visit. */
const freshMilliseconds = 1_000;
const shareDays = 30;

const summaries = new WeakMap<FeedbackCity, Fresh<Figures>>();

/** The figures of this moment, computed at most once a second. */
export function figuresOf(city: FeedbackCity, now: Date): Promise<Figures> {
  let fresh = summaries.get(city);
  if (!fresh) summaries.set(city, (fresh = new Fresh<Figures>(freshMilliseconds)));
  return fresh.get(now, () => countNow(city));
}

async function countNow(city: FeedbackCity): Promise<Figures> {
  return city.m.db.transaction(
    system('feedback.summary'),
    async (tx) => {
      const counts = await openCounts(tx);
      const flow = await flowCounts(tx, {
        today: startOfDay(localDate(tx.now)),
        answeredSince: new Date(tx.now.getTime() - shareDays * 86_400_000),
      });
      const sum = (rows: readonly UnitCount[], of: 'open' | 'overdue') =>
        rows.reduce((total, row) => total + row[of], 0);
      return {
        at: tx.now.toISOString(),
        open: sum(counts, 'open'),
        overdue: sum(counts, 'overdue'),
        filedLast10Minutes: flow.filed_10_minutes,
        filedToday: flow.filed_today,
        onTimeShare: flow.answered === 0 ? null : flow.on_time / flow.answered,
        answered30Days: flow.answered,
        units: byUnit(city, counts, sum),
        services: [...Map.groupBy(counts, (row) => row.service)]
          .map(([code, rows]) => ({
            code,
            name: city.rules.catalogue.any(code)?.name ?? { vi: code, en: code },
            open: sum(rows, 'open'),
          }))
          .sort((a, b) => b.open - a.open),
      };
    },
    { readOnly: true },
  );
}

function byUnit(
  city: FeedbackCity,
  counts: readonly UnitCount[],
  sum: (rows: readonly UnitCount[], of: 'open' | 'overdue') => number,
): Figures['units'] {
  const today = localDate(city.m.now());
  return [...Map.groupBy(counts, (row) => row.unit_code)]
    .map(([code, rows]) => {
      const unit = city.geo.units.byCode(code, today) ?? city.geo.units.versions(code).at(-1);
      return {
        code,
        name: unit?.name ?? code,
        kind: unit?.kind ?? '',
        open: sum(rows, 'open'),
        overdue: sum(rows, 'overdue'),
      };
    })
    .sort((a, b) => b.open - a.open || a.code.localeCompare(b.code));
}

export function summaryRoutes(city: FeedbackCity): readonly Route[] {
  return [
    route(
      {
        method: 'GET',
        url: '/api/reports/summary',
        permission: anyone,
        tags,
        summary: { vi: 'Con số của lúc này', en: 'The figures of this moment' },
        response: { 200: Summary },
      },
      (c) => figuresOf(city, c.now),
    ),
    route(
      {
        method: 'GET',
        url: '/api/reports/services',
        permission: anyone,
        tags,
        summary: { vi: 'Các loại việc có thể phản ánh', en: 'Kinds of matters one can report' },
        response: { 200: collection(ServiceView) },
      },
      async (c) => ({
        items: city.rules.catalogue
          .list(localDate(c.now))
          .map(({ code, group, name, example, icon, keywords, photo, common }) => ({
            code,
            group,
            groupName: city.rules.catalogue.group(group)?.name ?? { vi: group, en: group },
            name,
            example,
            icon,
            keywords,
            photo,
            common,
          })),
        next: null,
      }),
    ),
    route(
      {
        method: 'GET',
        url: '/api/reports/bodies',
        permission: anyone,
        tags,
        summary: { vi: 'Các cơ quan trả lời phản ánh', en: 'Bodies that answer reports' },
        query: Type.Object({}),
        response: { 200: collection(BodyRef) },
      },
      async (c) => ({
        items: city.bodies.all(localDate(c.now)).map(({ code }) => bodyRef(city.bodies, code)),
        next: null,
      }),
    ),
  ];
}
