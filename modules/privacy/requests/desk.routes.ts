// The interface of the desk of data requests: the queue by due time, one request opened on the trail, the steps.
import { Type } from 'typebox';
import type { Actor } from '@city/kernel/access';
import { isId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { type Route, route } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import { RequestItem, RequestView } from '../contract.ts';
import { limits } from '../limits.ts';
import type { PrivacyCity, PrivacyTx } from '../privacy-city.ts';
import { dueTimes } from '../rules/rules.ts';
import type { PrivacyTables, RequestRow } from '../tables.ts';
import { carryOut } from './carry-out.task.ts';
import { requestItem, requestView } from './request-view.ts';
import { deskRequests, findRequest } from './request.store.ts';
import { Id } from './own.routes.ts';
import { openRequest, type Step, takeStep } from './step.ts';

const permission = 'privacy.requests.see';
const tags = ['privacy'];
const Box = Type.Object({
  box: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('closed')])),
});
const officeVerbs = [
  'accept',
  'extend',
  'refuse',
  'grant',
  'propose',
  'approve',
  'return',
  'finish',
] as const;
type OfficeVerb = (typeof officeVerbs)[number];
const Verb = Type.Object({ id: Type.String({ maxLength: 60 }), verb: Type.Enum(officeVerbs) });
const StepBody = Type.Object(
  { words: Type.Optional(Type.String({ maxLength: limits.wordsMax })) },
  { additionalProperties: false },
);

export function deskRequestRoutes(city: PrivacyCity): readonly Route[] {
  return [queueRoute(), oneRoute(city), stepRoute(city)];
}

function queueRoute(): Route {
  return route<PrivacyTables, never, typeof Box>(
    {
      method: 'GET',
      url: '/api/desk/data-requests',
      permission,
      tags,
      summary: { vi: 'Yêu cầu về dữ liệu cá nhân', en: 'Requests about personal data' },
      query: Box,
      response: { 200: Type.Object({ items: Type.Array(RequestItem) }) },
    },
    (c) =>
      c.transaction(
        async (tx) => ({
          items: (await deskRequests(tx, c.query.box ?? 'open', limits.deskShown)).map((row) =>
            requestItem(row, tx.now),
          ),
        }),
        { readOnly: true },
      ),
  );
}

function oneRoute(city: PrivacyCity): Route {
  return route<PrivacyTables, never, never, typeof Id>(
    {
      method: 'GET',
      url: '/api/desk/data-requests/:id',
      permission,
      tags,
      summary: { vi: 'Mở một yêu cầu', en: 'Open a request' },
      params: Id,
      response: { 200: RequestView },
    },
    (c) =>
      c.transaction(async (tx) => {
        const row = isId(c.params.id) ? await findRequest(tx, c.params.id, { lock: false }) : null;
        if (!row) throw new AppError('data_request_not_found');
        tx.trail({
          action: 'data-request.read',
          object: { type: 'data-request', id: row.request_id },
          subject: row.person_id,
          purpose: 'handle a request about personal data',
          reason: 'handles data protection',
        });
        return requestView(tx, city, row);
      }),
  );
}

function stepRoute(city: PrivacyCity): Route {
  return route<PrivacyTables, typeof StepBody, never, typeof Verb>(
    {
      method: 'POST',
      url: '/api/desk/data-requests/:id/:verb',
      permission,
      tags,
      summary: { vi: 'Một bước của yêu cầu', en: 'A step of a request' },
      params: Verb,
      body: StepBody,
      response: { 200: RequestView },
    },
    async (c) => {
      const { id, verb } = c.params;
      if (!isId(id)) throw new AppError('data_request_not_found');
      if (verb === 'propose') await refuseWhereHindered(city, c.actor, id);
      return c.transaction(async (tx) => {
        const row = await openRequest(tx, id);
        const stepped = await takeStep(tx, city, row, stepFor(city, tx, row, verb, c.body.words));
        if (stepped.state === 'doing' && stepped.kind !== 'correct')
          tx.enqueue(carryOut, { requestId: id, begin: false }, { key: id });
        return requestView(tx, city, stepped);
      });
    },
  );
}

function stepFor(
  city: PrivacyCity,
  tx: PrivacyTx,
  row: RequestRow,
  verb: OfficeVerb,
  words: string | undefined,
): Step {
  switch (verb) {
    case 'extend': {
      const right = city.rules.rightOn(row.kind, localDate(row.asked_at));
      const { extendedTo } = dueTimes(right, row.asked_at, row.with_others, city.m.calendar);
      return {
        action: verb,
        words,
        patch: { due_at: extendedTo, extended_at: tx.now },
        detail: { from: row.due_at, to: extendedTo, document: right.document, article: right.article },
      };
    }
    case 'propose':
      return { action: verb, words, patch: { proposed_by: tx.actor.id } };
    case 'return':
      return { action: verb, words, patch: { proposed_by: null } };
    default:
      return { action: verb, words };
  }
}

/** What a module must keep for now, such as the record of a post somebody holds. @throws AppError `data_request_in_office` */
async function refuseWhereHindered(city: PrivacyCity, actor: Actor, id: string): Promise<void> {
  const row = await city.m.db.transaction(actor, (tx) => findRequest(tx, id, { lock: false }), {
    readOnly: true,
  });
  if (row?.kind !== 'erase') return;
  for (const part of city.m.personalData())
    if (await part.hindrance(row.person_id)) throw new AppError('data_request_in_office');
}
