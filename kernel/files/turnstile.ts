// Lets few things happen at once and few wait; the rest are told to come back.
import { AppError } from '@city/kernel/errors';

export class Turnstile {
  readonly #atOnce: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor(options: { atOnce: number; waiting: number }) {
    this.#atOnce = options.atOnce;
    this.#mostWaiting = options.waiting;
  }

  /**
   * Runs `work` when there is room.
   * @throws AppError `overloaded` at once when too many wait already; what `work` throws otherwise.
   */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside >= this.#atOnce) {
      if (this.#waiting.length >= this.#mostWaiting)
        throw new AppError('overloaded', { retryAfterSeconds: 5 });
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#inside++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#inside--;
    }
  }
}
