// One connection to `/api/live`, kept for days: resumes after a break, and notices a line that has gone dead without a word.
import { eventStreamReader, type StreamEvent } from './event-stream.ts';

export type StreamHandlers = {
  readonly message: (name: string, data: unknown) => void;
  /** The stream has caught up. `gap`: what happened meanwhile was not sent, so ask for everything anew. */
  readonly ready: (gap: boolean) => void;
  readonly lost: () => void;
  /** The server has said what time it is, in ms. */
  readonly time: (serverMs: number) => void;
};

export type StreamOptions = {
  readonly topics: readonly string[];
  readonly handlers: StreamHandlers;
  readonly fetch?: typeof fetch;
  /** The server says something each 15 s; after this silence the line counts as dead. */
  readonly silenceMs?: number;
  readonly retryMs?: { readonly first: number; readonly most: number };
};

/** Connects until closed. */
export class LiveStream {
  readonly #options: StreamOptions;
  readonly #fetch: typeof fetch;
  readonly #silenceMs: number;
  readonly #retry: { readonly first: number; readonly most: number };
  #lastId: string | null = null;
  #wait: number;
  #gap = false;
  #closed = false;
  #abort = new AbortController();
  #silence: ReturnType<typeof setTimeout> | undefined;
  #wake: (() => void) | null = null;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#fetch = options.fetch ?? ((...args) => fetch(...args));
    this.#silenceMs = options.silenceMs ?? 40_000;
    this.#retry = options.retryMs ?? { first: 1_000, most: 10_000 };
    this.#wait = this.#retry.first;
    void this.#run();
  }

  /** Tries again at once: the network says that it is back. */
  hurry(): void {
    this.#wait = this.#retry.first;
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#silence);
    this.#abort.abort();
    this.#wake?.();
  }

  async #run(): Promise<void> {
    for (let first = true; !this.#closed; first = false) {
      // Without an id there is nothing to resume after: whatever came between is unknown.
      this.#gap = !first && this.#lastId === null;
      await this.#connectOnce();
      if (this.#closed) return;
      this.#options.handlers.lost();
      await this.#pause();
    }
  }

  async #connectOnce(): Promise<void> {
    this.#abort = new AbortController();
    const after = this.#lastId === null ? '' : `&after=${encodeURIComponent(this.#lastId)}`;
    const url = `/api/live?topics=${this.#options.topics.map(encodeURIComponent).join(',')}${after}`;
    try {
      this.#listenForSilence();
      const answer = await this.#fetch(url, {
        headers: { accept: 'text/event-stream' },
        cache: 'no-store',
        signal: this.#abort.signal,
      });
      // An id from before a restored backup may be refused for ever: begin anew, knowing of the gap.
      if (answer.status === 400) this.#lastId = null;
      if (!answer.ok || !answer.body) throw new Error(`The live stream answers ${answer.status}`);
      await this.#read(answer.body);
    } catch {
      // A broken line is no news: `lost` is told, and the next try follows.
    } finally {
      clearTimeout(this.#silence);
      this.#abort.abort();
    }
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const read = eventStreamReader({
      event: (event) => this.#hear(event),
      comment: (text) => this.#options.handlers.time(Number(text || Number.NaN)),
    });
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.#closed) return;
      this.#listenForSilence();
      read(decoder.decode(value, { stream: true }));
    }
  }

  #hear({ id, name, data }: StreamEvent): void {
    if (name === 'reset') {
      this.#gap = true;
      this.#lastId = null;
      return;
    }
    const value: unknown = JSON.parse(data);
    if (name === 'ready') {
      this.#wait = this.#retry.first;
      this.#options.handlers.time(Date.parse(String((value as { at?: string }).at)));
      this.#options.handlers.ready(this.#gap);
      this.#gap = false;
      return;
    }
    if (id !== null) this.#lastId = id;
    this.#options.handlers.message(name, value);
  }

  #listenForSilence(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#abort.abort(), this.#silenceMs);
  }

  async #pause(): Promise<void> {
    const wait = this.#wait;
    this.#wait = Math.min(this.#retry.most, wait * 2);
    await new Promise<void>((done) => {
      const timer = setTimeout(done, wait);
      this.#wake = () => {
        clearTimeout(timer);
        done();
      };
    });
    this.#wake = null;
  }
}
