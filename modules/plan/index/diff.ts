// What moves when figures change: components, main indices, pillars, the total, and places in the ranking.
import { compared, type Fraction, minus, rounded } from './fraction.ts';
import type { Figure, Score } from './score.ts';

export interface Move {
  readonly kind: 'component' | 'main' | 'pillar' | 'total';
  readonly code: string;
  readonly before: string;
  readonly after: string;
  readonly by: string;
  /** For what is entered by hand: the figures before and after. */
  readonly figure: { readonly before: Figure | null; readonly after: Figure | null } | null;
}

type Part = Pick<Move, 'kind' | 'code'> & { readonly value: Fraction; readonly figure: Figure | null };

/** Every part of a score in the order of the tree, leaves before what they make. */
function parts(score: Score): readonly Part[] {
  return [
    ...score.pillars.flatMap((pillar) => [
      ...pillar.mains.flatMap((main): Part[] => [
        ...main.components.map(
          ({ code, points, figure }): Part => ({ kind: 'component', code, value: points, figure }),
        ),
        { kind: 'main', code: main.code, value: main.index, figure: main.figure },
      ]),
      { kind: 'pillar', code: pillar.code, value: pillar.index, figure: null } as const,
    ]),
    { kind: 'total', code: 'total', value: score.total, figure: null } as const,
  ];
}

const sameFigure = (one: Figure | null, other: Figure | null) => one?.a === other?.a && one?.b === other?.b;

/** Components are told in points, the rest as indices of 0 to 1. @throws RangeError for scores of two versions */
export function diff(before: Score, after: Score): readonly Move[] {
  if (before.version !== after.version) throw new RangeError('scores of two versions cannot be compared');
  const later = parts(after);
  return parts(before).flatMap((part, at): Move[] => {
    const next = later[at];
    if (!next || (compared(part.value, next.value) === 0 && sameFigure(part.figure, next.figure))) return [];
    const figure =
      part.figure === null && next.figure === null ? null : { before: part.figure, after: next.figure };
    return [
      {
        kind: part.kind,
        code: part.code,
        before: rounded(part.value),
        after: rounded(next.value),
        by: rounded(minus(next.value, part.value)),
        figure,
      },
    ];
  });
}

/** Places by score, the highest first; equal scores share a place and leave the next ones free. */
export function ranks(totals: ReadonlyMap<string, Fraction>): ReadonlyMap<string, number> {
  const order = [...totals].sort(([, one], [, other]) => compared(other, one));
  const places = new Map<string, number>();
  for (const [at, [code, total]] of order.entries()) {
    const previous = order[at - 1];
    const isEqual = previous !== undefined && compared(previous[1], total) === 0;
    places.set(code, isEqual ? (places.get(previous[0]) as number) : at + 1);
  }
  return places;
}
