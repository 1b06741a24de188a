// A small S3 server: one bucket in memory, path-style addresses, every signature and payload hash checked.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkSignature, type Credentials } from './signature.ts';

export interface S3SimulatorOptions extends Partial<Credentials> {
  readonly bucket?: string;
  /** 0: any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Objects on one page of a listing. */
  readonly pageSize?: number;
  readonly now?: () => Date;
}

export interface S3Object {
  bytes: Buffer;
  storedAt: Date;
}

export interface S3Simulator {
  readonly endpoint: string;
  readonly bucket: string;
  readonly credentials: Credentials;
  /** What lies in the bucket, by name: tests look and meddle here. */
  readonly objects: Map<string, S3Object>;
  /** `METHOD name status` of every request answered. */
  readonly log: readonly string[];
  /** The next requests fail: with a status, or by a cut connection. */
  failNext(count: number, how: 500 | 503 | 'cut'): void;
  stop(): Promise<void>;
}

const largestObject = 100_000_000;

interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: Buffer | string;
}

export async function startS3(options: S3SimulatorOptions = {}): Promise<S3Simulator> {
  const credentials: Credentials = {
    accessKeyId: options.accessKeyId ?? 'hoaphuong',
    secretAccessKey: options.secretAccessKey ?? 'mot-bi-mat-chi-de-thu',
    region: options.region ?? 'us-east-1',
  };
  const bucket = options.bucket ?? 'hoa-phuong';
  const now = options.now ?? (() => new Date());
  const objects = new Map<string, S3Object>();
  const log: string[] = [];
  const faults: (500 | 503 | 'cut')[] = [];
  const server = createServer((request, response) => {
    const fault = faults.shift();
    if (fault === 'cut') return void request.socket.destroy();
    const replying = fault
      ? Promise.resolve(failed(fault === 503 ? 'SlowDown' : 'InternalError', fault))
      : answer(request, { credentials, bucket, objects, now, pageSize: options.pageSize ?? 1000 });
    replying.then(
      (reply) => send(request, response, reply, log),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
  });
  const { address, port } = server.address() as AddressInfo;
  return {
    endpoint: `http://${address}:${port}`,
    bucket,
    credentials,
    objects,
    log,
    failNext: (count, how) => {
      for (let at = 0; at < count; at++) faults.push(how);
    },
    stop: () => stop(server),
  };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

interface Bucket {
  readonly credentials: Credentials;
  readonly bucket: string;
  readonly objects: Map<string, S3Object>;
  readonly now: () => Date;
  readonly pageSize: number;
}

async function answer(request: IncomingMessage, bucket: Bucket): Promise<Reply> {
  const method = request.method ?? 'GET';
  const url = request.url ?? '/';
  const headers = request.headers as Record<string, string | undefined>;
  const body = await readBody(request);
  if (!body) return failed('EntityTooLarge', 400);
  const refusal = checkSignature({ method, url, headers }, bucket.credentials, bucket.now());
  if (refusal) return failed(refusal, 403);
  const promised = headers['x-amz-content-sha256'];
  if (promised !== 'UNSIGNED-PAYLOAD' && promised !== createHash('sha256').update(body).digest('hex')) {
    return failed('XAmzContentSHA256Mismatch', 400);
  }
  const { pathname, searchParams } = new URL(url, 'http://s3');
  const [, name, ...rest] = pathname.split('/');
  if (name !== bucket.bucket) return failed('NoSuchBucket', 404);
  const key = decodeURIComponent(rest.join('/'));
  if (key === '') {
    return method === 'GET' && searchParams.get('list-type') === '2'
      ? list(bucket, searchParams)
      : failed('NotImplemented', 501);
  }
  return object(bucket, method, key, body);
}

function object({ objects, now }: Bucket, method: string, key: string, body: Buffer): Reply {
  const found = objects.get(key);
  switch (method) {
    case 'PUT':
      objects.set(key, { bytes: body, storedAt: now() });
      return { status: 200, headers: { etag: etagOf(body) } };
    case 'DELETE':
      objects.delete(key);
      return { status: 204 };
    case 'GET':
    case 'HEAD':
      if (!found) return failed('NoSuchKey', 404);
      return {
        status: 200,
        headers: {
          etag: etagOf(found.bytes),
          'last-modified': found.storedAt.toUTCString(),
          'content-type': 'application/octet-stream',
        },
        body: found.bytes,
      };
    default:
      return failed('MethodNotAllowed', 405);
  }
}

/** ListObjectsV2: names in order, a page at a time; the token is where the next page begins. */
function list({ bucket, objects, pageSize }: Bucket, query: URLSearchParams): Reply {
  const prefix = query.get('prefix') ?? '';
  const after = Buffer.from(query.get('continuation-token') ?? '', 'base64').toString();
  const most = Math.min(Number(query.get('max-keys') ?? pageSize) || pageSize, pageSize);
  const names = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = names.slice(0, most);
  const isTruncated = names.length > page.length;
  const contents = page.map((key) => {
    const { bytes, storedAt } = objects.get(key) as S3Object;
    const fields = `<Key>${escapeXml(key)}</Key><LastModified>${storedAt.toISOString()}</LastModified><ETag>${escapeXml(etagOf(bytes))}</ETag>`;
    return `<Contents>${fields}<Size>${bytes.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
  });
  const next = isTruncated
    ? `<NextContinuationToken>${Buffer.from(page.at(-1) ?? '').toString('base64')}</NextContinuationToken>`
    : '';
  const head = `<Name>${bucket}</Name><Prefix>${escapeXml(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${most}</MaxKeys><IsTruncated>${isTruncated}</IsTruncated>`;
  return xml(
    200,
    `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${head}${next}${contents.join('')}</ListBucketResult>`,
  );
}

function failed(code: string, status: number): Reply {
  return xml(
    status,
    `<Error><Code>${code}</Code><Message>${code}</Message><Resource></Resource><RequestId>0</RequestId></Error>`,
  );
}

function xml(status: number, content: string): Reply {
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${content}`,
  };
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Null when the body is larger than we keep. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > largestObject) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply, log: string[]): void {
  log.push(`${request.method} ${request.url} ${reply.status}`);
  const body = Buffer.from(reply.body ?? '');
  response.writeHead(reply.status, { ...reply.headers, 'content-length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}
