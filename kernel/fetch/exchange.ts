// One request and its answer over a connection that can only go to the judged addresses.
import type { LookupFunction, Socket } from 'node:net';
import { Agent, buildConnector, type Dispatcher, request } from 'undici';
import { AppError } from '@city/kernel/errors';
import './errors.ts';
import { hostOf, type PinnedAddress } from './judge.ts';

export interface ExchangeInput {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | Uint8Array | undefined;
  readonly addresses: readonly PinnedAddress[];
  readonly signal: AbortSignal;
  readonly mostBytes: number;
  readonly mostHeaderBytes: number;
  readonly discardBody: boolean;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** @throws AppError `outside_unreachable`, `outside_timeout`, `outside_too_large`. */
export async function exchange(input: ExchangeInput): Promise<RawAnswer> {
  const agent = pinnedAgent(input);
  try {
    const answer = await request(input.url, {
      dispatcher: agent,
      method: input.method as Dispatcher.HttpMethod,
      headers: Object.fromEntries(input.headers),
      body: input.body ?? null,
      signal: input.signal,
    });
    const headers = readHeaders(answer.headers);
    if (input.discardBody) {
      answer.body.on('error', () => {});
      answer.body.destroy();
      return { status: answer.statusCode, headers, body: Buffer.alloc(0) };
    }
    return {
      status: answer.statusCode,
      headers,
      body: await readBody(answer.body, headers, input.mostBytes),
    };
  } catch (error) {
    throw asAppError(error, input.signal);
  } finally {
    agent.destroy().catch(() => {});
  }
}

function pinnedAgent(input: ExchangeInput): Agent {
  const lookup: LookupFunction = (host, options, done) => {
    if (host.replace(/\.$/, '') !== hostOf(input.url))
      return done(new Error(`Not the judged host: ${host}`), '');
    if (options.all) return done(null, [...input.addresses]);
    const first = input.addresses[0] as PinnedAddress;
    return done(null, first.address, first.family);
  };
  const connect = buildConnector({ lookup, timeout: 10_000, allowH2: false, maxCachedSessions: 0 });
  return new Agent({
    maxHeaderSize: input.mostHeaderBytes,
    headersTimeout: 60_000,
    bodyTimeout: 60_000,
    pipelining: 1,
    connections: 1,
    allowH2: false,
    connect: (options, done) =>
      connect(options, (error, socket) => {
        if (error) return done(error, null);
        if (!isPinned(socket, input.addresses)) {
          socket.destroy();
          return done(new Error(`Connected to ${socket.remoteAddress}, which was not judged`), null);
        }
        return done(null, socket);
      }),
  });
}

/** The last wall: whatever the resolver and the socket did, the peer must be one of the judged addresses. */
function isPinned(socket: Socket, addresses: readonly PinnedAddress[]): boolean {
  return addresses.some(({ address }) => address === socket.remoteAddress);
}

function readHeaders(given: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    for (const one of [value].flat()) if (one !== undefined) headers.append(name, one);
  }
  return headers;
}

async function readBody(
  body: Dispatcher.ResponseData['body'],
  headers: Headers,
  mostBytes: number,
): Promise<Buffer> {
  if (Number(headers.get('content-length') ?? 0) > mostBytes) {
    body.on('error', () => {});
    body.destroy();
    throw new AppError('outside_too_large');
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new AppError('outside_too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const timeoutCodes = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

function asAppError(error: unknown, signal: AbortSignal): AppError {
  if (error instanceof AppError) return error;
  const code = (error as { code?: string } | null)?.code ?? '';
  const isLate =
    timeoutCodes.has(code) ||
    (signal.aborted && (signal.reason as Error | undefined)?.name === 'TimeoutError');
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return new AppError('outside_too_large', { cause: error });
  return new AppError(isLate ? 'outside_timeout' : 'outside_unreachable', { cause: error });
}
