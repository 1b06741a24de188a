// Headers, origins, overload: what holds for every request before a route sees it.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Actor, anonymous } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import type { ServerHost } from './server.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor;
  }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const yearSeconds = 31_536_000;
const alwaysAnswered = new Set(['/livez', '/readyz', '/metrics']);

/** `__Host-` binds the cookie to exactly our host over https (ASVS 5.0, 3.3.1). */
export const languageCookie = (secure: boolean): string => (secure ? '__Host-lang' : 'lang');

export function addSecurity(app: FastifyInstance, host: ServerHost): void {
  const policy = contentSecurityPolicy(host);
  let inFlight = 0;
  app.decorateRequest('actor', null as unknown as Actor);
  app.addHook('onRequest', async (request, reply) => {
    inFlight++;
    request.actor = anonymous;
    reply.raw.once('close', () => {
      inFlight--;
    });
    reply.headers({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'permissions-policy': 'camera=(self), geolocation=(self), microphone=(), payment=()',
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'x-request-id': givenNumber(request) ?? request.id,
      ...(host.secure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
    });
    if (alwaysAnswered.has(request.url)) return;
    const { lang } = request.query as { lang?: unknown };
    if (lang === 'vi' || lang === 'en')
      reply.setCookie(languageCookie(host.secure), lang, {
        path: '/',
        sameSite: 'lax',
        httpOnly: true,
        secure: host.secure,
        maxAge: yearSeconds,
      });
    if (inFlight > host.mostInFlight) throw new AppError('overloaded', { retryAfterSeconds: 3 });
    const { anyOrigin } = request.routeOptions.config as { anyOrigin?: boolean };
    if (!safeMethods.has(request.method) && !anyOrigin) refuseForeignOrigin(request, host);
    if (request.is404) return;
    request.actor = (await host.authenticate(request)) ?? anonymous;
  });
}

/** Whoever numbers their requests finds the number again in the answer, whatever it says (AuthZEN 1.0 §10.1). */
function givenNumber(request: FastifyRequest): string | undefined {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\x20-\x7e]{1,200}$/.test(given) ? given : undefined;
}

/** Browsers say where a request comes from; one from another site is refused before any cookie is looked at. */
function refuseForeignOrigin(request: FastifyRequest, host: ServerHost): void {
  const origin = request.headers.origin;
  if (origin !== undefined) {
    const own = [
      `http://${request.headers.host}`,
      `https://${request.headers.host}`,
      new URL(host.publicUrl).origin,
    ];
    if (!own.includes(origin)) throw new AppError('cross_origin');
    return;
  }
  if (request.headers['sec-fetch-site'] === 'cross-site') throw new AppError('cross_origin');
}

function contentSecurityPolicy(host: ServerHost): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    ["img-src 'self' data: blob:", ...(host.imageSources ?? [])].join(' '),
    ["connect-src 'self'", ...(host.imageSources ?? [])].join(' '),
    "worker-src 'self'",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ["form-action 'self'", ...(host.formTargets ?? [])].join(' '),
  ].join('; ');
}
