// Leaders ask the simulation of an office: what there is to ask about, a question, and its answer when it is there.
import { Type } from 'typebox';
import { isId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { created, type Route, route } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import type { FeedbackTables } from '../cases/tables.ts';
import type { FeedbackCity } from '../module-city.ts';
import { askWhatIf } from './ask.action.ts';
import { officeOf } from './office.ts';
import { WhatIfOffice, WhatIfRequest, WhatIfView } from './what-if-schemas.ts';
import { whatIfView } from './what-if-view.ts';
import { findWhatIf } from './what-if.store.ts';

const permission = 'feedback.what-if.ask';
const tags = ['desk'];
const Office = Type.Object({ body: Type.String({ minLength: 1, maxLength: 64 }) });
const Id = Type.Object({ id: Type.String({ maxLength: 60 }) });

export function whatIfRoutes(city: FeedbackCity): readonly Route[] {
  return [officeRoute(city), askRoute(city), answerRoute(city)];
}

function officeRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof Office>(
    {
      method: 'GET',
      url: '/api/feedback/what-if/office',
      permission,
      tags,
      summary: {
        vi: 'Lịch sử của một cơ quan để thử trước',
        en: 'What is known of an office before a question',
      },
      query: Office,
      response: { 200: WhatIfOffice },
    },
    async (c) => {
      const { body } = c.query;
      if (!city.bodies.on(body, localDate(c.now)))
        throw new AppError('report_body_unknown', { field: 'body' });
      const { visits, ...office } = await c.transaction((tx) => officeOf(tx, body), { readOnly: true });
      const services = [...Map.groupBy(visits, ({ service }) => service)]
        .map(([code, own]) => ({
          code,
          name: city.rules.catalogue.any(code)?.name ?? { vi: code, en: code },
          reports: own.length,
        }))
        .sort((a, b) => b.reports - a.reports || a.code.localeCompare(b.code));
      return { body, ...office, services };
    },
  );
}

function askRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, typeof WhatIfRequest>(
    {
      method: 'POST',
      url: '/api/feedback/what-if',
      permission,
      tags,
      summary: { vi: 'Thử trước một thay đổi của cơ quan', en: 'Try a change of an office in a simulation' },
      body: WhatIfRequest,
      response: { 201: Type.Object({ id: Type.String() }) },
      idempotent: true,
    },
    (c) =>
      c.transaction(async (tx) => {
        const id = await askWhatIf(tx, city, c.body);
        return created(`/api/feedback/what-if/${id}`, { id });
      }),
  );
}

function answerRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, import('typebox').TSchema, typeof Id>(
    {
      method: 'GET',
      url: '/api/feedback/what-if/:id',
      permission,
      tags,
      summary: { vi: 'Kết quả của một lần thử', en: 'The answer to a question, or how far it is' },
      params: Id,
      response: { 200: WhatIfView },
    },
    async (c) => {
      const { id } = c.params;
      const row = isId(id) ? await c.transaction((tx) => findWhatIf(tx, id), { readOnly: true }) : undefined;
      if (!row) throw new AppError('what_if_unknown');
      return whatIfView(city, row, c.now);
    },
  );
}
