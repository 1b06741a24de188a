// How wrong the model was about this office before, as a band around what it says now: rolled back over the history. Pure.
import { draws } from './draws.ts';
import { type FitOptions, fitOffice } from './fit.ts';
import { forecast, type Outcome, planOf, shares, sharesAnswered } from './forecast.ts';
import { answeredShare, dayMs, dueShare, keptIn, knownAt, type Visit } from './history.ts';
import type { Order } from './simulation.ts';

export type Measure = 'due' | 'answered';
export const measures: readonly Measure[] = ['due', 'answered'];

/** One look back: what would have been said, and what came. */
export interface PastLook {
  readonly from: number;
  readonly before: number;
  readonly predicted: number;
  readonly actual: number;
}

export interface ErrorBand {
  /** Deviation of the error on the logit scale beyond what the futures themselves spread. */
  readonly spread: number;
  readonly looks: readonly PastLook[];
}

export interface LookBack extends Omit<FitOptions, 'origin' | 'before'> {
  readonly order: Order;
}

const spanDays = 28;
const looksMost = 6;
const replications = 40;
/** A look back needs four weeks of history before it and some promises in its span. */
const historyDays = 28;
const promisesNeeded = 10;
/** Before any look back an error of about four points at a share of 80% is believed, with the weight of two looks. */
const believed = 0.2;
const believedLooks = 2;
/** No office is foreseen better than this, however well the looks went. */
const least = 0.1;

/**
 * Looks back in steps of four weeks from `origin`, each time knowing only what was known then. The square of the band is the mean of
 * (error² − spread² of the futures), drawn towards what is believed without history: the model's discrepancy in the sense of
 * Kennedy and O'Hagan (2001), estimated by moments.
 */
export function errorBands(
  history: readonly Visit[],
  origin: number,
  options: LookBack,
): Readonly<Record<Measure, ErrorBand>> {
  const known = knownAt(history, origin);
  const begin = known.reduce((least, { arrivedAt }) => Math.min(least, arrivedAt), origin);
  const looks: Record<Measure, PastLook[]> = { due: [], answered: [] };
  const excess: Record<Measure, number[]> = { due: [], answered: [] };
  for (let back = 1; back <= looksMost; back++) {
    const from = origin - back * spanDays * dayMs;
    if (from - begin < historyDays * dayMs) break;
    const span = { from, before: from + spanDays * dayMs };
    const model = fitOffice(known, { ...options, origin: span.from, before: span.before });
    if (model.pools.length === 0) break;
    const futures = forecast(model, planOf(model, [], options.order), back, replications);
    const came = keptIn(known, span);
    for (const measure of measures) {
      if ((measure === 'due' ? came.due : came.answered) < promisesNeeded) continue;
      const { mean, variance } = moments(valuesOf(futures, measure).map(logit));
      const actual = actualOf(came, measure) as number;
      looks[measure].push({ ...span, predicted: logistic(mean), actual });
      excess[measure].push((logit(actual) - mean) ** 2 - variance);
    }
  }
  const bandOf = (measure: Measure): ErrorBand => {
    const sum = excess[measure].reduce((total, value) => total + value, 0) + believedLooks * believed ** 2;
    const square = sum / (excess[measure].length + believedLooks);
    return { spread: Math.max(least, Math.sqrt(Math.max(0, square))), looks: looks[measure] };
  };
  return { due: bandOf('due'), answered: bandOf('answered') };
}

export const valuesOf = (outcomes: readonly Outcome[], measure: Measure): number[] =>
  (measure === 'due' ? shares(outcomes) : sharesAnswered(outcomes)).filter((value) => !Number.isNaN(value));

export const actualOf = (kept: ReturnType<typeof keptIn>, measure: Measure): number | null =>
  measure === 'due' ? dueShare(kept) : answeredShare(kept);

/** Draws of one future for the band: as many as make its quantiles smooth. */
const bandDraws = 10;

/**
 * The shares of the futures, each moved by errors as large as those seen. The errors depend on the seed and the place alone, so
 * that two offices compared in the same futures are moved alike.
 */
export function withinBand(values: readonly number[], band: ErrorBand, seed: number): number[] {
  const { normal } = draws(seed, 77);
  return values.flatMap((value) =>
    Array.from({ length: bandDraws }, () => logistic(logit(value) + band.spread * normal())),
  );
}

/** Keeps 0 and 1 finite. */
const edge = 0.002;
const logit = (share: number): number => Math.log((share + edge) / (1 - share + edge));
function logistic(value: number): number {
  const odds = Math.exp(value);
  return Math.min(1, Math.max(0, (odds * (1 + edge) - edge) / (1 + odds)));
}

function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}
