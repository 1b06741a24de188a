// Signed notes (C2SP signed-note) with Ed25519, and the timestamped cosignatures of witnesses (tlog-cosignature, cosignature/v1).
import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';

const kinds = { signature: 0x01, cosignature: 0x04 } as const;
type Kind = keyof typeof kinds;

export interface VerifierKey {
  readonly name: string;
  readonly kind: Kind;
  readonly id: Buffer;
  readonly publicKey: Buffer;
}

export interface SignerKey extends VerifierKey {
  readonly secret: KeyObject;
}

export interface Note {
  /** With its last line break. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  readonly id: Buffer;
  readonly signature: Buffer;
}

const idBytes = 4;
const keyBytes = 32;
/** Frames of PKCS #8 and SPKI around a bare Ed25519 key (RFC 8410). */
const pkcs8Frame = Buffer.from('302e020100300506032b657004220420', 'hex');
const spkiFrame = Buffer.from('302a300506032b6570032100', 'hex');

/** A key from its seed of 32 bytes. @throws Error when the name holds a space or a plus, or the seed is too short. */
export function signerKey(name: string, kind: Kind, seed: Uint8Array): SignerKey {
  if (seed.length !== keyBytes) throw new Error('The seed of a signing key has 32 bytes');
  const secret = createPrivateKey({ key: Buffer.concat([pkcs8Frame, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  return { ...verifierKey(name, kind, spki.subarray(spkiFrame.length)), secret };
}

export function verifierKey(name: string, kind: Kind, publicKey: Uint8Array): VerifierKey {
  if (!/^[^\s+]+$/u.test(name)) throw new Error(`Not a name of a key: ${name}`);
  const id = hash(
    'sha256',
    Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(kinds[kind]), publicKey]),
    'buffer',
  ).subarray(0, idBytes);
  return { name, kind, id, publicKey: Buffer.from(publicKey) };
}

/** `name+id+key`, as keys are handed to others. */
export function encodeVerifierKey({ name, kind, id, publicKey }: VerifierKey): string {
  const material = Buffer.concat([Buffer.of(kinds[kind]), publicKey]).toString('base64');
  return `${name}+${id.toString('hex')}+${material}`;
}

/** @throws Error when the text is no key of a kind we know, or its id is not its own. */
export function readVerifierKey(text: string): VerifierKey {
  const form = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/u.exec(text);
  const material = form ? Buffer.from(form[3] as string, 'base64') : Buffer.alloc(0);
  const kind = (Object.keys(kinds) as Kind[]).find((one) => kinds[one] === material[0]);
  if (!form || !kind || material.length !== 1 + keyBytes || material.toString('base64') !== form[3])
    throw new Error('Not a verifier key of a note');
  const key = verifierKey(form[1] as string, kind, material.subarray(1));
  if (key.id.toString('hex') !== form[2]) throw new Error('The id of a verifier key is not its own');
  return key;
}

export function encodeSignature({ name, id, signature }: NoteSignature): string {
  return `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
}

export function encodeNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(encodeSignature).join('')}`;
}

/** Longest note taken, in characters. */
const longestNote = 100_000;

/** @throws Error when the text is no signed note. Says nothing about the signatures. */
export function readNote(text: string): Note {
  const split = text.lastIndexOf('\n\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the standard forbids exactly these
  if (split < 0 || text.length > longestNote || !text.endsWith('\n') || /[\0-\x09\x0b-\x1f]/.test(text))
    throw new Error('Not a signed note');
  const lines = text.slice(split + 2, -1).split('\n');
  return { text: text.slice(0, split + 1), signatures: lines.map(readSignature) };
}

/** One signature line without its line break. @throws Error when it is none. */
export function readSignature(line: string): NoteSignature {
  const form = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line);
  const data = form ? Buffer.from(form[2] as string, 'base64') : Buffer.alloc(0);
  if (!form || data.length <= idBytes || data.toString('base64') !== form[2])
    throw new Error('Not a signature line of a note');
  return { name: form[1] as string, id: data.subarray(0, idBytes), signature: data.subarray(idBytes) };
}

const cosigned = (text: string, seconds: bigint): Buffer =>
  Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);

/** Signs the text of a note; a cosignature carries the time. */
export function signNote(text: string, key: SignerKey, now: Date): NoteSignature {
  const { name, id } = key;
  if (key.kind === 'signature') return { name, id, signature: sign(null, Buffer.from(text), key.secret) };
  const seconds = BigInt(Math.floor(now.getTime() / 1000));
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(seconds);
  const signature = Buffer.concat([time, sign(null, cosigned(text, seconds), key.secret)]);
  return { name, id, signature };
}

export interface Verified {
  /** When a witness signed; null for the log's own signature, which carries no time. */
  readonly at: Date | null;
}

/** The signature of this key under a note; null when there is none. @throws Error when there is one and it is wrong. */
export function verifyNote(note: Note, key: VerifierKey): Verified | null {
  const found = note.signatures.find(({ name, id }) => name === key.name && key.id.equals(id));
  if (!found) return null;
  const publicKey = createPublicKey({
    key: Buffer.concat([spkiFrame, key.publicKey]),
    format: 'der',
    type: 'spki',
  });
  const isTimed = key.kind === 'cosignature';
  const { signature } = found;
  if (signature.length !== (isTimed ? 72 : 64)) throw new Error(`The signature of ${key.name} is cut`);
  const seconds = isTimed ? signature.readBigUInt64BE() : 0n;
  const data = isTimed ? cosigned(note.text, seconds) : Buffer.from(note.text);
  if (!verify(null, data, publicKey, isTimed ? signature.subarray(8) : signature))
    throw new Error(`The signature of ${key.name} does not fit the note`);
  return { at: isTimed ? new Date(Number(seconds) * 1000) : null };
}
