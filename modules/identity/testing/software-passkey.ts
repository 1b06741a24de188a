// An authenticator in software, as far as WebAuthn sees one: makes ES256 passkeys and signs with them. For tests and measurements.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { aaguidBytes, cborBytes, type SoftwareMaker } from './software-maker.ts';

export interface SoftwarePasskey {
  readonly id: string;
  readonly userHandle: string;
  readonly key: KeyObject;
  readonly host: string;
}

interface CreationOptions {
  readonly challenge: string;
  readonly rp: { readonly id?: string };
  readonly user: { readonly id: string };
}

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();
const text = (data: Buffer): string => data.toString('base64url');

/** What a device may do wrong, or differently. */
export interface Behaviour {
  readonly origin: string;
  readonly isVerified?: boolean;
  readonly count?: number;
  readonly challenge?: string;
  readonly userHandle?: string;
  readonly host?: string;
  /** Who attests the model; nobody by default. */
  readonly maker?: SoftwareMaker;
  /** The model it says it is; default that of the maker. */
  readonly aaguid?: string;
}

const noModel = '00000000-0000-0000-0000-000000000000';
const UP = 0x01;
const UV = 0x04;
const AT = 0x40;

function authenticatorData(host: string, flags: number, count: number, attested = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(flags, 0);
  head.writeUInt32BE(count, 1);
  return Buffer.concat([sha256(host), head, attested]);
}

/** {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    cborBytes(Buffer.from(x, 'base64url')),
    Buffer.from([0x22]),
    cborBytes(Buffer.from(y, 'base64url')),
  ]);
}

const clientData = (type: string, challenge: string, origin: string): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

/** Makes a passkey and the answer that registers it. */
export function createPasskey(options: CreationOptions, behaviour: Behaviour) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { maker } = behaviour;
  const host = behaviour.host ?? options.rp.id ?? new URL(behaviour.origin).hostname;
  const id = randomBytes(32);
  const length = Buffer.from([0, id.length]);
  const attested = Buffer.concat([
    aaguidBytes(behaviour.aaguid ?? maker?.aaguid ?? noModel),
    length,
    id,
    coseKey(publicKey),
  ]);
  const flags = UP | AT | (behaviour.isVerified === false ? 0 : UV);
  const data = authenticatorData(host, flags, behaviour.count ?? 0, attested);
  const client = clientData('webauthn.create', behaviour.challenge ?? options.challenge, behaviour.origin);
  const format = maker ? 'packed' : 'none';
  // {"fmt": format, "attStmt": {…}, "authData": data}
  const attestation = Buffer.concat([
    Buffer.from([0xa3, 0x63]),
    Buffer.from('fmt'),
    Buffer.from([0x60 + format.length]),
    Buffer.from(format),
    Buffer.from([0x67]),
    Buffer.from('attStmt'),
    maker ? maker.statement(data, client) : Buffer.from([0xa0]),
    Buffer.from([0x68]),
    Buffer.from('authData'),
    cborBytes(data),
  ]);
  const passkey: SoftwarePasskey = { id: text(id), userHandle: options.user.id, key: privateKey, host };
  const credential = {
    id: text(id),
    rawId: text(id),
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(client),
      attestationObject: text(attestation),
      transports: ['internal'],
    },
  };
  return { passkey, credential };
}

/** The answer to a challenge. */
export function answerWith(
  passkey: SoftwarePasskey,
  options: { readonly challenge: string },
  behaviour: Behaviour,
) {
  const flags = UP | (behaviour.isVerified === false ? 0 : UV);
  const data = authenticatorData(behaviour.host ?? passkey.host, flags, behaviour.count ?? 0);
  const client = clientData('webauthn.get', behaviour.challenge ?? options.challenge, behaviour.origin);
  return {
    id: passkey.id,
    rawId: passkey.id,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(client),
      authenticatorData: text(data),
      signature: text(sign('sha256', Buffer.concat([data, sha256(client)]), passkey.key)),
      userHandle: behaviour.userHandle ?? passkey.userHandle,
    },
  };
}
