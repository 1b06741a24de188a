// Puts a mounted program onto the server: our headers and limits first, then Node's own request and response, untouched.
import type { FastifyInstance } from 'fastify';
import { openApiSchema } from './openapi.ts';
import type { MountContext, Route, View } from './route.ts';
import { sendView } from './send-view.ts';
import type { ServerHost } from './server.ts';

export function registerMount(app: FastifyInstance, host: ServerHost, module: string, route: Route): void {
  const { definition } = route;
  const handle = route.handle as unknown as (context: MountContext) => Promise<View | undefined>;
  // A scope of its own: here no parser reads the body, the program does.
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.route({
      method: definition.method,
      url: definition.url,
      schema: openApiSchema(route, module) as never,
      validatorCompiler: () => () => true,
      config: {
        kind: route.kind,
        ...(definition.anyOrigin ? { anyOrigin: true } : {}),
        ...(definition.limit
          ? { rateLimit: { max: definition.limit.max, timeWindow: definition.limit.perSeconds * 1000 } }
          : {}),
      } as never,
      handler: async (request, reply) => {
        const lang = host.pickLanguage(request);
        const { actor } = request;
        const t = host.translate(lang);
        for (const [name, value] of Object.entries(reply.getHeaders())) {
          if (value !== undefined) reply.raw.setHeader(name, value);
        }
        const { raw, ip: address } = request;
        const view = await handle({ request: raw, response: reply.raw, address, actor, lang, t });
        if (view) return sendView(host, reply, view, { lang, actor, path: request.url, t });
        reply.hijack();
        return reply;
      },
    });
  });
}
