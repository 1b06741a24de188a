// "Who read personal data": for inspectors, with a written purpose; every such look is itself on the trail.
import { Type } from 'typebox';
import { readReadings, readReadingsOf } from '@city/kernel/trail/reading';
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { collection, type RequestContext, type Route, route } from '@city/kernel/http';
import { addDays, daysBetween, isLocalDate, localDate, startOfDay } from '@city/kernel/time';
import { limits } from '../limits.ts';
import type { LooksCity } from '../looks-city.ts';
import { LogHealth, Reading, SingleReading } from './inspect.schemas.ts';
import { titlesOf } from '../questions/post.store.ts';
import { rankReadings } from './ranking.ts';

const Asked = {
  from: Type.String({ maxLength: 10, description: 'First day, YYYY-MM-DD' }),
  to: Type.String({ maxLength: 10, description: 'Last day, YYYY-MM-DD' }),
  purpose: Type.String({ maxLength: limits.purposeMost, description: 'Why one looks; kept on the trail' }),
};
const ReadingsQuery = Type.Object({
  ...Asked,
  body: Type.Optional(Type.String({ maxLength: 64 })),
  officer: Type.Optional(Type.String({ format: 'uuid' })),
  unusual: Type.Optional(Type.Enum(['only'])),
});

export function inspectRoutes(city: LooksCity): readonly Route[] {
  return [healthRoute(city), readingsRoute(city), singleRoute(city)];
}

interface Period {
  readonly since: Date;
  readonly until: Date;
  readonly purpose: string;
}

/** @throws AppError when the days or the purpose are not as they must be */
function periodOf(query: { from: string; to: string; purpose: string }): Period {
  const purpose = query.purpose.trim();
  if (purpose.length < limits.purposeLeast)
    throw new AppError('look_purpose_missing', { params: { least: limits.purposeLeast }, field: 'purpose' });
  const { from, to } = query;
  const isRight =
    isLocalDate(from) && isLocalDate(to) && from <= to && daysBetween(from, to) < limits.inspectDays;
  if (!isRight)
    throw new AppError('look_period_wrong', { params: { most: limits.inspectDays }, field: 'from' });
  return { since: startOfDay(from), until: startOfDay(addDays(to, 1)), purpose };
}

/** A transaction of the inspector with the purpose as its context, which the database asks for too. */
function inspecting<T>(
  city: LooksCity,
  c: Pick<RequestContext, 'actor'>,
  purpose: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return city.m.db.transaction({ ...c.actor, purpose }, (tx) => work(tx as Tx));
}

function healthRoute(city: LooksCity): Route {
  return route(
    {
      method: 'GET',
      url: '/api/desk/trail/log',
      permission: 'looks.inspect',
      summary: { vi: 'Sổ có nguyên vẹn không', en: 'How the log stands, and what its witness has cried' },
      response: { 200: LogHealth },
      tags: ['trail desk'],
    },
    async () => {
      const { size, signedAt, witnessedAt, alarms } = await city.log.health();
      return {
        size,
        signedAt: signedAt?.toISOString() ?? null,
        witnessedAt: witnessedAt?.toISOString() ?? null,
        alarms: alarms.map((alarm) => ({ ...alarm, at: alarm.at.toISOString() })),
      };
    },
  );
}

function readingsRoute(city: LooksCity): Route {
  return route(
    {
      method: 'GET',
      url: '/api/desk/trail/readings',
      permission: 'looks.inspect',
      summary: {
        vi: 'Ai đã đọc dữ liệu cá nhân, bất thường đứng trước',
        en: 'Who read personal data, the unusual first',
      },
      query: ReadingsQuery,
      response: { 200: collection(Reading) },
      tags: ['trail desk'],
    },
    async (c) => {
      const { since, until, purpose } = periodOf(c.query);
      const [body, officer] = [c.query.body ?? null, c.query.officer ?? null];
      const items = await inspecting(city, c, purpose, async (tx) => {
        const days = await readReadings(tx, city.m.trailWords, { since, until, body, officer });
        const ranked = rankReadings(days, city.rules.unusual, city.m.calendar);
        const kept = ranked
          .filter(({ signs }) => c.query.unusual !== 'only' || signs.length > 0)
          .slice(0, limits.inspectRows);
        const titles = await titlesOf(
          tx,
          kept.map(({ post }) => post),
        );
        tx.trail({
          action: 'readings.list',
          detail: { from: c.query.from, to: c.query.to, body, officer, rows: kept.length },
        });
        return kept.map(({ halfHours: _halfHours, weight: _weight, ...row }) => ({
          ...row,
          signs: [...row.signs],
          title: titles.get(row.post) ?? null,
          bodyName: row.body ? city.bodies.named(row.body, row.day).name : null,
        }));
      });
      return { items, next: null };
    },
  );
}

function singleRoute(city: LooksCity): Route {
  return route(
    {
      method: 'GET',
      url: '/api/desk/trail/officers/:id/readings',
      permission: 'looks.inspect',
      summary: { vi: 'Từng lần đọc của một cán bộ', en: 'The single readings of one officer' },
      params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
      query: Type.Object(Asked),
      response: { 200: collection(SingleReading) },
      tags: ['trail desk'],
    },
    async (c) => {
      const { since, until, purpose } = periodOf(c.query);
      const rows = await inspecting(city, c, purpose, async (tx) => {
        const asked = { since, until, officer: c.params.id, most: limits.inspectRows };
        const found = await readReadingsOf(tx, city.m.trailWords, asked);
        tx.trail({
          action: 'readings.officer',
          subject: c.params.id,
          detail: { from: c.query.from, to: c.query.to, rows: found.length },
        });
        return found;
      });
      const items = rows.map((row) => {
        const action = city.m.trailWords.of(row.module, row.action);
        return {
          id: row.entry_id,
          at: row.at.toISOString(),
          what: action ? { vi: action.vi, en: action.en } : { vi: row.action, en: row.action },
          object: row.object_type && row.object_id ? `${row.object_type}/${row.object_id}` : null,
          purpose: row.purpose,
          bodyName: row.actor_body ? city.bodies.named(row.actor_body, localDate(row.at)).name : null,
        };
      });
      return { items, next: null };
    },
  );
}
