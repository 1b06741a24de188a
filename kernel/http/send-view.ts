// Sends a view: set into the layout, in the caller's language, with the headers that pages have.
import type { FastifyReply } from 'fastify';
import type { Actor } from '@city/kernel/access';
import { preloadLink } from './preload.ts';
import type { Language, View } from './route.ts';
import type { ServerHost } from './server.ts';

export interface ViewContext {
  readonly lang: Language;
  readonly actor: Actor;
  readonly path: string;
  readonly t: (message: string, values?: Record<string, unknown>) => string;
}

export function sendView(
  host: ServerHost,
  reply: FastifyReply,
  view: View,
  context: ViewContext,
): FastifyReply {
  const { lang, actor, path, t } = context;
  reply.status(view.options.status ?? 200).headers({ ...view.options.headers });
  reply.header('content-type', 'text/html; charset=utf-8').header('content-language', lang);
  // What a signed-in person sees is kept by no browser and no proxy (ASVS 5.0, 14.3.2).
  if (!reply.hasHeader('cache-control'))
    reply.header('cache-control', actor.kind === 'anonymous' ? 'private, no-cache' : 'private, no-store');
  const { formTargets } = view.options;
  if (formTargets) {
    const policy = String(reply.getHeader('content-security-policy'));
    const wider = policy.replace("form-action 'self'", `form-action 'self' ${formTargets.join(' ')}`);
    reply.header('content-security-policy', wider);
  }
  const html = host.layout({ origin: new URL(host.publicUrl).origin, view, lang, actor, path, t });
  const preload = preloadLink(html);
  if (preload) reply.header('link', preload);
  return reply.send(html);
}
