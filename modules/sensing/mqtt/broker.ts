// Sessions, retained messages and who gets what; it knows nothing of sockets or sensors.
import type { Log } from '@city/kernel/log';
import { MQTT } from './limits.ts';
import { type Message, type Outgoing, Session, type Subscription } from './session.ts';
import { SubscriptionIndex } from './subscription-index.ts';
import { matches } from './topics.ts';

/** Keeps retained messages over restarts. */
export interface RetainedStore {
  load(): Promise<Message[]>;
  save(message: Message): Promise<void>;
  remove(topic: string): Promise<void>;
}

export class Broker {
  readonly log: Log;
  readonly #store: RetainedStore;
  readonly #sessions = new Map<string, Session>();
  readonly #index = new SubscriptionIndex();
  readonly #retained = new Map<string, Message>();

  constructor(store: RetainedStore, log: Log) {
    this.#store = store;
    this.log = log;
  }

  async start(): Promise<void> {
    for (const message of await this.#store.load()) this.#retained.set(message.topic, message);
  }

  stop(): void {
    for (const { expiry } of this.#sessions.values()) if (expiry) clearTimeout(expiry);
    this.#sessions.clear();
  }

  /** The session of a client, fresh when it asks for that. Null when there is no room for one more. */
  session(key: string, isClean: boolean): { session: Session; isPresent: boolean } | null {
    const known = this.#sessions.get(key);
    if (known?.expiry) clearTimeout(known.expiry);
    if (known && !isClean) return { session: known, isPresent: true };
    if (!known && this.#sessions.size >= MQTT.sessions) return null;
    if (known) this.#drop(known);
    const session = new Session(key);
    this.#sessions.set(key, session);
    return { session, isPresent: false };
  }

  subscribe(session: Session, subscription: Subscription): void {
    session.subscriptions.set(subscription.filter, subscription);
    this.#index.add(subscription.filter, session);
  }

  /** Answers whether it was subscribed. */
  unsubscribe(session: Session, filter: string): boolean {
    this.#index.remove(filter, session);
    return session.subscriptions.delete(filter);
  }

  #drop(session: Session): void {
    if (this.#sessions.get(session.key) === session) this.#sessions.delete(session.key);
    for (const filter of session.subscriptions.keys()) this.#index.remove(filter, session);
  }

  /** The connection has ended: the session lasts that long. */
  leave(session: Session, seconds: number): void {
    if (this.#sessions.get(session.key) !== session) return;
    if (seconds <= 0) return this.#drop(session);
    session.expiry = setTimeout(() => this.#drop(session), seconds * 1000);
    session.expiry.unref();
  }

  /** Gives a message to all who subscribed, and keeps it when it is to be retained. Resolves once that is durable. */
  async publish(message: Message): Promise<void> {
    if (message.retain) await this.#retain(message);
    for (const session of this.#index.match(message.topic)) this.#offer(session, message);
  }

  #offer(session: Session, message: Message): void {
    let best: Subscription | null = null;
    const identifiers: number[] = [];
    for (const subscription of session.subscriptions.values()) {
      if (subscription.noLocal && message.from === session.key) continue;
      if (!matches(subscription.filter, message.topic)) continue;
      if (subscription.identifier !== null) identifiers.push(subscription.identifier);
      if (!best || subscription.qos > best.qos) best = subscription;
    }
    if (best) session.send(outgoing(message, best, { identifiers, isRetained: false }));
  }

  async #retain(message: Message): Promise<void> {
    if (message.payload.length === 0) {
      if (this.#retained.delete(message.topic)) await this.#store.remove(message.topic);
      return;
    }
    if (!this.#retained.has(message.topic) && this.#retained.size >= MQTT.retained) {
      this.log.warn({ topic: message.topic }, 'there is no room for one more retained message');
      return;
    }
    await this.#store.save(message);
    this.#retained.set(message.topic, message);
  }

  /** What is retained for a new subscription. */
  sendRetained(session: Session, subscription: Subscription): void {
    const now = performance.now();
    for (const message of this.#retained.values()) {
      if (!matches(subscription.filter, message.topic)) continue;
      if (message.expiresAt !== null && message.expiresAt < now) continue;
      const identifiers = subscription.identifier === null ? [] : [subscription.identifier];
      session.send(outgoing(message, subscription, { identifiers, isRetained: true }));
    }
  }
}

function outgoing(
  message: Message,
  subscription: Subscription,
  { identifiers, isRetained }: { identifiers: readonly number[]; isRetained: boolean },
): Outgoing {
  return {
    message,
    identifiers,
    qos: Math.min(message.qos, subscription.qos) as 0 | 1 | 2,
    retain: isRetained || (subscription.retainAsPublished && message.retain),
  };
}
