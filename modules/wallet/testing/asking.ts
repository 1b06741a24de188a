// Asking the credential endpoint with a token from the city's provider: with the client from outside, or word by word.
import { resourceRequest } from '@openid4vc/oauth2';
import type { authorize } from './signed-in-city.ts';

export type Authorized = Awaited<ReturnType<typeof authorize>>;
export type Tokens = Awaited<ReturnType<NonNullable<Authorized['redeem']>>>;

/** Fresh proofs of fresh keys. */
export async function proofsFor(
  { client, issuerMetadata, outside }: Authorized,
  copies = 1,
  more: object = {},
) {
  const { c_nonce: nonce } = await client.requestNonce({ issuerMetadata });
  const jwt: string[] = [];
  for (let copy = 0; copy < copies; copy++) {
    const key = await outside.key();
    const proof = await client.createCredentialRequestJwtProof({
      issuerMetadata,
      credentialConfigurationId: 'official-badge',
      nonce,
      signer: { method: 'jwk', alg: 'ES256', publicJwk: key.publicJwk },
      ...more,
    });
    jwt.push(proof.jwt);
  }
  return { jwt };
}

export async function askCopies(
  got: Authorized,
  tokens: Tokens | undefined,
  asked: { readonly copies?: number; readonly configuration: string },
) {
  const { client, issuerMetadata } = got;
  if (!tokens) throw new Error('there is no token');
  return client.retrieveCredentials({
    issuerMetadata,
    accessToken: tokens.accessTokenResponse.access_token,
    credentialConfigurationId: asked.configuration,
    proofs: await proofsFor(got, asked.copies),
    ...(tokens.dpop ? { dpop: tokens.dpop } : {}),
  });
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** Empty where the answer is encrypted. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Sends a body, or an encrypted one as its text, with the token and a proof of its key. */
export async function ask(
  { outside, issuerMetadata }: Authorized,
  tokens: Tokens | undefined,
  body: object | string,
  endpoint: 'credential' | 'deferred' = 'credential',
): Promise<Answered> {
  if (!tokens) throw new Error('there is no token');
  const isText = typeof body === 'string';
  const { response } = await resourceRequest({
    url: `${issuerMetadata.credentialIssuer.credential_issuer}/${endpoint}`,
    accessToken: tokens.accessTokenResponse.access_token,
    callbacks: outside.callbacks,
    ...(tokens.dpop ? { dpop: tokens.dpop } : {}),
    requestOptions: {
      method: 'POST',
      headers: { 'content-type': isText ? 'application/jwt' : 'application/json' },
      body: isText ? body : JSON.stringify(body),
    },
  });
  const text = await response.text();
  const isJson = String(response.headers.get('content-type')).startsWith('application/json');
  return {
    status: response.status,
    headers: response.headers as never,
    body: isJson ? JSON.parse(text) : {},
    text,
  };
}
