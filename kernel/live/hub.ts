// The hub: turns events into messages of topics and hands them to every open connection that may see them.
import type { Actor } from '@city/kernel/access';
import type { CityEvent, EventDefinition, EventTail } from '@city/kernel/events';

export interface LiveTopic {
  /** Such as `reports`. */
  readonly name: string;
  /** Permission to listen, or `public: ` and the reason. */
  readonly permission: string;
  readonly events: readonly EventDefinition[];
  /** What viewers get; null keeps the event from them. `viewer` narrows it where rights differ. */
  readonly show: (
    event: CityEvent,
    viewer: Actor,
  ) => { readonly name: string; readonly data: unknown } | null;
}

export interface LiveMessage {
  readonly id: string;
  readonly topic: string;
  readonly name: string;
  /** Key of the thing it is about: of two waiting messages with one key only the newer is sent. */
  readonly key: string;
  readonly data: unknown;
}

export type LiveViewer = (message: LiveMessage) => void;

export class LiveHub {
  readonly topics = new Map<string, LiveTopic>();
  readonly #tail: EventTail;
  readonly #viewers = new Map<string, Set<{ actor: Actor; tell: LiveViewer }>>();

  constructor(tail: EventTail, topics: readonly LiveTopic[]) {
    this.#tail = tail;
    for (const topic of topics) {
      if (this.topics.has(topic.name)) throw new Error(`Live topic ${topic.name} is declared twice`);
      this.topics.set(topic.name, topic);
      this.#viewers.set(topic.name, new Set());
    }
    tail.listen((event) => this.#publish(event));
  }

  /** Adds a viewer; the answer takes it away. */
  join(topicNames: readonly string[], actor: Actor, tell: LiveViewer): () => void {
    const viewer = { actor, tell };
    for (const name of topicNames) this.#viewers.get(name)?.add(viewer);
    return () => {
      for (const name of topicNames) this.#viewers.get(name)?.delete(viewer);
    };
  }

  viewers(topic: string): number {
    return this.#viewers.get(topic)?.size ?? 0;
  }

  /** Messages after a place in the stream; `complete` is false when there were more than `limit`. */
  async since(
    topicNames: readonly string[],
    actor: Actor,
    after: { xid: string; seq: string },
    limit: number,
  ) {
    const topics = topicNames.map((name) => this.topics.get(name)).filter((topic) => topic !== undefined);
    const types = topics.flatMap((topic) => topic.events.map((event) => event.name));
    const events = await this.#tail.history(after, types, limit + 1);
    const messages = events
      .slice(0, limit)
      .flatMap((event) => topics.flatMap((topic) => message(topic, event, actor) ?? []));
    return { messages, complete: events.length <= limit };
  }

  #publish(event: CityEvent): void {
    for (const topic of this.topics.values()) {
      if (!topic.events.some((known) => known.name === event.type)) continue;
      for (const viewer of this.#viewers.get(topic.name) ?? []) {
        const shown = message(topic, event, viewer.actor);
        if (shown) viewer.tell(shown);
      }
    }
  }
}

function message(topic: LiveTopic, event: CityEvent, actor: Actor): LiveMessage | null {
  if (!topic.events.some((known) => known.name === event.type)) return null;
  const shown = topic.show(event, actor);
  if (!shown) return null;
  return { id: `${event.position.xid}.${event.position.seq}`, topic: topic.name, key: event.key, ...shown };
}
