// AWS Signature Version 4 as a server checks it (Authenticating Requests: Using the Authorization Header).
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedRequest {
  readonly method: string;
  /** Path and query as they came over the wire. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

export type Refusal =
  | 'AccessDenied'
  | 'InvalidAccessKeyId'
  | 'AuthorizationHeaderMalformed'
  | 'RequestTimeTooSkewed'
  | 'SignatureDoesNotMatch';

const skewMilliseconds = 15 * 60_000;

/** Null when the signature holds, else the code with which S3 answers. */
export function checkSignature(request: SignedRequest, credentials: Credentials, now: Date): Refusal | null {
  const header = request.headers['authorization'];
  if (!header) return 'AccessDenied';
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/s3\/aws4_request,\s*SignedHeaders=([a-z0-9;-]+),\s*Signature=([0-9a-f]{64})$/.exec(
      header,
    );
  if (!parts) return 'AuthorizationHeaderMalformed';
  const [, accessKeyId, day, region, names, signature] = parts as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if (accessKeyId !== credentials.accessKeyId) return 'InvalidAccessKeyId';
  const date = request.headers['x-amz-date'] ?? '';
  if (region !== credentials.region || !date.startsWith(day)) return 'AuthorizationHeaderMalformed';
  const at = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (!at) return 'AccessDenied';
  const sentAt = Date.parse(`${at[1]}-${at[2]}-${at[3]}T${at[4]}:${at[5]}:${at[6]}Z`);
  if (Math.abs(now.getTime() - sentAt) > skewMilliseconds) return 'RequestTimeTooSkewed';
  const signed = names.split(';');
  const mustBeSigned = ['host', ...Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'))];
  if (!mustBeSigned.every((name) => signed.includes(name))) return 'AccessDenied';
  const expected = sign(canonicalRequest(request, signed), credentials, day, date);
  return timingSafeEqual(Buffer.from(expected), Buffer.from(signature)) ? null : 'SignatureDoesNotMatch';
}

function canonicalRequest(request: SignedRequest, signed: readonly string[]): string {
  const [path = '/', query = ''] = request.url.split('?', 2);
  const headers = signed.map(
    (name) => `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`,
  );
  return [
    request.method,
    uriEncode(decodeURIComponent(path)).replaceAll('%2F', '/'),
    canonicalQuery(query),
    headers.join(''),
    signed.join(';'),
    request.headers['x-amz-content-sha256'] ?? '',
  ].join('\n');
}

function canonicalQuery(query: string): string {
  const pairs = [...new URLSearchParams(query)].map(
    ([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`,
  );
  return pairs.sort().join('&');
}

/** RFC 3986 with upper-case digits, as the specification of the signature asks. */
function uriEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sign(request: string, { secretAccessKey, region }: Credentials, day: string, date: string): string {
  const text = [
    'AWS4-HMAC-SHA256',
    date,
    `${day}/${region}/s3/aws4_request`,
    createHash('sha256').update(request).digest('hex'),
  ].join('\n');
  const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
  const key = hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, day), region), 's3'), 'aws4_request');
  return createHmac('sha256', key).update(text).digest('hex');
}
