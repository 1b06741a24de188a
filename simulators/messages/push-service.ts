// Plays the push service of a browser maker: takes what the city sends (RFC 8030), checks who sends (RFC 8292), opens it.
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { importJWK, jwtVerify } from 'jose';
import { type BrowserKeys, decryptPush, makeBrowserKeys } from './decrypt.ts';
import type { MessageStore } from './store.ts';

/** As `PushSubscription.toJSON()` gives it. */
export interface SimulatedSubscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

export interface PushService {
  /** A browser subscribes. `applicationServerKey`: only this sender may write to it. */
  subscribe(applicationServerKey?: string): SimulatedSubscription;
  /** A browser goes away: its endpoint answers 410. */
  unsubscribe(endpoint: string): void;
  /** The next push gets this status. */
  failNext(status: number): void;
  take(id: string, headers: IncomingHttpHeaders, body: Buffer): Promise<PushAnswer>;
}

export interface PushAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly reason: string;
}

interface Browser {
  readonly keys: BrowserKeys;
  readonly senderKey: string | null;
  isGone: boolean;
}

const mostBytes = 4096;

export function makePushService(origin: () => string, store: MessageStore, now: () => Date): PushService {
  const browsers = new Map<string, Browser>();
  const failures: number[] = [];
  const idOf = (endpoint: string) => endpoint.slice(endpoint.lastIndexOf('/') + 1);
  return {
    subscribe: (applicationServerKey) => {
      const id = randomUUID();
      const keys = makeBrowserKeys(randomBytes(16));
      browsers.set(id, { keys, senderKey: applicationServerKey ?? null, isGone: false });
      return {
        endpoint: `${origin()}/push/${id}`,
        keys: { p256dh: keys.ecdh.getPublicKey('base64url'), auth: keys.auth.toString('base64url') },
      };
    },
    unsubscribe: (endpoint) => {
      const browser = browsers.get(idOf(endpoint));
      if (browser) browser.isGone = true;
    },
    failNext: (status) => void failures.push(status),
    take: async (id, headers, body) => {
      const browser = browsers.get(id);
      if (!browser) return refuse(404, 'unknown endpoint');
      if (browser.isGone) return refuse(410, 'the browser has unsubscribed');
      const failure = failures.shift();
      if (failure !== undefined) return refuse(failure, 'a fault was ordered');
      const wrong = wrongHeaders(headers, body) ?? (await wrongSender(headers, browser, origin(), now()));
      if (wrong) return wrong;
      try {
        keep(store, id, headers, decryptPush(body, browser.keys));
      } catch (error) {
        return refuse(400, error instanceof Error ? error.message : 'cannot be decrypted');
      }
      return {
        status: 201,
        headers: { location: `${origin()}/push/messages/${randomUUID()}` },
        reason: 'created',
      };
    },
  };
}

function keep(store: MessageStore, id: string, headers: IncomingHttpHeaders, opened: Buffer): void {
  const payload = opened.toString('utf8');
  const { title = '', body = '' } = JSON.parse(payload) as { title?: string; body?: string };
  const details = {
    payload: JSON.parse(payload) as unknown,
    ttl: headers['ttl'],
    topic: headers['topic'],
    urgency: headers['urgency'],
  };
  store.add({ channel: 'push', to: id, from: '', title, text: body, html: null, details });
}

function wrongHeaders(headers: IncomingHttpHeaders, body: Buffer): PushAnswer | null {
  if (!/^\d+$/.test(String(headers['ttl'] ?? '')))
    return refuse(400, 'the TTL header is missing (RFC 8030 §5.2)');
  if (headers['content-encoding'] !== 'aes128gcm')
    return refuse(415, 'the content encoding must be aes128gcm (RFC 8291 §4)');
  const topic = headers['topic'];
  if (topic !== undefined && !/^[\w-]{1,32}$/.test(String(topic)))
    return refuse(400, 'the topic is malformed (RFC 8030 §5.4)');
  return body.length > mostBytes ? refuse(413, 'the message is too large') : null;
}

/** `Authorization: vapid t=JWT, k=KEY`: signed with the key that it names, for us, for a day at most. */
async function wrongSender(
  headers: IncomingHttpHeaders,
  browser: Browser,
  origin: string,
  now: Date,
): Promise<PushAnswer | null> {
  const [, token, key] = /^vapid t=([\w.-]+),\s*k=([\w-]+)$/i.exec(headers.authorization ?? '') ?? [];
  if (!token || !key) return refuse(401, 'no VAPID credentials (RFC 8292 §3)');
  if (browser.senderKey !== null && browser.senderKey !== key)
    return refuse(403, 'this browser subscribed to another sender');
  try {
    const point = Buffer.from(key, 'base64url');
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    };
    const { payload } = await jwtVerify(token, await importJWK(jwk, 'ES256'), {
      audience: origin,
      currentDate: now,
    });
    if (!payload.exp || payload.exp * 1000 > now.getTime() + 24 * 3_600_000)
      return refuse(403, 'the token lives longer than a day');
    if (!/^(mailto:|https:)/.test(payload.sub ?? ''))
      return refuse(403, 'the token names nobody to write to');
  } catch (error) {
    return refuse(403, `the token is not valid: ${error instanceof Error ? error.message : 'unknown'}`);
  }
  return null;
}

function refuse(status: number, reason: string): PushAnswer {
  return { status, headers: status === 429 || status === 503 ? { 'retry-after': '5' } : {}, reason };
}
