// Lists of service requests, single ones, and tokens (GeoReport v2: GET Service Requests, GET Service Request, GET id from token).
import { Type } from 'typebox';
import { type Route, route } from '@city/kernel/http';
import { photosOf } from '../cases/report.store.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import { parseTrackingCode } from '../cases/tracking-code.ts';
import type { FeedbackCity } from '../module-city.ts';
import { anyone, Asked, base, Format, stream, trialBase } from './discovery.routes.ts';
import { formatOf, formatted } from './formats.ts';
import { checkJurisdiction } from './jurisdiction.ts';
import { Open311Error, saying } from './open311-error.ts';
import { isYes, readRequests, RequestsQuery } from './request-query.ts';
import { requestShape, requestView } from './request-view.ts';
import { countRequests, listRequests, type ServiceRequestRow } from './requests.store.ts';

const Id = Type.Object({ id: Type.String({ maxLength: 80 }), format: Type.String({ maxLength: 8 }) });

export function requestRoutes(city: FeedbackCity): readonly Route[] {
  return [base, trialBase].flatMap((at) => [listRoute(city, at), oneRoute(city, at), tokenRoute(city, at)]);
}

function listRoute(city: FeedbackCity, at: string): Route {
  return route<FeedbackTables, never, typeof RequestsQuery, typeof Format>(
    {
      method: 'GET',
      url: `${at}/requests.:format`,
      permission: anyone,
      summary: { vi: 'Open311: danh sách phản ánh', en: 'Open311: service requests' },
      params: Format,
      query: RequestsQuery,
      ...stream,
    },
    async (c) => {
      const format = formatOf(c.params.format);
      return saying(format, async () => {
        checkJurisdiction(city, c.query.jurisdiction_id);
        const filters = readRequests(c.query, c.now);
        const options = { lang: c.lang, extensions: isYes(c.query.extensions) };
        if (isYes(c.query.just_count)) {
          const count = await c.transaction((tx) => countRequests(tx, filters), { readOnly: true });
          return formatted(format, { root: 'service_requests', item: 'count' }, { count });
        }
        const views = await c.transaction(
          async (tx) => viewsOf(tx, city, await listRequests(tx, filters), options),
          { readOnly: true },
        );
        return formatted(format, requestShape, views);
      });
    },
  );
}

async function viewsOf(
  tx: FeedbackTx,
  city: FeedbackCity,
  rows: readonly ServiceRequestRow[],
  options: { lang: 'vi' | 'en'; extensions: boolean },
) {
  const pictured = rows.filter(({ photo_n: count }) => count > 0).map(({ report_id: id }) => id);
  const photos = Map.groupBy(await photosOf(tx, pictured), ({ report_id: id }) => id);
  return rows.map((row) => requestView(city, row, photos.get(row.report_id) ?? [], options));
}

function oneRoute(city: FeedbackCity, at: string): Route {
  return route<FeedbackTables, never, typeof Asked, typeof Id>(
    {
      method: 'GET',
      url: `${at}/requests/:id.:format`,
      permission: anyone,
      summary: { vi: 'Open311: một phản ánh', en: 'Open311: one service request' },
      params: Id,
      query: Asked,
      ...stream,
    },
    async (c) => {
      const format = formatOf(c.params.format);
      return saying(format, async () => {
        checkJurisdiction(city, c.query.jurisdiction_id);
        const filters = readRequests({ service_request_id: canonical(city, c.params.id) }, c.now);
        const extensions = isYes((c.query as Record<string, string>)['extensions']);
        const views = await c.transaction(
          async (tx) => viewsOf(tx, city, await listRequests(tx, filters), { lang: c.lang, extensions }),
          { readOnly: true },
        );
        if (views.length === 0) throw unknownRequest(c.params.id);
        return formatted(format, requestShape, views);
      });
    },
  );
}

/** A report has its number at once, so the token is the number. */
function tokenRoute(city: FeedbackCity, at: string): Route {
  return route<FeedbackTables, never, typeof Asked, typeof Id>(
    {
      method: 'GET',
      url: `${at}/tokens/:id.:format`,
      permission: anyone,
      summary: { vi: 'Open311: mã từ thẻ', en: 'Open311: service request id from a token' },
      params: Id,
      query: Asked,
      ...stream,
    },
    async (c) => {
      const format = formatOf(c.params.format);
      return saying(format, async () => {
        checkJurisdiction(city, c.query.jurisdiction_id);
        const code = canonical(city, c.params.id);
        const filters = readRequests({ service_request_id: code }, c.now);
        const count = await c.transaction((tx) => countRequests(tx, filters), { readOnly: true });
        if (count === 0) throw unknownRequest(c.params.id);
        return formatted(format, requestShape, [{ service_request_id: code, token: c.params.id }]);
      });
    },
  );
}

/** The printed form of a code that was typed loosely; what is none stays as it is and is not found. */
export function canonical(city: FeedbackCity, id: string): string {
  const parsed = parseTrackingCode(city.rules.bodies.trackingPrefix, id);
  return parsed.ok ? parsed.code : id;
}

export const unknownRequest = (id: string): Open311Error =>
  new Open311Error(404, `service_request_id: there is no request ${id}`);
