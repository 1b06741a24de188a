// Reading an SD-JWT in the browser (RFC 9901): its signed part, and the disclosures that lead to a claim.
import { base64url, decodeJwt, importX509 } from 'jose';

export type Bag = Readonly<Record<string, unknown>>;

interface Disclosure {
  readonly text: string;
  readonly digest: string;
  readonly name: string;
  readonly value: unknown;
}

export interface ReadSdJwt {
  readonly jwt: string;
  readonly payload: Bag;
  readonly disclosures: readonly Disclosure[];
}

export interface Found {
  readonly value: unknown;
  /** What must be sent along so that the reader sees the claim. */
  readonly disclosures: readonly string[];
}

export async function sha256(text: string): Promise<string> {
  return base64url.encode(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  );
}

export async function readSdJwt(sdJwt: string): Promise<ReadSdJwt> {
  const [jwt = '', ...texts] = sdJwt.split('~').slice(0, -1);
  const disclosures = await Promise.all(
    texts.map(async (text): Promise<Disclosure> => {
      const [, name, value] = JSON.parse(new TextDecoder().decode(base64url.decode(text))) as unknown[];
      return { text, digest: await sha256(text), name: String(name), value };
    }),
  );
  return { jwt, payload: decodeJwt(jwt), disclosures };
}

/** Follows a path through what is open and what is hidden; null when the credential has no such claim. */
export function findClaim({ payload, disclosures }: ReadSdJwt, path: readonly string[]): Found | null {
  let at: unknown = payload;
  const needed: string[] = [];
  for (const name of path) {
    if (typeof at !== 'object' || at === null) return null;
    const here = at as Bag;
    if (Object.hasOwn(here, name)) {
      at = here[name];
      continue;
    }
    const digests = (here['_sd'] as readonly string[] | undefined) ?? [];
    const hidden = disclosures.find((one) => one.name === name && digests.includes(one.digest));
    if (!hidden) return null;
    needed.push(hidden.text);
    at = hidden.value;
  }
  return { value: at, disclosures: needed };
}

/** The key in the first certificate of a header, and that certificate's hash. */
export async function leafOf(header: { readonly x5c?: unknown }): Promise<{ key: CryptoKey; hash: string }> {
  const leaf = (header.x5c as readonly unknown[] | undefined)?.[0];
  if (typeof leaf !== 'string') throw new Error('x5c');
  const der = Uint8Array.from(atob(leaf), (sign) => sign.charCodeAt(0));
  const pem = `-----BEGIN CERTIFICATE-----\n${leaf}\n-----END CERTIFICATE-----`;
  return {
    key: await importX509(pem, 'ES256'),
    hash: base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', der))),
  };
}
