// Signatures as Standard Webhooks 1.0 has them: HMAC-SHA256 over `id.timestamp.body`, several secrets at a time.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const secretPrefix = 'whsec_';
const leastSecretBytes = 24;
const mostSecretBytes = 64;

/** A new secret, `whsec_` and 32 random bytes in base64. */
export function newSecret(): string {
  return secretPrefix + randomBytes(32).toString('base64');
}

/** @throws Error when it is no secret of 24 to 64 bytes in base64. */
function keyOf(secret: string): Buffer {
  const words = secret.startsWith(secretPrefix) ? secret.slice(secretPrefix.length) : secret;
  const key = Buffer.from(words, 'base64');
  if (key.length < leastSecretBytes || key.length > mostSecretBytes)
    throw new Error('A webhook secret is 24 to 64 bytes in base64');
  return key;
}

export type SignedHeaders = {
  readonly 'webhook-id': string;
  /** Seconds since 1970. */
  readonly 'webhook-timestamp': string;
  /** `v1,<base64>` for each valid secret, separated by spaces. */
  readonly 'webhook-signature': string;
};

/** Headers for a body, signed with every secret that is valid now. */
export function signWebhook(
  secrets: readonly string[],
  message: { id: string; at: Date; body: string | Uint8Array },
): SignedHeaders {
  const timestamp = String(Math.floor(message.at.getTime() / 1000));
  const signatures = secrets.map(
    (secret) => `v1,${signatureOf(keyOf(secret), message.id, timestamp, message.body)}`,
  );
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

function signatureOf(key: Buffer, id: string, timestamp: string, body: string | Uint8Array): string {
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
}

export class WebhookRefused extends Error {
  constructor(why: string) {
    super(`The webhook is not genuine: ${why}`);
    this.name = 'WebhookRefused';
  }
}

export interface VerifiedWebhook {
  /** Same for every try: keep it, and take a message once. */
  readonly id: string;
  readonly at: Date;
}

type GivenHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * For receivers: checks a delivery before anything in it is believed.
 * @param secret the endpoint's secret, or several while one is being changed.
 * @param body exactly the bytes that came, not parsed and written anew.
 * @throws WebhookRefused when a header is missing, the signature is wrong, or it is older or newer than `toleranceSeconds` (default 300).
 */
export function verifyWebhook(
  secret: string | readonly string[],
  headers: GivenHeaders,
  body: string | Uint8Array,
  options: { readonly now?: Date; readonly toleranceSeconds?: number } = {},
): VerifiedWebhook {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    headerOf(headers, name),
  );
  if (!id || !timestamp || !signatures) throw new WebhookRefused('a header is missing');
  if (!/^\d{1,12}$/.test(timestamp)) throw new WebhookRefused('the timestamp is none');
  const at = new Date(Number(timestamp) * 1000);
  const tolerance = (options.toleranceSeconds ?? 300) * 1000;
  if (Math.abs((options.now ?? new Date()).getTime() - at.getTime()) > tolerance)
    throw new WebhookRefused('it is too old or too new');
  const given = signatures
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice(3)));
  const expected = [secret].flat().map((one) => Buffer.from(signatureOf(keyOf(one), id, timestamp, body)));
  const isGenuine = expected.some((wanted) =>
    given.some((one) => one.length === wanted.length && timingSafeEqual(one, wanted)),
  );
  if (!isGenuine) throw new WebhookRefused('the signature is wrong');
  return { id, at };
}

function headerOf(headers: GivenHeaders, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const entry = Object.entries(headers).find(([given]) => given.toLowerCase() === name)?.[1];
  return typeof entry === 'string' ? entry : entry?.[0];
}
