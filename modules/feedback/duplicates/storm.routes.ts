// Storms as interfaces: which last, what they merged, and the coordinator's hand to begin and end one.
import { Type } from 'typebox';
import { isId, newId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { created, type Route, route } from '@city/kernel/http';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import type { FeedbackCity } from '../module-city.ts';
import { stormRule } from './duplicate-data.ts';
import { StormBoard, StormGroups, StormView } from './storm-board-schemas.ts';
import { stormBoard } from './storm-board.ts';
import { countsByGroup } from './storm.sweep.ts';
import { endStorm, findStorm, insertStorm, lastingStorms, type StormRow, stormsOf } from './storm.store.ts';

const BeginInput = Type.Object(
  { group: Type.String({ minLength: 1, maxLength: 64 }) },
  { additionalProperties: false },
);
const StormId = Type.Object({ id: Type.String({ maxLength: 60 }) });
const shown = 50;

export function stormRoutes(city: FeedbackCity): readonly Route[] {
  return [listRoute(city), groupsRoute(city), boardRoute(city), beginRoute(city), endRoute()];
}

function listRoute(city: FeedbackCity): Route {
  return route<FeedbackTables>(
    {
      method: 'GET',
      url: '/api/desk/storms',
      permission: 'feedback.desk.read',
      tags: ['desk'],
      summary: { vi: 'Các đợt bão phản ánh', en: 'Storms of reports' },
      response: { 200: Type.Object({ items: Type.Array(StormView), next: Type.Null() }) },
    },
    (c) =>
      c.transaction(
        async (tx) => ({
          items: (await stormsOf(tx, shown)).map((storm) => viewOf(city, storm)),
          next: null,
        }),
        { readOnly: true },
      ),
  );
}

/** The groups for which a storm can be begun, with how fast reports come now. */
function groupsRoute(city: FeedbackCity): Route {
  return route<FeedbackTables>(
    {
      method: 'GET',
      url: '/api/desk/storms/groups',
      permission: 'feedback.desk.coordinate',
      tags: ['desk'],
      summary: { vi: 'Nhóm việc có thể mở chế độ bão', en: 'Groups of matters and how fast reports come' },
      response: { 200: StormGroups },
    },
    (c) =>
      c.transaction(
        async (tx) => {
          const lasting = new Set((await lastingStorms(tx)).map(({ group_code: code }) => code));
          const counts = await countsByGroup(tx, city, 600_000);
          const threshold = stormRule(city.rules.duplicates, tx.now)?.filedInTenMinutes ?? 0;
          const items = city.rules.catalogue.groups.map(({ code, name }) => ({
            group: code,
            name,
            lasts: lasting.has(code),
            lastTenMinutes: counts.get(code) ?? 0,
            threshold,
          }));
          return { items, next: null };
        },
        { readOnly: true },
      ),
  );
}

function boardRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, import('typebox').TSchema, typeof StormId>(
    {
      method: 'GET',
      url: '/api/desk/storms/:id/board',
      permission: 'feedback.desk.coordinate',
      tags: ['desk'],
      summary: { vi: 'Bảng của một đợt bão phản ánh', en: 'The board of a storm of reports' },
      params: StormId,
      response: { 200: StormBoard },
    },
    async (c) => {
      const { id } = c.params;
      if (!isId(id)) throw new AppError('report_storm_unknown');
      return c.transaction(
        async (tx: FeedbackTx) => {
          const storm = await findStorm(tx, id);
          if (!storm) throw new AppError('report_storm_unknown');
          return stormBoard(tx, city, storm);
        },
        { readOnly: true },
      );
    },
  );
}

function beginRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, typeof BeginInput>(
    {
      method: 'POST',
      url: '/api/desk/storms',
      permission: 'feedback.storm.lead',
      tags: ['desk'],
      summary: { vi: 'Mở chế độ bão cho một nhóm việc', en: 'Begin a storm of a group of matters' },
      body: BeginInput,
      response: { 201: Type.Object({ id: Type.String() }) },
      idempotent: true,
    },
    async (c) => {
      const { group } = c.body;
      if (!city.rules.catalogue.group(group)) throw new AppError('report_group_unknown', { field: 'group' });
      const id = newId(c.now);
      return c.transaction(async (tx: FeedbackTx) => {
        const began = await insertStorm(tx, {
          storm_id: id,
          group_code: group,
          began_by: c.actor.id,
          began_title: c.actor.post?.title ?? null,
          seen_until: c.now,
        });
        if (!began) throw new AppError('report_storm_lasts', { field: 'group' });
        tx.trail({ action: 'report.storm.begin', object: { type: 'storm', id }, detail: { group } });
        return created(`/api/desk/storms/${id}`, { id });
      });
    },
  );
}

function endRoute(): Route {
  return route<FeedbackTables, never, import('typebox').TSchema, typeof StormId>(
    {
      method: 'POST',
      url: '/api/desk/storms/:id/end',
      permission: 'feedback.storm.lead',
      tags: ['desk'],
      summary: { vi: 'Kết thúc chế độ bão', en: 'End a storm' },
      params: StormId,
      response: { 200: Type.Object({ id: Type.String() }) },
    },
    async (c) => {
      const { id } = c.params;
      if (!isId(id)) throw new AppError('report_storm_unknown');
      return c.transaction(async (tx: FeedbackTx) => {
        if (!(await endStorm(tx, id, c.actor.id))) throw new AppError('report_storm_unknown');
        tx.trail({ action: 'report.storm.end', object: { type: 'storm', id } });
        return { id };
      });
    },
  );
}

function viewOf(city: FeedbackCity, storm: StormRow): StormView {
  const group = city.rules.catalogue.group(storm.group_code);
  return {
    id: storm.storm_id,
    group: storm.group_code,
    groupName: group?.name ?? { vi: storm.group_code, en: storm.group_code },
    beganAt: storm.began_at.toISOString(),
    beganBy: storm.began_title,
    endedAt: storm.ended_at?.toISOString() ?? null,
    looked: storm.looked_n,
    merged: storm.merged_n,
  };
}
