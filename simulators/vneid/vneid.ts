// A small OpenID Connect provider that plays the national identity app VNeID: start it, or mount it on a running server.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { authorize, interact, push } from './authorize.ts';
import { discoveryDocument } from './discovery.ts';
import { endSession } from './end-session.ts';
import { makeFaults } from './faults.ts';
import { makeKeyRing } from './keys.ts';
import { makeMemory } from './memory.ts';
import type { Client, FaultKind, Persona } from './model.ts';
import { checkPersonas } from './personas.ts';
import { PATHS, type Provider } from './provider.ts';
import { token } from './token.ts';
import { userinfo } from './userinfo.ts';
import { ProtocolError, sendJson } from './wire.ts';

export type { AuthenticationLevel, Client, FaultKind, IdentityLevel, Persona, Words } from './model.ts';
export { FAULT_KINDS, IDENTITY_LEVEL_CLAIM, PERSONAL_NUMBER_CLAIM } from './model.ts';
export { readPersonas } from './personas.ts';
export { signInAs, type SignInChoice } from './sign-in-as.ts';

export type SimulatorOptions = {
  /** The issuer, as browsers and clients reach it; may have a path. The simulator answers below it. */
  readonly publicUrl: string;
  readonly clients: readonly Client[];
  readonly personas: readonly Persona[];
  /** Keeps subjects the same over restarts; not a real secret in a simulator. */
  readonly pairwiseSecret?: string;
  readonly now?: () => Date;
  /** How long the fault "slow" waits. */
  readonly slowMilliseconds?: number;
};

/** What one can do to a simulator from outside its screens. */
export type Simulator = {
  readonly issuer: string;
  /** Answers a request below the issuer's path; false when the address is not ours and nothing was sent. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /** Brings the next published key into use and answers its id. */
  readonly rotateKeys: () => Promise<string>;
  /** Orders one fault; orders add up. */
  readonly failNext: (kind: FaultKind) => void;
  /** While true every request is answered 503. */
  readonly setOutage: (isOut: boolean) => void;
  /** Adds a client, or replaces the one with the same id. */
  readonly registerClient: (client: Client) => void;
};

export type RunningSimulator = Simulator & { readonly port: number; readonly close: () => Promise<void> };

/**
 * Makes a simulator that owns no port; give it requests through `handle`.
 * @throws Error when production mode is set, or a persona or client is malformed
 */
export async function makeVneidSimulator(
  options: SimulatorOptions,
): Promise<Simulator & { readonly stop: () => void }> {
  if (process.env['NODE_ENV'] === 'production')
    throw new Error('The VNeID simulator refuses to run in production mode.');
  const issuer = options.publicUrl.replace(/\/+$/, '');
  const stopping = new AbortController();
  const now = options.now ?? (() => new Date());
  const provider: Provider = {
    issuer,
    basePath: new URL(issuer).pathname.replace(/\/+$/, ''),
    keys: await makeKeyRing(),
    memory: makeMemory(now),
    faults: makeFaults(),
    clients: new Map(options.clients.map((client) => [client.clientId, client])),
    personas: new Map(checkPersonas(options.personas).map((persona) => [persona.id, persona])),
    pairwiseSecret: options.pairwiseSecret ?? 'vneid-simulator',
    slowMilliseconds: options.slowMilliseconds ?? 3000,
    now,
    sleep: (milliseconds) =>
      delay(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined),
  };
  let isOut = false;
  return {
    issuer,
    handle: async (request, response) => {
      const path = pathBelow(provider, request);
      if (path === null) return false;
      await answer(provider, request, response, path, isOut);
      return true;
    },
    rotateKeys: provider.keys.rotate,
    failNext: provider.faults.failNext,
    setOutage: (out) => {
      isOut = out;
    },
    registerClient: (client) => void provider.clients.set(client.clientId, client),
    stop: () => stopping.abort(),
  };
}

/** Starts a simulator on its own port (0: a free one). Without `publicUrl` the issuer is http://127.0.0.1:port. */
export async function startVneidSimulator(
  options: Omit<SimulatorOptions, 'publicUrl'> & {
    readonly port?: number;
    readonly host?: string;
    readonly publicUrl?: string;
  },
): Promise<RunningSimulator> {
  const host = options.host ?? '127.0.0.1';
  let simulator: Awaited<ReturnType<typeof makeVneidSimulator>> | null = null;
  const server = createServer((request, response) => {
    void (async () => {
      if (await simulator?.handle(request, response)) return;
      sendJson(response, simulator === null ? 503 : 404, { error: 'not_found' });
    })();
  });
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(options.port ?? 0, host, resolve),
  );
  const { port } = server.address() as AddressInfo;
  try {
    const running = (simulator = await makeVneidSimulator({
      ...options,
      publicUrl: options.publicUrl ?? `http://${host}:${port}`,
    }));
    return {
      ...running,
      port,
      close: async () => {
        running.stop();
        server.closeAllConnections();
        await new Promise<void>((resolve) => server.close(() => resolve()));
      },
    };
  } catch (error) {
    server.close();
    throw error;
  }
}

const STYLE = readFileSync(new URL('./vneid.css', import.meta.url));

type Endpoint = (
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
) => void | Promise<void>;

const ENDPOINTS = new Map<string, { readonly methods: readonly string[]; readonly run: Endpoint }>([
  [
    PATHS.discovery,
    {
      methods: ['GET'],
      run: (provider, _, response) => sendCacheable(response, discoveryDocument(provider)),
    },
  ],
  [
    PATHS.jwks,
    { methods: ['GET'], run: (provider, _, response) => sendCacheable(response, provider.keys.jwks()) },
  ],
  [PATHS.authorize, { methods: ['GET', 'POST'], run: authorize }],
  [PATHS.pushed, { methods: ['POST'], run: push }],
  [PATHS.token, { methods: ['POST'], run: token }],
  [PATHS.userinfo, { methods: ['GET', 'POST'], run: userinfo }],
  [PATHS.endSession, { methods: ['GET', 'POST'], run: endSession }],
  [PATHS.style, { methods: ['GET'], run: (_, __, response) => sendStyle(response) }],
]);

function endpointAt(path: string): { readonly methods: readonly string[]; readonly run: Endpoint } | null {
  if (!path.startsWith(PATHS.interaction)) return ENDPOINTS.get(path) ?? null;
  const id = path.slice(PATHS.interaction.length);
  return {
    methods: ['GET', 'POST'],
    run: (provider, request, response) => interact(provider, request, response, id),
  };
}

async function answer(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  isOut: boolean,
): Promise<void> {
  const endpoint = endpointAt(path);
  if (endpoint === null) return sendJson(response, 404, { error: 'not_found' });
  if (!endpoint.methods.includes(request.method ?? '')) {
    return sendJson(response, 405, { error: 'invalid_request' }, { Allow: endpoint.methods.join(', ') });
  }
  if (isOut || (path !== PATHS.style && provider.faults.take('unavailable'))) {
    return sendJson(response, 503, { error: 'temporarily_unavailable' }, { 'Retry-After': '5' });
  }
  try {
    await endpoint.run(provider, request, response);
  } catch (error) {
    if (response.headersSent) return void response.destroy();
    if (error instanceof ProtocolError) {
      return sendJson(
        response,
        error.status,
        { error: error.code, error_description: error.message },
        error.headers,
      );
    }
    sendJson(response, 500, { error: 'server_error' });
  }
}

function pathBelow(provider: Provider, request: IncomingMessage): string | null {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (provider.basePath !== '' && !path.startsWith(`${provider.basePath}/`)) return null;
  return path.slice(provider.basePath.length);
}

function sendCacheable(response: ServerResponse, body: unknown): void {
  response.removeHeader('Pragma');
  sendJson(response, 200, body, {
    'Cache-Control': 'public, max-age=60',
    'Access-Control-Allow-Origin': '*',
  });
}

function sendStyle(response: ServerResponse): void {
  response.writeHead(200, {
    'Content-Type': 'text/css; charset=utf-8',
    'Content-Length': STYLE.length,
    'Cache-Control': 'public, max-age=300',
  });
  response.end(STYLE);
}
