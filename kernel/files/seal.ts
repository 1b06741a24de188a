// Things under lock: AES-256-GCM with a key of its own for each, derived from the city's (HKDF, RFC 5869).
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { type Config, list, setting } from '@city/kernel/config';

const keySetting = setting({
  name: 'CITY_FILES_KEY',
  describe:
    'Key that seals original pictures: 32 random bytes in base64url or hex. Losing it loses the originals.',
  parse: readKey,
  secret: true,
});

const oldKeysSetting = setting({
  name: 'CITY_FILES_OLD_KEYS',
  describe:
    'Keys that sealed originals before CITY_FILES_KEY was changed, separated by commas; still needed to open those.',
  parse: (value) => list(value).map(readKey),
  fallback: [] as readonly Buffer[],
});

/** Reads a key of 32 bytes in base64url, base64 or hex. */
export function readKey(value: string): Buffer {
  const words = value.trim();
  const key = /^[0-9a-f]{64}$/i.test(words) ? Buffer.from(words, 'hex') : Buffer.from(words, 'base64');
  if (key.length !== 32) throw new Error('must be 32 bytes in base64url or hex');
  return key;
}

export interface Sealer {
  /** `id` says what the content belongs to: it opens under no other id. */
  seal(id: string, content: Uint8Array): Buffer;
  /** @throws Error when the key is unknown, the bytes were changed, or they belong to another id. */
  open(id: string, sealed: Buffer): Buffer;
}

const mark = Buffer.from('HPF1');
const keyIdBytes = 8;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = mark.length + keyIdBytes + nonceBytes;

export function createSealer(config: Config): Sealer {
  return sealerOf(config.get(keySetting), { oldKeys: config.get(oldKeysSetting) });
}

/**
 * Layout: mark, id of the key, nonce, ciphertext, tag; the id of what it belongs to is bound in as associated data.
 * @param options.use tells uses of one key apart, so that nothing sealed for one opens in another.
 */
export function sealerOf(key: Buffer, options: { oldKeys?: readonly Buffer[]; use?: string } = {}): Sealer {
  const { oldKeys = [], use = 'sealed original' } = options;
  const keyFor = (master: Buffer, id: string) =>
    Buffer.from(hkdfSync('sha256', master, id, `hoa-phuong ${use}`, 32));
  const keys = new Map([...oldKeys, key].map((one) => [idOf(one).toString('hex'), one]));
  return {
    seal: (id, content) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', keyFor(key, id), nonce);
      cipher.setAAD(associated(id));
      return Buffer.concat([
        mark,
        idOf(key),
        nonce,
        cipher.update(content),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
    },
    open: (id, sealed) => {
      if (sealed.length < headBytes + tagBytes || !sealed.subarray(0, mark.length).equals(mark))
        throw new Error('Not sealed by us');
      const sealedBy = keys.get(sealed.subarray(mark.length, mark.length + keyIdBytes).toString('hex'));
      if (!sealedBy)
        throw new Error('Sealed with a key that is not configured: see the settings for old keys');
      const decipher = createDecipheriv(
        'aes-256-gcm',
        keyFor(sealedBy, id),
        sealed.subarray(mark.length + keyIdBytes, headBytes),
      );
      decipher.setAAD(associated(id));
      decipher.setAuthTag(sealed.subarray(-tagBytes));
      return Buffer.concat([decipher.update(sealed.subarray(headBytes, -tagBytes)), decipher.final()]);
    },
  };
}

function associated(id: string): Buffer {
  return Buffer.concat([mark, Buffer.from(id)]);
}

function idOf(key: Buffer): Buffer {
  return createHash('sha256').update('hoa-phuong key id').update(key).digest().subarray(0, keyIdBytes);
}
