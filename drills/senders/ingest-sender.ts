// A process of devices for the drill: each sends its values until it is told that they are safe, and writes down which.
import { appendFileSync, readFileSync } from 'node:fs';
import { connect, type MqttClient } from 'mqtt';

interface Orders {
  readonly port: number;
  readonly keys: readonly { readonly code: string; readonly key: string }[];
  readonly gateway: { readonly code: string; readonly key: string };
  readonly from: number;
  readonly rounds: number;
  readonly everyMilliseconds: number;
  readonly acked: string;
}

const orders = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Orders;
const inFlight = 48;
let acked = 0;
let refused = 0;
const lines: string[] = [];

/** Deterministic values, so that a checker knows them without being told. */
export const valueOf = (device: number, round: number, metric: number): number =>
  Math.round((20 + Math.sin((device + round) / 7) * 10 + metric) * 1000) / 1000;

let client: MqttClient;
function join(): Promise<void> {
  client = connect({
    host: '127.0.0.1',
    port: orders.port,
    username: orders.gateway.code,
    password: orders.gateway.key,
    clientId: `sender-${process.pid}`,
    clean: true,
    reconnectPeriod: 200,
    queueQoSZero: false,
  });
  client.on('error', () => {});
  return new Promise((resolve) => client.once('connect', () => resolve()));
}

async function sendOne(topic: string, payload: string, name: string): Promise<void> {
  for (;;) {
    try {
      await client.publishAsync(topic, payload, { qos: 1 });
      acked++;
      lines.push(name);
      return;
    } catch {
      refused++;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function main(): Promise<void> {
  await join();
  let running = 0;
  let wake: () => void = () => {};
  for (let round = 0; round < orders.rounds; round++) {
    const began = performance.now();
    for (const [device, { code }] of orders.keys.entries()) {
      // One in twenty is late by up to two days, one in a hundred comes twice.
      const isLate = (device * 31 + round * 17) % 20 === 0;
      const isTwice = (device * 13 + round * 7) % 100 === 0;
      const ts =
        orders.from + round * 1000 - (isLate ? ((device * 7919 + round * 104_729) % (48 * 3600)) * 1000 : 0);
      const values = Object.fromEntries(
        Array.from({ length: 6 }, (_, metric) => [`m${metric}`, valueOf(device, round, metric)]),
      );
      const payload = JSON.stringify({ ts, values });
      for (let time = 0; time < (isTwice ? 2 : 1); time++) {
        while (running >= inFlight) await new Promise<void>((resolve) => (wake = resolve));
        running++;
        void sendOne(`v1/haiphong/${code}/telemetry`, payload, `${code} ${ts}`).finally(() => {
          running--;
          wake();
        });
      }
    }
    const rest = orders.everyMilliseconds - (performance.now() - began);
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
  }
  while (running > 0) await new Promise<void>((resolve) => (wake = resolve));
  appendFileSync(orders.acked, `${lines.join('\n')}\n`);
  await client.endAsync();
  process.send?.({ acked, refused });
}

await main();
