// What the city remembers of a client: subscriptions, messages on their way out, numbers of QoS 2 messages taken.
import type { IPublishPacket, QoS } from 'mqtt-packet';
import { MQTT } from './limits.ts';

export interface Message {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: QoS;
  readonly retain: boolean;
  readonly properties?: IPublishPacket['properties'];
  /** Session it came from, for `no local`. */
  readonly from: string | null;
  /** Milliseconds of `performance.now()` after which nobody wants it. */
  readonly expiresAt: number | null;
}

export interface Subscription {
  readonly filter: string;
  readonly qos: QoS;
  readonly noLocal: boolean;
  readonly retainAsPublished: boolean;
  readonly identifier: number | null;
}

export interface Outgoing {
  readonly message: Message;
  readonly qos: QoS;
  readonly identifiers: readonly number[];
  readonly retain: boolean;
}

/** A message out that waits for its acknowledgement. */
interface OnItsWay extends Outgoing {
  readonly id: number;
  /** PUBREC has come: only PUBREL is sent again. */
  isReleased: boolean;
}

export interface Outlet {
  publish(out: Outgoing, id: number, isAgain: boolean): void;
  release(id: number): void;
  /** Whether the client reads slower than is written. */
  isChoked(): boolean;
  /** Most unacknowledged messages the client wants. */
  readonly most: number;
}

export class Session {
  readonly key: string;
  readonly subscriptions = new Map<string, Subscription>();
  /** QoS 2 messages taken whose PUBREL has not come. */
  readonly taken = new Set<number>();
  readonly #onTheirWay = new Map<number, OnItsWay>();
  #queue: Outgoing[] = [];
  #outlet: Outlet | null = null;
  #nextId = 1;
  dropped = 0;
  /** Removes the session when its time is over. */
  expiry: NodeJS.Timeout | null = null;

  constructor(key: string) {
    this.key = key;
  }

  get outlet(): Outlet | null {
    return this.#outlet;
  }

  /** The client is there: what was on its way goes again, then what waited. */
  attach(outlet: Outlet): void {
    this.#outlet = outlet;
    for (const each of this.#onTheirWay.values())
      if (each.isReleased) outlet.release(each.id);
      else outlet.publish(each, each.id, true);
    this.#pump();
  }

  detach(outlet: Outlet): void {
    if (this.#outlet === outlet) this.#outlet = null;
  }

  /** Hands a message to the client, now or when it comes. QoS 0 is dropped for a client that does not read. */
  send(out: Outgoing): void {
    const outlet = this.#outlet;
    if (out.qos === 0) {
      if (!outlet || outlet.isChoked()) this.dropped++;
      else outlet.publish(out, 0, false);
      return;
    }
    if (this.#queue.length >= MQTT.queuedMessages) {
      this.#queue.shift();
      this.dropped++;
    }
    this.#queue.push(out);
    this.#pump();
  }

  #pump(): void {
    const outlet = this.#outlet;
    if (!outlet) return;
    while (this.#queue.length > 0 && this.#onTheirWay.size < outlet.most && !outlet.isChoked()) {
      const out = this.#queue.shift() as Outgoing;
      if (out.message.expiresAt !== null && out.message.expiresAt < performance.now()) continue;
      const id = this.#freeId();
      this.#onTheirWay.set(id, { ...out, id, isReleased: false });
      outlet.publish(out, id, false);
    }
  }

  #freeId(): number {
    do this.#nextId = (this.#nextId % 65_535) + 1;
    while (this.#onTheirWay.has(this.#nextId));
    return this.#nextId;
  }

  /** PUBACK (QoS 1) or PUBCOMP (QoS 2): it has arrived. */
  arrived(id: number): void {
    this.#onTheirWay.delete(id);
    this.#pump();
  }

  /** PUBREC: answers whether the number is known. */
  received(id: number): boolean {
    const each = this.#onTheirWay.get(id);
    if (each) each.isReleased = true;
    return each !== undefined;
  }

  /** The client reads again. */
  resumed(): void {
    this.#pump();
  }
}
