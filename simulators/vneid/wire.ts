// Reading requests and writing answers over plain Node http: forms, JSON, pages, redirects, protocol errors.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LIMITS } from './model.ts';

/** An error that is answered as JSON with an OAuth error code (RFC 6749 §5.2). */
export class ProtocolError extends Error {
  readonly code: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    description: string,
    status = 400,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(description);
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}

/** Request parameters, each at most once: RFC 6749 §3.1 forbids repeating one. */
export type Parameters = ReadonlyMap<string, string>;

/**
 * Turns a query or form into parameters. Empty values count as absent (RFC 6749 §3.1).
 * @throws ProtocolError invalid_request when a parameter is repeated or longer than 4,096 characters
 */
export function parametersFrom(search: URLSearchParams): Parameters {
  const parameters = new Map<string, string>();
  for (const [name, value] of search) {
    if (parameters.has(name))
      throw new ProtocolError('invalid_request', `parameter ${printable(name)} is repeated`);
    if (value.length > LIMITS.parameterCharacters) {
      throw new ProtocolError('invalid_request', `parameter ${printable(name)} is too long`);
    }
    parameters.set(name, value);
  }
  for (const [name, value] of parameters) if (value === '') parameters.delete(name);
  return parameters;
}

/**
 * Reads a form body of at most 64 kB.
 * @throws ProtocolError invalid_request for another content type, a longer body or a repeated parameter
 */
export async function readForm(request: IncomingMessage): Promise<Parameters> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    throw new ProtocolError('invalid_request', 'the body must be application/x-www-form-urlencoded');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > LIMITS.bodyBytes) throw new ProtocolError('invalid_request', 'the body is too large', 413);
    chunks.push(chunk as Buffer);
  }
  return parametersFrom(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
}

/** One cookie of the request, or null. */
export function cookieOf(request: IncomingMessage, name: string): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

/** Answers with JSON that no cache may keep, unless `headers` says otherwise. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    Pragma: 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  response.end(text);
}

/** Answers with a page that may only load our style sheet and may only send forms to us and to `formTarget`. */
export function sendPage(
  response: ServerResponse,
  status: number,
  markup: string,
  formTarget: string | null,
): void {
  // Chromium applies form-action to the redirect that follows a form, so the client's origin must be named.
  const formAction = formTarget === null ? "'self'" : `'self' ${formTarget}`;
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(markup),
    'Cache-Control': 'no-store',
    'Content-Security-Policy': `default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action ${formAction}`,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(markup);
}

/** Sends the browser on with 303, so that a POST becomes a GET. */
export function redirect(
  response: ServerResponse,
  location: string,
  headers: Readonly<Record<string, string | string[]>> = {},
): void {
  response.writeHead(303, {
    Location: location,
    'Content-Length': 0,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    ...headers,
  });
  response.end();
}

/** Error descriptions may hold only printable ASCII without quotes (RFC 6749 §5.2). */
export function printable(text: string): string {
  return text.replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, '?').slice(0, 200);
}
