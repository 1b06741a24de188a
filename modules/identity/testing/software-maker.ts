// A maker of security keys in software: a root, a certificate of one model, and packed attestations (WebAuthn Level 3, 8.2). For tests.
import 'reflect-metadata';
import { createHash, sign, X509Certificate as NodeCertificate, KeyObject, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

export interface SoftwareMaker {
  /** DER in base64, as the city's list of models keeps it. */
  readonly root: string;
  readonly aaguid: string;
  /** The attestation statement in CBOR over what the key answers. */
  statement(authenticatorData: Buffer, clientData: Buffer): Buffer;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const attestation = 'C=VN, O=Khóa Mẫu, OU=Authenticator Attestation, CN=Khóa Mẫu 1';
/** id-fido-gen-ce-aaguid */
const AAGUID = '1.3.6.1.4.1.45724.1.1.4';
const dates = { notBefore: new Date('2020-01-01'), notAfter: new Date('2050-01-01') };

const pair = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
export const aaguidBytes = (aaguid: string): Buffer => Buffer.from(aaguid.replaceAll('-', ''), 'hex');

/** Makes the maker of a model. */
export async function makeMaker(aaguid: string): Promise<SoftwareMaker> {
  const [ofRoot, ofModel] = [await pair(), await pair()];
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'C=VN, O=Khóa Mẫu, CN=Gốc',
    ...dates,
    keys: ofRoot as CryptoKeyPair,
    signingAlgorithm: algorithm,
    extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
  });
  const model = await x509.X509CertificateGenerator.create({
    serialNumber: '02',
    subject: attestation,
    issuer: root.subject,
    ...dates,
    publicKey: (ofModel as CryptoKeyPair).publicKey,
    signingKey: (ofRoot as CryptoKeyPair).privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.Extension(AAGUID, false, Buffer.concat([Buffer.from([4, 16]), aaguidBytes(aaguid)])),
    ],
  });
  const key = KeyObject.from((ofModel as CryptoKeyPair).privateKey as webcrypto.CryptoKey);
  const der = new NodeCertificate(Buffer.from(model.rawData)).raw;
  return {
    root: Buffer.from(root.rawData).toString('base64'),
    aaguid,
    statement: (authenticatorData, clientData) => {
      const over = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()]);
      // {"alg": -7, "sig": …, "x5c": […]}
      return Buffer.concat([
        Buffer.from([0xa3, 0x63]),
        Buffer.from('alg'),
        Buffer.from([0x26, 0x63]),
        Buffer.from('sig'),
        cborBytes(sign('sha256', over, key)),
        Buffer.from([0x63]),
        Buffer.from('x5c'),
        Buffer.from([0x81]),
        cborBytes(der),
      ]);
    },
  };
}

/** A byte string in CBOR (RFC 8949). */
export function cborBytes(data: Buffer): Buffer {
  if (data.length < 24) return Buffer.concat([Buffer.from([0x40 + data.length]), data]);
  if (data.length < 256) return Buffer.concat([Buffer.from([0x58, data.length]), data]);
  return Buffer.concat([Buffer.from([0x59, data.length >> 8, data.length & 255]), data]);
}
