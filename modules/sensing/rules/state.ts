// The state of one rule on one series: values in by their own time, "raised" and "cleared" out. Constant work for each value.
import { type Window, window } from './window.ts';
import type { RuleDefinition, Test } from './rule.ts';

export interface Sample {
  /** Milliseconds since 1970. */
  readonly ts: number;
  readonly v: number;
}

export interface Change {
  readonly state: 'raised' | 'cleared';
  readonly at: number;
  readonly value: number | null;
}

/** Newest values of the device's other metrics for expressions. */
export type Evaluate = (cel: string, maxAgeSeconds: number, at: number) => boolean | null;

type Limited = Extract<Test, { above?: number; below?: number }>;

export class RuleState {
  readonly #rule: RuleDefinition;
  readonly #evaluate: Evaluate;
  readonly #window: Window | null;
  /** What the condition is now, and since when the samples have said otherwise. */
  #isRaised: boolean;
  #otherSince: number | null = null;
  #newest = Number.NEGATIVE_INFINITY;
  #value: number | null = null;
  #sameSince = 0;
  #recent: boolean[] = [];

  constructor(rule: RuleDefinition, evaluate: Evaluate, isRaised = false) {
    this.#rule = rule;
    this.#evaluate = evaluate;
    this.#isRaised = isRaised;
    const { test } = rule;
    this.#window =
      test.kind === 'window'
        ? window(test.seconds * 1000)
        : test.kind === 'rate'
          ? window(test.overSeconds * 1000)
          : null;
  }

  get isRaised(): boolean {
    return this.#isRaised;
  }

  /** A new value. One that is not newer than the last changes nothing. */
  take(sample: Sample): Change | null {
    if (sample.ts <= this.#newest) return null;
    const isWrong = this.#judge(sample);
    this.#newest = sample.ts;
    return isWrong === null ? null : this.#settle(isWrong, sample.ts, sample.v);
  }

  /** A value from before: it is known, and changes no condition. */
  prime(sample: Sample): void {
    if (sample.ts <= this.#newest) return;
    const isWrong = this.#judge(sample);
    this.#newest = sample.ts;
    if (isWrong === null) return;
    if (isWrong === this.#isRaised) this.#otherSince = null;
    else this.#otherSince ??= sample.ts;
  }

  /** Time has passed without a value. */
  tick(now: number): Change | null {
    const { test } = this.#rule;
    if (test.kind === 'absence') {
      if (this.#newest === Number.NEGATIVE_INFINITY) return null;
      return this.#settle(now - this.#newest >= test.seconds * 1000, now, null);
    }
    if (this.#otherSince === null || this.#newest === Number.NEGATIVE_INFINITY) return null;
    return this.#settle(!this.#isRaised, now, this.#value);
  }

  /** Whether this very value is wrong by the rule; null when nothing can be said. */
  #judge({ ts, v }: Sample): boolean | null {
    const { test } = this.#rule;
    const before = this.#value;
    if (v !== before) this.#sameSince = ts;
    this.#value = v;
    switch (test.kind) {
      case 'threshold':
        return this.#isBeyond(test, v);
      case 'nOfM': {
        this.#recent.push(this.#isBeyond(test, v));
        if (this.#recent.length > test.m) this.#recent.shift();
        return this.#recent.filter(Boolean).length >= test.n;
      }
      case 'range':
        return v < test.low || v > test.high;
      case 'rate':
        return this.#isFast(test, { ts, v });
      case 'window': {
        const window = this.#window as Window;
        window.add(ts, v);
        return this.#isBeyond(test, window[test.of]());
      }
      case 'stuck':
        return ts - this.#sameSince >= test.seconds * 1000;
      case 'absence':
        return false;
      case 'expression':
        return this.#evaluate(test.cel, test.maxAgeSeconds, ts);
    }
  }

  /** Beyond the limit; once raised, until it has come back by the deadband. */
  #isBeyond({ above, below, deadband = 0 }: Limited, v: number): boolean {
    const back = this.#isRaised ? deadband : 0;
    if (above !== undefined) return this.#isRaised && deadband > 0 ? v > above - back : v > above;
    return this.#isRaised && deadband > 0 ? v < (below ?? 0) + back : v < (below ?? 0);
  }

  #isFast(test: Extract<Test, { kind: 'rate' }>, { ts, v }: Sample): boolean {
    const window = this.#window as Window;
    window.add(ts, v);
    const first = window.oldest();
    if (!first || first.ts === ts) return false;
    return Math.abs(v - first.v) / ((ts - first.ts) / 60_000) > test.perMinute;
  }

  #settle(isWrong: boolean, at: number, value: number | null): Change | null {
    if (isWrong === this.#isRaised) {
      this.#otherSince = null;
      return null;
    }
    this.#otherSince ??= at;
    const delay = (isWrong ? this.#rule.onDelaySeconds : this.#rule.offDelaySeconds) ?? 0;
    if (at - this.#otherSince < delay * 1000) return null;
    this.#isRaised = isWrong;
    this.#otherSince = null;
    return { state: isWrong ? 'raised' : 'cleared', at, value };
  }
}
