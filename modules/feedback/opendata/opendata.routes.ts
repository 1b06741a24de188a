// The public reports as others take them: CSV as a stream, GeoJSON by pages, RSS of the newest. All take the list's filters.
import { Readable } from 'node:stream';
import { type Static, Type } from 'typebox';
import { Answer, cursorOf, type Route, route } from '@city/kernel/http';
import { type ListFilters, ListQuery, readFilters } from '../cases/list-query.ts';
import { listReports } from '../cases/report-list.store.ts';
import { readFiledCursor } from '../cases/reports.routes.ts';
import { itemsOf } from '../cases/reports.routes.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { FeedbackTables, ReportRow } from '../cases/tables.ts';
import type { ReportItem } from '../contract.ts';
import { limits } from '../limits.ts';
import type { FeedbackCity } from '../module-city.ts';
import { escapeXml } from '../open311/formats.ts';
import { csvHeader, csvLine } from './csv.ts';

const anyone = 'public: open data of public reports, without persons';
const tags = ['open data'];
const Query = Type.Object({ ...ListQuery.properties, lang: Type.Optional(Type.String({ maxLength: 5 })) });
type Query = Static<typeof Query>;

export function openDataRoutes(city: FeedbackCity): readonly Route[] {
  return [csvRoute(city), geoJsonRoute(city), rssRoute(city)];
}

function csvRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof Query>(
    {
      method: 'GET',
      url: '/reports.csv',
      permission: anyone,
      tags,
      summary: { vi: 'Phản ánh, tệp CSV', en: 'Reports as CSV' },
      query: Query,
      streams: 'text/csv',
    },
    async (c) =>
      new Answer(200, Readable.from(lines(city, filtersOf(c.query))), {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="phan-anh.csv"',
        'access-control-allow-origin': '*',
      }),
  );
}

/** The file line by line, page after page: each page is a short transaction of its own. */
async function* lines(city: FeedbackCity, filters: ListFilters): AsyncGenerator<string> {
  yield csvHeader;
  let after: { filedAt: Date; reportId: string } | null = null;
  for (;;) {
    const page: ReportRow[] = await city.m.db.transaction(
      { kind: 'anonymous', id: null, name: null },
      (tx: FeedbackTx) => listReports(tx, filters, { limit: limits.listMax, after }),
      { readOnly: true },
    );
    yield page.map(csvLine).join('');
    const last = page.at(-1);
    if (!last || page.length < limits.listMax) return;
    after = { filedAt: last.filed_at, reportId: last.report_id };
  }
}

function geoJsonRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof Query>(
    {
      method: 'GET',
      url: '/reports.geojson',
      permission: anyone,
      tags,
      summary: { vi: 'Phản ánh, GeoJSON', en: 'Reports as GeoJSON' },
      query: Query,
      streams: 'application/geo+json',
    },
    async (c) => {
      const limit = c.query.limit ?? limits.listMax;
      const { items, next } = await c.transaction(
        async (tx) => {
          const after = readFiledCursor(c.query.cursor);
          const rows = await listReports(tx, filtersOf(c.query), { limit: limit + 1, after });
          const shown = rows.slice(0, limit);
          const last = shown.at(-1);
          return {
            items: await itemsOf(tx, city, shown),
            next:
              rows.length > limit && last ? cursorOf([last.filed_at.toISOString(), last.report_id]) : null,
          };
        },
        { readOnly: true },
      );
      const collection = { type: 'FeatureCollection', features: items.map(feature), next };
      return new Answer(200, Buffer.from(JSON.stringify(collection)), {
        'content-type': 'application/geo+json',
        'access-control-allow-origin': '*',
      });
    },
  );
}

/** RFC 7946: longitude first. */
function feature({ lat, lon, trackingCode, ...properties }: ReportItem) {
  return {
    type: 'Feature',
    id: trackingCode,
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: { trackingCode, ...properties },
  };
}

function rssRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof Query>(
    {
      method: 'GET',
      url: '/reports.rss',
      permission: anyone,
      tags,
      summary: { vi: 'Phản ánh mới, RSS', en: 'New reports as RSS' },
      query: Query,
      streams: 'application/rss+xml',
    },
    async (c) => {
      const items = await c.transaction(
        async (tx) =>
          itemsOf(
            tx,
            city,
            await listReports(tx, filtersOf(c.query), { limit: limits.listDefault, after: null }),
          ),
        { readOnly: true },
      );
      return new Answer(200, Buffer.from(rss(city.m.publicUrl, items, c.lang, c.path)), {
        'content-type': 'application/rss+xml; charset=utf-8',
        'access-control-allow-origin': '*',
        'cache-control': 'public, max-age=60',
      });
    },
  );
}

/** RSS 2.0 with the places of GeoRSS Simple. */
function rss(site: string, items: readonly ReportItem[], lang: 'vi' | 'en', path: string): string {
  const title = lang === 'vi' ? 'Phản ánh của người dân Hải Phòng' : 'Reports of the people of Hải Phòng';
  const entries = items.map(
    (
      item,
    ) => `<item><title>${escapeXml(item.title[lang])}</title><link>${escapeXml(`${site}${item.url}`)}</link>
<guid isPermaLink="true">${escapeXml(`${site}${item.url}`)}</guid><pubDate>${new Date(item.filedAt).toUTCString()}</pubDate>
<category>${escapeXml(item.serviceName[lang])}</category><description>${escapeXml(item.words)}</description>
<georss:point>${item.lat} ${item.lon}</georss:point></item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss"><channel>
<title>${escapeXml(title)}</title><link>${escapeXml(`${site}/reports`)}</link><description>${escapeXml(title)}</description>
<language>${lang}</language><atom:link href="${escapeXml(`${site}${path}`)}" rel="self" type="application/rss+xml"/>
${entries.join('\n')}
</channel></rss>
`;
}

function filtersOf({ limit: _limit, cursor: _cursor, lang: _lang, ...query }: Query): ListFilters {
  return readFilters(query);
}
