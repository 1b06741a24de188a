// The counter: which bodies a matter may be about, and filing for a person who stands there.
import { Type } from 'typebox';
import { Answer, route, type Route } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import { bodyRef } from '../cases/matter-view.ts';
import type { ComplaintsTables } from '../cases/tables.ts';
import type { ComplaintsCity } from '../complaints-city.ts';
import { BodyRef, FiledMatter, limits, NewMatter } from '../contract.ts';
import { fileFor } from './file-for.action.ts';

const tags = ['desk'];
const permission = 'complaints.matter.handle';
const unkept = { 'cache-control': 'no-store' };

export function counterRoutes(city: ComplaintsCity): readonly Route[] {
  return [bodiesRoute(city), fileRoute(city)];
}

function bodiesRoute(city: ComplaintsCity): Route {
  return route<ComplaintsTables>(
    {
      method: 'GET',
      url: '/api/desk/complaints/bodies',
      permission,
      tags,
      summary: { vi: 'Cơ quan mà đơn có thể nói đến', en: 'Bodies that a matter may be about' },
      response: { 200: Type.Object({ items: Type.Array(BodyRef) }) },
    },
    async (c) => ({
      items: city.receivers.all(localDate(c.now)).map(({ code, name }) => ({ code, name })),
    }),
  );
}

function fileRoute(city: ComplaintsCity): Route {
  return route<ComplaintsTables, typeof NewMatter>(
    {
      method: 'POST',
      url: '/api/desk/complaints',
      permission,
      tags,
      summary: {
        vi: 'Nhận đơn tại quầy thay cho người dân',
        en: 'File for a person at the counter',
      },
      body: NewMatter,
      response: { 201: FiledMatter },
      limit: { max: limits.filedPerMinute, perSeconds: 60 },
    },
    (c) =>
      c.transaction(async (tx) => {
        const matter = await fileFor(tx, city, c.body, c.lang);
        const key = city.seals.keyOf(matter.matter_id);
        return new Answer(
          201,
          {
            code: matter.code,
            state: matter.state,
            body: bodyRef(city, matter.body_code),
            dueAt: matter.due_at?.toISOString() ?? null,
            ownUrl: `${city.m.publicUrl}/complaints/follow/${matter.code}?key=${key}`,
          },
          unkept,
        );
      }),
  );
}
