// The interface of people's own requests: ask, follow, take back, fetch what was put together.
import { createHash } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { isId } from '@city/kernel/database';
import { writePdf } from '@city/kernel/documents';
import { AppError } from '@city/kernel/errors';
import { Answer, created, type RequestContext, type Route, route } from '@city/kernel/http';
import { RequestItem, RequestView } from '../contract.ts';
import { limits } from '../limits.ts';
import type { PrivacyCity } from '../privacy-city.ts';
import { RightKind } from '../rules/rules-data.ts';
import type { PrivacyTables } from '../tables.ts';
import { ask } from './ask.action.ts';
import { type ExportDocument, ExportSchema } from './build-export.ts';
import { exportPaper } from './export-paper.ts';
import { sealedExport } from './export.store.ts';
import { requestItem, requestView } from './request-view.ts';
import { findRequest, requestsOf } from './request.store.ts';
import { openRequest, takeStep } from './step.ts';

export const own = 'privacy.own';
const tags = ['privacy'];
export const Id = Type.Object({ id: Type.String({ maxLength: 60 }) });
const WithLang = Type.Object({ lang: Type.Optional(Type.String({ maxLength: 5 })) });
export const NewRequest = Type.Object(
  {
    kind: RightKind,
    words: Type.Optional(Type.String({ maxLength: limits.wordsMax })),
    purpose: Type.Optional(Type.String({ maxLength: 60 })),
  },
  { additionalProperties: false },
);

type Context = Pick<RequestContext<unknown, unknown, unknown, PrivacyTables>, 'transaction' | 'actor'>;

export function ownRequestRoutes(city: PrivacyCity): readonly Route[] {
  return [
    listRoute(),
    askRoute(city),
    oneRoute(city),
    takeBackRoute(city),
    exportRoute(city),
    pdfRoute(city),
    schemaRoute(),
  ];
}

function listRoute(): Route {
  return route<PrivacyTables>(
    {
      method: 'GET',
      url: '/api/me/data-requests',
      permission: own,
      tags,
      summary: { vi: 'Yêu cầu của tôi về dữ liệu', en: 'My requests about my data' },
      response: { 200: Type.Object({ items: Type.Array(RequestItem) }) },
    },
    async (c) => ({ items: await ownRequests(c) }),
  );
}

export function ownRequests(c: Context) {
  return c.transaction(
    async (tx) =>
      (await requestsOf(tx, c.actor.id as string, limits.ownShown)).map((row) => requestItem(row, tx.now)),
    { readOnly: true },
  );
}

function askRoute(city: PrivacyCity): Route {
  return route<PrivacyTables, typeof NewRequest>(
    {
      method: 'POST',
      url: '/api/me/data-requests',
      permission: own,
      tags,
      summary: { vi: 'Gửi yêu cầu về dữ liệu của tôi', en: 'Ask for something about my data' },
      body: NewRequest,
      response: { 201: RequestView },
      // No kept answer: it would hold the words in clear. One open request of a kind is enough against sending twice.
      limit: { max: limits.asksPerHour, perSeconds: 3600 },
    },
    (c) =>
      c.transaction(async (tx) => {
        const body: Static<typeof NewRequest> = c.body;
        const request = await ask(tx, city, body);
        return created(`/api/me/data-requests/${request.request_id}`, await requestView(tx, city, request));
      }),
  );
}

function oneRoute(city: PrivacyCity): Route {
  return route<PrivacyTables, never, never, typeof Id>(
    {
      method: 'GET',
      url: '/api/me/data-requests/:id',
      permission: own,
      tags,
      summary: { vi: 'Một yêu cầu của tôi', en: 'One of my requests' },
      params: Id,
      response: { 200: RequestView },
    },
    (c) => ownRequest(city, c, c.params.id),
  );
}

/** @throws AppError `data_request_not_found`, also for somebody else's. */
export function ownRequest(city: PrivacyCity, c: Context, id: string) {
  return c.transaction(
    async (tx) => {
      const row = isId(id) ? await findRequest(tx, id, { lock: false }) : null;
      if (row?.person_id !== c.actor.id || !row) throw new AppError('data_request_not_found');
      return requestView(tx, city, row);
    },
    { readOnly: true },
  );
}

function takeBackRoute(city: PrivacyCity): Route {
  return route<PrivacyTables, never, never, typeof Id>(
    {
      method: 'POST',
      url: '/api/me/data-requests/:id/take-back',
      permission: own,
      tags,
      summary: { vi: 'Rút lại yêu cầu', en: 'Take a request back' },
      params: Id,
      response: { 200: RequestView },
    },
    (c) => takeBack(city, c, c.params.id),
  );
}

export function takeBack(city: PrivacyCity, c: Context, id: string) {
  return c.transaction(async (tx) => {
    if (!isId(id)) throw new AppError('data_request_not_found');
    const row = await openRequest(tx, id);
    if (row.person_id !== c.actor.id) throw new AppError('data_request_not_found');
    return requestView(tx, city, await takeStep(tx, city, row, { action: 'take_back' }));
  });
}

function exportRoute(city: PrivacyCity): Route {
  return route<PrivacyTables, never, never, typeof Id>(
    {
      method: 'GET',
      url: '/api/me/data-requests/:id/export',
      permission: own,
      tags,
      summary: { vi: 'Tải dữ liệu của tôi', en: 'Download my data' },
      params: Id,
      response: { 200: ExportSchema },
      streams: 'application/json',
    },
    async (c) => {
      const content = await openExport(city, c, c.params.id);
      return new Answer(200, content, {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': 'attachment; filename="du-lieu-cua-toi.json"',
        'cache-control': 'no-store',
      });
    },
  );
}

function pdfRoute(city: PrivacyCity): Route {
  return route<PrivacyTables, never, typeof WithLang, typeof Id>(
    {
      method: 'GET',
      url: '/api/me/data-requests/:id/export.pdf',
      permission: own,
      tags,
      summary: { vi: 'Tải dữ liệu của tôi thành PDF', en: 'Download my data as PDF' },
      params: Id,
      query: WithLang,
      streams: 'application/pdf',
      // Setting a long document costs a second of a core.
      limit: { max: limits.pdfsPerMinute, perSeconds: 60 },
    },
    async (c) => {
      const content = await openExport(city, c, c.params.id);
      const paper = exportPaper({
        t: c.t,
        lang: c.lang,
        document: JSON.parse(content.toString()) as ExportDocument,
        sha256: createHash('sha256').update(content).digest('hex'),
        publicUrl: city.m.publicUrl,
      });
      return new Answer(200, await writePdf(paper), {
        'content-type': 'application/pdf',
        'content-disposition': 'attachment; filename="du-lieu-cua-toi.pdf"',
        'cache-control': 'no-store',
      });
    },
  );
}

/** Each fetch stands on the trail. @throws AppError `data_request_not_found`, `data_export_gone`, `data_request_stronger_sign_in`. */
export function openExport(city: PrivacyCity, c: Context, id: string): Promise<Buffer> {
  return c.transaction(async (tx) => {
    const row = isId(id) ? await findRequest(tx, id, { lock: false }) : null;
    if (row?.person_id !== c.actor.id || !row) throw new AppError('data_request_not_found');
    if ((c.actor.level ?? 0) < 2) throw new AppError('data_request_stronger_sign_in');
    const sealed = await sealedExport(tx, id);
    if (!sealed) throw new AppError('data_export_gone');
    tx.trail({
      action: 'data-export.fetched',
      object: { type: 'data-request', id },
      subject: row.person_id,
      reason: 'own data',
    });
    return city.seals.openExport(id, sealed);
  });
}

function schemaRoute(): Route {
  return route(
    {
      method: 'GET',
      url: '/api/data-export/schema',
      permission: 'public: the form of exports, without anybody’s data',
      tags,
      summary: { vi: 'Lược đồ của bản xuất dữ liệu', en: 'The schema of exports' },
      streams: 'application/schema+json',
    },
    async () =>
      new Answer(
        200,
        JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...ExportSchema }),
        { 'content-type': 'application/schema+json' },
      ),
  );
}
