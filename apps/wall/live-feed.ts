// Keeps one feed alive: loads it, puts messages in, asks for exact figures now and then, and catches up after a gap.
import type { FeedChange, FeedMessage, FeedSource, WallFeed } from '@city/ui/wall';
import { FeedStore } from './feed-store.ts';

/** Figures are asked for this soon after a message, so that they are exact again within seconds. */
const settleMs = 2_500;
const retryMs = { first: 1_000, most: 15_000 } as const;
/** Messages that came while a request was under way; more than this and the answer is asked for again. */
const mostWaiting = 2_000;

export class LiveFeed<S> {
  readonly store = new FeedStore<S>();
  readonly #feed: WallFeed<S>;
  readonly #source: FeedSource;
  #waiting: FeedMessage[] | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAt = Infinity;
  #loadDueAt = 0;
  #wait: number = retryMs.first;
  #asking = false;
  #again = false;
  #closed = false;

  constructor(feed: WallFeed<S>, source: FeedSource) {
    this.#feed = feed;
    this.#source = source;
    void this.#ask();
  }

  message(message: FeedMessage): void {
    if (this.#waiting) {
      this.#waiting.push(message);
      if (this.#waiting.length > mostWaiting) {
        this.#waiting = [];
        this.#again = true;
        this.#loadDueAt = 0;
      }
    }
    const { state } = this.store.newest;
    if (state === null) return;
    const next = this.#feed.reduce(state, message, this.#source.now());
    this.store.put({ state: next, heardAt: this.#source.now() });
    if (next !== state) this.#schedule(settleMs);
  }

  /** Something was missed: asks for everything. */
  gap(): void {
    this.#loadDueAt = 0;
    this.hurry();
  }

  /** Asks at once. */
  hurry(): void {
    this.#wait = retryMs.first;
    if (this.#asking) this.#again = true;
    else void this.#ask();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.store.close();
  }

  async #ask(): Promise<void> {
    if (this.#asking || this.#closed) return;
    this.#asking = true;
    clearTimeout(this.#timer);
    this.#dueAt = Infinity;
    this.#waiting = [];
    this.#again = false;
    const began = this.#source.now();
    const { state } = this.store.newest;
    const whole = state === null || began >= this.#loadDueAt;
    const change = await (whole
      ? this.#feed.load(this.#source)
      : this.#feed.refresh(this.#source, state)
    ).catch(() => null);
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#asking = false;
    if (this.#closed) return;
    if (change === null) {
      this.#schedule(this.#wait);
      this.#wait = Math.min(retryMs.most, this.#wait * 2);
      return;
    }
    if (whole) this.#loadDueAt = this.#again ? 0 : began + this.#feed.reloadSeconds * 1000;
    this.#wait = retryMs.first;
    this.#apply(change, waiting, began);
    this.#schedule(this.#again ? 0 : this.#feed.refreshSeconds * 1000);
  }

  #apply(change: FeedChange<S>, waiting: readonly FeedMessage[], heardAt: number): void {
    const now = this.#source.now();
    let state = change(this.store.newest.state);
    for (const message of waiting) state = this.#feed.reduce(state, message, now);
    this.store.put({ state, heardAt: Math.max(heardAt, this.store.newest.heardAt ?? 0) });
  }

  #schedule(delayMs: number): void {
    const dueAt = performance.now() + delayMs;
    if (this.#closed || this.#asking || dueAt >= this.#dueAt) return;
    this.#dueAt = dueAt;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), delayMs);
  }
}
