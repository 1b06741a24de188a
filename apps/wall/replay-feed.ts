// Plays the past into one feed: fetches pages of events ahead of the replay's clock and puts them in when their time comes.
import type { FeedSource, ReplayPage, WallFeed } from '@city/ui/wall';
import { FeedStore } from './feed-store.ts';

type PastEvent = ReplayPage['events'][number];

/** Pages are fetched while fewer events than this lie ahead. */
const aheadEvents = 1_500;
const retryMs = { first: 1_000, most: 15_000 } as const;

export class ReplayFeed<S> {
  readonly store = new FeedStore<S>();
  readonly #feed: WallFeed<S>;
  readonly #source: FeedSource;
  readonly #span: { readonly from: number; readonly to: number };
  readonly #onProgress: (share: number) => void;
  #ahead: PastEvent[] = [];
  #next = 0;
  #cursor: string | null = null;
  #complete = false;
  #fetching = false;
  #wait: number = retryMs.first;
  #closed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    feed: WallFeed<S>,
    source: FeedSource,
    span: { from: number; to: number },
    onProgress: (share: number) => void = () => {},
  ) {
    this.#feed = feed;
    this.#source = source;
    this.#span = span;
    this.#onProgress = onProgress;
    void this.#begin();
  }

  /** Up to which moment every event is here; before the first page that is the beginning. */
  get knownUntil(): number {
    if (this.store.newest.state === null) return this.#span.from;
    if (this.#complete) return Infinity;
    return this.#ahead.at(-1)?.at ?? this.#span.from;
  }

  /** Plays all events up to `at`, which must not lie beyond `knownUntil`. */
  play(at: number): void {
    const { state: before } = this.store.newest;
    const { replay } = this.#feed;
    if (before === null || !replay) return;
    let state: S = before;
    for (let event = this.#ahead[this.#next]; event && event.at <= at; event = this.#ahead[this.#next]) {
      state = replay.reduce(state, event.message, event.at);
      this.#next++;
    }
    // Played events go; the last one stays, as it says how far we know the past.
    if (this.#next > 500) {
      this.#ahead.splice(0, this.#next - 1);
      this.#next = 1;
    }
    this.store.put({ state: replay.tick(state, at), heardAt: at });
    void this.#fetchAhead();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.store.close();
  }

  async #begin(): Promise<void> {
    const { replay } = this.#feed;
    if (!replay || this.#closed) return;
    try {
      const state = await replay.begin(this.#source, this.#span.from, this.#onProgress);
      if (this.#closed) return;
      this.#wait = retryMs.first;
      this.store.put({ state, heardAt: this.#span.from });
      await this.#fetchAhead();
    } catch {
      this.#later(() => void this.#begin());
    }
  }

  async #fetchAhead(): Promise<void> {
    const { replay } = this.#feed;
    if (!replay || this.#fetching || this.#complete || this.#closed) return;
    this.#fetching = true;
    try {
      while (this.#ahead.length - this.#next < aheadEvents && !this.#complete && !this.#closed) {
        const page = await replay.page(this.#source, this.#span.from, this.#span.to, this.#cursor);
        this.#ahead.push(...page.events);
        this.#cursor = page.next;
        this.#complete = page.next === null;
        this.#wait = retryMs.first;
      }
    } catch {
      this.#later(() => void this.#fetchAhead());
    } finally {
      this.#fetching = false;
    }
  }

  #later(run: () => void): void {
    if (this.#closed) return;
    this.#timer = setTimeout(run, this.#wait);
    this.#wait = Math.min(retryMs.most, this.#wait * 2);
  }
}
