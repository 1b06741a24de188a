// How strange the last values look beside those the series has shown before: distance to the nearest neighbours among
// windows of the past, as a conformal score (Burnaev and Ishimtsev, arXiv:1606.04236). Streaming, bounded memory and work.
import { squaredDistance, type Whiten, whitening } from './matrix.ts';

export interface NeighbourOptions {
  /** Values of one window. */
  readonly dimension: number;
  /** Neighbours whose distances count. */
  readonly neighbours: number;
  /** Values that are only learnt from at the beginning; also how many windows are remembered. */
  readonly probation: number;
}

export const version = 1;

/** Scores up to here are shares of what is known; above lies what is stranger than all of it. */
const known = 0.9;

interface Kept {
  readonly window: Float64Array;
  white: Float64Array;
}

export class NeighbourDetector {
  readonly #o: NeighbourOptions;
  readonly #last: number[] = [];
  #count = 0;
  /** Windows that neighbours are looked for among, and newer ones that wait to come in. */
  readonly #training: Kept[] = [];
  readonly #waiting: Kept[] = [];
  #scores: number[] = [];
  #whiten: Whiten = (window) => window;

  constructor(options: NeighbourOptions) {
    this.#o = options;
  }

  /** How strange the newest window is, from 0 to 1: the share of known windows that are less strange. 0 while learning. */
  take(v: number): number {
    const { dimension, probation } = this.#o;
    this.#count++;
    this.#last.push(v);
    if (this.#last.length > dimension) this.#last.shift();
    if (this.#last.length < dimension) return 0;
    const window = Float64Array.from(this.#last);
    if (this.#count < probation) {
      this.#training.push({ window, white: window });
      return 0;
    }
    const phase = this.#count % probation;
    if (phase === 0 || phase === Math.floor(probation / 2)) this.#learnShape();
    if (this.#scores.length === 0)
      this.#scores = this.#training.map(({ white }) => this.#strangeness(white, 1));
    return this.#judge(window);
  }

  #judge(window: Float64Array): number {
    const kept: Kept = { window, white: this.#whiten(window) };
    const strangeness = this.#strangeness(kept.white, 0);
    let less = 0;
    for (const score of this.#scores) if (score < strangeness) less++;
    const most = Math.max(...this.#scores);
    const share = less / this.#scores.length;
    // Beyond everything known: how far beyond tells one such window from another.
    const result = share < 1 ? share * known : known + (1 - known) * (1 - most / strangeness);
    if (this.#count >= 2 * this.#o.probation) {
      this.#training.shift();
      this.#training.push(this.#waiting.shift() as Kept);
    }
    this.#scores.shift();
    this.#scores.push(strangeness);
    this.#waiting.push(kept);
    return result;
  }

  #learnShape(): void {
    const { dimension } = this.#o;
    const whiten = whitening(
      this.#training.map(({ window }) => window),
      dimension,
    );
    if (!whiten) return;
    this.#whiten = whiten;
    for (const kept of this.#training) kept.white = whiten(kept.window);
    for (const kept of this.#waiting) kept.white = whiten(kept.window);
  }

  /** Sum of the distances to the nearest neighbours; a window of the memory itself is its own nearest, at no distance. */
  #strangeness(white: Float64Array, own: number): number {
    const most = this.#o.neighbours + own;
    const nearest: number[] = [];
    for (const other of this.#training) {
      const distance = squaredDistance(white, other.white);
      if (nearest.length === most && distance >= (nearest[most - 1] as number)) continue;
      let at = nearest.length;
      while (at > 0 && (nearest[at - 1] as number) > distance) at--;
      nearest.splice(at, 0, distance);
      if (nearest.length > most) nearest.pop();
    }
    return nearest.reduce((sum, distance) => sum + distance, 0);
  }
}
