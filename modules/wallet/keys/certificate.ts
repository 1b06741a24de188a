// Making the authority's certificates: a self-signed anchor, and end-entity certificates under it (RFC 5280).
import { webcrypto } from 'node:crypto';
import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

export const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' } as const;

export interface Span {
  readonly from: Date;
  readonly to: Date;
}

export interface MadeCertificate {
  readonly certificate: Buffer;
  /** PKCS #8 */
  readonly privateKey: Buffer;
}

type Pair = webcrypto.CryptoKeyPair;

async function makePair(): Promise<Pair> {
  return (await webcrypto.subtle.generateKey(P256, true, ['sign', 'verify'])) as Pair;
}

async function finished(certificate: X509Certificate, pair: Pair): Promise<MadeCertificate> {
  const privateKey = await webcrypto.subtle.exportKey('pkcs8', pair.privateKey);
  return { certificate: Buffer.from(certificate.rawData), privateKey: Buffer.from(privateKey) };
}

/** The anchor: signs certificates and nothing else. */
export async function makeAnchor(name: string, span: Span): Promise<MadeCertificate> {
  const keys = await makePair();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [name] }],
    notBefore: span.from,
    notAfter: span.to,
    signingAlgorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return finished(certificate, keys);
}

export interface LeafOptions {
  readonly name: string;
  /** Origin in whose name the key signs: its host as dNSName, the whole as uniformResourceIdentifier. */
  readonly origin: string;
  readonly span: Span;
  readonly anchor: MadeCertificate;
}

/** An end-entity certificate: signs credentials, status lists or requests. */
export async function makeLeaf({ name, origin, span, anchor }: LeafOptions): Promise<MadeCertificate> {
  const keys = await makePair();
  const parent = new X509Certificate(anchor.certificate);
  const extensions: Extension[] = [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new SubjectAlternativeNameExtension([
      { type: 'dns', value: new URL(origin).hostname },
      { type: 'url', value: origin },
    ]),
    await SubjectKeyIdentifierExtension.create(keys.publicKey),
    await AuthorityKeyIdentifierExtension.create(parent),
  ];
  const certificate = await X509CertificateGenerator.create({
    subject: [{ CN: [name] }],
    issuer: parent.subject,
    notBefore: span.from,
    notAfter: span.to,
    signingAlgorithm,
    publicKey: keys.publicKey,
    signingKey: await webcrypto.subtle.importKey('pkcs8', anchor.privateKey, P256, false, ['sign']),
    extensions,
  });
  return finished(certificate, keys);
}
