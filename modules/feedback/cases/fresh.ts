// A value that many ask for at once and that may be a moment old: computed once per moment, shared while being computed.

/** `get` answers the last value while it is younger than `milliseconds`; a failure is not kept. */
export class Fresh<T> {
  readonly #milliseconds: number;
  #value: { readonly at: number; readonly result: Promise<T> } | undefined;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  get(now: Date, load: () => Promise<T>): Promise<T> {
    const age = this.#value ? Math.abs(now.getTime() - this.#value.at) : Infinity;
    if (this.#value && age < this.#milliseconds) return this.#value.result;
    const result = load();
    const mine = { at: now.getTime(), result };
    this.#value = mine;
    result.catch(() => {
      if (this.#value === mine) this.#value = undefined;
    });
    return result;
  }
}
