// From a bearer token to the system that asks: only at the doors under /access/v1/, and as nobody else's rights.
import type { FastifyRequest } from 'fastify';
import { type Actor, system } from '@city/kernel/access';
import type { ModuleContext } from '@city/kernel/module';
import { LIMITS } from '../limits.ts';
import type { AccessTables } from '../tables.ts';
import { type AskingClient, findClient, hashOf, isTokenShaped } from './client.store.ts';

/** The role of a system that asks. No other permission of the city names it. */
export const askingRole = 'decision_client';

interface Kept {
  readonly until: number;
  readonly client: Promise<AskingClient | null>;
}

export function authenticateClients(
  m: ModuleContext<AccessTables>,
): (request: FastifyRequest) => Promise<Actor | null> {
  const kept = new Map<string, Kept>();
  const find = (token: string): Promise<AskingClient | null> => {
    const known = kept.get(token);
    if (known && known.until > performance.now()) return known.client;
    const client = m.db.transaction(system('access.authenticate'), (tx) => findClient(tx, hashOf(token)), {
      readOnly: true,
    });
    kept.delete(token);
    kept.set(token, { until: performance.now() + LIMITS.tokenKeptMilliseconds, client });
    client.catch(() => kept.delete(token));
    const oldest = kept.keys().next().value;
    if (kept.size > LIMITS.mostTokensKept && oldest !== undefined) kept.delete(oldest);
    return client;
  };
  return async (request) => {
    if (!request.url.startsWith('/access/v1/')) return null;
    const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !isTokenShaped(token)) return null;
    const client = await find(token);
    return client ? actorOf(client) : null;
  };
}

/** An officer of no body and without a person: it passes where the role is named, and nowhere a person is needed. */
function actorOf({ id, name }: AskingClient): Actor {
  const post = { id, body: 'access-client', unit: null, role: askingRole, title: name };
  return { kind: 'officer', id, name, level: 0, post, posts: [post] };
}
