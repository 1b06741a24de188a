// "What if this figure were X": which component, main index, pillar, total and place would move.
import type { WhatIf } from '../contract.ts';
import type { IndexDefinition } from '../index/definition.ts';
import { leavesOf } from '../index/definition.ts';
import { diff, type Move, ranks } from '../index/diff.ts';
import { type Figure, score } from '../index/score.ts';
import { figuresOf, type OpenFigure, scoresOf } from './period.ts';

/** Names of the parts of an index, by kind and code. */
export function partName(definition: IndexDefinition, { kind, code }: Pick<Move, 'kind' | 'code'>) {
  const leaves = leavesOf(definition);
  const names = {
    component: () => leaves.find((leaf) => leaf.component?.code === code)?.component?.name,
    main: () => leaves.find((leaf) => leaf.main.code === code)?.main.name,
    pillar: () => definition.pillars.find((pillar) => pillar.code === code)?.name,
    total: () => ({ vi: 'Tổng điểm', en: 'Total' }),
  };
  return names[kind]() ?? { vi: code, en: code };
}

/** Compares what stands with what would stand if one figure of one unit were another. */
export function whatIf(
  definition: IndexDefinition,
  figures: readonly OpenFigure[],
  given: { unit: string; leaf: string } & Figure,
): WhatIf {
  const its = figuresOf(figures, given.unit);
  const before = score(definition, its);
  const after = score(definition, new Map(its).set(given.leaf, { a: given.a, b: given.b }));
  const totals = new Map([...scoresOf(definition, figures)].map(([unit, { total }]) => [unit, total]));
  const placesBefore = ranks(totals);
  const placesAfter = ranks(new Map(totals).set(given.unit, after.total));
  return {
    moves: diff(before, after).map((move) => ({ ...move, name: partName(definition, move) })),
    rank: {
      before: placesBefore.get(given.unit) ?? null,
      after: placesAfter.get(given.unit) as number,
      of: placesAfter.size,
    },
    evidence: figures.find(({ unit, leaf }) => unit === given.unit && leaf === given.leaf) ?? null,
  };
}
