// Figures for the wall and the home page, and the catalogue that forms and filters are made of.
import { Type } from 'typebox';
import { collection, type Route, route } from '@city/kernel/http';
import { system } from '@city/kernel/access';
import { localDate, startOfDay } from '@city/kernel/time';
import { BodyRef, ServiceView, Summary, type Summary as Figures } from '../contract.ts';
import type { FeedbackCity } from '../module-city.ts';
import { Fresh } from './fresh.ts';
import {
  type AnsweredCounts,
  answeredCounts,
  filedCounts,
  openCounts,
  type UnitCount,
} from './report-list.store.ts';
import { bodyRef } from './report-view.ts';

const anyone = 'public: figures of the open reports, without persons';
const tags = ['reports'];
/** How old the figures may be: a wall asks each second, a home page at each visit. */
const freshMilliseconds = 1_000;
/** The share over thirty days moves slowly and costs most. */
const shareMilliseconds = 30_000;
const shareDays = 30;

interface Kept {
  readonly figures: Fresh<Figures>;
  readonly answered: Fresh<AnsweredCounts>;
}
const kept = new WeakMap<FeedbackCity, Kept>();
const actor = system('feedback.summary');

/** The figures of this moment, computed at most once a second. */
export function figuresOf(city: FeedbackCity, now: Date): Promise<Figures> {
  let mine = kept.get(city);
  if (!mine) {
    mine = {
      figures: new Fresh<Figures>(freshMilliseconds),
      answered: new Fresh<AnsweredCounts>(shareMilliseconds),
    };
    kept.set(city, mine);
  }
  const { figures, answered } = mine;
  return figures.get(now, async () => countNow(city, await answered.get(now, () => countAnswered(city))));
}

function countAnswered(city: FeedbackCity): Promise<AnsweredCounts> {
  return city.m.db.transaction(
    actor,
    (tx) => answeredCounts(tx, new Date(tx.now.getTime() - shareDays * 86_400_000)),
    { readOnly: true },
  );
}

function countNow(city: FeedbackCity, flow: AnsweredCounts): Promise<Figures> {
  return city.m.db.transaction(
    actor,
    async (tx) => {
      const counts = await openCounts(tx);
      const filed = await filedCounts(tx, startOfDay(localDate(tx.now)));
      const sum = (rows: readonly UnitCount[], of: 'open' | 'overdue') =>
        rows.reduce((total, row) => total + row[of], 0);
      return {
        at: tx.now.toISOString(),
        open: sum(counts, 'open'),
        overdue: sum(counts, 'overdue'),
        filedLast10Minutes: filed.filed_10_minutes,
        filedToday: filed.filed_today,
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
