// The token endpoint: code and refresh grants, id_token and access token (RFC 6749 §4.1.3, OIDC Core §3.1.3).
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { SignJWT } from 'jose';
import { authenticateClient } from './clients.ts';
import { makeSigningKey } from './keys.ts';
import { makeToken } from './memory.ts';
import {
  acrOf,
  amrOf,
  type Approval,
  type Client,
  type FaultKind,
  IDENTITY_LEVEL_CLAIM,
  LIMITS,
} from './model.ts';
import { type Provider, subjectFor } from './provider.ts';
import { type Parameters, ProtocolError, readForm, sendJson } from './wire.ts';

/** POST /token. @throws ProtocolError */
export async function token(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parameters = await readForm(request);
  const client = await authenticateClient(provider, request, parameters);
  const grantType = parameters.get('grant_type');
  if (grantType === undefined) throw new ProtocolError('invalid_request', 'grant_type is missing');
  const grant = redeem(provider, client, grantType, parameters);
  const faulty = (kind: FaultKind) => grant.approval.fault === kind || provider.faults.take(kind);
  if (faulty('slow')) await provider.sleep(provider.slowMilliseconds);
  if (faulty('server_error')) throw new ProtocolError('server_error', 'an error was ordered', 500);
  sendJson(response, 200, await tokensFor(provider, client, grant, faulty));
}

type Grant = { readonly approval: Approval; readonly grantId: string; readonly isRefresh: boolean };

function redeem(provider: Provider, client: Client, grantType: string, parameters: Parameters): Grant {
  switch (grantType) {
    case 'authorization_code':
      return redeemCode(provider, client, parameters);
    case 'refresh_token':
      return redeemRefreshToken(provider, client, parameters);
    default:
      throw new ProtocolError(
        'unsupported_grant_type',
        'only authorization_code and refresh_token are supported',
      );
  }
}

function redeemCode(provider: Provider, client: Client, parameters: Parameters): Grant {
  const code = parameters.get('code');
  const verifier = parameters.get('code_verifier');
  if (code === undefined) throw new ProtocolError('invalid_request', 'code is missing');
  if (verifier === undefined) throw new ProtocolError('invalid_request', 'code_verifier is missing');
  const issued = provider.memory.codes.get(code);
  if (issued === null || issued.approval.request.clientId !== client.clientId)
    throw notGranted('the code is unknown');
  if (issued.used) {
    // RFC 6749 §4.1.2: a second use revokes what the first one gave.
    provider.memory.revokedGrants.set(issued.grantId, true, LIMITS.refreshTokenSeconds);
    throw notGranted('the code was used before');
  }
  // Any attempt uses the code up: guessing verifiers must not be possible.
  issued.used = true;
  if (issued.expiresAt <= provider.now()) throw notGranted('the code has expired');
  if (parameters.get('redirect_uri') !== issued.approval.request.redirectUri)
    throw notGranted('redirect_uri differs');
  if (!provesChallenge(verifier, issued.approval.request.codeChallenge))
    throw notGranted('code_verifier does not match');
  return { approval: issued.approval, grantId: issued.grantId, isRefresh: false };
}

function redeemRefreshToken(provider: Provider, client: Client, parameters: Parameters): Grant {
  const refreshToken = parameters.get('refresh_token');
  if (refreshToken === undefined) throw new ProtocolError('invalid_request', 'refresh_token is missing');
  const issued = provider.memory.refreshTokens.get(refreshToken);
  if (issued === null || issued.approval.request.clientId !== client.clientId)
    throw notGranted('the refresh token is unknown');
  if (issued.used) {
    provider.memory.revokedGrants.set(issued.grantId, true, LIMITS.refreshTokenSeconds);
    throw notGranted('the refresh token was used before');
  }
  if (provider.memory.revokedGrants.get(issued.grantId) !== null) throw notGranted('the grant was revoked');
  issued.used = true;
  return { approval: issued.approval, grantId: issued.grantId, isRefresh: true };
}

/** RFC 7636 §4.6, after the form of the verifier (§4.1) has been checked. */
function provesChallenge(verifier: string, challenge: string): boolean {
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false;
  const computed = createHash('sha256').update(verifier).digest();
  const expected = Buffer.from(challenge, 'base64url');
  return expected.length === computed.length && timingSafeEqual(computed, expected);
}

async function tokensFor(
  provider: Provider,
  client: Client,
  grant: Grant,
  faulty: (kind: FaultKind) => boolean,
): Promise<Record<string, unknown>> {
  const { approval, grantId } = grant;
  const accessToken = makeToken();
  provider.memory.accessTokens.set(accessToken, { approval, grantId }, LIMITS.accessTokenSeconds);
  const answer: Record<string, unknown> = {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: LIMITS.accessTokenSeconds,
    scope: approval.request.scopes.join(' '),
    id_token: await idTokenFor(provider, client, grant, accessToken, faulty),
  };
  if (approval.request.scopes.includes('offline_access')) {
    const refreshToken = makeToken();
    provider.memory.refreshTokens.set(
      refreshToken,
      { approval, grantId, used: false },
      LIMITS.refreshTokenSeconds,
    );
    answer['refresh_token'] = refreshToken;
  }
  return answer;
}

async function idTokenFor(
  provider: Provider,
  client: Client,
  grant: Grant,
  accessToken: string,
  faulty: (kind: FaultKind) => boolean,
): Promise<string> {
  const { approval, isRefresh } = grant;
  const issuedAt = Math.floor(provider.now().getTime() / 1000) - (faulty('expired_token') ? 3600 : 0);
  const nonce = faulty('wrong_nonce') ? makeToken() : approval.request.nonce;
  const key = provider.keys.current();
  const signer = faulty('wrong_signature') ? await makeSigningKey() : key;
  const claims: Record<string, unknown> = {
    auth_time: Math.floor(approval.authenticatedAt.getTime() / 1000),
    acr: acrOf(approval.authenticationLevel),
    amr: amrOf(approval.authenticationLevel),
    at_hash: createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url'),
    [IDENTITY_LEVEL_CLAIM]: approval.identityLevel,
  };
  // OIDC Core §12.2: a refreshed id_token should not carry the nonce again.
  if (nonce !== null && !isRefresh) claims['nonce'] = nonce;
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: key.kid })
    .setIssuer(faulty('wrong_issuer') ? 'https://vneid.invalid' : provider.issuer)
    .setAudience(faulty('wrong_audience') ? 'somebody-else' : client.clientId)
    .setSubject(subjectFor(provider, client, approval.personaId))
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIMITS.idTokenSeconds)
    .sign(signer.privateKey);
}

function notGranted(description: string): ProtocolError {
  return new ProtocolError('invalid_grant', description);
}
