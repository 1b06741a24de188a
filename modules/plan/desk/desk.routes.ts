// The desk's interface: the sheet of a unit, entering, deciding, publishing, and "what if".
import { Type } from 'typebox';
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { type RequestContext, type Route, route } from '@city/kernel/http';
import {
  DecisionInput,
  FigureInput,
  type LeafView,
  Period,
  PublishInput,
  UnitSheet,
  Version,
  WhatIf,
  WhatIfInput,
} from '../contract.ts';
import { decideFigure } from '../figures/decide.action.ts';
import { enterFigure } from '../figures/enter.action.ts';
import { type FigureRow, revisionsOf } from '../figures/figure.store.ts';
import { approvedPeriod, figuresOf } from '../figures/period.ts';
import { publishPeriod } from '../figures/publish.action.ts';
import { whatIf } from '../figures/what-if.ts';
import { type Leaf, leavesOf } from '../index/definition.ts';
import { rounded } from '../index/fraction.ts';
import { figureFault, score } from '../index/score.ts';
import { limits } from '../limits.ts';
import {
  bodyName,
  checkPeriod,
  checkUnit,
  definitionOf,
  leafOf,
  ownerOf,
  type PlanCity,
} from '../plan-city.ts';

const tags = ['plan desk'];
const Which = Type.Object({
  version: Version,
  period: Period,
  unit: Type.String({ pattern: '^(city|\\d{5})$', maxLength: 5 }),
});

export function deskRoutes(city: PlanCity): readonly Route[] {
  return [sheetRoute(city), enterRoute(city), decideRoute(city), whatIfRoute(city), publishRoute(city)];
}

/** The scorable index that a request names, for a period and unit it covers. */
function scorable(city: PlanCity, given: { version: string; period: string; unit: string }) {
  const definition = definitionOf(city, given.version);
  if (!definition.isScorable) throw new AppError('plan_index_not_scorable');
  checkPeriod(city, definition, given.period);
  checkUnit(city, definition, given);
  return definition;
}

function sheetRoute(city: PlanCity): Route {
  return route<unknown, never, never, typeof Which>(
    {
      method: 'GET',
      url: '/api/desk/plan/index/:version/:period/units/:unit',
      permission: 'plan.read',
      tags,
      summary: { vi: 'Số liệu của một đơn vị', en: 'The figures of one unit' },
      params: Which,
      response: { 200: UnitSheet },
    },
    (c) => c.transaction((tx) => sheetOf(tx as Tx, city, c), { readOnly: true }),
  );
}

type SheetContext = Pick<
  RequestContext<unknown, unknown, { version: string; period: string; unit: string }>,
  'params' | 'actor'
>;

async function sheetOf(tx: Tx, city: PlanCity, { params, actor }: SheetContext): Promise<UnitSheet> {
  const definition = scorable(city, params);
  const period = await approvedPeriod(tx, city, params);
  const rows = await revisionsOf(tx, { ...params, most: limits.historyRows });
  const its = score(definition, figuresOf(period.figures, params.unit));
  const points = new Map(
    its.pillars.flatMap(({ mains }) =>
      mains.flatMap((main) =>
        [main, ...main.components].map((part): [string, string] => [part.code, rounded(part.points, 2)]),
      ),
    ),
  );
  const standing = period.units.find(({ code }) => code === params.unit);
  const unit = city.m.geo.units.byCode(params.unit, `${params.period}-12-31`);
  return {
    version: params.version,
    period: params.period,
    unit: { code: params.unit, name: unit?.name ?? 'Hải Phòng' },
    score: rounded(its.total),
    rank: standing?.rank ?? null,
    of: period.units.length,
    mayPublish: actor.post?.role === 'leader' && actor.post.body === city.targets.publisher,
    leaves: leavesOf(definition)
      .filter(({ main }) => main.max > 0)
      .map((leaf) =>
        leafView(city, leaf, { rows, actor, unit: params.unit, points: points.get(leaf.code) ?? '0' }),
      ),
  };
}

function leafView(
  city: PlanCity,
  leaf: Leaf,
  given: { rows: readonly FigureRow[]; actor: RequestContext['actor']; unit: string; points: string },
): LeafView {
  const { component, main, pillar } = leaf;
  const owner = ownerOf(city, leaf, given.unit);
  const mayEnter = given.actor.post?.body === owner;
  return {
    code: leaf.code,
    name: component?.name ?? main.name,
    main: main.name,
    pillar: pillar.name,
    max: component?.max ?? main.max,
    rule: component?.rule ?? 'given',
    inputs: component?.inputs.map(({ name }) => name) ?? [{ vi: 'Chỉ số, từ 0 đến 1', en: 'Index, 0 to 1' }],
    owner: bodyName(city, owner),
    mayEnter,
    points: given.points,
    revisions: given.rows
      // What is not approved is seen by the body it belongs to.
      .filter((row) => row.leaf === leaf.code && (mayEnter || row.state === 'approved'))
      .map((row) => ({
        revision: row.revision,
        a: row.a,
        b: row.b,
        source: row.source,
        evidence: row.evidence,
        asOf: row.as_of,
        reason: row.reason,
        state: row.state,
        enteredAt: row.entered_at.toISOString(),
        enteredPost: row.entered_post,
        isMine: row.entered_by === given.actor.id,
        decidedPost: row.decided_post,
        decidedWords: row.decided_words,
      })),
  };
}

function enterRoute(city: PlanCity): Route {
  return route(
    {
      method: 'POST',
      url: '/api/desk/plan/figures',
      permission: 'plan.enter',
      tags,
      summary: { vi: 'Nhập hoặc sửa một số liệu', en: 'Enter or correct a figure' },
      body: FigureInput,
      response: { 200: Type.Object({ revision: Type.Integer() }) },
      limit: { max: limits.entriesPerMinute, perSeconds: 60 },
    },
    async (c) => ({ revision: await c.transaction((tx) => enterFigure(tx as Tx, city, c.body)) }),
  );
}

function decideRoute(city: PlanCity): Route {
  return route(
    {
      method: 'POST',
      url: '/api/desk/plan/figures/decision',
      permission: 'plan.decide',
      tags,
      summary: { vi: 'Duyệt hoặc trả lại một số liệu', en: 'Approve a figure or send it back' },
      body: DecisionInput,
      response: { 200: Type.Object({ state: Type.Enum(['approved', 'refused']) }) },
    },
    async (c) => {
      await c.transaction((tx) => decideFigure(tx as Tx, city, c.body));
      return { state: c.body.decision };
    },
  );
}

function whatIfRoute(city: PlanCity): Route {
  return route(
    {
      method: 'POST',
      url: '/api/desk/plan/what-if',
      permission: 'plan.read',
      tags,
      summary: { vi: 'Nếu số liệu khác đi thì điều gì đổi', en: 'What would move if a figure were another' },
      body: WhatIfInput,
      response: { 200: WhatIf },
    },
    async (c) => {
      const definition = scorable(city, c.body);
      const { component } = leafOf(definition, c.body.leaf);
      if (figureFault(component, c.body) !== null) throw new AppError('plan_figure_wrong', { field: 'a' });
      const { figures } = await c.transaction((tx) => approvedPeriod(tx as Tx, city, c.body), {
        readOnly: true,
      });
      return whatIf(definition, figures, c.body);
    },
  );
}

function publishRoute(city: PlanCity): Route {
  return route(
    {
      method: 'POST',
      url: '/api/desk/plan/publications',
      permission: 'plan.publish',
      tags,
      summary: { vi: 'Công bố kết quả một kỳ', en: 'Publish the results of a period' },
      body: PublishInput,
      response: { 200: Type.Object({ edition: Type.Integer() }) },
    },
    async (c) => ({ edition: await c.transaction((tx) => publishPeriod(tx as Tx, city, c.body)) }),
  );
}
