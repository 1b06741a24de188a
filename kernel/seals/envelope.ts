// Sealing values: AES-256-GCM under a data key of their own, which is wrapped by a key from the settings; without the data key they are gone.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Keys by version; the first given one seals, all of them open. */
export interface KeyRing {
  readonly current: number;
  readonly keys: ReadonlyMap<number, Buffer>;
}

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const keyBytes = 32;
const HEAD_BYTES = 2 + NONCE_BYTES + TAG_BYTES;

/**
 * Reads keys from a setting: one base64url key of 32 bytes, or several as `2:KEY,1:KEY` with the current one first.
 * @throws Error that says what is wrong, without the key
 */
export function readKeyRing(setting: string): KeyRing {
  const keys = new Map<number, Buffer>();
  let current: number | null = null;
  for (const part of setting
    .split(',')
    .map((text) => text.trim())
    .filter(Boolean)) {
    const [, version = '1', encoded = ''] = /^(?:(\d{1,3}):)?(.*)$/.exec(part) ?? [];
    const key = readKey(encoded);
    const number = Number(version);
    if (number < 1 || number > 255) throw new Error('key versions go from 1 to 255');
    if (keys.has(number)) throw new Error(`key version ${number} stands twice`);
    keys.set(number, key);
    current ??= number;
  }
  if (current === null) throw new Error('at least one key is needed');
  return { current, keys };
}

/** Reads one base64url key of 32 bytes. @throws Error */
export function readKey(encoded: string): Buffer {
  const key = Buffer.from(encoded, 'base64url');
  if (key.length !== keyBytes) throw new Error('a key must be 32 bytes in base64url');
  return key;
}

/** A new data key in both forms: to use, and as it is stored, wrapped by the current key of the ring. */
export function makeDataKey(
  ring: KeyRing,
  context: string,
): { readonly dataKey: Buffer; readonly wrapped: Buffer } {
  const dataKey = randomBytes(keyBytes);
  return { dataKey, wrapped: sealWith(keyOf(ring, ring.current), ring.current, dataKey, context) };
}

/** Opens a stored data key. @throws Error when it was changed, belongs elsewhere, or its key is not configured */
export function openDataKey(ring: KeyRing, wrapped: Buffer, context: string): Buffer {
  return openWith(keyOf(ring, wrapped[1] ?? 0), wrapped, context);
}

/** Seals a text under a data key. `context` names table, column and row, so that a value cannot be moved to another place. */
export function seal(dataKey: Buffer, text: string, context: string): Buffer {
  return sealWith(dataKey, 0, Buffer.from(text, 'utf8'), context);
}

/** Opens what `seal` made. @throws Error when key or context differ or a bit was changed */
export function open(dataKey: Buffer, sealed: Buffer, context: string): string {
  return openWith(dataKey, sealed, context).toString('utf8');
}

/** Layout: format, key version, nonce (12), tag (16), ciphertext; the first two bytes are authenticated too. */
function sealWith(key: Buffer, version: number, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const head = Buffer.from([FORMAT, version]);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.concat([head, Buffer.from(context)]));
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([head, nonce, cipher.getAuthTag(), encrypted]);
}

function openWith(key: Buffer, sealed: Buffer, context: string): Buffer {
  if (sealed.length < HEAD_BYTES || sealed[0] !== FORMAT) throw new Error('this is not a sealed value');
  const nonce = sealed.subarray(2, 2 + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.concat([sealed.subarray(0, 2), Buffer.from(context)]));
  decipher.setAuthTag(sealed.subarray(2 + NONCE_BYTES, HEAD_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]);
}

function keyOf(ring: KeyRing, version: number): Buffer {
  const key = ring.keys.get(version);
  if (key === undefined) throw new Error(`data key version ${version} is not configured`);
  return key;
}
