// Follows the stream's end in this process, for live views: no cursor is kept, resuming reads the outbox again.
import { system } from '@city/kernel/access';
import type { Database } from '@city/kernel/database';
import type { Log } from '@city/kernel/log';
import { Alarm } from './alarm.ts';
import { type CityEvent, currentPosition, type Position, readAfter } from './outbox.ts';

export type TailListener = (event: CityEvent) => void;

const batch = 500;
const pollMilliseconds = 500;
/** It looks at most this often; and this soon again while events wait for an older transaction to end. */
const eagerMilliseconds = 15;
const eagerRounds = 40;

export class EventTail {
  readonly #database: Database;
  readonly #log: Log;
  readonly #listeners = new Set<TailListener>();
  #position: Position | undefined;
  readonly #alarm = new Alarm(eagerMilliseconds);
  #woken = 0;
  #stopping = false;
  #loop: Promise<void> | undefined;

  constructor(options: { database: Database; log: Log }) {
    this.#database = options.database;
    this.#log = options.log;
  }

  listen(listener: TailListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether it has found the end of the stream: events committed from now on will be passed on. */
  isReady(): boolean {
    return this.#position !== undefined;
  }

  start(): void {
    this.#loop = this.#run();
  }

  wake(): void {
    this.#woken = eagerRounds;
    this.#alarm.ring();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#alarm.end();
    await this.#loop;
  }

  /** Events after a position, for a viewer that comes back; at most `limit`, the caller says when there are more. */
  history(after: Position, types: readonly string[], limit: number): Promise<CityEvent[]> {
    return this.#read((db) => readAfter(db, after, { limit, types }));
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        this.#alarm.silence();
        this.#position ??= await this.#read((db) => currentPosition(db));
        const events = await this.#read((db) => readAfter(db, this.#position as Position, { limit: batch }));
        for (const event of events) for (const listener of this.#listeners) this.#tell(listener, event);
        this.#position = events.at(-1)?.position ?? this.#position;
        if (events.length > 0) this.#woken = 0;
        if (events.length === batch) continue;
      } catch (error) {
        if (!this.#stopping) this.#log.warn({ err: error }, 'the live tail lost the database; trying again');
      }
      await this.#rest();
    }
  }

  #tell(listener: TailListener, event: CityEvent): void {
    try {
      listener(event);
    } catch (error) {
      this.#log.error({ err: error, event: event.id }, 'a live listener failed');
    }
  }

  #read<T>(read: (db: Parameters<typeof readAfter>[0]) => Promise<T>): Promise<T> {
    return this.#database
      .module<unknown>('kernel')
      .transaction(system('live'), (tx) => read(tx.db as never), { readOnly: true });
  }

  #rest(): Promise<void> {
    const eager = this.#woken > 0;
    if (eager) this.#woken--;
    return this.#alarm.rest(eager ? eagerMilliseconds : pollMilliseconds);
  }
}
