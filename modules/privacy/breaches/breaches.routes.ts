// The interface of the register of breaches: record, amend, report, name and tell the people concerned, close.
import { type Static, type TSchema, Type } from 'typebox';
import { created, type RequestContext, type Route, route } from '@city/kernel/http';
import { AppError } from '@city/kernel/errors';
import { isId } from '@city/kernel/database';
import { limits } from '../limits.ts';
import type { PrivacyCity, PrivacyTx } from '../privacy-city.ts';
import type { BreachRow, PrivacyTables } from '../tables.ts';
import { amend, close, name, openBreach, openForStep, report, tell, viewOf } from './breach.action.ts';
import { Amendment, type BreachStep, BreachView, NewBreach } from './breach-view.ts';
import { findBreach, listBreaches } from './breach.store.ts';

const permission = 'privacy.breaches.handle';
const tags = ['privacy'];
const base = '/api/desk/breaches';
const Id = Type.Object({ id: Type.String({ maxLength: 60 }) });

export function breachRoutes(city: PrivacyCity): readonly Route[] {
  return [
    listRoute(city),
    openRoute(city),
    oneRoute(city),
    stepRoute(city, 'amend', { vi: 'Sửa nội dung', en: 'Amend' }, Amendment, (tx, row, body) =>
      amend(tx, row, body),
    ),
    stepRoute(
      city,
      'report',
      { vi: 'Đã báo cơ quan chuyên trách', en: 'Reported to the authority' },
      Type.Object(
        {
          reference: Type.String({ minLength: 1, maxLength: 200 }),
          lateReason: Type.Optional(Type.String({ maxLength: 2000 })),
        },
        { additionalProperties: false },
      ),
      (tx, row, body) => report(tx, city, row, body),
    ),
    stepRoute(
      city,
      'name-people',
      { vi: 'Ghi những người có liên quan', en: 'Name the people concerned' },
      Type.Object(
        {
          persons: Type.Array(Type.String({ format: 'uuid' }), {
            minItems: 1,
            maxItems: limits.breachPersonsAtOnce,
          }),
        },
        { additionalProperties: false },
      ),
      (tx, row, body) => name(tx, row, body.persons),
    ),
    stepRoute(
      city,
      'tell',
      { vi: 'Báo những người có liên quan', en: 'Tell the people concerned' },
      Type.Object(
        { words: Type.String({ minLength: 10, maxLength: 2000 }) },
        { additionalProperties: false },
      ),
      (tx, row, body) => tell(tx, row, body.words),
    ),
    stepRoute(
      city,
      'close',
      { vi: 'Kết thúc vụ việc', en: 'Close' },
      Type.Object({}, { additionalProperties: false }),
      (tx, row) => close(tx, row),
    ),
  ];
}

function listRoute(city: PrivacyCity): Route {
  return route<PrivacyTables>(
    {
      method: 'GET',
      url: base,
      permission,
      tags,
      summary: { vi: 'Sổ vi phạm dữ liệu cá nhân', en: 'Register of breaches' },
      response: { 200: Type.Object({ items: Type.Array(BreachView) }) },
    },
    (c) =>
      c.transaction(
        async (tx) => {
          const items: BreachView[] = [];
          for (const row of await listBreaches(tx, limits.ownShown)) items.push(await viewOf(tx, city, row));
          return { items };
        },
        { readOnly: true },
      ),
  );
}

function openRoute(city: PrivacyCity): Route {
  return route<PrivacyTables, typeof NewBreach>(
    {
      method: 'POST',
      url: base,
      permission,
      tags,
      summary: { vi: 'Ghi một vụ vi phạm', en: 'Record a breach' },
      body: NewBreach,
      response: { 201: BreachView },
      idempotent: true,
    },
    (c) =>
      c.transaction(async (tx) => {
        const row = await openBreach(tx, city, c.body);
        return created(`${base}/${row.breach_id}`, await viewOf(tx, city, row));
      }),
  );
}

function oneRoute(city: PrivacyCity): Route {
  return route<PrivacyTables, never, never, typeof Id>(
    {
      method: 'GET',
      url: `${base}/:id`,
      permission,
      tags,
      summary: { vi: 'Một vụ vi phạm', en: 'A breach' },
      params: Id,
      response: { 200: BreachView },
    },
    (c) =>
      c.transaction(
        async (tx) => {
          const row = isId(c.params.id) ? await findBreach(tx, c.params.id, { lock: false }) : null;
          if (!row) throw new AppError('breach_not_found');
          return viewOf(tx, city, row);
        },
        { readOnly: true },
      ),
  );
}

function stepRoute<B extends TSchema>(
  city: PrivacyCity,
  verb: BreachStep,
  summary: { readonly vi: string; readonly en: string },
  body: B,
  take: (tx: PrivacyTx, row: BreachRow, body: Static<B>) => Promise<BreachRow>,
): Route {
  return route<PrivacyTables, B, never, typeof Id>(
    {
      method: 'POST',
      url: `${base}/:id/${verb}`,
      permission,
      tags,
      summary,
      params: Id,
      body,
      response: { 200: BreachView },
      idempotent: true,
      bodyLimit: 500_000,
    },
    (given) => {
      const c = given as unknown as RequestContext<
        Static<B>,
        unknown,
        { readonly id: string },
        PrivacyTables
      >;
      return c.transaction(async (tx) => {
        const row = await openForStep(tx, c.params.id, verb);
        return viewOf(tx, city, await take(tx, row, c.body));
      });
    },
  );
}
