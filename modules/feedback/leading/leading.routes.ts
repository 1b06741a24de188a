// What leaders look at: the ladder with who is told at each rung, and the league of bodies with intervals where answers are few.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { type Route, route } from '@city/kernel/http';
import { addDays, localDate, startOfDay } from '@city/kernel/time';
import { deskItems } from '../cases/desk.routes.ts';
import { cityWideRoles } from '../cases/permissions.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import { bodyRef } from '../cases/report-view.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import { postsOfBodies } from '../escalation/office-post.store.ts';
import { bodyMeant, tellingOn, whomToTell } from '../escalation/told.ts';
import { limits } from '../limits.ts';
import type { FeedbackCity } from '../module-city.ts';
import { isValidOn } from '../services/city-data.ts';
import { leagueOf } from './league.ts';
import { Ladder, League } from './leading-schemas.ts';
import { countsByRung, keptByMonth, reportsOnRung } from './leading.store.ts';

const tags = ['desk'];
const LadderQuery = Type.Object({
  body: Type.Optional(Type.String({ maxLength: 64, description: 'Another body, or `*` for the whole city' })),
});
const LeagueQuery = Type.Object({
  months: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.leagueMonthsMax, default: 6 })),
});

export function leadingRoutes(city: FeedbackCity): readonly Route[] {
  return [ladderRoute(city), leagueRoute(city)];
}

function ladderRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof LadderQuery>(
    {
      method: 'GET',
      url: '/api/desk/ladder',
      permission: 'feedback.desk.read',
      tags,
      summary: { vi: 'Thang quá hẹn: từng bậc, ai được báo', en: 'The ladder: each rung, and who is told' },
      query: LadderQuery,
      response: { 200: Ladder },
    },
    async (c) => {
      const own = c.actor.post?.body ?? '';
      const asked = c.query.body ?? own;
      if (asked !== own && !cityWideRoles.includes(c.actor.post?.role ?? '')) throw new AppError('forbidden');
      const body = asked === '*' ? null : asked;
      if (body !== null && !city.bodies.on(body, localDate(c.now)) && body !== own)
        throw new AppError('report_body_unknown', { field: 'body' });
      return c.transaction((tx) => ladderOf(tx, city, body), { readOnly: true });
    },
  );
}

async function ladderOf(tx: FeedbackTx, city: FeedbackCity, body: string | null): Promise<Ladder> {
  const { handling, bodies } = city.rules;
  const day = localDate(tx.now);
  const rungs = handling.ladder.filter((row) => isValidOn(row, day)).toSorted((a, b) => a.level - b.level);
  const counts = await countsByRung(tx, body);
  const views: Ladder['rungs'] = [];
  for (const { level, share, late, tell, document } of rungs) {
    const rows = tellingOn(handling, tell, tx.now);
    // Nobody in charge, so that the posts told in that case are named, too.
    const held = { body_code: body ?? '', handler_id: null };
    const meant = rows.map((row) => bodyMeant(row, held, bodies.coordinator));
    const posts = await postsOfBodies(tx, [...new Set(meant)], day);
    const whom = whomToTell(rows, held, { coordinator: bodies.coordinator, posts });
    views.push({
      level,
      share,
      late,
      tell,
      toldHandler: rows.some(({ handler }) => handler),
      told: whom.posts.map(({ title_vi: vi, title_en: en }) => ({ vi, en })),
      document,
      count: counts.get(level) ?? 0,
      items: await deskItems(tx, city, await reportsOnRung(tx, body, level, limits.rungShown)),
    });
  }
  return { body: body === null ? null : bodyRef(city.bodies, body), below: counts.get(0) ?? 0, rungs: views };
}

function leagueRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof LeagueQuery>(
    {
      method: 'GET',
      url: '/api/desk/league',
      permission: 'feedback.desk.read',
      tags,
      summary: {
        vi: 'Các cơ quan giữ hẹn thế nào, từng tháng',
        en: 'How bodies kept their promises, by month',
      },
      query: LeagueQuery,
      response: { 200: League },
    },
    async (c) => {
      const to = localDate(c.now);
      const months = monthsBefore(to, c.query.months ?? 6);
      const from = `${months[0]}-01`;
      const span = { from: startOfDay(from), before: startOfDay(addDays(to, 1)) };
      const rows = await c.transaction((tx) => keptByMonth(tx, span), { readOnly: true });
      return {
        from,
        to,
        months,
        fewest: limits.leagueFewest,
        items: leagueOf(rows, months, (code) => bodyRef(city.bodies, code)),
        next: null,
        recompute: `/reports.csv?from=${from}&to=${to}`,
      };
    },
  );
}

/** The last so many months with that of a day, oldest first. */
export function monthsBefore(day: string, count: number): string[] {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return Array.from({ length: count }, (_, at) =>
    new Date(Date.UTC(year, month - count + at, 1)).toISOString().slice(0, 7),
  );
}
