// A client written by hand, for requests that no well-behaved library would send: every parameter and header is the test's own.
import { createHash, randomBytes } from 'node:crypto';
import type { NewClient } from '../provider/clients.ts';
import { type KeptSecret, newClientSecret } from '../provider/client-secret.ts';
import type { Browser, IdentityCity } from './identity-city.ts';
import { redirectUri, register, walk } from './oidc-client.ts';

export type Parameters = Readonly<Record<string, string | undefined>>;
export interface Raw {
  readonly id: string;
  readonly secret: string;
}
export interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

export const verifier = randomBytes(32).toString('base64url');
export const challenge = createHash('sha256').update(verifier).digest('base64url');

/** Registers a confidential client of the basic profile, as the certification plan has it. */
export async function rawClient(
  made: IdentityCity,
  id: string,
  more: Partial<NewClient> & { readonly metadata?: Record<string, unknown> } = {},
): Promise<Raw> {
  const { secret, kept } = newClientSecret();
  const secrets: readonly KeptSecret[] = [kept];
  await register(made, id, {
    profile: 'basic',
    ...more,
    metadata: {
      token_endpoint_auth_method: 'client_secret_basic',
      jwks: undefined,
      secrets,
      ...more.metadata,
    },
  });
  return { id, secret };
}

const defined = (parameters: Parameters): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

/** The address that begins an authorization. */
export function beginAt(made: IdentityCity, client: Raw, parameters: Parameters = {}): string {
  const asked = {
    client_id: client.id,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    state: 'a-state',
    nonce: 'a-nonce',
    ...parameters,
  };
  return `${made.publicUrl}/oidc/auth?${new URLSearchParams(defined(asked))}`;
}

/** Goes through an authorization and agrees when asked. Answers the parameters of the callback and the last page. */
export async function begin(
  made: IdentityCity,
  browser: Browser,
  client: Raw,
  parameters: Parameters = {},
): Promise<{ readonly back: URLSearchParams; readonly page: Awaited<ReturnType<typeof walk>> }> {
  let page = await walk(browser, beginAt(made, client, parameters));
  if (page.url.pathname.startsWith('/oidc/interaction/') && page.body.includes('name="answer"')) {
    const given = await browser.open(page.url.pathname, { answer: 'yes' });
    page = await walk(browser, new URL(String(given.headers.location), page.url).href);
  }
  return { back: page.url.searchParams, page };
}

/** Posts a form to an address of the provider. */
export async function post(
  made: IdentityCity,
  path: string,
  parameters: Parameters,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const answer = await fetch(made.publicUrl + path, {
    method: 'POST',
    body: new URLSearchParams(defined(parameters)),
    headers,
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  return { status: answer.status, body: isJson && text ? JSON.parse(text) : {}, headers: answer.headers };
}

export const basic = ({ id, secret }: Raw): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

/** Redeems a code with HTTP basic authentication. */
export const redeemCode = (
  made: IdentityCity,
  client: Raw,
  code: string | null,
  parameters: Parameters = {},
): Promise<Answered> =>
  post(
    made,
    '/oidc/token',
    { grant_type: 'authorization_code', code: code ?? '', redirect_uri: redirectUri, ...parameters },
    basic(client),
  );

export interface Signed {
  readonly browser: Browser;
  readonly idToken: string;
  readonly claims: Record<string, unknown>;
  readonly tokens: Record<string, unknown>;
}

/** A whole sign-in: authorization, tokens, the id_token's claims (unchecked). */
export async function signedIn(
  made: IdentityCity,
  browser: Browser,
  client: Raw,
  parameters: Parameters = {},
): Promise<Signed> {
  const { back } = await begin(made, browser, client, parameters);
  const { body: tokens } = await redeemCode(made, client, back.get('code'));
  const idToken = String(tokens['id_token']);
  return { browser, idToken, claims: claimsOf(idToken), tokens };
}

export const claimsOf = (jwt: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

/** Userinfo with a bearer token. */
export async function userinfo(made: IdentityCity, token: unknown): Promise<Answered> {
  const answer = await fetch(`${made.publicUrl}/oidc/me`, {
    headers: { authorization: `Bearer ${String(token)}` },
  });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : {}, headers: answer.headers };
}
