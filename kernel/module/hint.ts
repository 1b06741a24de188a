// Says "something was committed" to this process at once and to others by NOTIFY: a hint that saves waiting, never a promise.
import { Client, type ClientConfig } from 'pg';
import type { Log } from '@city/kernel/log';

const channel = 'city_events';
/** NOTIFY takes a lock that all commits share, so it is sent apart from the transactions and at most this often. */
const quietMilliseconds = 50;

export class CommitHint {
  readonly #connection: ClientConfig;
  readonly #log: Log;
  readonly #listeners = new Set<() => void>();
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(options: { connection: ClientConfig; log: Log }) {
    this.#connection = options.connection;
    this.#log = options.log;
  }

  listen(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Called after a commit of this process. */
  say(): void {
    for (const listener of this.#listeners) listener();
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#client?.query(`notify ${channel}`).catch(() => {});
    }, quietMilliseconds);
  }

  async start(): Promise<void> {
    if (this.#stopping) return;
    const client = new Client({
      ...this.#connection,
      application_name: 'city-hint',
      options: '-c role=city_app',
    });
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    client.on('notification', () => {
      for (const listener of this.#listeners) listener();
    });
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      this.#client = client;
    } catch (error) {
      this.#log.debug({ err: error }, 'no hints from the database; polling goes on');
      this.#lost(client);
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => {});
  }

  #lost(client: Client): void {
    if (this.#client === client) this.#client = undefined;
    if (this.#stopping || this.#retry) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      void this.start();
    }, 1_000);
  }
}
