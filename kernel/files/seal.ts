// Originals under lock: AES-256-GCM with a key of its own for each file, derived from the city's (HKDF, RFC 5869).
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { type Config, list, setting } from '@city/kernel/config';

const keySetting = setting({
  name: 'CITY_FILES_KEY',
  describe: 'Key that seals original pictures: 32 random bytes in base64url or hex. Losing it loses the originals.',
  parse: readKey,
  secret: true,
});

const oldKeysSetting = setting({
  name: 'CITY_FILES_OLD_KEYS',
  describe: 'Keys that sealed originals before CITY_FILES_KEY was changed, separated by commas; still needed to open those.',
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
  seal(fileId: string, content: Uint8Array): Buffer;
  /** @throws Error when the key is unknown, the bytes were changed, or they belong to another file. */
  open(fileId: string, sealed: Buffer): Buffer;
}

const mark = Buffer.from('HPF1');
const keyIdBytes = 8;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = mark.length + keyIdBytes + nonceBytes;

export function createSealer(config: Config): Sealer {
  return sealerOf(config.get(keySetting), config.get(oldKeysSetting));
}

/** Layout: mark, id of the key, nonce, ciphertext, tag; the file's id is bound in as associated data. */
export function sealerOf(key: Buffer, oldKeys: readonly Buffer[] = []): Sealer {
  const keys = new Map([...oldKeys, key].map((one) => [idOf(one).toString('hex'), one]));
  return {
    seal: (fileId, content) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', keyFor(key, fileId), nonce);
      cipher.setAAD(associated(fileId));
      return Buffer.concat([mark, idOf(key), nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
    },
    open: (fileId, sealed) => {
      if (sealed.length < headBytes + tagBytes || !sealed.subarray(0, mark.length).equals(mark)) throw new Error('Not a sealed original');
      const sealedBy = keys.get(sealed.subarray(mark.length, mark.length + keyIdBytes).toString('hex'));
      if (!sealedBy) throw new Error('The original was sealed with a key that is not configured: see CITY_FILES_OLD_KEYS');
      const decipher = createDecipheriv('aes-256-gcm', keyFor(sealedBy, fileId), sealed.subarray(mark.length + keyIdBytes, headBytes));
      decipher.setAAD(associated(fileId));
      decipher.setAuthTag(sealed.subarray(-tagBytes));
      return Buffer.concat([decipher.update(sealed.subarray(headBytes, -tagBytes)), decipher.final()]);
    },
  };
}

function keyFor(key: Buffer, fileId: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, fileId, 'hoa-phuong sealed original', 32));
}

function associated(fileId: string): Buffer {
  return Buffer.concat([mark, Buffer.from(fileId)]);
}

function idOf(key: Buffer): Buffer {
  return createHash('sha256').update('hoa-phuong key id').update(key).digest().subarray(0, keyIdBytes);
}
