// Puts one declared route onto the server: read the body, check every part, decide, handle, answer.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import { type AccessContext, type Actor, asTaken } from '@city/kernel/access';
import { AlreadyDone, away, type Group, type Idempotency, isAway } from '@city/kernel/database';
import { AppError, type FieldError } from '@city/kernel/errors';
import { readMultipart, withoutEmpty } from './form.ts';
import { keptAnswer, keyFor, readKey } from './idempotency.ts';
import { openApiSchema } from './openapi.ts';
import { Answer, type RequestContext, type Route, type Upload, View } from './route.ts';
import type { ServerHost } from './server.ts';
import { type Check, checkOf } from './validate.ts';
import { sendView } from './send-view.ts';

interface Checks {
  readonly query: Check | undefined;
  readonly params: Check | undefined;
  readonly body: Check | undefined;
  readonly form: Check | undefined;
}

export function registerRoute(app: FastifyInstance, host: ServerHost, module: string, route: Route): void {
  const { definition } = route;
  if (!host.access.has(definition.permission) && !definition.permission.startsWith('public: ')) {
    throw new Error(
      `${definition.method} ${definition.url}: permission ${definition.permission} is not declared`,
    );
  }
  const checks = checksOf(route);
  app.route({
    method: definition.method,
    url: definition.url,
    schema: openApiSchema(route, module) as never,
    validatorCompiler: () => () => true,
    ...(definition.bodyLimit ? { bodyLimit: definition.bodyLimit } : {}),
    config: {
      kind: route.kind,
      ...(definition.scope ? { scope: definition.scope } : {}),
      ...(definition.limit
        ? { rateLimit: { max: definition.limit.max, timeWindow: definition.limit.perSeconds * 1000 } }
        : {}),
    } as never,
    // After the limits on calls, before the body is read: a broken body says nothing to who may not call.
    preParsing: async (request, _reply, payload) => {
      atDoor.set(request, letIn(host, route, request));
      return payload;
    },
    handler: async (request, reply) => {
      const context = await enter(host, module, route, checks, request, reply);
      const answer = await answered(host, route, context);
      return send(host, route, context, reply, answer);
    },
  });
}

function checksOf({ definition }: Route): Checks {
  const text = (schema: TSchema | undefined) => (schema ? checkOf(schema, { text: true }) : undefined);
  return {
    query: text(definition.query),
    params: text(definition.params),
    body: definition.body ? checkOf(definition.body, { text: false }) : undefined,
    form: text(definition.body),
  };
}

/** Who was let in, as the route takes them. */
const atDoor = new WeakMap<FastifyRequest, Actor>();

/** @throws AppError `sign_in_needed` (401), `forbidden` (403). */
function letIn(host: ServerHost, route: Route, request: FastifyRequest): Actor {
  const { method, permission, representation = host.access.representationOf(permission) } = route.definition;
  const actor = asTaken(request.actor, { method, permission, representation });
  host.access.require(actor, permission, undefined, asked(host, route, request));
  return actor;
}

/** Access first, then the parts of the request: who may not call learns nothing about what would be valid. */
async function enter(
  host: ServerHost,
  module: string,
  route: Route,
  checks: Checks,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<RequestContext & { idempotency: Idempotency | null }> {
  const actor = atDoor.get(request) ?? letIn(host, route, request);
  const { body, uploads, isForm } = await readBody(route, request);
  const query = request.query ?? {};
  const params = request.params ?? {};
  const errors: FieldError[] = [];
  errors.push(...(checks.params?.(params) ?? []));
  errors.push(...(checks.query?.(query) ?? []));
  if (checks.body && checks.form) errors.push(...(isForm ? checks.form : checks.body)(body));
  if (errors.length > 0) throw new AppError('invalid_request', { errors });
  const context = makeContext(host, module, { actor, asked: asked(host, route, request) }, request, reply, {
    body,
    uploads,
    query,
    params,
  });
  const key = route.definition.idempotent ? readKey(request.headers['idempotency-key']) : null;
  if (key) context.idempotency = keyFor(context, `${route.definition.method} ${route.definition.url}`, key);
  return context;
}

/** What a decision hangs on beside who asks: when, at which door. */
const asked = (host: ServerHost, { definition }: Route, request: FastifyRequest): AccessContext => ({
  now: host.now(),
  route: `${definition.method} ${definition.url}`,
  requestId: request.id,
});

async function readBody(
  route: Route,
  request: FastifyRequest,
): Promise<{ body: unknown; uploads: Upload[]; isForm: boolean }> {
  const { definition } = route;
  if (definition.method === 'GET' || (!definition.body && !request.headers['content-type']))
    return { body: undefined, uploads: [], isForm: false };
  const type =
    String(request.headers['content-type'] ?? '')
      .split(';')[0]
      ?.trim()
      .toLowerCase() ?? '';
  const accepts = definition.accepts ?? ['json'];
  if (type === 'multipart/form-data' && accepts.includes('multipart')) {
    const { fields, uploads } = await readMultipart(request);
    return { body: withoutEmpty(fields), uploads, isForm: true };
  }
  if (type === 'application/x-www-form-urlencoded' && accepts.includes('form')) {
    return { body: withoutEmpty((request.body ?? {}) as Record<string, unknown>), uploads: [], isForm: true };
  }
  if ((type === 'application/json' || type.endsWith('+json') || type === '') && accepts.includes('json')) {
    return { body: request.body, uploads: [], isForm: false };
  }
  if (type === 'application/jwt' && accepts.includes('jwt'))
    return { body: request.body, uploads: [], isForm: false };
  if (!definition.body) return { body: undefined, uploads: [], isForm: false };
  throw new AppError('unsupported_media_type');
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function makeContext(
  host: ServerHost,
  module: string,
  by: { readonly actor: Actor; readonly asked: AccessContext },
  request: FastifyRequest,
  reply: FastifyReply,
  parts: { body: unknown; uploads: Upload[]; query: unknown; params: unknown },
): Mutable<RequestContext> & { idempotency: Idempotency | null } {
  const lang = host.pickLanguage(request);
  const { actor } = by;
  const context = {
    ...parts,
    actor,
    lang,
    t: host.translate(lang),
    now: host.now(),
    address: request.ip,
    path: request.url,
    request,
    idempotency: null as Idempotency | null,
    transaction: (fn: never, options: { shard?: string; readOnly?: boolean } = {}) => {
      const once = options.readOnly ? null : context.idempotency;
      return host
        .moduleDatabase(module)
        .transaction(actor, fn, { ...options, ...(once ? { idempotency: once } : {}) });
    },
    join: (group: Group<unknown, unknown>, input: unknown, answer: (result: unknown) => unknown) =>
      group.join(actor, input, { answer, idempotency: context.idempotency ?? undefined }),
    decide: (permission: string, resource?: unknown) =>
      host.access.decide(actor, permission, resource, by.asked),
    require: (permission: string, resource?: unknown) =>
      void host.access.require(actor, permission, resource, by.asked),
    cookie: (name: string) => request.cookies[name],
    setCookie: (name: string, value: string, options: { maxAgeSeconds?: number; path?: string } = {}) => {
      reply.setCookie(name, value, {
        httpOnly: true,
        sameSite: 'lax',
        secure: host.secure,
        path: options.path ?? '/',
        ...(options.maxAgeSeconds === undefined ? {} : { maxAge: options.maxAgeSeconds }),
      });
    },
  };
  return context as never;
}

/**
 * Runs the handler; under an Idempotency-Key a second call gets the first one's answer. The work is tried first: most keys
 * are new, and one that is not makes the transaction roll back or the action refuse what has happened already.
 */
async function answered(
  host: ServerHost,
  route: Route,
  context: RequestContext & { idempotency: Idempotency | null },
): Promise<unknown> {
  const handle = route.handle as unknown as (context: RequestContext) => Promise<unknown>;
  if (!context.idempotency) return handle(context);
  try {
    return await handle(context);
  } catch (error) {
    if (isAway(error)) throw away(error);
    const isRefusal = error instanceof AppError && error.status < 500;
    const kept =
      error instanceof AlreadyDone || isRefusal ? await keptAnswer(host.database, context.idempotency) : null;
    if (kept) return kept;
    throw error;
  }
}

function send(
  host: ServerHost,
  route: Route,
  context: RequestContext,
  reply: FastifyReply,
  answer: unknown,
): unknown {
  if (route.kind === 'stream') return reply;
  // The frame of a page says for whom one acts, whatever the route makes of it.
  if (answer instanceof View) {
    const { lang, path, t, request } = context;
    return sendView(host, reply, answer, { lang, path, t, actor: request.actor });
  }
  const { status, headers, body } =
    answer instanceof Answer ? answer : new Answer(answer === undefined ? 204 : 200, answer);
  reply.status(status).headers(headers);
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  return reply.send(body);
}
