// A value that many ask for at once and that may be a moment old: computed once per moment, shared while being computed.

interface Held<T> {
  readonly at: number;
  readonly result: Promise<T>;
  isDone: boolean;
}

/**
 * `get` answers the last value while it is younger than `milliseconds`; a failure is not kept. With `usable`, a value that is
 * older than that but younger than `usable` is still answered while the next one is being computed.
 */
export class Fresh<T> {
  readonly #milliseconds: number;
  readonly #usable: number;
  #last: Held<T> | undefined;
  #next: Held<T> | undefined;

  constructor(milliseconds: number, usable = 0) {
    this.#milliseconds = milliseconds;
    this.#usable = usable;
  }

  get(now: Date, load: () => Promise<T>): Promise<T> {
    const age = (held: Held<T> | undefined) => (held ? Math.abs(now.getTime() - held.at) : Infinity);
    if (this.#last && age(this.#last) < this.#milliseconds) return this.#last.result;
    const next = this.#next ?? this.#begin(now, load);
    return this.#last?.isDone && age(this.#last) < this.#usable ? this.#last.result : next.result;
  }

  #begin(now: Date, load: () => Promise<T>): Held<T> {
    const held: Held<T> = { at: now.getTime(), result: load(), isDone: false };
    const isShared = this.#usable > 0 && this.#last !== undefined;
    if (isShared) this.#next = held;
    else this.#last = held;
    held.result.then(
      () => {
        held.isDone = true;
        if (this.#next === held) [this.#last, this.#next] = [held, undefined];
      },
      () => {
        if (this.#next === held) this.#next = undefined;
        if (this.#last === held) this.#last = undefined;
      },
    );
    return held;
  }
}
