// The settings of the log over the trail: its name, its key, its witness.
import { createHash } from 'node:crypto';
import { type Config, setting, text, webAddress } from '@city/kernel/config';
import { readVerifierKey, type SignerKey, signerKey, type VerifierKey } from './log/note.ts';

const keyBytes = 32;

const definitions = {
  key: setting({
    name: 'CITY_TRAIL_KEY',
    describe: 'Seed of the Ed25519 key that signs the log over the trail: 32 bytes base64url',
    parse: readSeed,
    secret: true,
  }),
  origin: setting({
    name: 'CITY_TRAIL_ORIGIN',
    describe:
      'Name of the log, an address without its scheme such as haiphong.example/trail; it cannot be changed later',
    parse: readOrigin,
    fallback: '',
  }),
  witness: setting({
    name: 'CITY_TRAIL_WITNESS_URL',
    describe: 'Address of the witness (C2SP tlog-witness) that remembers how long the log was. Empty: none',
    parse: webAddress,
    fallback: '',
  }),
  witnessKey: setting({
    name: 'CITY_TRAIL_WITNESS_KEY',
    describe: 'The witness’s verifier key, NAME+ID+KEY',
    parse: text,
    fallback: '',
  }),
};

export interface Witness {
  readonly url: string;
  readonly key: VerifierKey;
}

export interface TrailSettings {
  readonly key: SignerKey;
  readonly witness: Witness | null;
}

/** @throws Error that names the setting which is wrong */
export function readTrailSettings(config: Config, publicUrl: string): TrailSettings {
  const origin = config.get(definitions.origin) || ownOrigin(config, publicUrl);
  const url = config.get(definitions.witness);
  const key = signerKey(origin, 'signature', config.get(definitions.key));
  if (url === '') return { key, witness: null };
  const witnessKey = readVerifierKey(config.get(definitions.witnessKey));
  if (witnessKey.kind !== 'cosignature')
    throw new Error(`Setting ${definitions.witnessKey.name} must be the key of a cosigner (type 4)`);
  return { key, witness: { url, key: witnessKey } };
}

/** A demo has another port today than yesterday; its log keeps its name. */
const ownOrigin = (config: Config, publicUrl: string): string =>
  config.mode === 'demo' ? 'hoa-phuong.example/trail' : `${publicUrl.replace(/^https?:\/\//, '')}/trail`;

function readSeed(value: string): Buffer {
  const seed = Buffer.from(value, 'base64url');
  if (seed.length !== keyBytes) throw new Error('must be 32 bytes in base64url');
  // The secret of the setting serves the log alone, whatever else it was typed into.
  return createHash('sha256').update('hoa-phuong/trail-key/v1\n').update(seed).digest();
}

function readOrigin(value: string): string {
  if (!/^[^\s+]{3,200}$/u.test(value)) throw new Error('must hold no space and no plus');
  return value;
}
