// The HTTP server of the composed city: Fastify with our validation, problems, access and headers; every route through one door.
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Access, Actor } from '@city/kernel/access';
import type { Database, ModuleDatabase } from '@city/kernel/database';
import type { Log } from '@city/kernel/log';
import type { Metrics } from '@city/kernel/metrics';
import { callerKey } from './caller-key.ts';
import { addErrorHandling, type ErrorView } from './errors.ts';
import { addHealth, type HealthCheck, isLoopback } from './health.ts';
import { AppError } from '@city/kernel/errors';
import { openApiOptions } from './openapi.ts';
import { registerMount } from './mount.ts';
import { registerRoute } from './register.ts';
import type { Language, Route, View } from './route.ts';
import { addSecurity } from './security.ts';
import { buildSerializer } from './serializer.ts';

export interface LayoutInput {
  readonly view: View;
  readonly lang: Language;
  readonly actor: Actor;
  readonly path: string;
  /** Where the city is reached, without a slash at the end: for addresses that must be whole. */
  readonly origin: string;
  readonly t: (message: string, values?: Record<string, unknown>) => string;
}

/** Sets a view into a whole document. */
export type Layout = (input: LayoutInput) => string;

export interface ServerOptions {
  readonly access: Access;
  readonly database: Database;
  readonly routes: readonly { readonly module: string; readonly route: Route }[];
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | null>;
  readonly layout: Layout;
  readonly errorView: ErrorView;
  readonly translate: (lang: Language) => (message: string, values?: Record<string, unknown>) => string;
  readonly pickLanguage: (request: FastifyRequest) => Language;
  readonly now: () => Date;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly publicUrl: string;
  readonly secure: boolean;
  readonly trustProxy: boolean | string;
  /** Origins that a form on our pages may lead to, such as the identity provider's. */
  readonly formTargets?: readonly string[];
  /** Origins of configured outside map tiles. */
  readonly imageSources?: readonly string[];
  readonly healthChecks: readonly HealthCheck[];
  /** Rate limits do not count callers on this machine: for the demo, its drills and load generators. */
  readonly limitsSpareLoopback: boolean;
  /** Most requests worked on at once; more are told to come back (503). */
  readonly mostInFlight: number;
}

/** What every part of the server shares. */
export interface ServerHost extends ServerOptions {
  readonly moduleDatabase: (name: string) => ModuleDatabase<unknown>;
}

export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: options.log.child({ part: 'http' }, { level: 'warn' }) as never,
    trustProxy: options.trustProxy,
    bodyLimit: 1_000_000,
    requestTimeout: 60_000,
    keepAliveTimeout: 30_000,
    forceCloseConnections: 'idle',
    genReqId: () => crypto.randomUUID(),
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true, querystringParser: parseQuery },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
    schemaController: { compilersFactory: { buildSerializer } },
  }) as never;
  const databases = new Map<string, ModuleDatabase<unknown>>();
  const host: ServerHost = {
    ...options,
    moduleDatabase: (name) => {
      let found = databases.get(name);
      if (!found) databases.set(name, (found = options.database.module<unknown>(name)));
      return found;
    },
  };
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 1_000_000 });
  await app.register(multipart);
  // Encrypted and signed bodies come as their text; whoever asked for one reads it.
  app.addContentTypeParser('application/jwt', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: 1024,
    brotliOptions: { params: { 1: 4 } } as never,
  });
  await app.register(rateLimit, {
    global: false,
    skipOnError: true,
    keyGenerator: (request) => callerKey(request.ip),
    allowList: (request) => options.limitsSpareLoopback && isLoopback(request.raw.socket.remoteAddress),
    errorResponseBuilder: (_request, context) =>
      new AppError('too_many_requests', { retryAfterSeconds: Math.ceil(context.ttl / 1000) }),
  });
  await app.register(swagger, openApiOptions(options.publicUrl) as never);
  addSecurity(app, host);
  addErrorHandling(app, host);
  addTiming(app, options.metrics);
  addHealth(app, host);
  for (const { module, route } of options.routes) {
    if (route.kind === 'mount') registerMount(app, host, module, route);
    else registerRoute(app, host, module, route);
  }
  return app;
}

/** Repeated names become arrays; a name that would reach an object's prototype is dropped. */
function parseQuery(text: string): Record<string, unknown> {
  const query: Record<string, unknown> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    if (name === '__proto__') continue;
    const before = query[name];
    if (before === undefined) query[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else query[name] = [before, value];
  }
  return { ...query };
}

function addTiming(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    metrics.requests.observe(labels, reply.elapsedTime / 1000);
  });
}
