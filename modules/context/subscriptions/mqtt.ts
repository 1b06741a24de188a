// Publishes one message to an MQTT server and leaves: MQTT 3.1.1 or 5, quality of service 0, 1 or 2 (GS CIM 009 §7.2).
import { lookup } from 'node:dns/promises';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import { generate, type Packet, parser } from 'mqtt-packet';
import type { OutsideFetch } from '@city/kernel/fetch';
import { randomUUID } from 'node:crypto';
import type { Endpoint } from './subscription.ts';

interface Target {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly isSecure: boolean;
  readonly topic: string;
  readonly username: string;
  readonly password: string;
}

/** @throws Error when the server is not reached, refuses, or does not confirm in time */
export async function publishMqtt(
  outside: OutsideFetch,
  endpoint: Endpoint,
  payload: string,
  timeoutMilliseconds: number,
): Promise<void> {
  const target = await judged(outside, endpoint.uri);
  const info = new Map((endpoint.notifierInfo ?? []).map(({ key, value }) => [key, String(value)]));
  const protocolVersion = info.get('MQTT-Version') === 'mqtt3.1.1' ? 4 : 5;
  const qos = Number(info.get('MQTT-QoS') ?? 0);
  if (![0, 1, 2].includes(qos)) throw new Error(`MQTT-QoS ${qos} does not exist`);
  await exchange(target, { payload, protocolVersion, qos: qos as 0 | 1 | 2, timeoutMilliseconds });
}

/** The name is resolved once, and every address it has is judged before the connection goes to one of them. */
async function judged(outside: OutsideFetch, uri: string): Promise<Target> {
  const url = new URL(uri);
  const isSecure = url.protocol === 'mqtts:';
  const port = url.port === '' ? (isSecure ? 8883 : 1883) : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const judge = (name: string) => outside.check(`http://${isIP(name) === 6 ? `[${name}]` : name}:${port}/`);
  judge(host);
  const addresses = isIP(host) ? [host] : (await lookup(host, { all: true })).map(({ address }) => address);
  for (const address of addresses) judge(address);
  return {
    host,
    address: addresses[0] as string,
    port,
    isSecure,
    topic: decodeURIComponent(url.pathname.slice(1)),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}

interface Sending {
  readonly payload: string;
  readonly protocolVersion: 4 | 5;
  readonly qos: 0 | 1 | 2;
  readonly timeoutMilliseconds: number;
}

function exchange(target: Target, sending: Sending): Promise<void> {
  return new Promise((done, fail) => {
    const { protocolVersion, qos } = sending;
    const socket = open(target);
    const timer = setTimeout(
      () => end(new Error('The MQTT server does not answer in time')),
      sending.timeoutMilliseconds,
    );
    const end = (error?: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      if (error) fail(error);
      else done();
    };
    const write = (packet: Packet, then?: () => void) =>
      socket.write(generate(packet, { protocolVersion } as never), then);
    const leave = () => write({ cmd: 'disconnect', reasonCode: 0 } as Packet, () => end());
    const incoming = parser({ protocolVersion } as never);
    incoming.on('error', end);
    incoming.on('packet', (packet: Packet) => {
      switch (packet.cmd) {
        case 'connack': {
          const code = packet.reasonCode ?? packet.returnCode ?? 0;
          if (code !== 0) return end(new Error(`The MQTT server refuses the connection (${code})`));
          const publish = {
            cmd: 'publish',
            topic: target.topic,
            payload: sending.payload,
            qos,
            dup: false,
            retain: false,
          } as const;
          return void write(
            qos === 0 ? publish : { ...publish, messageId: 1 },
            qos === 0 ? leave : undefined,
          );
        }
        case 'puback':
          return (packet.reasonCode ?? 0) >= 128
            ? end(new Error(`The MQTT server refuses the message (${packet.reasonCode})`))
            : void leave();
        case 'pubrec':
          if ((packet.reasonCode ?? 0) >= 128)
            return end(new Error(`The MQTT server refuses the message (${packet.reasonCode})`));
          return void write({ cmd: 'pubrel', messageId: 1 });
        case 'pubcomp':
          return void leave();
        default:
          return end(new Error(`The MQTT server sends ${packet.cmd}`));
      }
    });
    socket.on('error', end);
    socket.on('close', () => end(new Error('The MQTT server closed the connection')));
    socket.on('data', (data: Buffer) => void incoming.parse(data));
    socket.once(target.isSecure ? 'secureConnect' : 'connect', () => write(hello(target, protocolVersion)));
  });
}

const open = ({ address, port, host, isSecure }: Target): Socket =>
  isSecure
    ? connectSecure({ host: address, port, servername: isIP(host) ? '' : host })
    : connectPlain({ host: address, port });

function hello({ username, password }: Target, protocolVersion: 4 | 5): Packet {
  return {
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion,
    clean: true,
    clientId: `hoa-phuong-${randomUUID().slice(0, 8)}`,
    keepalive: 30,
    ...(username === '' ? {} : { username }),
    ...(password === '' ? {} : { password: Buffer.from(password) }),
  };
}
