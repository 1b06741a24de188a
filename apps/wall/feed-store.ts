// The state of a feed as tiles read it: a value with its age, told to listeners a few times a second at most.

export type FeedView<S> = {
  /** Null until the first answer. */
  readonly state: S | null;
  /** When the server was last heard about it, in ms on its clock; null until then. */
  readonly heardAt: number | null;
};

/** What is told more often than this is told together: twenty reports a second make four pictures. */
export const tellEveryMs = 250;

export class FeedStore<S> {
  #view: FeedView<S> = { state: null, heardAt: null };
  #told: FeedView<S> = this.#view;
  #toldAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  /** The newest state, also before listeners are told. */
  get newest(): FeedView<S> {
    return this.#view;
  }

  put(view: FeedView<S>): void {
    this.#view = view;
    if (this.#timer !== undefined) return;
    const wait = Math.max(0, this.#toldAt + tellEveryMs - performance.now());
    if (wait === 0) this.#tell();
    else this.#timer = setTimeout(() => this.#tell(), wait);
  }

  readonly read = (): FeedView<S> => this.#told;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  close(): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #tell(): void {
    this.#timer = undefined;
    this.#toldAt = performance.now();
    this.#told = this.#view;
    for (const listener of this.#listeners) listener();
  }
}
