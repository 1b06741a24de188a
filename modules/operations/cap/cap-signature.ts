// The enveloped signature of a message (XMLDSig, RSA-SHA256, exclusive canonicalisation) and its check against certificates we know.
import { X509Certificate } from 'node:crypto';
import type { XmlElement } from 'libxml2-wasm';
import { SignedXml } from 'xml-crypto';
import { withXml } from './xml-document.ts';

const algorithms = {
  signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
  canonical: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  enveloped: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
} as const;
const dsig = 'http://www.w3.org/2000/09/xmldsig#';

export interface Signer {
  /** PEM, PKCS #8. */
  readonly privateKey: string;
  /** PEM. */
  readonly certificate: string;
}

/** The message with its signature as the last child of `alert`, over everything else. */
export function signCap(xml: string, { privateKey, certificate }: Signer): string {
  const signed = new SignedXml({
    privateKey,
    publicCert: certificate,
    signatureAlgorithm: algorithms.signature,
    canonicalizationAlgorithm: algorithms.canonical,
  });
  signed.addReference({
    xpath: '/*',
    uri: '',
    isEmptyUri: true,
    digestAlgorithm: algorithms.digest,
    transforms: [algorithms.enveloped, algorithms.canonical],
  });
  signed.computeSignature(xml, { prefix: 'ds', location: { reference: '/*', action: 'append' } });
  return signed.getSignedXml();
}

export type Verified =
  | {
      readonly ok: true;
      readonly fingerprint: string /** What was signed, and nothing beside it. */;
      readonly signedXml: string;
    }
  | {
      readonly ok: false;
      readonly why:
        | 'unsigned'
        | 'several-signatures'
        | 'unknown-certificate'
        | 'certificate-expired'
        | 'not-the-whole-message'
        | 'broken';
    };

const bare = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase();

/** SHA-256 of a certificate, hex. */
export const fingerprintOf = (certificate: string): string =>
  bare(new X509Certificate(certificate).fingerprint256);

/**
 * Checks the one signature of a message against the certificates given; what its KeyInfo carries is a hint and never trusted.
 * The signature must cover the whole document.
 */
export function verifyCap(xml: string, certificates: readonly string[], at: Date): Verified {
  const found = withXml(xml, (document) => {
    const signatures = document.find('//ds:Signature', { ds: dsig }) as XmlElement[];
    return signatures.map((element) => ({
      isInRoot: element.parent !== null && element.parent.parent === null,
      text: element.content,
      xml: element.toString({ noDeclaration: true, format: false }),
    }));
  });
  const [signature] = found;
  if (!signature) return { ok: false, why: 'unsigned' };
  if (found.length > 1) return { ok: false, why: 'several-signatures' };
  if (!signature.isInRoot) return { ok: false, why: 'not-the-whole-message' };
  const known = certificates.filter((certificate) =>
    isNamed(signature.text, new X509Certificate(certificate)),
  );
  // A signature without KeyInfo may be of any of them.
  const tried = known.length > 0 || hasCertificate(signature.xml) ? known : certificates;
  for (const certificate of tried) {
    const { validFrom, validTo } = new X509Certificate(certificate);
    if (new Date(validFrom) > at || new Date(validTo) < at) return { ok: false, why: 'certificate-expired' };
    const checked = checkWith(xml, signature.xml, certificate);
    if (checked) return checked;
  }
  return { ok: false, why: tried.length > 0 ? 'broken' : 'unknown-certificate' };
}

const hasCertificate = (signature: string): boolean => signature.includes('X509Certificate');

/** The certificate in the KeyInfo, if any, is this one: tells a stranger's key from a broken signature. */
function isNamed(text: string, certificate: X509Certificate): boolean {
  const body = certificate.raw.toString('base64');
  return text.replaceAll(/\s+/g, '').includes(body);
}

function checkWith(xml: string, signature: string, certificate: string): Verified | null {
  const signed = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null });
  try {
    signed.loadSignature(signature);
    const references = signed.getReferences();
    if (references.length !== 1 || references[0]?.uri !== '')
      return { ok: false, why: 'not-the-whole-message' };
    if (!signed.checkSignature(xml)) return null;
    const [signedXml = ''] = signed.getSignedReferences();
    return { ok: true, fingerprint: fingerprintOf(certificate), signedXml };
  } catch {
    return null;
  }
}
