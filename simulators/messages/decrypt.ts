// Opens a web-push message as a browser does (RFC 8291 over RFC 8188, aes128gcm), with node:crypto only.
import { createDecipheriv, createECDH, type ECDH, hkdfSync } from 'node:crypto';

export interface BrowserKeys {
  readonly ecdh: ECDH;
  readonly auth: Buffer;
}

export function makeBrowserKeys(auth: Buffer): BrowserKeys {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  return { ecdh, auth };
}

/**
 * Decrypts the body of a push.
 * @throws Error when the header is malformed or the message was not made for these keys.
 */
export function decryptPush(body: Buffer, keys: BrowserKeys): Buffer {
  if (body.length < 21) throw new Error('shorter than its header');
  const salt = body.subarray(0, 16);
  const recordSize = body.readUInt32BE(16);
  const senderKey = body.subarray(21, 21 + body.readUInt8(20));
  if (senderKey.length !== 65) throw new Error('the key id is not a public key');
  const secret = keys.ecdh.computeSecret(senderKey);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.ecdh.getPublicKey(), senderKey]);
  const material = derive(secret, keys.auth, info, 32);
  const key = derive(material, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(material, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const records = body.subarray(21 + senderKey.length);
  if (records.length > recordSize) throw new Error('more than one record');
  return unpad(open(records, key, nonce));
}

function derive(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}

function open(record: Buffer, key: Buffer, nonce: Buffer): Buffer {
  const decipher = createDecipheriv('aes-128-gcm', key, nonce, { authTagLength: 16 });
  decipher.setAuthTag(record.subarray(-16));
  return Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
}

/** The last record ends with the delimiter 2 and zeros (RFC 8188 §2). */
function unpad(padded: Buffer): Buffer {
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end--;
  if (padded[end] !== 2) throw new Error('the padding is malformed');
  return padded.subarray(0, end);
}
