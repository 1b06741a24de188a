// The detector as it is used: strange windows, and quiet for a while after one, so that one event is told once.
import { NeighbourDetector, version } from './neighbours.ts';

export interface DetectorOptions {
  /** Values that are only learnt from at the beginning; also how many windows are remembered. */
  readonly probation: number;
}

export interface Verdict {
  /** 0 to 1; above `alarmAt` the window is stranger than nearly all that is known. */
  readonly score: number;
  readonly isStrange: boolean;
}

/** Chosen on the Numenta corpus (bench/anomaly.bench.ts); one setting for every series. */
const dimension = 19;
const neighbours = 9;
export const alarmAt = 0.905;
/** The share of the probation for which it is quiet after a strange window. */
const quietShare = 1 / 4;

export const method = `neighbours-${dimension}-${neighbours}-v${version}`;

export class AnomalyDetector {
  readonly #windows: NeighbourDetector;
  readonly #quietFor: number;
  #quiet = 0;

  constructor({ probation }: DetectorOptions) {
    this.#windows = new NeighbourDetector({ dimension, neighbours, probation });
    this.#quietFor = Math.floor(probation * quietShare);
  }

  take(v: number): Verdict {
    const score = this.#windows.take(v);
    if (this.#quiet > 0) {
      this.#quiet--;
      return { score: 0, isStrange: false };
    }
    const isStrange = score > alarmAt;
    if (isStrange) this.#quiet = this.#quietFor;
    return { score, isStrange };
  }
}
