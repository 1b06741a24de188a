// The doors of AIS receivers: lines by TCP or datagrams by UDP, kept together for a second and written at once.
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import { system } from '@city/kernel/access';
import type { Listener, ModuleContext } from '@city/kernel/module';
import { AisReader } from './sentences.ts';
import { type Heard, saveVessels } from './vessel.store.ts';
import { saidOf } from './vessel.ts';

const actor = system('sensing.ais');
const everyMilliseconds = 1_000;
const mostShips = 5_000;
const longestLine = 1_000;
const mostReceivers = 50;

export interface AisDoor extends Listener {
  ports(): { readonly tcp: number; readonly udp: number };
}

export interface AisOptions {
  readonly m: Pick<ModuleContext, 'db' | 'log' | 'now'>;
  readonly host: string;
  /** Null keeps a door closed; 0 takes any free port. */
  readonly tcpPort: number | null;
  readonly udpPort: number | null;
}

export function aisDoor({ m, host, tcpPort, udpPort }: AisOptions): AisDoor {
  const heard = new Map<number, Heard>();
  const sockets = new Set<Socket>();
  let tcp: Server | null = null;
  let udp: UdpSocket | null = null;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  const take = (reader: AisReader, line: string): void => {
    const now = m.now();
    const message = reader.read(line, now.getTime());
    const said = message && saidOf(message);
    if (!said || (heard.size >= mostShips && !heard.has(said.mmsi))) return;
    const known = heard.get(said.mmsi);
    heard.set(said.mmsi, {
      mmsi: said.mmsi,
      at: now,
      position: said.position ?? known?.position ?? null,
      particulars: merged(known?.particulars ?? null, said.particulars),
    });
    timer ??= setTimeout(write, everyMilliseconds);
  };

  const write = (): void => {
    timer = null;
    const rows = [...heard.values()];
    heard.clear();
    if (rows.length === 0) return;
    rows.sort((a, b) => a.mmsi - b.mmsi);
    writing = writing
      .then(() => m.db.transaction(actor, (tx) => saveVessels(tx, rows)))
      // A ship speaks again within seconds: what could not be written now is not kept.
      .catch((error: unknown) =>
        m.log.warn({ err: error, ships: rows.length }, 'ships could not be stored now'),
      );
  };

  return {
    name: 'ais',
    ports: () => ({ tcp: portOf(tcp?.address()), udp: portOf(udp?.address()) }),
    start: async () => {
      if (tcpPort !== null) {
        tcp = createServer((socket) => {
          sockets.add(socket);
          listen(socket, new AisReader(), take);
          socket.once('close', () => sockets.delete(socket));
        });
        tcp.maxConnections = mostReceivers;
        await new Promise<void>((resolve, reject) =>
          tcp?.once('error', reject).listen(tcpPort, host, () => resolve()),
        );
      }
      if (udpPort !== null) {
        const reader = new AisReader();
        udp = createSocket('udp4');
        udp.on('message', (data) => takeLines(data, (line) => take(reader, line)));
        await new Promise<void>((resolve, reject) =>
          udp?.once('error', reject).bind(udpPort, host, () => resolve()),
        );
      }
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all([
        new Promise<void>((resolve) => (tcp ? tcp.close(() => resolve()) : resolve())),
        new Promise<void>((resolve) => (udp ? udp.close(() => resolve()) : resolve())),
      ]);
      if (timer) clearTimeout(timer);
      write();
      await writing;
    },
  };
}

function takeLines(data: Buffer, take: (line: string) => void): void {
  for (const line of data.toString('latin1').split(/\r?\n/)) take(line.slice(0, longestLine));
}

function listen(socket: Socket, reader: AisReader, take: (reader: AisReader, line: string) => void): void {
  let rest = '';
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = (lines.pop() ?? '').slice(0, longestLine);
    for (const line of lines) take(reader, line.slice(0, longestLine));
  });
  socket.on('error', () => socket.destroy());
}

const portOf = (address: unknown): number =>
  typeof address === 'object' && address !== null ? (address as { port: number }).port : 0;

/** Newer words over older ones, field by field: class B ships say theirs in two parts. */
function merged(before: Heard['particulars'], after: Heard['particulars']): Heard['particulars'] {
  if (!before || !after) return after ?? before;
  const known = Object.fromEntries(Object.entries(after).filter(([, value]) => value !== null));
  return { ...before, ...known };
}
