// Public petitions as others take them: CSV, GeoJSON with each petition at its unit, RSS of the newest. All take the list's filters.
import { Readable } from 'node:stream';
import { type Static, Type } from 'typebox';
import { anonymous } from '@city/kernel/access';
import { Answer, type Route, route } from '@city/kernel/http';
import { listPublic } from '../cases/list.store.ts';
import { petitionItem } from '../cases/petition-view.ts';
import type { PetitionTx } from '../cases/petition.store.ts';
import { ListQuery, publicPage } from '../cases/petitions.routes.ts';
import type { PetitionRow, PetitionTables } from '../cases/tables.ts';
import { limits, type PetitionItem } from '../contract.ts';
import type { PetitionCity } from '../module-city.ts';
import { csvHeader, csvLine } from './csv.ts';

const anyone = 'public: open data of public petitions, without persons';
const tags = ['open data'];
const Query = Type.Object({ ...ListQuery.properties, lang: Type.Optional(Type.String({ maxLength: 5 })) });
type Query = Static<typeof Query>;
const open = { 'access-control-allow-origin': '*' };

function filtersOf({ limit: _limit, cursor: _cursor, lang: _lang, ...filters }: Query) {
  return filters;
}

export function openDataRoutes(city: PetitionCity): readonly Route[] {
  return [csvRoute(city), geoJsonRoute(city), rssRoute(city)];
}

function csvRoute(city: PetitionCity): Route {
  return route<PetitionTables, never, typeof Query>(
    {
      method: 'GET',
      url: '/petitions.csv',
      permission: anyone,
      tags,
      summary: { vi: 'Kiến nghị, tệp CSV', en: 'Petitions as CSV' },
      query: Query,
      streams: 'text/csv',
    },
    async (c) =>
      new Answer(200, Readable.from(lines(city, filtersOf(c.query))), {
        ...open,
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="kien-nghi.csv"',
      }),
  );
}

/** The file line by line; each page is a short transaction of its own. */
async function* lines(city: PetitionCity, filters: ReturnType<typeof filtersOf>): AsyncGenerator<string> {
  yield csvHeader;
  let after: { at: Date; id: string } | null = null;
  for (;;) {
    const rows: PetitionRow[] = await city.m.db.transaction(
      anonymous,
      (tx: PetitionTx) => listPublic(tx, filters, { limit: limits.listMax, after }),
      { readOnly: true },
    );
    yield rows.map(csvLine).join('');
    const last = rows.at(-1);
    if (!last || rows.length < limits.listMax) return;
    after = { at: last.published_at as Date, id: last.petition_id };
  }
}

function geoJsonRoute(city: PetitionCity): Route {
  return route<PetitionTables, never, typeof Query>(
    {
      method: 'GET',
      url: '/petitions.geojson',
      permission: anyone,
      tags,
      summary: { vi: 'Kiến nghị, GeoJSON', en: 'Petitions as GeoJSON' },
      query: Query,
      streams: 'application/geo+json',
    },
    async (c) => {
      const { items, next } = await c.transaction(
        (tx) =>
          publicPage(tx, city, filtersOf(c.query), {
            limit: c.query.limit ?? limits.listMax,
            cursor: c.query.cursor,
          }),
        { readOnly: true },
      );
      const features = items.map((item) => feature(city, item));
      return new Answer(200, Buffer.from(JSON.stringify({ type: 'FeatureCollection', features, next })), {
        ...open,
        'content-type': 'application/geo+json',
      });
    },
  );
}

/** RFC 7946: longitude first; null for petitions of the whole city. */
function feature({ m }: PetitionCity, { code, ...properties }: PetitionItem) {
  const day = (properties.publishedAt ?? '').slice(0, 10);
  const unit = properties.unit === null ? null : m.geo.units.byCode(properties.unit.code, day);
  const at = unit?.centroid ?? null;
  return {
    type: 'Feature',
    id: code,
    geometry: at === null ? null : { type: 'Point', coordinates: [at.lon, at.lat] },
    properties: { code, ...properties },
  };
}

function rssRoute(city: PetitionCity): Route {
  return route<PetitionTables, never, typeof Query>(
    {
      method: 'GET',
      url: '/petitions.rss',
      permission: anyone,
      tags,
      summary: { vi: 'Kiến nghị mới, RSS', en: 'New petitions as RSS' },
      query: Query,
      streams: 'application/rss+xml',
    },
    async (c) => {
      const rows = await c.transaction(
        (tx) => listPublic(tx, filtersOf(c.query), { limit: limits.listDefault, after: null }),
        { readOnly: true },
      );
      const items = rows.map((row) => petitionItem(city, row, c.now));
      return new Answer(200, Buffer.from(rss(city.m.publicUrl, items, c.lang, c.path)), {
        ...open,
        'content-type': 'application/rss+xml; charset=utf-8',
        'cache-control': 'public, max-age=60',
      });
    },
  );
}

function rss(site: string, items: readonly PetitionItem[], lang: 'vi' | 'en', path: string): string {
  const title = xml(
    lang === 'vi' ? 'Kiến nghị của người dân Hải Phòng' : 'Petitions of the people of Hải Phòng',
  );
  const entries = items.map((item) => {
    const link = xml(`${site}${item.url}`);
    return `<item><title>${xml(item.title)}</title><link>${link}</link><guid isPermaLink="true">${link}</guid>
<pubDate>${new Date(item.publishedAt as string).toUTCString()}</pubDate><category>${xml(item.topic.name[lang])}</category>
<description>${xml(item.ask)}</description></item>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${title}</title><link>${xml(`${site}/petitions`)}</link><description>${title}</description><language>${lang}</language>
<atom:link href="${xml(`${site}${path}`)}" rel="self" type="application/rss+xml"/>
${entries.join('\n')}
</channel></rss>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
/** Text for XML 1.0: five characters escaped, control characters that no document may hold left out. */
function xml(text: string): string {
  return text
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}
