// Plays the other side of notifications: mail server, text-message gateway, push service, and an inbox to look at.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Gateway, makeGateway } from './gateway.ts';
import { inboxPage, messagePage, missingPage } from './inbox.page.ts';
import { makeMailServer } from './mail.ts';
import { makePushService, type PushService } from './push-service.ts';
import { makeStore, type MessageStore, type ReceivedMessage } from './store.ts';

export { makePhone, type Phone, type PhoneOptions, type SentText } from './phone.ts';
export type { SimulatedSubscription } from './push-service.ts';
export type { ReceivedMessage, SimulatedChannel } from './store.ts';

export interface MessageSimulatorOptions {
  /** 0, the default: a free port. */
  readonly smtpPort?: number;
  readonly httpPort?: number;
  readonly host?: string;
  /** What the gateway takes as credentials. */
  readonly apiKey?: string;
  readonly secretKey?: string;
  readonly brandname?: string;
  /** What the aggregator signs messages of people with. */
  readonly inboundSecret?: string;
  readonly now?: () => Date;
}

export interface MessageSimulator {
  readonly smtpPort: number;
  readonly httpPort: number;
  /** The inbox for people; `/messages.json` below it for programs. */
  readonly httpUrl: string;
  /** Settings that make a city send here. */
  readonly environment: Readonly<Record<string, string>>;
  readonly push: Pick<PushService, 'subscribe' | 'unsubscribe' | 'failNext'>;
  messages(filter?: { to?: string; channel?: string }): ReceivedMessage[];
  clear(): void;
  close(): Promise<void>;
}

/**
 * Starts the simulator.
 * @throws Error in production mode, or when a port is taken.
 */
export async function startMessageSimulator(
  options: MessageSimulatorOptions = {},
): Promise<MessageSimulator> {
  if (process.env['NODE_ENV'] === 'production')
    throw new Error('The message simulator refuses to run in production mode.');
  const {
    host = '127.0.0.1',
    apiKey = 'demo',
    secretKey = 'demo',
    brandname = 'HoaPhuong',
    inboundSecret = 'demo-secret-of-the-aggregator',
    now = () => new Date(),
  } = options;
  const store = makeStore(now);
  const mail = makeMailServer(store);
  const gateway = makeGateway({ apiKey, secretKey, brandnames: [brandname], now }, store);
  let httpUrl = '';
  const push = makePushService(() => httpUrl, store, now);
  const web = createServer((request, response) => {
    answer(request, response, { store, gateway, push }).catch(() => response.destroy());
  });
  const smtpServer = await new Promise<{ address(): AddressInfo | string | null }>((resolve, reject) => {
    mail.once('error', reject);
    const listening = mail.listen(options.smtpPort ?? 0, host, () => resolve(listening as never));
  });
  await new Promise<void>((resolve, reject) =>
    web.once('error', reject).listen(options.httpPort ?? 0, host, resolve),
  );
  const smtpPort = (smtpServer.address() as AddressInfo).port;
  const httpPort = (web.address() as AddressInfo).port;
  httpUrl = `http://${host}:${httpPort}`;
  return {
    smtpPort,
    httpPort,
    httpUrl,
    environment: {
      CITY_SMTP_URL: `smtp://${host}:${smtpPort}`,
      CITY_SMS_URL: `${httpUrl}/gateway`,
      CITY_SMS_API_KEY: apiKey,
      CITY_SMS_SECRET_KEY: secretKey,
      CITY_SMS_BRANDNAME: brandname,
      CITY_SMS_IN_SECRET: inboundSecret,
      CITY_PUSH_INSIDE: `${host}:${httpPort}`,
    },
    push,
    messages: (filter) => store.list(filter),
    clear: () => store.clear(),
    close: async () => {
      web.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => web.close(() => resolve())),
        new Promise<void>((resolve) => mail.close(() => resolve())),
      ]);
    },
  };
}

interface Parts {
  readonly store: MessageStore;
  readonly gateway: Gateway;
  readonly push: PushService;
}

const style = readFileSync(new URL('./messages.css', import.meta.url), 'utf8');
const script = readFileSync(new URL('./reload.js', import.meta.url), 'utf8');
const mostBytes = 1_000_000;
const pagePolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const mailPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

async function answer(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://simulator');
  const method = request.method ?? 'GET';
  const path = url.pathname.replace(/\/+$/, '') || '/';
  if (path === '/gateway/SendMultipleMessage_V4_post_json')
    return method === 'POST' ? toGateway(request, response, parts) : refuse(response, 405);
  if (path === '/push/subscriptions' && method === 'POST') {
    const wanted = (await readBody(request)).toString('utf8');
    const { applicationServerKey } = JSON.parse(wanted || '{}') as { applicationServerKey?: string };
    return send(
      response,
      201,
      'application/json',
      JSON.stringify(parts.push.subscribe(applicationServerKey)),
    );
  }
  if (path.startsWith('/push/') && method === 'POST')
    return toPush(request, response, path.slice('/push/'.length), parts);
  if (path === '/clear' && method === 'POST') {
    parts.store.clear();
    response.writeHead(303, { location: '/' }).end();
    return;
  }
  if ((path === '/messages.json' || path === '/messages') && method === 'DELETE') {
    parts.store.clear();
    response.writeHead(204).end();
    return;
  }
  if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405);
  show(response, path, url.searchParams, parts.store);
}

function show(response: ServerResponse, path: string, query: URLSearchParams, store: MessageStore): void {
  const filter = { to: query.get('to'), channel: query.get('channel') };
  if (path === '/') return page(response, 200, inboxPage(store.list(), filter));
  if (path === '/messages.json')
    return send(response, 200, 'application/json', JSON.stringify({ items: store.list(filter) }));
  if (path === '/messages.css') return send(response, 200, 'text/css; charset=utf-8', style);
  if (path === '/messages.js') return send(response, 200, 'text/javascript; charset=utf-8', script);
  const [, id = '', isHtml] = /^\/messages\/([0-9a-f-]{36})(\/html)?$/.exec(path) ?? [];
  const message = store.find(id);
  if (!message) return page(response, 404, missingPage());
  if (!isHtml) return page(response, 200, messagePage(message));
  send(response, 200, 'text/html; charset=utf-8', message.html ?? '', {
    'content-security-policy': mailPolicy,
  });
}

async function toGateway(
  request: IncomingMessage,
  response: ServerResponse,
  { gateway }: Parts,
): Promise<void> {
  const { status, headers, body, mustDrop } = gateway((await readBody(request)).toString('utf8'));
  if (mustDrop) response.destroy();
  else send(response, status, 'application/json; charset=utf-8', JSON.stringify(body), headers);
}

async function toPush(
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
  { push }: Parts,
): Promise<void> {
  const { status, headers, reason } = await push.take(id, request.headers, await readBody(request));
  send(response, status, 'text/plain; charset=utf-8', status === 201 ? '' : reason, headers);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > mostBytes) throw new Error('the body is too large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function page(response: ServerResponse, status: number, markup: string): void {
  send(response, status, 'text/html; charset=utf-8', markup, { 'content-security-policy': pagePolicy });
}

function refuse(response: ServerResponse, status: number): void {
  send(response, status, 'text/plain; charset=utf-8', 'method not allowed');
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  more: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...more,
  });
  response.end(body);
}
