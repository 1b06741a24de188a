// A generator of MQTT messages with QoS 1 on raw sockets: packets are made before the clock runs, so that the generator is not what is measured.
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { generate, parser } from 'mqtt-packet';

interface Orders {
  readonly port: number;
  readonly connections: number;
  readonly inFlight: number;
  readonly seconds: number;
  readonly groups: readonly {
    readonly username: string;
    readonly password: string;
    readonly codes: readonly string[];
  }[];
}

const orders = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Orders;
const latencies: number[] = [];
let acked = 0;
let until = 0;

function payloadOf(code: string, nth: number): Buffer {
  const values = Object.fromEntries(
    Array.from({ length: 6 }, (_, metric) => [`m${metric}`, 20 + ((nth * 7 + metric) % 100) / 10]),
  );
  return Buffer.from(JSON.stringify({ ts: base + nth * 1000, values }).concat(' '.repeat(code.length % 2)));
}
const base = Date.now() - 3_600_000;

/** One connection that keeps so many messages on their way. */
async function run(at: number): Promise<void> {
  const group = orders.groups[at % orders.groups.length];
  if (!group) throw new Error('no group');
  const { codes } = group;
  const socket = await open(`load-${at}`, group);
  const sentAt = new Float64Array(65_536);
  let id = 0;
  let nth = 0;
  let running = 0;
  return new Promise((resolve) => {
    const fill = (): void => {
      socket.cork();
      while (running < orders.inFlight && performance.now() < until) {
        id = (id % 65_535) + 1;
        const code = codes[nth % codes.length] ?? '';
        const payload = payloadOf(code, Math.floor(nth / codes.length));
        sentAt[id] = performance.now();
        socket.write(
          generate({
            cmd: 'publish',
            topic: `v1/haiphong/${code}/telemetry`,
            payload,
            qos: 1,
            dup: false,
            retain: false,
            messageId: id,
          }),
        );
        running++;
        nth++;
      }
      socket.uncork();
      if (running === 0) {
        socket.end();
        resolve();
      }
    };
    const reader = parser({ protocolVersion: 4 });
    reader.on('packet', (packet) => {
      if (packet.cmd !== 'puback') return;
      running--;
      acked++;
      if (acked % 16 === 0) latencies.push(performance.now() - (sentAt[packet.messageId ?? 0] ?? 0));
    });
    socket.on('data', (data) => {
      reader.parse(data);
      fill();
    });
    fill();
  });
}

function open(
  clientId: string,
  { username, password }: { username: string; password: string },
): Promise<Socket> {
  const socket = connect(orders.port, '127.0.0.1');
  socket.setNoDelay(true);
  socket.write(
    generate({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      clientId,
      keepalive: 60,
      username,
      password: Buffer.from(password),
    }),
  );
  return new Promise((resolve, reject) => {
    socket.once('data', (data) =>
      data[3] === 0 ? resolve(socket) : reject(new Error(`refused ${data[3]}`)),
    );
    socket.once('error', reject);
  });
}

const from = performance.now();
until = from + orders.seconds * 1000;
await Promise.all(Array.from({ length: orders.connections }, (_, at) => run(at)));
const seconds = (performance.now() - from) / 1000;
latencies.sort((a, b) => a - b);
process.send?.({
  perSecond: acked / seconds,
  acked,
  p50: latencies[Math.floor(latencies.length * 0.5)],
  p99: latencies[Math.floor(latencies.length * 0.99)],
});
