// All figures of an index and a period, scored and ranked: from what is approved, and as it was published.
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { type IndexDefinition, leavesOf } from '../index/definition.ts';
import { ranks } from '../index/diff.ts';
import { rounded } from '../index/fraction.ts';
import { type Figure, type Score, score } from '../index/score.ts';
import { bodyName, definitionOf, ownerOf, type PlanCity, unitsOf } from '../plan-city.ts';
import { approvedFigures, newestPublication } from './figure.store.ts';

/** A figure as it is published: with where it comes from. */
export interface OpenFigure {
  readonly unit: string;
  readonly leaf: string;
  readonly a: string;
  readonly b: string | null;
  readonly source: string;
  readonly evidence: string | null;
  readonly asOf: string | null;
  readonly revision: number;
}

/** A unit of the city, or a province that the index compares with. */
export interface OpenUnit {
  readonly code: string;
  readonly name: string;
  readonly score: string;
  readonly rank: number;
}

/** Everything anybody needs to recompute the scores. */
export interface OpenPeriod {
  readonly version: string;
  readonly period: string;
  readonly edition: number;
  readonly publishedAt: string | null;
  readonly definition: IndexDefinition;
  readonly figures: readonly OpenFigure[];
  readonly units: readonly OpenUnit[];
}

/** The figures of one unit as the engine takes them. */
export function figuresOf(figures: readonly OpenFigure[], unit: string): ReadonlyMap<string, Figure> {
  return new Map(
    figures.filter((each) => each.unit === unit).map(({ leaf, a, b }): [string, Figure] => [leaf, { a, b }]),
  );
}

/** Scores of all units by code; a unit without figures has none. */
export function scoresOf(
  definition: IndexDefinition,
  figures: readonly OpenFigure[],
): ReadonlyMap<string, Score> {
  const byUnit = new Map<string, Map<string, Figure>>();
  for (const { unit, leaf, a, b } of figures) {
    const its = byUnit.get(unit) ?? new Map<string, Figure>();
    byUnit.set(unit, its.set(leaf, { a, b }));
  }
  return new Map([...byUnit].map(([unit, its]) => [unit, score(definition, its)]));
}

/** The table of a period: what each unit scores, and its place. */
export function tableOf(
  definition: IndexDefinition,
  figures: readonly OpenFigure[],
  nameOf: (unit: string) => string,
): readonly OpenUnit[] {
  const scores = scoresOf(definition, figures);
  const places = ranks(new Map([...scores].map(([unit, its]) => [unit, its.total])));
  return [...scores]
    .map(([code, { total }]) => ({
      code,
      name: nameOf(code),
      score: rounded(total),
      rank: places.get(code) as number,
    }))
    .sort((one, other) => one.rank - other.rank || one.code.localeCompare(other.code));
}

/** What is approved now, not yet published. */
export async function approvedPeriod(
  tx: Tx,
  city: PlanCity,
  given: { version: string; period: string },
): Promise<Omit<OpenPeriod, 'edition' | 'publishedAt'>> {
  const definition = definitionOf(city, given.version);
  const units = new Map(unitsOf(city, definition, given.period).map(({ code, name }) => [code, name]));
  const { version, period } = given;
  const rows = await approvedFigures(tx, { version, period });
  const known = new Set(leavesOf(definition).map(({ code }) => code));
  const figures = rows
    .filter(({ leaf, unit_code }) => known.has(leaf) && (unit_code === 'city' || units.has(unit_code)))
    .map((row) => ({
      unit: row.unit_code,
      leaf: row.leaf,
      a: row.a,
      b: row.b,
      source: row.source,
      evidence: row.evidence,
      asOf: row.as_of,
      revision: row.revision,
    }));
  return {
    version,
    period,
    definition,
    figures,
    units: definition.isScorable
      ? tableOf(definition, figures, (code) => units.get(code) ?? 'Hải Phòng')
      : [],
  };
}

/**
 * The newest publication of a period; for provinces, what the ministry published.
 * @throws AppError `plan_index_unknown`, `plan_nothing_published`
 */
export async function publishedPeriod(
  tx: Tx,
  city: PlanCity,
  { version, period }: { version: string; period: string },
): Promise<OpenPeriod> {
  const definition = definitionOf(city, version);
  const kept = await newestPublication<Pick<OpenPeriod, 'definition' | 'figures' | 'units'>>(
    tx,
    version,
    period,
  );
  if (kept)
    return {
      version,
      period,
      edition: kept.edition,
      publishedAt: kept.published_at.toISOString(),
      ...kept.content,
    };
  const rows = city.published.filter(
    (row) => row.version === version && row.period === period && row.figures,
  );
  if (rows.length === 0) throw new AppError('plan_nothing_published');
  const figures = rows.flatMap((row) =>
    Object.entries(row.figures ?? {}).map(
      ([leaf, a]): OpenFigure => ({
        unit: row.place,
        leaf,
        a,
        b: null,
        source: city.documents.find(({ code }) => code === row.source)?.number ?? row.source,
        evidence: null,
        asOf: null,
        revision: 1,
      }),
    ),
  );
  const units = tableOf(definition, figures, (place) => place);
  return { version, period, edition: 1, publishedAt: null, definition, figures, units };
}

/** Who owns a figure, in words. */
export const ownerName = (city: PlanCity, definition: IndexDefinition, unit: string, code: string) => {
  const leaf = leavesOf(definition).find((each) => each.code === code);
  return leaf ? bodyName(city, ownerOf(city, leaf, unit)) : { vi: code, en: code };
};
