// Keys and signature lines of notes as a witness needs them: it reads logs' signatures (type 1) and gives cosignatures (type 4).
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

const spki = Buffer.from('302a300506032b6570032100', 'hex');
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const idOf = (name: string, type: number, key: Buffer): Buffer =>
  createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.concat([Buffer.of(type), key]))
    .digest()
    .subarray(0, 4);

export interface LogKey {
  readonly name: string;
  readonly id: Buffer;
  readonly key: KeyObject;
}

/** Reads `NAME+ID+KEY` of a log. @throws Error when it is none. */
export function readLogKey(text: string): LogKey {
  const [name = '', id = '', ...rest] = text.split('+');
  const material = Buffer.from(rest.join('+'), 'base64');
  const key = material.subarray(1);
  if (material[0] !== 1 || key.length !== 32 || idOf(name, 1, key).toString('hex') !== id)
    throw new Error(`Not the key of a log: ${text}`);
  const publicKey = createPublicKey({ key: Buffer.concat([spki, key]), format: 'der', type: 'spki' });
  return { name, id: idOf(name, 1, key), key: publicKey };
}

interface Line {
  readonly name: string;
  readonly id: Buffer;
  readonly signature: Buffer;
}

function readLine(line: string): Line | null {
  const found = /^— (\S+) ([A-Za-z0-9+/]+=*)$/.exec(line);
  if (!found) return null;
  const data = Buffer.from(found[2] as string, 'base64');
  return { name: found[1] as string, id: data.subarray(0, 4), signature: data.subarray(4) };
}

/** Whether one of the lines is this log's signature of the text. */
export function isSigned(text: string, lines: readonly string[], log: LogKey): boolean {
  return lines
    .map(readLine)
    .some(
      (line) =>
        line?.name === log.name &&
        line.id.equals(log.id) &&
        line.signature.length === 64 &&
        verify(null, Buffer.from(text), log.key, line.signature),
    );
}

export interface Cosigner {
  /** As handed to logs. */
  readonly verifier: string;
  readonly cosign: (text: string, now: Date) => string;
}

export function makeCosigner(name: string, seed: Buffer): Cosigner {
  const secret = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
  const key = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(spki.length);
  const id = idOf(name, 4, key);
  const material = Buffer.concat([Buffer.of(4), key]).toString('base64');
  return {
    verifier: `${name}+${id.toString('hex')}+${material}`,
    cosign: (text, now) => {
      const seconds = BigInt(Math.floor(now.getTime() / 1000));
      const time = Buffer.alloc(8);
      time.writeBigUInt64BE(seconds);
      const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`), secret);
      return `— ${name} ${Buffer.concat([id, time, signature]).toString('base64')}\n`;
    },
  };
}
