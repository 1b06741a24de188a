// Whether a chain of certificates leads to an anchor that we trust, at a moment.
import 'reflect-metadata';
import { X509Certificate } from '@peculiar/x509';

const mostCertificates = 4;

export interface TrustedLeaf {
  readonly certificate: X509Certificate;
  /** The anchor to which the chain led, DER. */
  readonly anchor: Buffer;
}

/**
 * Follows `x5c` (base64 DER, end-entity first) to one of the anchors: signatures, names, dates, the right to certify.
 * The anchor itself does not stand in the chain (HAIP §6.1.1). Answers null when the chain leads nowhere.
 */
export async function followChain(
  x5c: readonly string[],
  anchors: readonly Buffer[],
  at: Date,
): Promise<TrustedLeaf | null> {
  if (x5c.length === 0 || x5c.length > mostCertificates) return null;
  try {
    const chain = x5c.map((der) => new X509Certificate(der));
    const [leaf] = chain;
    if (!leaf || isAuthority(leaf) || leaf.issuer === leaf.subject) return null;
    for (const [place, certificate] of chain.entries()) {
      const parent = chain[place + 1];
      if (!isDated(certificate, at) || !certificate.signatureAlgorithm) return null;
      if (parent && !(await certifies(parent, certificate, at))) return null;
    }
    const last = chain.at(-1) as X509Certificate;
    for (const anchor of anchors) {
      if (await certifies(new X509Certificate(new Uint8Array(anchor)), last, at))
        return { certificate: leaf, anchor };
    }
    return null;
  } catch {
    // Bytes that are no certificate.
    return null;
  }
}

const isDated = (certificate: X509Certificate, at: Date): boolean =>
  certificate.notBefore <= at && at <= certificate.notAfter;

function isAuthority(certificate: X509Certificate): boolean {
  const constraints = certificate.getExtension('2.5.29.19') as { ca?: boolean } | null;
  return constraints?.ca === true;
}

async function certifies(parent: X509Certificate, child: X509Certificate, at: Date): Promise<boolean> {
  if (!isAuthority(parent) || !isDated(parent, at) || parent.subject !== child.issuer) return false;
  return child.verify({ publicKey: parent.publicKey, signatureOnly: true });
}
