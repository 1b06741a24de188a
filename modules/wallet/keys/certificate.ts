// Making the authority's certificates: a self-signed anchor, and end-entity certificates under it (RFC 5280).
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

function makePair(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
}

async function finished(certificate: X509Certificate, pair: CryptoKeyPair): Promise<MadeCertificate> {
  const privateKey = await crypto.subtle.exportKey('pkcs8', pair.privateKey);
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
  /** In whose name the key signs: its host as dNSName, the whole as uniformResourceIdentifier. */
  readonly issuer: string;
  readonly span: Span;
  readonly anchor: MadeCertificate;
}

/** An end-entity certificate: signs credentials, status lists or requests. */
export async function makeLeaf({ name, issuer, span, anchor }: LeafOptions): Promise<MadeCertificate> {
  const keys = await makePair();
  const parent = new X509Certificate(new Uint8Array(anchor.certificate));
  const extensions: Extension[] = [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new SubjectAlternativeNameExtension([
      { type: 'dns', value: new URL(issuer).hostname },
      { type: 'url', value: issuer },
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
    signingKey: await crypto.subtle.importKey('pkcs8', new Uint8Array(anchor.privateKey), P256, false, [
      'sign',
    ]),
    extensions,
  });
  return finished(certificate, keys);
}
