// The desk's interface of the twin: what there is to choose, scenarios, runs, and two runs beside each other.
import { Type } from 'typebox';
import { isId, type Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { created, type Route, route } from '@city/kernel/http';
import { Catalogue, Comparison, NewRun, NewScenario, RunSummary, RunView, Scenario } from '../contract.ts';
import { limits } from '../limits.ts';
import { askRun, repeatRun } from '../runs/ask-run.action.ts';
import { compare } from '../runs/compare.ts';
import { findRun, newestRuns } from '../runs/run.store.ts';
import { runSummary, runView } from '../runs/run-view.ts';
import { callOff } from '../runs/stop-run.action.ts';
import { keepScenario } from '../scenarios/keep-scenario.action.ts';
import { newestScenarios, type ScenarioRow } from '../scenarios/scenario.store.ts';
import type { Tables } from '../tables.ts';
import { listTerrains } from '../terrain/terrain.store.ts';
import type { TwinCity } from '../twin-city.ts';
import { catalogue } from './catalogue.ts';

const tags = ['twin desk'];
const Which = Type.Object({ id: Type.String({ maxLength: 60 }) });
const Pair = Type.Object({ one: Type.String({ maxLength: 60 }), other: Type.String({ maxLength: 60 }) });
const Made = Type.Object({ id: Type.String({ format: 'uuid' }) });
const limit = { max: limits.runsPerMinute, perSeconds: 60 };

export function deskRoutes(city: TwinCity): readonly Route[] {
  return [...lookingRoutes(city), ...scenarioRoutes(city), ...runningRoutes(city)];
}

/** @throws AppError `twin_run_unknown` */
async function shown(tx: Tx<Tables>, city: TwinCity, id: string): Promise<RunView> {
  const row = isId(id) ? await findRun(tx, id) : undefined;
  if (!row) throw new AppError('twin_run_unknown');
  const repeated = row.repeats === null ? undefined : await findRun(tx, row.repeats);
  return runView(city, row, { viewer: tx.actor.id, repeated });
}

function lookingRoutes(city: TwinCity): readonly Route[] {
  return [
    route<Tables>(
      {
        method: 'GET',
        url: '/api/desk/twin',
        permission: 'twin.read',
        tags,
        summary: { vi: 'Những gì chọn được để mô phỏng', en: 'What there is to choose for a simulation' },
        response: { 200: Catalogue },
      },
      (c) =>
        c.transaction(async (tx) => catalogue(city, await listTerrains(tx, limits.listRows)), {
          readOnly: true,
        }),
    ),
    route<Tables>(
      {
        method: 'GET',
        url: '/api/desk/twin/runs',
        permission: 'twin.read',
        tags,
        summary: { vi: 'Các lần chạy, mới nhất trước', en: 'Runs, newest first' },
        response: { 200: Type.Object({ items: Type.Array(RunSummary) }) },
      },
      (c) =>
        c.transaction(
          async (tx) => ({
            items: (await newestRuns(tx, limits.listRows)).map((row) => runSummary(row, tx.actor.id)),
          }),
          { readOnly: true },
        ),
    ),
    route<Tables, never, never, typeof Which>(
      {
        method: 'GET',
        url: '/api/desk/twin/runs/:id',
        permission: 'twin.read',
        tags,
        summary: { vi: 'Một lần chạy và kết quả', en: 'A run and its result' },
        params: Which,
        response: { 200: RunView },
      },
      (c) => c.transaction((tx) => shown(tx, city, c.params.id), { readOnly: true }),
    ),
    route<Tables, never, typeof Pair, never>(
      {
        method: 'GET',
        url: '/api/desk/twin/compare',
        permission: 'twin.read',
        tags,
        summary: { vi: 'So sánh hai lần chạy', en: 'Two runs beside each other' },
        query: Pair,
        response: { 200: Comparison },
      },
      (c) =>
        c.transaction(
          async (tx) => {
            const one = await shown(tx, city, c.query.one);
            const other = await shown(tx, city, c.query.other);
            if (one.kind !== other.kind) throw new AppError('twin_kinds_differ');
            if (!one.result || !other.result) throw new AppError('twin_run_not_done');
            return compare(one, other);
          },
          { readOnly: true },
        ),
    ),
  ];
}

const scenarioView = (row: ScenarioRow) => ({
  id: row.scenario_id,
  title: row.title,
  kind: row.kind,
  input: row.input,
  madeAt: row.made_at.toISOString(),
  madePost: row.made_post,
});

function scenarioRoutes(city: TwinCity): readonly Route[] {
  return [
    route<Tables>(
      {
        method: 'GET',
        url: '/api/desk/twin/scenarios',
        permission: 'twin.read',
        tags,
        summary: { vi: 'Các kịch bản đã lưu', en: 'Scenarios that were kept' },
        response: { 200: Type.Object({ items: Type.Array(Scenario) }) },
      },
      (c) =>
        c.transaction(
          async (tx) => ({ items: (await newestScenarios(tx, limits.listRows)).map(scenarioView) }),
          { readOnly: true },
        ),
    ),
    route<Tables, typeof NewScenario>(
      {
        method: 'POST',
        url: '/api/desk/twin/scenarios',
        permission: 'twin.run',
        tags,
        summary: { vi: 'Lưu một kịch bản', en: 'Keep a scenario' },
        body: NewScenario,
        response: { 201: Scenario },
        idempotent: true,
        limit,
      },
      (c) =>
        c.transaction(async (tx) => {
          const scenario = scenarioView(await keepScenario(tx, city, c.body));
          return created('/api/desk/twin/scenarios', scenario);
        }),
    ),
  ];
}

function runningRoutes(city: TwinCity): readonly Route[] {
  const made = (id: string) => created(`/api/desk/twin/runs/${id}`, { id });
  return [
    route<Tables, typeof NewRun>(
      {
        method: 'POST',
        url: '/api/desk/twin/runs',
        permission: 'twin.run',
        tags,
        summary: { vi: 'Chạy một kịch bản', en: 'Run a scenario' },
        body: NewRun,
        response: { 201: Made },
        idempotent: true,
        limit,
      },
      (c) => c.transaction(async (tx) => made(await askRun(tx, city, c.body))),
    ),
    route<Tables, never, never, typeof Which>(
      {
        method: 'POST',
        url: '/api/desk/twin/runs/:id/repeat',
        permission: 'twin.run',
        tags,
        summary: { vi: 'Chạy lại đúng như vậy', en: 'Run the same once more' },
        params: Which,
        response: { 201: Made },
        limit,
      },
      (c) => c.transaction(async (tx) => made(await repeatRun(tx, city, known(c.params.id)))),
    ),
    route<Tables, never, never, typeof Which>(
      {
        method: 'POST',
        url: '/api/desk/twin/runs/:id/stop',
        permission: 'twin.run',
        tags,
        summary: { vi: 'Dừng một lần chạy', en: 'Stop a run' },
        params: Which,
        response: { 200: Type.Object({ state: Type.Literal('cancelled') }) },
      },
      async (c) => {
        await c.transaction((tx) => callOff(tx, known(c.params.id)));
        return { state: 'cancelled' as const };
      },
    ),
  ];
}

/** @throws AppError `twin_run_unknown` for what cannot be an id */
function known(id: string): string {
  if (!isId(id)) throw new AppError('twin_run_unknown');
  return id;
}
