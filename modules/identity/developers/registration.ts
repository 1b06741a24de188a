// What a developer may register: addresses to come back to, and how the application proves itself. Data in, data or an error out.
import { AppError } from '@city/kernel/errors';
import './errors.ts';
import { LIMITS } from '../limits.ts';
import type { KeptSecret } from '../provider/client-secret.ts';

/** How an application proves itself: a key of its own, a secret, or (on somebody's device) nothing but PKCE. */
export const proofs = ['keys', 'secret', 'none'] as const;
export type Proof = (typeof proofs)[number];

const ownMachine = new Set(['localhost', '127.0.0.1', '[::1]']);

/** @throws AppError `client_redirect_wrong`, `client_redirects_missing` */
export function readRedirects(text: string): readonly string[] {
  const lines = [...new Set(text.split(/\s+/).filter(Boolean))];
  if (lines.length < 1 || lines.length > LIMITS.clientRedirects)
    throw new AppError('client_redirects_missing', { params: { most: LIMITS.clientRedirects } });
  for (const address of lines) if (!isRedirect(address)) throw wrong(address);
  return lines;
}

const wrong = (address: string) =>
  new AppError('client_redirect_wrong', { params: { address: address.slice(0, 200) } });

function isRedirect(address: string): boolean {
  if (address.length > LIMITS.clientRedirectCharacters || !URL.canParse(address)) return false;
  const { protocol, hostname, username, password, href } = new URL(address);
  const isOwn = protocol === 'http:' && ownMachine.has(hostname);
  // What is compared later is compared letter by letter: it has to stand here as it will come.
  const isWritten = href === address || href === `${address}/`;
  return (protocol === 'https:' || isOwn) && !address.includes('#') && !username && !password && isWritten;
}

/**
 * Public keys as a JWKS, or the address at which they lie.
 * @throws AppError `client_keys_wrong`
 */
export function readKeysOf(text: string): { readonly jwks: object } | { readonly jwks_uri: string } {
  const given = text.trim();
  if (given.startsWith('https://')) {
    if (!isRedirect(given)) throw new AppError('client_keys_wrong');
    return { jwks_uri: given };
  }
  const keys = parsed(given);
  if (keys.length === 0 || keys.length > 10 || !keys.every(isPublicKey))
    throw new AppError('client_keys_wrong');
  return {
    jwks: {
      keys: keys.map(({ kty, crv, x, y, kid }) => ({
        kty,
        crv,
        x,
        y,
        ...(typeof kid === 'string' ? { kid } : {}),
        alg: 'ES256',
        use: 'sig',
      })),
    },
  };
}

type Key = Readonly<Record<string, unknown>>;

/** A set of keys, or a single key. */
function parsed(text: string): readonly Key[] {
  try {
    const given = JSON.parse(text) as { keys?: unknown; kty?: unknown } | null;
    if (given && Array.isArray(given.keys))
      return given.keys.filter((key) => key !== null && typeof key === 'object') as Key[];
    return given?.kty ? [given as Key] : [];
  } catch {
    return [];
  }
}

const coordinate = (value: unknown): boolean =>
  typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value);
const isPublicKey = ({ kty, crv, x, y, d, kid }: Key): boolean =>
  kty === 'EC' &&
  crv === 'P-256' &&
  coordinate(x) &&
  coordinate(y) &&
  d === undefined &&
  (kid === undefined || (typeof kid === 'string' && kid.length <= 200));

/** What is kept beside the names: RFC 7591, with hashes in place of a secret. */
export function metadataFor(
  redirects: readonly string[],
  proof:
    | { readonly kind: 'keys'; readonly keys: ReturnType<typeof readKeysOf> }
    | { readonly kind: 'secret'; readonly secrets: readonly KeptSecret[] }
    | { readonly kind: 'none' },
): Record<string, unknown> {
  const base = {
    redirect_uris: [...redirects],
    grant_types: ['authorization_code', 'refresh_token'],
  };
  if (proof.kind === 'none') return { ...base, token_endpoint_auth_method: 'none' };
  // Whoever proves itself may also act for nobody, for what it is registered for.
  const own = { ...base, grant_types: [...base.grant_types, 'client_credentials'] };
  if (proof.kind === 'keys') return { ...own, token_endpoint_auth_method: 'private_key_jwt', ...proof.keys };
  return { ...own, token_endpoint_auth_method: 'client_secret_basic', secrets: proof.secrets };
}

export const proofOf = (metadata: Readonly<Record<string, unknown>>): Proof => {
  const method = metadata['token_endpoint_auth_method'] ?? 'private_key_jwt';
  if (method === 'none') return 'none';
  return method === 'private_key_jwt' ? 'keys' : 'secret';
};
