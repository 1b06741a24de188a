// From Node's request to an endpoint and back: the preconditions of GS CIM 009 §6.3 in their order, then the answer.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@city/kernel/errors';
import type { MountContext } from '@city/kernel/http';
import type { Broker } from '../broker.ts';
import { LIMITS } from '../limits.ts';
import { contextPermission, readPermission, writePermission } from '../permissions.ts';
import { defaultTenant, tenantExists } from '../tenants/tenant.store.ts';
import { coreContext } from '../terms/shipped.ts';
import type { Call, Endpoint, Reply } from './call.ts';
import { type Accepted, acceptedType, bodyType, geoJson, json, ldJson, linkedContext } from './media.ts';
import { badData, invalid, Problem, problemDetails } from './problem.ts';

export const base = '/ngsi-ld/v1';
const tenantForm = /^[A-Za-z0-9_.:-]{1,100}$/;

interface Placed {
  readonly endpoint: Endpoint;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

export type Dispatch = (c: MountContext) => Promise<undefined>;

export function dispatcher(broker: Broker, endpoints: readonly Endpoint[]): Dispatch {
  const placed = endpoints.map(place);
  return async (c) => {
    const tenant = c.request.headers['ngsild-tenant'];
    const echo = typeof tenant === 'string' ? { 'NGSILD-Tenant': tenant } : {};
    try {
      const reply = await answer(broker, placed, c);
      send(c.response, { ...reply, headers: { ...echo, ...reply.headers } });
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status >= 500) broker.m.log.warn({ err: error }, 'a request to the context broker failed');
      const headers = { ...echo, ...problem.headers };
      send(c.response, { status: problem.status, body: problemDetails(problem), type: json, headers });
    }
    return undefined;
  };
}

function place(endpoint: Endpoint): Placed {
  const names: string[] = [];
  const pattern = endpoint.path.replace(/:(\w+)/g, (_all, name: string) => {
    names.push(name);
    return '([^/]+)';
  });
  return { endpoint, names, pattern: new RegExp(`^${pattern}/?$`) };
}

async function answer(broker: Broker, placed: readonly Placed[], c: MountContext): Promise<Reply> {
  const { request } = c;
  const url = new URL(request.url ?? '/', 'http://city');
  const at = url.pathname.slice(base.length) || '/';
  const here = placed.filter(({ pattern }) => pattern.test(at));
  if (here.length === 0) throw new Problem('ResourceNotFound', `There is nothing at ${url.pathname}`);
  const found = here.find(({ endpoint }) => endpoint.method === request.method);
  if (!found) {
    const allow = here.map(({ endpoint }) => endpoint.method).join(', ');
    throw new Problem('MethodNotAllowed', `${request.method} is not allowed here`, {
      headers: { Allow: allow },
    });
  }
  const { endpoint } = found;
  const hasBody = ['POST', 'PUT', 'PATCH'].includes(endpoint.method);
  if (hasBody && request.headers['content-length'] === undefined) return { status: 411 };
  const type = hasBody ? bodyType(request.headers['content-type'], endpoint.method === 'PATCH') : json;
  const accept = acceptOf(request, endpoint);
  const tenant = tenantOf(request);
  permit(broker, endpoint, c, tenant);
  checkParams(url.searchParams, endpoint);
  const path = Object.fromEntries(
    found.names.map((name, i) => [name, decode(found.pattern.exec(at)?.[i + 1] ?? '')]),
  );
  const body = hasBody ? await readJson(request) : undefined;
  if (endpoint.does !== 'create' && !endpoint.anyTenant) await requireTenant(broker, c, tenant);
  const call = {
    broker,
    actor: c.actor,
    headers: request.headers,
    path,
    query: url.searchParams,
    url: url.pathname,
    isLd: type === ldJson,
    accept,
    tenant,
    now: broker.m.now(),
    transaction: (fn: never, options = {}) =>
      broker.m.db.transaction(c.actor, fn, { shard: tenant, ...options }),
  } as unknown as Omit<Call, 'body' | 'terms'>;
  return endpoint.handle({
    ...call,
    ...(await withContext(broker, endpoint, request, body, type === ldJson)),
  });
}

function acceptOf(request: IncomingMessage, endpoint: Endpoint): Accepted {
  const offered: readonly Accepted[] = endpoint.geoJson ? [json, ldJson, geoJson] : [json, ldJson];
  // Whoever only writes is not asked which kind of empty answer they like.
  if (endpoint.method !== 'GET' && !endpoint.geoJson) return json;
  return acceptedType(request.headers.accept, offered);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badData(`${part} is not rightly encoded`);
  }
}

function tenantOf(request: IncomingMessage): string {
  const given = request.headers['ngsild-tenant'];
  if (given === undefined || given === '') return defaultTenant;
  if (typeof given !== 'string' || !tenantForm.test(given))
    throw badData('NGSILD-Tenant is not a valid name');
  return given;
}

async function requireTenant(broker: Broker, c: MountContext, tenant: string): Promise<void> {
  if (tenant === defaultTenant) return;
  const there = await broker.m.db.transaction(c.actor, (tx) => tenantExists(tx, tenant), { readOnly: true });
  if (!there) throw new Problem('NonexistentTenant', `There is no tenant ${tenant}`);
}

const isListed = (list: readonly string[], tenant: string): boolean =>
  list.includes(tenant) || list.includes('*');

function permit(broker: Broker, endpoint: Endpoint, c: MountContext, tenant: string): void {
  const { settings, m } = broker;
  const isOpen = isListed(settings.openTenants, tenant);
  const isRead = endpoint.does === 'read';
  if (endpoint.anyTenant && isRead) return;
  const permission = endpoint.anyTenant ? contextPermission : isRead ? readPermission : writePermission;
  const listed = isOpen || (isRead && isListed(settings.publicTenants, tenant));
  const decision = m.access.decide(
    c.actor,
    permission,
    { tenant, listed },
    { now: m.now(), route: `${endpoint.method} ${base}${endpoint.path}` },
  );
  if (decision.allow) return;
  if (c.actor.kind !== 'anonymous') throw new Problem('Forbidden', decision.reason);
  throw new Problem('Unauthorized', decision.reason, { headers: { 'WWW-Authenticate': 'Bearer' } });
}

function checkParams(query: URLSearchParams, endpoint: Endpoint): void {
  for (const name of query.keys())
    if (!endpoint.params.includes(name)) throw invalid(`The parameter ${name} is not known here`);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LIMITS.bodyBytes)
      throw new Problem('RequestEntityTooLarge', `At most ${LIMITS.bodyBytes} bytes are taken`);
    parts.push(part);
  }
  if (size === 0) throw invalid('The body is empty');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts)));
  } catch {
    throw invalid('The body is not JSON in UTF-8');
  }
}

/** §5.5.7 and §6.3.5: JSON-LD brings its context along, JSON names it in the Link header. */
async function withContext(
  broker: Broker,
  endpoint: Endpoint,
  request: IncomingMessage,
  body: unknown,
  isLd: boolean,
): Promise<Pick<Call, 'body' | 'terms'>> {
  const linked = linkedContext(request.headers);
  if (endpoint.rawBody) return { body, terms: await broker.contexts.load(coreContext) };
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const inBody = isObject ? (body as Record<string, unknown>)['@context'] : undefined;
  if (isLd && linked !== undefined)
    throw badData('application/ld+json carries its @context in the body, not in a Link header');
  if (isLd && isObject && inBody === undefined) throw badData('application/ld+json must carry an @context');
  if (!isLd && inBody !== undefined)
    throw badData('application/json must not carry an @context; name it in the Link header');
  return {
    body,
    terms: await broker.contexts.load(
      isLd && !endpoint.ownContexts ? (inBody ?? coreContext) : (linked ?? coreContext),
    ),
  };
}

/** What any failure is in the words of the standard. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof AppError && error.code === 'database_unavailable')
    return new Problem('Unavailable', 'The database is away', {
      headers: { 'Retry-After': '3' },
      cause: error,
    });
  const state = (error as { code?: unknown }).code;
  if (state === '57014') return new Problem('TooComplexQuery', 'The query took too long', { cause: error });
  if (state === '2201B') return badData('The pattern is not a regular expression that can be used here');
  return new Problem('InternalError', 'The request could not be answered', { cause: error });
}

function send(response: ServerResponse, reply: Reply): void {
  response.statusCode = reply.status;
  for (const [name, value] of Object.entries(reply.headers ?? {}))
    response.setHeader(name, typeof value === 'string' ? value : [...value]);
  if (reply.body === undefined) {
    if (reply.status !== 204) response.setHeader('Content-Length', '0');
    response.end();
    return;
  }
  const text = Buffer.from(JSON.stringify(reply.body));
  response.setHeader('Content-Type', reply.type ?? json);
  response.setHeader('Content-Length', String(text.length));
  response.end(text);
}
