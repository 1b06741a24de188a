// Blobs in an S3 bucket: path-style addresses, Signature Version 4 with the payload's hash, any compatible server.
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { pipeline } from 'node:stream';
import { AwsClient } from 'aws4fetch';
import {
  type BlobFacts,
  type BlobKey,
  BlobMissing,
  type BlobStore,
  isBlobKey,
  keyOf,
  partsOf,
  verifying,
} from './blob-store.ts';

export interface S3Options {
  /** Such as `https://s3.example.vn`; the bucket's name follows as the first part of the path. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** For one request, from sending it to its headers. */
  readonly timeoutMilliseconds?: number;
}

const defaultTimeoutMilliseconds = 20_000;
const mostAttempts = 4;
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** A store in a bucket. Keys are the objects' names. */
export function s3Store(options: S3Options): BlobStore {
  const send = sender(options);
  return {
    put: async (area, bytes) => {
      const key = keyOf(area, bytes);
      const response = await send('PUT', `/${key}`, { body: bytes, hash: partsOf(key).hash });
      await settle(response, 'PUT', key);
      return key;
    },
    open: async (key) => {
      const response = await send('GET', `/${checked(key)}`);
      if (response.status === 404) {
        await response.body?.cancel();
        throw new BlobMissing(key);
      }
      if (!response.ok || !response.body) throw await failure(response, 'GET', key);
      const source = Readable.fromWeb(response.body as ReadableStream);
      return {
        bytes: Number(response.headers.get('content-length')),
        stream: pipeline(source, verifying(key), () => {}),
      };
    },
    look: async (key) => {
      const response = await send('HEAD', `/${checked(key)}`);
      if (response.status === 404) return null;
      if (!response.ok) throw await failure(response, 'HEAD', key);
      return {
        key,
        bytes: Number(response.headers.get('content-length')),
        storedAt: new Date(response.headers.get('last-modified') ?? 0),
      };
    },
    remove: async (key) => {
      const response = await send('DELETE', `/${checked(key)}`);
      if (response.status !== 404) await settle(response, 'DELETE', key);
      else await response.body?.cancel();
    },
    list: (area) => listArea(send, area),
    // A bucket shows an object only when it is whole: nothing is ever left half written.
    tidy: async () => 0,
  };
}

type Send = (method: string, path: string, content?: { body: Uint8Array; hash: string }) => Promise<Response>;

/** Signs and sends; tries again on what may pass: lost connections, 429 and 5xx. All requests here are idempotent. */
function sender(options: S3Options): Send {
  const { accessKeyId, secretAccessKey, region } = options;
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 });
  const base = `${options.endpoint.replace(/\/$/, '')}/${options.bucket}`;
  return async (method, path, content) => {
    for (let attempt = 1; ; attempt++) {
      try {
        const request = await client.sign(`${base}${path}`, {
          method,
          headers: { 'x-amz-content-sha256': content?.hash ?? emptyHash },
          ...(content ? { body: content.body as Uint8Array<ArrayBuffer> } : {}),
        });
        const response = await fetchWithin(
          request,
          options.timeoutMilliseconds ?? defaultTimeoutMilliseconds,
        );
        if ((response.status !== 429 && response.status < 500) || attempt === mostAttempts) return response;
        await response.body?.cancel();
      } catch (error) {
        if (attempt === mostAttempts) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * 3 ** attempt));
    }
  };
}

/** The deadline is for the answer's beginning: a long download that moves may take its time. */
async function fetchWithin(request: Request, milliseconds: number): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(
    () => abort.abort(new Error(`The file store did not answer within ${milliseconds} ms`)),
    milliseconds,
  );
  try {
    return await fetch(request, { signal: abort.signal, redirect: 'error' });
  } finally {
    clearTimeout(timer);
  }
}

/** ListObjectsV2, page by page. */
async function* listArea(send: Send, area: string): AsyncGenerator<BlobFacts> {
  let token: string | undefined;
  do {
    const query = new URLSearchParams({ 'list-type': '2', prefix: `${area}/` });
    if (token) query.set('continuation-token', token);
    const response = await send('GET', `?${query}`);
    if (!response.ok) throw await failure(response, 'GET', `list of ${area}`);
    const page = await response.text();
    yield* readPage(page);
    token =
      field(page, 'IsTruncated') === 'true'
        ? unescapeXml(field(page, 'NextContinuationToken') ?? '')
        : undefined;
  } while (token);
}

/** Our keys are plain letters and digits, so the three fields needed can be cut out; anything else in the bucket is passed over. */
function* readPage(page: string): Generator<BlobFacts> {
  for (const part of page.split('<Contents>').slice(1)) {
    const key = field(part, 'Key');
    if (!key || !isBlobKey(key)) continue;
    yield { key, bytes: Number(field(part, 'Size')), storedAt: new Date(field(part, 'LastModified') ?? 0) };
  }
}

function field(xml: string, name: string): string | undefined {
  const from = xml.indexOf(`<${name}>`);
  const to = xml.indexOf(`</${name}>`, from);
  return from < 0 || to < 0 ? undefined : xml.slice(from + name.length + 2, to);
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

function checked(key: BlobKey): string {
  partsOf(key);
  return key;
}

async function settle(response: Response, method: string, key: string): Promise<void> {
  if (!response.ok) throw await failure(response, method, key);
  await response.body?.cancel();
}

async function failure(response: Response, method: string, key: string): Promise<Error> {
  const words = (await response.text().catch(() => '')).slice(0, 2_000);
  return new Error(
    `S3 ${method} ${key}: ${response.status} ${field(words, 'Code') ?? ''} ${field(words, 'Message') ?? ''}`.trim(),
  );
}
