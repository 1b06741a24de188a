// Filing through Open311 (GeoReport v2: POST Service Request): urlencoded, multipart with pictures, or JSON.
import { Type } from 'typebox';
import { type Route, route } from '@city/kernel/http';
import { fileReport } from '../cases/file.action.ts';
import { clockWords } from './service-notice.ts';
import { limits } from '../limits.ts';
import type { FeedbackCity } from '../module-city.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import { reportsPerMinute } from '../settings.ts';
import { insertAttributes } from './attribute.store.ts';
import { base, Asked, Format, stream, trialBase } from './discovery.routes.ts';
import { formatOf, formatted } from './formats.ts';
import { checkJurisdiction } from './jurisdiction.ts';
import { findKey, type Open311Key } from './key.store.ts';
import { Open311Error, saying } from './open311-error.ts';
import { type Fields, fieldsOf, textOf } from './post-fields.ts';
import { readPost } from './post-request.ts';
import { requestShape } from './request-view.ts';

export const AnyFields = Type.Object({}, { additionalProperties: true });
export const byKey = 'public: writing asks for the api_key of a registered system';

export function postRoutes(city: FeedbackCity): readonly Route[] {
  return [postRoute(city, base, false), postRoute(city, trialBase, true)];
}

function postRoute(city: FeedbackCity, at: string, isTrial: boolean): Route {
  return route<FeedbackTables, typeof AnyFields, typeof Asked, typeof Format>(
    {
      method: 'POST',
      url: `${at}/requests.:format`,
      permission: byKey,
      summary: {
        vi: isTrial ? 'Open311: gửi thử, không lưu' : 'Open311: gửi phản ánh',
        en: isTrial ? 'Open311: file on trial, nothing is kept' : 'Open311: file a service request',
      },
      params: Format,
      query: Asked,
      body: AnyFields,
      accepts: ['form', 'multipart', 'json'],
      bodyLimit: limits.bodyBytes,
      limit: reportsPerMinute(city.m.config),
      ...stream,
    },
    async (c) => {
      const format = formatOf(c.params.format);
      return saying(format, async () => {
        const fields = fieldsOf(c.body, c.query);
        checkJurisdiction(city, textOf(fields, 'jurisdiction_id'));
        await c.transaction((tx) => keyOf(tx, fields), { readOnly: true });
        const posted = await readPost(city, fields, c.uploads, { actor: c.actor, lang: c.lang, now: c.now });
        const { made, photos } = posted.received;
        const answer = (code: string) =>
          formatted(
            format,
            requestShape,
            [{ service_request_id: code, service_notice: clockWords(made.report, c.lang), account_id: null }],
            201,
          );
        if (isTrial) return answer(made.report.tracking_code);
        return c.transaction(async (tx) => {
          const { report } = await fileReport(tx, city.m.files, made, photos);
          await insertAttributes(tx, report.report_id, posted.attributes);
          return answer(report.tracking_code);
        });
      });
    },
  );
}

/** @throws Open311Error 403 without a valid key. */
export async function keyOf(tx: FeedbackTx, fields: Fields): Promise<Open311Key> {
  const given = textOf(fields, 'api_key');
  if (!given) throw new Open311Error(403, 'api_key is required / thiếu api_key');
  const key = await findKey(tx, given);
  if (!key) throw new Open311Error(403, 'api_key: unknown or revoked');
  return key;
}
