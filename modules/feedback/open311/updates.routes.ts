// Service request updates, both ways (the update extension of GeoReport v2 as widely used).
import { Type } from 'typebox';
import type { Actor } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { type Route, route } from '@city/kernel/http';
import { parseInstant } from '@city/kernel/time';
import { limits } from '../limits.ts';
import type { FeedbackCity } from '../module-city.ts';
import type { ReportState } from '../cases/states.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import { applyUpdate } from './apply-update.action.ts';
import { anyone, base, Format, stream } from './discovery.routes.ts';
import { dateText, formatOf, formatted } from './formats.ts';
import { checkJurisdiction } from './jurisdiction.ts';
import type { Open311Key } from './key.store.ts';
import { missing, Open311Error, saying, wrong } from './open311-error.ts';
import { type Fields, fieldsOf, textOf } from './post-fields.ts';
import { AnyFields, byKey, keyOf } from './post.routes.ts';
import { canonical } from './requests.routes.ts';
import { insertUpdate, type UpdateRow, updatesBetween } from './updates.store.ts';

const Span = Type.Object(
  {
    jurisdiction_id: Type.Optional(Type.String({ maxLength: 200 })),
    start_date: Type.Optional(Type.String({ maxLength: 60 })),
    end_date: Type.Optional(Type.String({ maxLength: 60 })),
  },
  { additionalProperties: true },
);
const shape = { root: 'service_request_updates', item: 'request_update' } as const;
const url = `${base}/servicerequestupdates.:format`;

export function updateRoutes(city: FeedbackCity): readonly Route[] {
  return [getRoute(city), postRoute(city)];
}

function getRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof Span, typeof Format>(
    {
      method: 'GET',
      url,
      permission: anyone,
      summary: { vi: 'Open311: diễn biến trong một khoảng', en: 'Open311: updates of service requests' },
      params: Format,
      query: Span,
      ...stream,
    },
    async (c) => {
      const format = formatOf(c.params.format);
      return saying(format, async () => {
        checkJurisdiction(city, c.query.jurisdiction_id);
        const to = instant(c.query.end_date, 'end_date') ?? c.now;
        const from = instant(c.query.start_date, 'start_date') ?? new Date(to.getTime() - 86_400_000);
        const rows = await c.transaction((tx) => updatesBetween(tx, { from, to, limit: limits.listMax }), {
          readOnly: true,
        });
        return formatted(format, shape, rows.map(updateView));
      });
    },
  );
}

function updateView(row: UpdateRow) {
  return {
    update_id: `${row.tracking_code}.${row.seq}`,
    service_request_id: row.tracking_code,
    status: wireStatus(row.to_state),
    description: row.words ?? row.reason ?? '',
    updated_datetime: dateText(row.at),
    media_url: null,
    external_status_code: row.action,
  };
}

/** Our states in the words of the update extension. */
function wireStatus(state: ReportState): string {
  switch (state) {
    case 'new':
    case 'returned':
      return 'OPEN';
    case 'accepted':
      return 'INVESTIGATING';
    case 'in_progress':
    case 'waiting_citizen':
    case 'resolved_pending_approval':
      return 'IN_PROGRESS';
    case 'resolved':
      return 'FIXED';
    case 'closed':
      return 'CLOSED';
    case 'rejected':
      return 'UNABLE_TO_FIX';
    case 'merged':
      return 'DUPLICATE';
    case 'transferred':
      return 'INTERNAL_REFERRAL';
  }
}

function postRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, typeof AnyFields, typeof Span, typeof Format>(
    {
      method: 'POST',
      url,
      permission: byKey,
      summary: { vi: 'Open311: đối tác báo diễn biến', en: 'Open311: a partner sends an update' },
      params: Format,
      query: Span,
      body: AnyFields,
      accepts: ['form', 'multipart', 'json'],
      ...stream,
    },
    async (c) => {
      const format = formatOf(c.params.format);
      return saying(format, async () => {
        const fields = fieldsOf(c.body, c.query);
        checkJurisdiction(city, textOf(fields, 'jurisdiction_id'));
        const key = await c.transaction((tx) => keyOf(tx, fields), { readOnly: true });
        const given = readUpdate(city, fields);
        await city.m.db.transaction(partnerOf(key), async (tx) => {
          const { reportId, applied } = await applyUpdate(tx, city, given);
          const kept = await insertUpdate(tx, {
            keyId: key.key_id,
            updateId: given.updateId,
            reportId,
            applied,
          });
          if (!kept) throw wrong('update_id', `${given.updateId} was sent before`);
        });
        return formatted(format, shape, [{ update_id: given.updateId }]);
      });
    },
  );
}

function readUpdate(city: FeedbackCity, fields: Fields) {
  const need = (name: string): string => {
    const text = textOf(fields, name);
    if (text === undefined) throw missing(name);
    return text;
  };
  const description = need('description').slice(0, limits.reasonMax);
  return {
    code: canonical(city, need('service_request_id')),
    updateId: need('update_id').slice(0, 200),
    status: need('status'),
    description,
    at: instant(need('updated_datetime'), 'updated_datetime') as Date,
  };
}

/** @throws Open311Error 403 for a key that speaks for no body. */
function partnerOf(key: Open311Key): Actor {
  if (key.body_code === null) throw new Open311Error(403, 'api_key: this key may not send updates');
  const post = { id: key.key_id, body: key.body_code, unit: null, role: 'officer', title: key.name };
  return { kind: 'officer', id: key.key_id, name: key.name, post };
}

function instant(text: string | undefined, name: string): Date | null {
  if (!text) return null;
  try {
    return parseInstant(text.replace(/ (\d{2}:\d{2})$/, '+$1'), name);
  } catch (error) {
    if (error instanceof AppError)
      throw wrong(name, 'must be a date and time such as 2026-11-27T08:00:00+07:00');
    throw error;
  }
}
