// What callers see when something is wrong: a problem document for programs, a page in plain words for people.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { anonymous } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { problem, toAppError } from './problem.ts';
import type { Language, View } from './route.ts';
import type { ServerHost } from './server.ts';

/** The page for an error, made by the composition in the city's design. */
export type ErrorView = (input: {
  error: AppError;
  lang: Language;
  path: string;
  requestId: string;
  t: (message: string, values?: Record<string, unknown>) => string;
}) => View;

export function addErrorHandling(app: FastifyInstance, host: ServerHost): void {
  const patterns = new Map<string, Set<string>>();
  app.addHook('onRoute', (route) => {
    const methods = patterns.get(route.url) ?? new Set<string>();
    for (const method of [route.method].flat()) methods.add(method);
    patterns.set(route.url, methods);
  });
  app.setErrorHandler((error, request, reply) => sendError(host, toAppError(error), request, reply));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    const allow = [...patterns]
      .filter(([pattern]) => matches(pattern, path))
      .flatMap(([, methods]) => [...methods]);
    if (allow.length > 0) reply.header('allow', [...new Set(allow)].join(', '));
    sendError(host, new AppError(allow.length > 0 ? 'method_not_allowed' : 'not_found'), request, reply);
  });
}

/** Refusals that somebody who looks after security wants to count (ASVS 5.0, 16.3.2 and 16.3.3). */
const refusals = new Set(['sign_in_needed', 'forbidden', 'cross_origin', 'too_many_requests']);

function sendError(host: ServerHost, error: AppError, request: FastifyRequest, reply: FastifyReply): void {
  const lang = host.pickLanguage(request);
  const path = request.url.split('?')[0] ?? '/';
  if (error.status >= 500 && error.code === 'internal') {
    host.log.error(
      { err: error.cause ?? error, requestId: request.id, route: request.routeOptions.url },
      'a request failed',
    );
  }
  if (refusals.has(error.code))
    host.log.info(
      {
        code: error.code,
        because: typeof error.cause === 'string' ? error.cause : undefined,
        actor: request.actor?.id ?? null,
        method: request.method,
        route: request.routeOptions.url,
        requestId: request.id,
      },
      'a request was refused',
    );
  reply.status(error.status).header('cache-control', 'no-store').header('content-language', lang);
  if (error.headers) reply.headers(error.headers);
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', String(error.retryAfterSeconds));
  else if (error.status === 503) reply.header('retry-after', '5');
  if (wantsPage(request)) {
    const t = host.translate(lang);
    const view = host.errorView({ error, lang, path, requestId: request.id, t });
    const actor = request.actor ?? anonymous;
    reply
      .header('content-type', 'text/html; charset=utf-8')
      .send(host.layout({ view, lang, actor, path: request.url, origin: new URL(host.publicUrl).origin, t }));
    return;
  }
  reply
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(problem(error, lang, path));
}

/** Pages and unknown addresses opened in a browser; programs get the problem document. */
function wantsPage(request: FastifyRequest): boolean {
  const config = request.routeOptions.config as { kind?: string } | undefined;
  if (config?.kind === 'api' || request.url.startsWith('/api/')) return false;
  return String(request.headers.accept ?? '').includes('text/html');
}

function matches(pattern: string, path: string): boolean {
  if (pattern === '*' || pattern === '/*') return false;
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.at(-1) === '*')
    return given.length >= wanted.length && wanted.slice(0, -1).every((part, at) => part === given[at]);
  return (
    wanted.length === given.length && wanted.every((part, at) => part.startsWith(':') || part === given[at])
  );
}
