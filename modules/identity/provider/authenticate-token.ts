// Access tokens as one of the ways in which a request says who is calling.
import type { FastifyRequest } from 'fastify';
import type { Actor } from '@city/kernel/access';
import type { ModuleContext } from '@city/kernel/module';
import type { Identity } from '../identity.ts';
import type { Tables } from '../tables.ts';
import { makeTokenReader, type ReadToken } from './api-token.ts';
import { cityProvider } from './provider.ts';

const readers = new WeakMap<ModuleContext<Tables>, ReadToken>();

/**
 * Who a token makes the caller, at routes that name a scope; null where none was sent or the route takes none. A token that
 * does not hold is refused, also when a cookie came beside it.
 */
export async function actorByToken(
  m: ModuleContext<Tables>,
  identity: Identity,
  request: FastifyRequest,
): Promise<Actor | null> {
  const { authorization } = request.headers;
  const { scope } = request.routeOptions.config as { scope?: string };
  if (authorization === undefined || scope === undefined) return null;
  let read = readers.get(m);
  if (!read) {
    const { clients } = cityProvider(m, identity);
    read = makeTokenReader(m, identity, (id) => clients.find(id));
    readers.set(m, read);
  }
  const path = request.url.split('?')[0] ?? '';
  const { method } = request;
  return read({ method, path, authorization, proof: request.headers['dpop'], scope });
}
