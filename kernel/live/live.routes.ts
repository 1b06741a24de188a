// `GET /api/live?topics=a,b`: server-sent events (WHATWG HTML), with resume, heartbeats and a bound on what waits.
import { PassThrough } from 'node:stream';
import { Type } from 'typebox';
import type { Access } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { positionOf } from '@city/kernel/events';
import { Answer, type Route, route } from '@city/kernel/http';
import type { Metrics } from '@city/kernel/metrics';
import type { LiveHub, LiveMessage } from './hub.ts';

export const liveLimits = {
  heartbeatSeconds: 15,
  historyEvents: 1_000,
  waitingMessages: 2_000,
  mostViewers: 2_000,
} as const;

export function liveRoutes(hub: LiveHub, access: Access, metrics: Metrics): readonly Route[] {
  let viewers = 0;
  return [
    route(
      {
        method: 'GET',
        url: '/api/live',
        permission: 'public: each topic is checked by itself',
        summary: { vi: 'Luồng tin trực tiếp (SSE)', en: 'Live stream (server-sent events)' },
        query: Type.Object({
          topics: Type.String({
            minLength: 1,
            maxLength: 200,
            description: 'Names of topics, separated by commas',
          }),
          after: Type.Optional(
            Type.String({ maxLength: 60, description: 'Resume after this id, as Last-Event-ID does' }),
          ),
        }),
        streams: 'text/event-stream',
        tags: ['kernel'],
      },
      async (c) => {
        const topics = [...new Set(c.query.topics.split(','))];
        for (const name of topics) {
          const topic = hub.topics.get(name);
          if (!topic) throw new AppError('not_found', { field: 'topics' });
          access.require(c.actor, topic.permission);
        }
        if (viewers >= liveLimits.mostViewers) throw new AppError('overloaded', { retryAfterSeconds: 10 });
        const connection = new Connection();
        const last = c.request.headers['last-event-id'] ?? c.query.after;
        const leave = hub.join(topics, c.actor, (message) => connection.offer(message));
        viewers++;
        for (const name of topics) metrics.liveViewers.set({ topic: name }, hub.viewers(name));
        connection.onClose(() => {
          leave();
          viewers--;
          for (const name of topics) metrics.liveViewers.set({ topic: name }, hub.viewers(name));
        });
        c.request.raw.once('close', () => connection.close());
        const from = typeof last === 'string' ? positionOf(last) : null;
        if (from) {
          const { messages, complete } = await hub.since(topics, c.actor, from, liveLimits.historyEvents);
          connection.catchUp(messages, complete);
        } else connection.catchUp([], true);
        return new Answer(200, connection.stream, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        });
      },
    ),
  ];
}

/** One viewer: writes while the socket takes it, keeps only the newest message of each key while it does not. */
class Connection {
  readonly stream = new PassThrough({ highWaterMark: 64 * 1024 });
  readonly #waiting = new Map<string, LiveMessage>();
  readonly #heartbeat: NodeJS.Timeout;
  #caughtUp = false;
  #closed = false;
  #sent = new Set<string>();
  #whenClosed: () => void = () => {};

  constructor() {
    this.#heartbeat = setInterval(
      () => this.#write(`: ${Date.now()}\n\n`),
      liveLimits.heartbeatSeconds * 1000,
    );
    this.stream.on('drain', () => this.#drain());
    this.stream.once('close', () => this.close());
    this.stream.on('error', () => this.close());
  }

  onClose(run: () => void): void {
    this.#whenClosed = run;
  }

  /** History first; what came in meanwhile follows, without repeating what the history had. */
  catchUp(history: readonly LiveMessage[], complete: boolean): void {
    this.#write('retry: 1500\n\n');
    if (!complete) this.#write('event: reset\ndata: {}\n\n');
    else for (const message of history) this.#send(message);
    this.#sent = new Set(history.map((message) => message.id));
    this.#caughtUp = true;
    this.#write(`event: ready\ndata: ${JSON.stringify({ at: new Date().toISOString() })}\n\n`);
    this.#drain();
  }

  offer(message: LiveMessage): void {
    if (this.#closed) return;
    if (this.#caughtUp && this.#waiting.size === 0 && !this.stream.writableNeedDrain) this.#send(message);
    else {
      const key = `${message.topic} ${message.key}`;
      this.#waiting.delete(key);
      this.#waiting.set(key, message);
      if (this.#waiting.size > liveLimits.waitingMessages) this.close();
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#heartbeat);
    this.#waiting.clear();
    this.#whenClosed();
    this.stream.end();
  }

  #drain(): void {
    if (!this.#caughtUp) return;
    for (const [key, message] of this.#waiting) {
      if (this.stream.writableNeedDrain) return;
      this.#waiting.delete(key);
      if (!this.#sent.has(message.id)) this.#send(message);
    }
    this.#sent.clear();
  }

  #send(message: LiveMessage): void {
    this.#write(`id: ${message.id}\nevent: ${message.name}\ndata: ${JSON.stringify(message.data)}\n\n`);
  }

  #write(text: string): void {
    if (!this.#closed) this.stream.write(text);
  }
}
