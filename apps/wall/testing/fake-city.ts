// A city for tests of the wall: the built wall, its interface in memory, and a live stream whose cable can be pulled.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join } from 'node:path';
import { catalogue } from '@city/kernel/text';
import { cutFont } from '@city/ui/assets/fonts';
import type { UnitBoundaries } from '@city/ui/map';
import { FakeReports, type FakeReport } from './fake-reports.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};
/** As the real server sends it: what breaks under it must break here. */
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'";

export class FakeCity {
  readonly reports: FakeReports;
  readonly #units: UnitBoundaries;
  readonly #built: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #viewers = new Set<ServerResponse>();
  readonly #sent: string[] = [];
  readonly #texts = catalogue(
    ['apps/wall/locales', 'modules/feedback/locales', 'modules/operations/locales', 'ui/locales']
      .map((folder) => join(root, folder))
      .filter(existsSync),
  );
  #cable: 'plugged' | 'pulled' = 'plugged';
  #forgetsHistory = false;
  /** Paths asked for, in order. */
  readonly asked: string[] = [];

  /** `built` is the folder with the wall as Vite built it. */
  constructor(built: string, units: UnitBoundaries, reports = new FakeReports(units)) {
    this.#built = built;
    this.#units = units;
    this.reports = reports;
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#server.on('connection', (socket) => {
      if (this.#cable === 'pulled') socket.destroy();
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  /** The address without a path. */
  async start(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((done) => this.#server.close(done));
  }

  /** Files a report and tells every viewer. */
  file(given: Partial<FakeReport> = {}): FakeReport {
    const report = this.reports.add(given);
    this.#tell('feedback.report.filed', this.reports.facts(report));
    return report;
  }

  answer(code: string): void {
    this.#tell('feedback.report.resolved', this.reports.resolve(code));
  }

  /** Nothing gets through until `plug`. The stream may have forgotten what it sent meanwhile. */
  pull(options: { forget?: boolean } = {}): void {
    this.#cable = 'pulled';
    this.#forgetsHistory = options.forget ?? false;
    for (const socket of this.#sockets) socket.destroy();
  }

  plug(): void {
    this.#cable = 'plugged';
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  #tell(name: string, data: unknown): void {
    const frame = `id: 1.${this.#sent.length + 1}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    this.#sent.push(frame);
    for (const viewer of this.#viewers) viewer.write(frame);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://city');
    this.asked.push(url.pathname + url.search);
    response.setHeader('content-security-policy', policy);
    if (url.pathname === '/api/live') return this.#stream(url, response);
    if (url.pathname.startsWith('/api/') || url.pathname.startsWith('/texts/'))
      return this.#json(url, response);
    if (url.pathname.startsWith('/assets/fonts/')) return void this.#font(url.pathname.slice(14), response);
    this.#send(response, this.#fileOf(url.pathname));
  }

  async #font(name: string, response: ServerResponse): Promise<void> {
    const bytes = await cutFont(name, this.#built);
    response.writeHead(200, { 'content-type': 'font/woff2' }).end(bytes);
  }

  #fileOf(path: string): string {
    return join(
      this.#built,
      path.startsWith('/wall/') && extname(path) ? path.slice('/wall/'.length) : 'index.html',
    );
  }

  #send(response: ServerResponse, file: string): void {
    if (!existsSync(file)) return void response.writeHead(404).end();
    response
      .writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
      .end(readFileSync(file));
  }

  #json(url: URL, response: ServerResponse): void {
    const lang = url.pathname === '/texts/en.json' ? 'en' : 'vi';
    const body = url.pathname.startsWith('/texts/')
      ? this.#texts.compiled(lang)
      : url.pathname === '/api/units/boundaries'
        ? this.#units
        : url.pathname === '/api/map-settings'
          ? { tiles: null }
          : url.pathname === '/api/operations/wall'
            ? quietCentre()
            : this.reports.answer(url);
    if (body === null)
      return void response.writeHead(404, { 'content-type': 'application/problem+json' }).end('{}');
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  #stream(url: URL, response: ServerResponse): void {
    const after = url.searchParams.get('after');
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.write('retry: 1500\n\n');
    if (after && this.#forgetsHistory) response.write('event: reset\ndata: {}\n\n');
    else if (after) for (const frame of this.#sent.slice(Number(after.split('.')[1]))) response.write(frame);
    response.write(`event: ready\ndata: ${JSON.stringify({ at: new Date().toISOString() })}\n\n`);
    this.#viewers.add(response);
    const beat = setInterval(() => response.write(`: ${Date.now()}\n\n`), 5_000);
    response.on('close', () => {
      clearInterval(beat);
      this.#viewers.delete(response);
    });
  }
}

/** The operations centre on a quiet day. */
function quietCentre() {
  const stage = {
    level: 1,
    name: { vi: 'Bình thường', en: 'Normal' },
    meaning: { vi: '', en: '' },
    colour: 'green',
    reason: null,
    setAt: null,
    post: null,
  };
  const asOf = new Date().toISOString();
  return { asOf, stage, calling: [0, 1, 0, 2], incidents: 1, isFlood: false, warnings: [] };
}
