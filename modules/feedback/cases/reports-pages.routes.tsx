// The pages of many reports: the public list with its map, the way from a code to its page, and "my reports".
import { type Static, Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { page, redirect, type RequestContext, type Route, view } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import { limits } from '../contract.ts';
import { styleLink } from '../style.routes.tsx';
import type { FeedbackCity } from '../module-city.ts';
import { outlineOf } from './city-outline.ts';
import { readFilters } from './list-query.ts';
import { MyPage } from './my.page.tsx';
import { listReports, reportsById } from './report-list.store.ts';
import { mapRows } from '../map/map.store.ts';
import { accessOwnAgents, filesReports } from './behalf.access.ts';
import { accessOwnReports } from './reporter.access.ts';
import { itemsOf, pageOf, readFiledCursor } from './reports.routes.ts';
import { ListPage, type ListPageProps } from './reports.page.tsx';
import { readCode } from './step.ts';
import { figuresOf } from './summary.routes.ts';
import type { FeedbackTables } from './tables.ts';
import { clockOf } from './report-detail.ts';
import type { FeedbackTx } from './report.store.ts';

const anyone = 'public: reports are handled in the open; who reported is not shown';
const text = (most: number) => Type.Optional(Type.String({ maxLength: most }));
const ListQuery = Type.Object({
  q: text(limits.searchMax),
  state: text(40),
  unit: text(10),
  service: text(64),
  cursor: text(300),
  lang: text(5),
  code: text(80),
});
type Query = Static<typeof ListQuery>;
type Context = Pick<
  RequestContext<unknown, Query, unknown, FeedbackTables>,
  't' | 'lang' | 'now' | 'transaction' | 'query'
>;

/** Dots that the small map draws at most: more are only a stain. */
const mostDots = 400;

export function reportsPages(city: FeedbackCity): readonly Route[] {
  return [
    page<FeedbackTables, never, typeof ListQuery>(
      { url: '/reports', permission: anyone, summary: { vi: 'Phản ánh', en: 'Reports' }, query: ListQuery },
      (c) => listView(city, c as unknown as Context),
    ),
    page<FeedbackTables, never, typeof ListQuery>(
      {
        url: '/track',
        permission: anyone,
        summary: { vi: 'Tra mã theo dõi', en: 'Track by code' },
        query: ListQuery,
      },
      async (c) => {
        try {
          return redirect(`/reports/${readCode(city.rules, c.query.code ?? '')}`);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          return listView(city, c as unknown as Context, error);
        }
      },
    ),
    page<FeedbackTables>(
      {
        url: '/my',
        permission: 'feedback.report.own',
        representation: filesReports,
        summary: { vi: 'Việc của tôi', en: 'My reports' },
      },
      async (c) => {
        const mine = await c.transaction((tx) => ownItems(tx as FeedbackTx, city), { readOnly: true });
        return view(
          c.t('Việc của tôi'),
          <MyPage t={c.t} lang={c.lang} mine={mine} principal={c.actor.onBehalfOf?.name ?? null} />,
          {
            page: { head: styleLink, noIndex: true },
          },
        );
      },
    ),
  ];
}

async function listView(city: FeedbackCity, c: Context, problem?: AppError) {
  const { q, state, unit, service, cursor, code } = c.query;
  const given = { q, state, unit, service };
  const query = problem ? {} : Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  const { page: shown, dots } = await c.transaction(
    async (tx) => {
      const rows = await listReports(tx, readFilters(query), {
        limit: limits.pageItems + 1,
        after: readFiledCursor(problem ? undefined : cursor),
      });
      return {
        page: await pageOf(tx, city, rows, limits.pageItems),
        dots: await mapRows(tx, { box: null, at: null, limit: mostDots }),
      };
    },
    { readOnly: true },
  );
  const day = localDate(c.now);
  const next =
    shown.next === null ? null : `/reports?${new URLSearchParams({ ...query, cursor: shown.next })}`;
  const props: ListPageProps = {
    t: c.t,
    lang: c.lang,
    items: shown.items,
    nextHref: next,
    isFirst: !cursor,
    query,
    services: city.rules.catalogue.list(day),
    units: city.geo.units
      .at(day)
      .filter(({ level }) => level === 'commune')
      .map((one) => ({ code: one.code, name: one.name, kind: one.kind }))
      .sort((a, b) => a.name.localeCompare(b.name, 'vi')),
    outline: outlineOf(city.geo, day),
    dots: dots.map(({ lat, lon }) => ({ lat, lon })),
    figures: await figuresOf(city, c.now),
    codeProblem: problem?.title[c.lang],
    code,
  };
  return view(c.t('Phản ánh của người dân'), <ListPage {...props} />, {
    ...(problem ? { status: problem.status } : {}),
    description: c.t('Phản ánh của người dân Hải Phòng: ở đâu, việc gì, ai đang làm, hẹn khi nào.'),
    page: { head: styleLink, hasProblems: problem !== undefined, noIndex: cursor !== undefined },
  });
}

export interface OwnReport {
  readonly item: Awaited<ReturnType<typeof itemsOf>>[number];
  readonly clock: ReturnType<typeof clockOf>;
  /** Who filed it, when somebody else did in one's name; null also when that name is not known. */
  readonly filedBy: string | null;
}

/** The reports of the transaction's actor with their clocks, newest first. */
export async function ownItems(tx: FeedbackTx, city: FeedbackCity, limit = 100): Promise<OwnReport[]> {
  const rows = await reportsById(tx, await accessOwnReports(tx, limit));
  const items = await itemsOf(tx, city, rows);
  const agents = await accessOwnAgents(
    tx,
    rows.map((row) => row.report_id),
  );
  return rows.map((row, at) => ({
    item: items[at]!,
    clock: clockOf(city.calendar, row, tx.now),
    filedBy: agents.get(row.report_id) ?? null,
  }));
}
