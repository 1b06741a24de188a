// The MQTT door: a TCP port of its own, open where work is done and only when a port is set.
import { createServer, type Server } from 'node:net';
import type { Listener } from '@city/kernel/module';
import type { Log } from '@city/kernel/log';
import { Broker, type RetainedStore } from './broker.ts';
import { Connection, type Doors } from './connection.ts';
import type { Gate } from './gate.ts';
import { MQTT } from './limits.ts';
import type { Message } from './session.ts';

export interface MqttDoor extends Listener {
  /** Where it listens; 0 before it does. */
  port(): number;
  /** The city itself says something, such as a command. */
  say(topic: string, payload: Buffer, options?: { qos?: 0 | 1 | 2; retain?: boolean }): Promise<void>;
}

export interface MqttOptions {
  readonly gate: Gate;
  readonly store: RetainedStore;
  readonly log: Log;
  readonly host: string;
  readonly port: number;
}

export function mqttDoor({ gate, store, log, host, port }: MqttOptions): MqttDoor {
  const broker = new Broker(store, log);
  const doors: Doors = { broker, gate, open: new Map() };
  const all = new Set<Connection>();
  let server: Server | null = null;
  return {
    name: 'mqtt',
    port: () => {
      const address = server?.address();
      return typeof address === 'object' && address ? address.port : 0;
    },
    say: (topic, payload, { qos = 1, retain = false } = {}) => {
      const message: Message = { topic, payload, qos, retain, from: null, expiresAt: null };
      return broker.publish(message);
    },
    start: async () => {
      await broker.start();
      server = createServer((socket) => {
        const connection = new Connection(socket, doors);
        all.add(connection);
        socket.once('close', () => all.delete(connection));
      });
      server.maxConnections = MQTT.connections;
      await new Promise<void>((resolve, reject) => {
        server?.once('error', reject);
        server?.listen(port, host, () => resolve());
      });
      log.info({ port }, 'devices are heard by MQTT');
    },
    stop: async () => {
      const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
      await Promise.all([...all].map((connection) => connection.shutDown()));
      await closed;
      broker.stop();
    },
  };
}
