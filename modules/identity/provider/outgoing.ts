// Requests of the provider to servers that clients named: for their keys, and to tell them of a sign-out.
import type { Config } from '@city/kernel/config';
import { outsideFetcher } from '@city/kernel/fetch';
import { LIMITS } from '../limits.ts';
import { type Clients, keysAddress } from './clients.ts';

/** The demo runs clients and city on one machine. */
const ownMachine = ['localhost', '127.0.0.1', '[::1]'];
const empty = new Set([204, 205, 304]);

/**
 * Addresses are judged and pinned as all addresses from outside are (`kernel/fetch`): a client inside the city's own network is
 * reached when the operator lists it in `CITY_FETCH_ALLOW`. Redirects are not followed.
 */
export function outgoing(config: Config, clients: Clients) {
  const fetchOutside = outsideFetcher(config, config.mode === 'demo' ? ownMachine : []);
  return async (url: string | URL, given: RequestInit): Promise<Response> => {
    const { href } = new URL(url);
    if (href.startsWith(keysAddress)) {
      const client = await clients.find(href.slice(keysAddress.length));
      return Response.json(client?.metadata['jwks'] ?? { keys: [] });
    }
    const answer = await fetchOutside(href, {
      method: given.method === 'POST' ? 'POST' : 'GET',
      headers: Object.fromEntries(new Headers(given.headers)),
      ...(given.body === undefined || given.body === null ? {} : { body: String(given.body) }),
      timeoutMilliseconds: LIMITS.clientFetchMilliseconds,
      mostBytes: LIMITS.clientAnswerBytes,
      secureOnly: config.mode !== 'demo',
    });
    const body = empty.has(answer.status) ? null : new Uint8Array(answer.body);
    return new Response(body, { status: answer.status, headers: answer.headers });
  };
}
