// Open data of the plan: the indices, and a period as JSON and CSV from which anybody recomputes the published scores.
import { Readable } from 'node:stream';
import { Type } from 'typebox';
import type { Tx } from '@city/kernel/database';
import { Answer, collection, type Route, route } from '@city/kernel/http';
import { IndexSummary, OpenPeriodSchema, Period, Version } from '../contract.ts';
import { leavesOf } from '../index/definition.ts';
import type { PlanCity } from '../plan-city.ts';
import { publishedPeriods } from './figure.store.ts';
import { type OpenPeriod, publishedPeriod } from './period.ts';

const anyone = 'public: the city’s plan and its published figures, without persons';
const tags = ['open data'];
const open = { 'access-control-allow-origin': '*' };
const Which = Type.Object({ version: Version, period: Period });

export function openRoutes(city: PlanCity): readonly Route[] {
  return [listRoute(city), periodRoute(city), csvRoute(city)];
}

function listRoute(city: PlanCity): Route {
  return route(
    {
      method: 'GET',
      url: '/api/plan/index',
      permission: anyone,
      tags,
      summary: {
        vi: 'Các bộ chỉ số, theo thời gian hiệu lực',
        en: 'The indices, by the time they are in force',
      },
      response: { 200: collection(IndexSummary) },
    },
    async (c) => {
      const items = await c.transaction(
        async (tx) => {
          const summaries: IndexSummary[] = [];
          for (const { pillars: _pillars, ...index } of city.indices)
            summaries.push({ ...index, periods: await periodsOf(tx as Tx, city, index.version) });
          return summaries;
        },
        { readOnly: true },
      );
      return { items, next: null };
    },
  );
}

/** Periods with published results, the newest first. */
export async function periodsOf(tx: Tx, city: PlanCity, version: string): Promise<string[]> {
  const fromFile = city.published
    .filter((row) => row.version === version && row.figures)
    .map((row) => row.period);
  const kept = await publishedPeriods(tx, version);
  return [...new Set([...kept, ...fromFile])].sort().reverse();
}

function periodRoute(city: PlanCity): Route {
  return route<unknown, never, never, typeof Which>(
    {
      method: 'GET',
      url: '/api/plan/index/:version/:period',
      permission: anyone,
      tags,
      summary: {
        vi: 'Một kỳ của bộ chỉ số: định nghĩa, số liệu, điểm, hạng',
        en: 'A period of an index: definition, figures, scores, places',
      },
      params: Which,
      response: { 200: OpenPeriodSchema },
    },
    async (c) => {
      const period = await c.transaction((tx) => publishedPeriod(tx as Tx, city, c.params), {
        readOnly: true,
      });
      return new Answer(200, period, open);
    },
  );
}

function csvRoute(city: PlanCity): Route {
  return route<unknown, never, never, typeof Which>(
    {
      method: 'GET',
      url: '/api/plan/index/:version/:period/figures.csv',
      permission: anyone,
      tags,
      summary: { vi: 'Số liệu một kỳ, tệp CSV', en: 'The figures of a period as CSV' },
      params: Which,
      streams: 'text/csv',
    },
    async (c) => {
      const period = await c.transaction((tx) => publishedPeriod(tx as Tx, city, c.params), {
        readOnly: true,
      });
      return new Answer(200, Readable.from(csvLines(period)), {
        ...open,
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="plan-${period.version}-${period.period}.csv"`,
      });
    },
  );
}

/** A line a figure with the rule that scores it, so that the file alone is enough to recompute. */
function* csvLines({ definition, figures, units }: OpenPeriod): Generator<string> {
  yield `${['unit', 'unit_name', 'unit_score', 'unit_rank', 'pillar', 'main', 'component', 'rule', 'max', 'target', 'levels', 'a', 'b', 'as_of', 'revision', 'source', 'evidence'].join(',')}\r\n`;
  const leaves = new Map(leavesOf(definition).map((leaf) => [leaf.code, leaf]));
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  for (const figure of figures) {
    const leaf = leaves.get(figure.leaf);
    const unit = byCode.get(figure.unit);
    if (!leaf || !unit) continue;
    const { component, main, pillar } = leaf;
    const levels = (component?.levels ?? []).map(({ from, share }) => `${from}:${share}`).join(' ');
    const cells = [unit.code, unit.name, unit.score, String(unit.rank), pillar.code, main.code, leaf.code]
      .concat(component?.rule ?? 'given', String(component?.max ?? main.max), component?.target ?? '', levels)
      .concat(figure.a, figure.b ?? '', figure.asOf ?? '', String(figure.revision))
      .concat(figure.source, figure.evidence ?? '');
    yield `${cells.map(cell).join(',')}\r\n`;
  }
}

function cell(value: string): string {
  // A spreadsheet runs what begins like a formula; an apostrophe makes it text.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
