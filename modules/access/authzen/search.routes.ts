// The searches of the Authorization API 1.0 (§8): which posts may, on which bodies and units, and what somebody may do.
import { createHash } from 'node:crypto';
import { AppError } from '@city/kernel/errors';
import { cursorOf, readCursor, type Route, route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { accessOf } from '../access-city.ts';
import { LIMITS } from '../limits.ts';
import type { AccessTables } from '../tables.ts';
import { askedOf } from './evaluate.ts';
import { askPermission, directoryOf } from './evaluation.routes.ts';
import {
  ActionResults,
  ActionSearch,
  EntityResults,
  type Page,
  ResourceSearch,
  SubjectSearch,
} from './shapes.ts';

const tags = ['access'];

export function searchRoutes(m: ModuleContext<AccessTables>): readonly Route[] {
  return [subjectRoute(m), resourceRoute(m), actionRoute(m)];
}

function subjectRoute(m: ModuleContext<AccessTables>): Route {
  const city = accessOf(m);
  return route<AccessTables, typeof SubjectSearch>(
    {
      method: 'POST',
      url: '/access/v1/search/subject',
      permission: askPermission,
      tags,
      summary: { vi: 'Ai được làm việc này', en: 'Who may do this' },
      body: SubjectSearch,
      response: { 200: EntityResults },
    },
    async (c) => {
      const { subject: sought, action, page, ...rest } = c.body;
      // People are never listed; posts are offices, and public.
      if (sought.type !== 'post')
        return {
          ...pageOf([], page, c.body),
          context: { reason: 'only subjects of type post can be listed' },
        };
      const directory = await directoryOf(city);
      const found = [...(await city.posts()).keys()].filter((id) => {
        const subject = { type: 'post', id, properties: sought.properties };
        const asked = askedOf({ ...rest, subject } as never, directory, c.now);
        return asked && m.access.explain(asked.actor, action.name, asked.resource, asked.context).allow;
      });
      return pageOf(
        found.map((id) => ({ type: 'post', id })),
        page,
        c.body,
      );
    },
  );
}

function resourceRoute(m: ModuleContext<AccessTables>): Route {
  const city = accessOf(m);
  return route<AccessTables, typeof ResourceSearch>(
    {
      method: 'POST',
      url: '/access/v1/search/resource',
      permission: askPermission,
      tags,
      summary: { vi: 'Được làm việc này ở đâu', en: 'On what this may be done' },
      body: ResourceSearch,
      response: { 200: EntityResults },
    },
    async (c) => {
      const { resource: sought, subject, action, context, page } = c.body;
      const posts = [...(await city.posts()).values()];
      const ids: Readonly<Record<string, readonly (string | null)[]>> = {
        body: posts.map(({ body }) => body),
        unit: posts.map(({ unit }) => unit),
      };
      const known = ids[sought.type];
      if (!known)
        return {
          ...pageOf([], page, c.body),
          context: { reason: 'only resources of type body and unit can be listed' },
        };
      const directory = await directoryOf(city);
      const found = [...new Set(known)]
        .filter((id): id is string => id !== null)
        .toSorted()
        .filter((id) => {
          const resource = { type: sought.type, id, properties: sought.properties ?? {} };
          const asked = askedOf({ subject, resource, ...(context ? { context } : {}) }, directory, c.now);
          return asked && m.access.explain(asked.actor, action.name, asked.resource, asked.context).allow;
        });
      return pageOf(
        found.map((id) => ({ type: sought.type, id })),
        page,
        c.body,
      );
    },
  );
}

function actionRoute(m: ModuleContext<AccessTables>): Route {
  const city = accessOf(m);
  return route<AccessTables, typeof ActionSearch>(
    {
      method: 'POST',
      url: '/access/v1/search/action',
      permission: askPermission,
      tags,
      summary: { vi: 'Được làm những việc gì', en: 'What may be done' },
      body: ActionSearch,
      response: { 200: ActionResults },
    },
    async (c) => {
      const { page, ...question } = c.body;
      const asked = askedOf(question, await directoryOf(city), c.now);
      const names = asked
        ? m.access
            .list()
            .map(([name]) => name)
            .filter((name) => m.access.explain(asked.actor, name, asked.resource, asked.context).allow)
        : [];
      return pageOf(
        names.map((name) => ({ name })),
        page,
        c.body,
      );
    },
  );
}

/**
 * One page of what was found (§8.2). A token belongs to its question: it does not open another.
 * @throws AppError `invalid_cursor`
 */
function pageOf<T>(found: readonly T[], page: Page | undefined, question: { readonly page?: unknown }) {
  const { page: _page, ...asked } = question;
  const mark = createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 16);
  const [of, from = 0] = readCursor(page?.token, ['string', 'number']) ?? [mark, 0];
  if (of !== mark || !Number.isInteger(from) || Number(from) < 0)
    throw new AppError('invalid_cursor', { field: '/page/token' });
  const first = Number(from);
  const results = found.slice(first, first + (page?.limit ?? LIMITS.usualResults));
  const after = first + results.length;
  const next = after < found.length ? cursorOf([mark, after]) : '';
  return { results, page: { next_token: next, count: results.length, total: found.length } };
}
