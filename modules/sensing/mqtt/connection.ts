// One client's connection: packets in, packets out. It acknowledges a message only when whoever takes it says that it is durable.
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { generate, type IConnectPacket, type IPublishPacket, type Packet, parser } from 'mqtt-packet';
import { AppError } from '@city/kernel/errors';
import type { Broker } from './broker.ts';
import type { Client, Gate } from './gate.ts';
import { MQTT } from './limits.ts';
import type { Message, Outgoing, Outlet, Session } from './session.ts';
import { messageOf, propertiesOf, sessionSeconds, willOf } from './message.ts';
import { Pace } from './pace.ts';
import { reason } from './reason-codes.ts';
import { subscribe, unsubscribe } from './subscribe.ts';
import { isTopic } from './topics.ts';

export interface Doors {
  readonly broker: Broker;
  readonly gate: Gate;
  /** Connections by session key, so that a second one of the same client ends the first. */
  readonly open: Map<string, Connection>;
}

export class Connection implements Outlet {
  readonly #socket: Socket;
  readonly #doors: Doors;
  readonly #parser = parser();
  #version: 3 | 4 | 5 = 4;
  #client: Client | null = null;
  #session: Session | null = null;
  #will: Message | null = null;
  #willDelaySeconds = 0;
  #sessionSeconds = 0;
  #timer: NodeJS.Timeout;
  #keepaliveMilliseconds = 0;
  readonly #pace: Pace;
  #answers: Promise<unknown> = Promise.resolve();
  #aliases = new Map<number, string>();
  #clientPacketBytes = Number.POSITIVE_INFINITY;
  #isConnecting = false;
  #isEnded = false;
  most = 32;

  constructor(socket: Socket, doors: Doors) {
    this.#socket = socket;
    this.#doors = doors;
    this.#timer = setTimeout(() => this.#end(), MQTT.connectMilliseconds);
    this.#pace = new Pace({
      pause: () => socket.pause(),
      resume: () => {
        if (!this.#isEnded && socket.isPaused()) socket.resume();
      },
    });
    socket.setNoDelay(true);
    this.#parser.on('packet', (packet) => this.#take(packet));
    this.#parser.on('error', () => this.#refuse(reason.malformed));
    socket.on('data', (data) => this.#read(data));
    socket.on('drain', () => this.#session?.resumed());
    socket.on('error', () => this.#end());
    socket.on('close', () => this.#end());
  }

  #read(data: Buffer): void {
    this.#parser.parse(data);
    const { length } = (this.#parser as unknown as { packet: { length: number } }).packet;
    if (length > MQTT.packetBytes) this.#refuse(reason.tooLarge);
  }

  #take(packet: Packet): void {
    if (this.#isEnded) return;
    if ((packet.length ?? 0) > MQTT.packetBytes) return this.#refuse(reason.tooLarge);
    if (packet.cmd === 'connect') return this.#connect(packet);
    if (!this.#session) {
      // What follows CONNECT at once waits until it is known who speaks.
      if (this.#isConnecting) this.#answers = this.#answers.then(() => this.#take(packet));
      else this.#end();
      return;
    }
    this.#rearm();
    this.#handle(packet, this.#session);
  }

  #handle(packet: Packet, session: Session): void {
    const id = packet.messageId ?? 0;
    switch (packet.cmd) {
      case 'publish':
        return this.#publish(packet, session);
      case 'puback':
      case 'pubcomp':
        return session.arrived(id);
      case 'pubrec':
        if ((packet.reasonCode ?? 0) >= 0x80) return session.arrived(id);
        return this.#send({
          cmd: 'pubrel',
          messageId: id,
          reasonCode: session.received(id) ? 0 : reason.idNotFound,
        });
      case 'pubrel': {
        const isKnown = session.taken.delete(id);
        return this.#inOrder(Promise.resolve(), () =>
          this.#send({ cmd: 'pubcomp', messageId: id, reasonCode: isKnown ? 0 : reason.idNotFound }),
        );
      }
      case 'subscribe': {
        const { broker } = this.#doors;
        const asking = { client: this.#client as Client, session, broker, version: this.#version };
        const { granted, after } = subscribe(packet, asking);
        this.#send({ cmd: 'suback', messageId: id, granted });
        return after();
      }
      case 'unsubscribe':
        return this.#send({
          cmd: 'unsuback',
          messageId: id,
          granted: unsubscribe(packet, session, this.#doors.broker),
        });
      case 'pingreq':
        return this.#send({ cmd: 'pingresp' });
      case 'disconnect': {
        const given = packet.properties?.sessionExpiryInterval;
        if (given !== undefined) this.#sessionSeconds = Math.min(given, MQTT.sessionSeconds);
        // 0x04: "disconnect with will message".
        if ((packet.reasonCode ?? 0) !== 4) this.#will = null;
        return this.#end();
      }
      default:
        return this.#refuse(reason.protocol);
    }
  }

  // ── CONNECT ────────────────────────────────────────────────────────────────────────────────────────────────────────
  #connect(packet: IConnectPacket): void {
    if (this.#isConnecting || this.#session) return this.#refuse(reason.protocol);
    this.#isConnecting = true;
    this.#version = packet.protocolVersion ?? 4;
    this.#answers = this.#admit(packet).catch((error: unknown) => {
      this.#doors.broker.log.warn({ err: error }, 'a client could not be admitted now');
      this.#answerConnect(reason.unavailable, 3);
    });
  }

  async #admit(packet: IConnectPacket): Promise<void> {
    const { broker, gate, open } = this.#doors;
    const isAssigned = packet.clientId === '';
    const clientId = isAssigned ? `city-${randomUUID()}` : packet.clientId;
    if (clientId.length > 256) return this.#answerConnect(reason.clientIdInvalid, 2);
    const client = await gate.admit(packet.username, packet.password, clientId);
    if (this.#isEnded) return;
    if (!client) return this.#answerConnect(reason.badPassword, packet.username === undefined ? 5 : 4);
    if (packet.will && !(isTopic(packet.will.topic) && client.mayPublish(packet.will.topic)))
      return this.#answerConnect(reason.notAuthorised, 5);
    const key = `${client.name}\0${clientId}`;
    const before = open.get(key);
    if (before) {
      broker.log.info({ client: client.name }, 'a client connected again; its older connection ends');
      before.takenOver();
    }
    const isClean = packet.clean ?? true;
    const found = broker.session(key, isClean);
    if (!found) return this.#answerConnect(reason.quota, 3);
    open.set(key, this);
    this.#client = client;
    this.#pace.perSecond = client.perSecond;
    this.#session = found.session;
    this.#sessionSeconds = sessionSeconds(packet);
    this.#will = willOf(packet, key);
    this.#willDelaySeconds = Math.min(packet.will?.properties?.willDelayInterval ?? 0, this.#sessionSeconds);
    this.most = Math.min(packet.properties?.receiveMaximum ?? 32, 100);
    this.#clientPacketBytes = packet.properties?.maximumPacketSize ?? Number.POSITIVE_INFINITY;
    const keepalive =
      this.#version === 5
        ? Math.min(packet.keepalive || MQTT.keepaliveSeconds, MQTT.keepaliveSeconds)
        : (packet.keepalive ?? 0);
    this.#keepaliveMilliseconds = keepalive * 1500;
    clearTimeout(this.#timer);
    if (keepalive > 0) this.#timer = setTimeout(() => this.#refuse(reason.keepAlive), keepalive * 1500);
    this.#send({
      cmd: 'connack',
      returnCode: 0,
      reasonCode: 0,
      sessionPresent: found.isPresent && !isClean,
      ...(this.#version === 5 ? { properties: this.#welcome(clientId, isAssigned, keepalive) } : {}),
    });
    found.session.attach(this);
  }

  #welcome(clientId: string, isAssigned: boolean, keepalive: number) {
    return {
      sessionExpiryInterval: this.#sessionSeconds,
      receiveMaximum: MQTT.inFlight,
      maximumPacketSize: MQTT.packetBytes,
      topicAliasMaximum: MQTT.topicAliases,
      sharedSubscriptionAvailable: false,
      serverKeepAlive: keepalive,
      ...(isAssigned ? { assignedClientIdentifier: clientId } : {}),
    };
  }

  #answerConnect(code: number, returnCode: number): void {
    this.#send({ cmd: 'connack', sessionPresent: false, reasonCode: code, returnCode });
    this.#end();
  }

  // ── PUBLISH ────────────────────────────────────────────────────────────────────────────────────────────────────────
  #publish(packet: IPublishPacket, session: Session): void {
    const topic = this.#topicOf(packet);
    if (topic === null) return;
    const { qos, messageId = 0 } = packet;
    const answer = (code: number): void => {
      if (qos === 1) this.#send({ cmd: 'puback', messageId, reasonCode: code });
      if (qos === 2) this.#send({ cmd: 'pubrec', messageId, reasonCode: code });
    };
    if (qos === 2 && session.taken.has(messageId)) return this.#inOrder(Promise.resolve(), () => answer(0));
    if (qos === 2) session.taken.add(messageId);
    this.#pace.enter();
    this.#inOrder(this.#accept({ ...packet, topic }, session), (code) => {
      this.#pace.leave();
      if (code === null || code >= 0x80) session.taken.delete(messageId);
      // Not durable: no answer, the connection ends, and the client sends it again.
      if (code === null) return this.#refuse(reason.unavailable);
      answer(code);
    });
  }

  /** The topic, by its alias when it has one; null when the connection had to end. */
  #topicOf({ topic, properties }: IPublishPacket): string | null {
    const alias = properties?.topicAlias;
    if (alias !== undefined) {
      if (alias === 0 || alias > MQTT.topicAliases) return this.#refuse(reason.aliasInvalid), null;
      if (topic === '') {
        const known = this.#aliases.get(alias);
        return known ?? (this.#refuse(reason.protocol), null);
      }
      this.#aliases.set(alias, topic);
    }
    if (!isTopic(topic)) return this.#refuse(reason.topicInvalid), null;
    return topic;
  }

  /** A reason code once the message is durable or refused; null when neither can be said. */
  async #accept(packet: IPublishPacket, session: Session): Promise<number | null> {
    const client = this.#client as Client;
    if (!client.mayPublish(packet.topic)) return this.#version === 5 ? reason.notAuthorised : 0;
    const given = messageOf(packet, session.key);
    try {
      await client.take(given.topic, given.payload);
      await this.#doors.broker.publish(given);
      return 0;
    } catch (error) {
      // What is wrong by itself stays wrong: it is acknowledged, so that an old client does not send it for ever.
      if (error instanceof AppError && error.status < 500)
        return this.#version === 5 ? reason.payloadInvalid : 0;
      return null;
    }
  }

  /** Answers go out in the order in which the messages came (§4.6). */
  #inOrder<T>(work: Promise<T>, then: (result: T) => void): void {
    this.#answers = Promise.all([this.#answers, work]).then(([, result]) => {
      if (!this.#isEnded) then(result);
    });
  }

  // ── Out ────────────────────────────────────────────────────────────────────────────────────────────────────────────
  publish(out: Outgoing, id: number, isAgain: boolean): void {
    const { message, qos, retain } = out;
    const properties = this.#version === 5 ? propertiesOf(out) : undefined;
    this.#send({
      cmd: 'publish',
      topic: message.topic,
      payload: message.payload,
      qos,
      dup: isAgain,
      retain,
      messageId: id,
      ...(properties && Object.keys(properties).length > 0 ? { properties } : {}),
    });
  }

  release(id: number): void {
    this.#send({ cmd: 'pubrel', messageId: id });
  }

  isChoked(): boolean {
    return this.#socket.writableLength > MQTT.chokedBytes;
  }

  #send(packet: Packet): void {
    if (this.#isEnded || !this.#socket.writable) return;
    const bytes = generate(packet, { protocolVersion: this.#version });
    // A client never gets a packet larger than it said it takes (§3.1.2.11.4).
    if (bytes.length > this.#clientPacketBytes) return;
    this.#socket.write(bytes);
  }

  #rearm(): void {
    if (this.#keepaliveMilliseconds > 0) this.#timer.refresh();
  }

  takenOver(): void {
    this.#refuse(reason.takenOver);
  }

  /** The city stops: clients come again, and their wills stay unsaid. */
  async shutDown(): Promise<void> {
    this.#socket.pause();
    await this.#answers;
    this.#will = null;
    this.#refuse(reason.shuttingDown);
  }

  #refuse(code: number): void {
    if (this.#version === 5 && this.#session) this.#send({ cmd: 'disconnect', reasonCode: code });
    this.#end();
  }

  #end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    clearTimeout(this.#timer);
    this.#socket.end();
    setTimeout(() => this.#socket.destroy(), 1_000).unref();
    const session = this.#session;
    if (!session) return;
    if (this.#doors.open.get(session.key) === this) this.#doors.open.delete(session.key);
    session.detach(this);
    this.#sayWill(session);
    this.#doors.broker.leave(session, this.#sessionSeconds);
  }

  #sayWill(session: Session): void {
    const will = this.#will;
    const client = this.#client;
    if (!will || !client) return;
    const say = (): void => {
      client
        .take(will.topic, will.payload)
        .then(() => this.#doors.broker.publish(will))
        .catch((error: unknown) => this.#doors.broker.log.warn({ err: error }, 'a will could not be taken'));
    };
    if (this.#willDelaySeconds === 0) return say();
    // Whoever is back before the delay is over has not died (§3.1.3.2.2).
    setTimeout(() => {
      if (!session.outlet) say();
    }, this.#willDelaySeconds * 1000).unref();
  }
}
