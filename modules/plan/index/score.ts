// The engine: a definition and figures in; components, main indices, pillars and the total out, exact to the last digit.
import { type Component, type IndexDefinition, leavesOf, type Main } from './definition.ts';
import {
  between01,
  compared,
  dividedBy,
  type Fraction,
  fraction,
  isDecimal,
  plus,
  sum,
  times,
  zero,
} from './fraction.ts';

/** One raw figure: `a`, and `b` where the rule divides. */
export interface Figure {
  readonly a: string;
  readonly b: string | null;
}

/** Figures of one unit and period, by the code of the component (or of the main indicator without components). */
export type Figures = ReadonlyMap<string, Figure>;

export interface ComponentScore {
  readonly code: string;
  readonly figure: Figure | null;
  /** Between 0 and 1; nothing is entered as zero. */
  readonly share: Fraction;
  readonly max: number;
  readonly points: Fraction;
}

export interface MainScore {
  readonly code: string;
  readonly max: number;
  readonly index: Fraction;
  readonly points: Fraction;
  readonly components: readonly ComponentScore[];
  /** The figure, where the index itself is what is entered. */
  readonly figure: Figure | null;
}

export interface PillarScore {
  readonly code: string;
  readonly max: number;
  readonly index: Fraction;
  readonly points: Fraction;
  readonly mains: readonly MainScore[];
}

export interface Score {
  readonly version: string;
  readonly total: Fraction;
  readonly max: number;
  readonly pillars: readonly PillarScore[];
  /** What no figure was there for, and so counts as zero. */
  readonly missing: readonly string[];
}

/** What is wrong with a figure for a component or a main indicator; null when nothing is. */
export function figureFault(
  component: Component | null,
  figure: Figure,
): 'number' | 'range' | 'divisor' | null {
  const divides = component?.rule === 'ratio' || component?.rule === 'ratio_to_target';
  if (!isDecimal(figure.a) || (figure.b !== null && !isDecimal(figure.b))) return 'number';
  if (divides !== (figure.b !== null)) return 'divisor';
  const a = fraction(figure.a);
  if (compared(a, zero) < 0) return 'range';
  if (figure.b !== null) {
    const b = fraction(figure.b);
    if (compared(b, zero) <= 0) return 'divisor';
    return compared(a, b) > 0 ? 'range' : null;
  }
  if (component?.rule === 'levels') return null;
  if (component?.rule === 'yes_no') return figure.a === '0' || figure.a === '1' ? null : 'range';
  return compared(a, { over: 1n, under: 1n }) > 0 ? 'range' : null;
}

/** The share of its maximum that a figure earns, 0 to 1. */
export function shareOf(component: Component | null, figure: Figure): Fraction {
  const a = fraction(figure.a);
  if (component === null) return between01(a);
  switch (component.rule) {
    case 'yes_no':
      return between01(a);
    case 'ratio':
      return between01(dividedBy(a, fraction(figure.b ?? '1')));
    case 'ratio_to_target':
      return between01(dividedBy(dividedBy(a, fraction(figure.b ?? '1')), fraction(component.target ?? '1')));
    case 'levels':
      return (component.levels ?? []).reduce(
        (best, level) => (compared(a, fraction(level.from)) >= 0 ? fraction(level.share) : best),
        zero,
      );
  }
}

const whole = (value: number): Fraction => ({ over: BigInt(value), under: 1n });
const indexOf = (points: Fraction, max: number): Fraction =>
  max === 0 ? zero : dividedBy(points, whole(max));

/**
 * Scores one unit.
 * @throws RangeError for a definition that cannot be scored yet
 */
export function score(definition: IndexDefinition, figures: Figures): Score {
  if (!definition.isScorable) throw new RangeError(`index ${definition.version} has no components yet`);
  const pillars = definition.pillars.map(({ code, mains }): PillarScore => {
    const scored = mains.map((main) => scoreMain(main, figures));
    const max = scored.reduce((all, main) => all + main.max, 0);
    const points = sum(scored.map((main) => main.points));
    return { code, max, points, index: indexOf(points, max), mains: scored };
  });
  const max = pillars.reduce((all, pillar) => all + pillar.max, 0);
  return {
    version: definition.version,
    max,
    pillars,
    total: indexOf(sum(pillars.map(({ points }) => points)), max),
    missing: leavesOf(definition)
      .filter(({ code, main }) => main.max > 0 && !figures.has(code))
      .map(({ code }) => code),
  };
}

function scoreMain(main: Main, figures: Figures): MainScore {
  const { code, max } = main;
  if (main.components.length === 0) {
    const figure = figures.get(code) ?? null;
    const index = figure ? shareOf(null, figure) : zero;
    return { code, max, index, points: times(index, whole(max)), components: [], figure };
  }
  const components = main.components.map((component): ComponentScore => {
    const figure = figures.get(component.code) ?? null;
    const share = figure ? shareOf(component, figure) : zero;
    return {
      code: component.code,
      figure,
      share,
      max: component.max,
      points: times(share, whole(component.max)),
    };
  });
  const points = sum(components.map((component) => component.points));
  return { code, max, points, index: indexOf(points, max), components, figure: null };
}

/**
 * What the total could be if every figure without components were rounded at four decimals when it was published:
 * published totals are made of unrounded figures and may differ in the last digit.
 */
export function roundingSpan({ total, pillars, max }: Score): readonly [Fraction, Fraction] {
  const given = pillars
    .flatMap(({ mains }) => mains)
    .filter(({ figure }) => figure !== null)
    .reduce((all, main) => all + main.max, 0);
  const half = times(dividedBy(whole(given), whole(max)), fraction('0.00005'));
  return [plus(total, { over: -half.over, under: half.under }), plus(total, half)];
}
