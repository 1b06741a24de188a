// The one way out for addresses that came from outside: resolved once, judged, pinned, and bounded in time and size.
import { lookup as systemLookup } from 'node:dns/promises';
import { promisify } from 'node:util';
import { brotliDecompress, unzip } from 'node:zlib';
import { type Config, list, setting } from '@city/kernel/config';
import { AppError } from '@city/kernel/errors';
import { AllowList } from './addresses.ts';
import './errors.ts';
import { exchange, type RawAnswer } from './exchange.ts';
import { checkAddress, type PinnedAddress, pin, type Resolve } from './judge.ts';

export { AllowList, isPublicAddress } from './addresses.ts';
export { checkAddress, type PinnedAddress, type Resolve } from './judge.ts';

export const outsideLimits = {
  timeoutMilliseconds: 10_000,
  answerBytes: 1_000_000,
  headerBytes: 16_384,
  urlCharacters: 2_048,
} as const;

const allowSetting = setting({
  name: 'CITY_FETCH_ALLOW',
  describe:
    'Hosts, host:port and networks inside your own walls that addresses from outside may still lead to, separated by commas. ' +
    'Everything else that is not the public internet is refused.',
  parse: (value) => {
    const entries = list(value);
    new AllowList(entries);
    return entries;
  },
  fallback: [],
});

export interface OutsideOptions {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** For everything together: names, connections, redirects, body. Default 10 s. */
  readonly timeoutMilliseconds?: number;
  /** Largest body taken, after decompression. Default 1 MB. */
  readonly mostBytes?: number;
  /** How many redirects are followed, each judged like the first address. Default none: the 3xx is the answer. */
  readonly mostRedirects?: number;
  /** Only status and headers matter: the body is thrown away unread. */
  readonly discardBody?: boolean;
  /** Refuses plain http, also after a redirect; only hosts on the list may do without encryption. */
  readonly secureOnly?: boolean;
  /** What may be reached although it is not the public internet. */
  readonly allow?: AllowList;
  /** How names become addresses; the system's resolver by default. */
  readonly resolve?: Resolve;
  readonly signal?: AbortSignal;
}

export interface OutsideAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  /** The address that answered, after redirects. */
  readonly url: string;
}

export interface OutsideFetch {
  (url: string | URL, options?: OutsideOptions): Promise<OutsideAnswer>;
  /**
   * Judges an address that is to be called later, as far as that goes without asking the network.
   * @throws AppError `outside_address_refused`.
   */
  check(url: string | URL, options?: { readonly secureOnly?: boolean }): URL;
}

/** `outsideFetch` with the operator's list (`CITY_FETCH_ALLOW`) and what the composition adds, such as its simulators. */
export function outsideFetcher(config: Config, more: readonly string[] = []): OutsideFetch {
  const allow = new AllowList([...config.get(allowSetting), ...more]);
  return Object.assign(
    (url: string | URL, options: OutsideOptions = {}) => outsideFetch(url, { allow, ...options }),
    {
      check: (url: string | URL, { secureOnly = false } = {}) => checkAddress(url, { allow, secureOnly }),
    },
  );
}

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const nothingListed = new AllowList([]);

/**
 * Fetches an address that outside text named. Only http and https; names are resolved once and the connection goes to
 * the judged address; loopback, private, link-local, multicast and mapped addresses are refused before any packet is sent.
 * @throws AppError `outside_address_refused`, `outside_unreachable`, `outside_timeout`, `outside_too_large`,
 *   `outside_redirects`. Statuses of 400 and more are answers, not errors.
 */
export async function outsideFetch(url: string | URL, options: OutsideOptions = {}): Promise<OutsideAnswer> {
  const allow = options.allow ?? nothingListed;
  const resolve = options.resolve ?? resolveBySystem;
  const timeout = AbortSignal.timeout(options.timeoutMilliseconds ?? outsideLimits.timeoutMilliseconds);
  const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout;
  let hop: Hop = firstHop(url, options);
  for (let redirects = 0; ; redirects++) {
    const target = checkAddress(hop.url, { allow, secureOnly: options.secureOnly === true });
    const addresses = await inTime(pin(target, allow, resolve), signal, timeout);
    const answer = await inTime(
      exchange({ ...hop, url: target, addresses, signal, ...bounds(options) }),
      signal,
      timeout,
    );
    const location = answer.headers.get('location');
    const follows =
      (options.mostRedirects ?? 0) > 0 && redirectStatuses.has(answer.status) && location !== null;
    if (!follows) return { ...answer, body: await decoded(answer, options), url: target.href };
    if (redirects >= (options.mostRedirects ?? 0)) throw new AppError('outside_redirects');
    hop = nextHop(hop, target, location, answer.status);
  }
}

interface Hop {
  readonly url: string | URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | Uint8Array | undefined;
}

/** Set by the connection itself; a caller's value would break the framing or the pinning. */
const ownHeaders = [
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'expect',
  'te',
  'trailer',
];

function firstHop(url: string | URL, options: OutsideOptions): Hop {
  const headers = new Headers(options.headers);
  for (const name of ownHeaders) headers.delete(name);
  if (!headers.has('user-agent')) headers.set('user-agent', 'hoa-phuong');
  if (!headers.has('accept')) headers.set('accept', '*/*');
  headers.set('accept-encoding', 'identity');
  return { url, method: options.method ?? 'GET', headers, body: options.body };
}

/** As browsers do it (WHATWG Fetch, HTTP-redirect fetch): 303 and POST become GET, credentials stay with their origin. */
function nextHop(hop: Hop, from: URL, location: string, status: number): Hop {
  const url = URL.parse(location, from);
  if (!url) throw new AppError('outside_unreachable', { cause: `redirected to ${location}` });
  if (from.protocol === 'https:' && url.protocol === 'http:') {
    throw new AppError('outside_address_refused', { cause: 'a redirect from https to http' });
  }
  const headers = new Headers(hop.headers);
  const becomesGet = status === 303 ? hop.method !== 'HEAD' : hop.method === 'POST' && status < 303;
  if (becomesGet)
    for (const name of ['content-type', 'content-language', 'content-encoding']) headers.delete(name);
  if (url.origin !== from.origin)
    for (const name of ['authorization', 'cookie', 'proxy-authorization']) headers.delete(name);
  return { url, headers, method: becomesGet ? 'GET' : hop.method, body: becomesGet ? undefined : hop.body };
}

function bounds(options: OutsideOptions) {
  return {
    mostBytes: options.mostBytes ?? outsideLimits.answerBytes,
    mostHeaderBytes: outsideLimits.headerBytes,
    discardBody: options.discardBody === true,
  };
}

async function resolveBySystem(host: string): Promise<readonly PinnedAddress[]> {
  const found = await systemLookup(host, { all: true, order: 'verbatim' });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

/** Neither the resolver nor a slow peer may outlive the deadline; what is late is left to end by itself. */
async function inTime<T>(work: Promise<T>, signal: AbortSignal, timeout: AbortSignal): Promise<T> {
  const late = new Promise<never>((_, refuse) => {
    const stop = () =>
      refuse(
        new AppError(timeout.aborted ? 'outside_timeout' : 'outside_unreachable', { cause: signal.reason }),
      );
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    work.then(
      () => signal.removeEventListener('abort', stop),
      () => signal.removeEventListener('abort', stop),
    );
  });
  late.catch(() => {});
  return Promise.race([work, late]);
}

const decompress = {
  gzip: promisify(unzip),
  'x-gzip': promisify(unzip),
  deflate: promisify(unzip),
  br: promisify(brotliDecompress),
};

/** We ask for no encoding; a server that compresses all the same is read within the same limit. */
async function decoded(answer: RawAnswer, options: OutsideOptions): Promise<Buffer> {
  const encoding = (answer.headers.get('content-encoding') ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || answer.body.length === 0) return answer.body;
  if (!(encoding in decompress))
    throw new AppError('outside_unreachable', { cause: `content-encoding ${encoding}` });
  try {
    const maxOutputLength = options.mostBytes ?? outsideLimits.answerBytes;
    return await decompress[encoding as keyof typeof decompress](answer.body, { maxOutputLength });
  } catch (cause) {
    const tooLarge = (cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new AppError(tooLarge ? 'outside_too_large' : 'outside_unreachable', { cause });
  }
}
