// Health for machines: alive, ready, and the figures; the figures only for callers on this machine.
import type { FastifyInstance } from 'fastify';
import { AppError } from '@city/kernel/errors';
import type { ServerHost } from './server.ts';

export interface HealthCheck {
  readonly name: string;
  /** Throws when the part cannot do its work. */
  readonly run: () => Promise<void>;
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Whether a socket's other end is this machine. */
export const isLoopback = (address: string | undefined): boolean => loopback.has(address ?? '');

export function addHealth(app: FastifyInstance, host: ServerHost): void {
  app.get('/livez', { schema: { hide: true } as never }, async (_request, reply) => {
    reply.header('content-type', 'text/plain; charset=utf-8').header('cache-control', 'no-store');
    return 'ok\n';
  });
  app.get('/readyz', { schema: { hide: true } as never }, async (_request, reply) => {
    const results = await Promise.all(host.healthChecks.map((check) => outcome(check)));
    const ready = results.every((result) => result.ok);
    if (!ready) reply.header('retry-after', '2');
    reply.status(ready ? 200 : 503).header('cache-control', 'no-store');
    return { ready, checks: Object.fromEntries(results.map(({ name, ok }) => [name, ok ? 'ok' : 'failed'])) };
  });
  app.get('/metrics', { schema: { hide: true } as never }, async (request, reply) => {
    const direct = isLoopback(request.raw.socket.remoteAddress);
    const proxied =
      request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
    if (!direct || proxied) throw new AppError('not_found');
    reply.header('content-type', host.metrics.registry.contentType).header('cache-control', 'no-store');
    return host.metrics.registry.metrics();
  });
}

async function outcome(check: HealthCheck): Promise<{ name: string; ok: boolean }> {
  try {
    await check.run();
    return { name: check.name, ok: true };
  } catch {
    return { name: check.name, ok: false };
  }
}
