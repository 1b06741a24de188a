// Client authentication at the token and pushed-request endpoints: client_secret_basic and private_key_jwt.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { type Client, LIMITS } from './model.ts';
import { addressOf, PATHS, type Provider } from './provider.ts';
import { type Parameters, ProtocolError } from './wire.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Finds out which client calls and proves it by the one method the client registered.
 * @throws ProtocolError invalid_client (401) or invalid_request
 */
export async function authenticateClient(
  provider: Provider,
  request: IncomingMessage,
  parameters: Parameters,
): Promise<Client> {
  const header = request.headers.authorization;
  const assertion = parameters.get('client_assertion');
  if (header !== undefined && assertion !== undefined) {
    throw new ProtocolError('invalid_request', 'more than one client authentication method was used');
  }
  if (parameters.has('client_secret')) throw refused('client_secret_post is not supported');
  const client =
    header === undefined
      ? await clientByAssertion(provider, parameters, assertion)
      : clientByBasic(provider, header);
  const named = parameters.get('client_id');
  if (named !== undefined && named !== client.clientId)
    throw refused('client_id differs from the authenticated client');
  return client;
}

function clientByBasic(provider: Provider, header: string): Client {
  const challenge = { 'WWW-Authenticate': 'Basic realm="VNeID simulator"' };
  const encoded = /^basic ([A-Za-z0-9+/=]+)$/i.exec(header)?.[1];
  if (encoded === undefined) throw refused('only the Basic scheme is supported here', challenge);
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  // RFC 6749 §2.3.1: both halves are form-encoded before they are joined.
  const clientId = formDecoded(pair.slice(0, Math.max(colon, 0)));
  const secret = formDecoded(pair.slice(colon + 1));
  const client = provider.clients.get(clientId ?? '');
  const expected =
    client?.authentication.method === 'client_secret_basic' ? client.authentication.secret : null;
  const matches = sameSecret(secret ?? '', expected ?? '');
  if (client === undefined || expected === null || secret === null || !matches) {
    throw refused('unknown client or wrong secret', challenge);
  }
  return client;
}

async function clientByAssertion(
  provider: Provider,
  parameters: Parameters,
  assertion: string | undefined,
): Promise<Client> {
  if (assertion === undefined) throw refused('no client authentication was sent');
  if (parameters.get('client_assertion_type') !== ASSERTION_TYPE)
    throw refused('unknown client_assertion_type');
  const client = provider.clients.get(subjectOf(assertion) ?? '');
  if (client === undefined || client.authentication.method !== 'private_key_jwt') {
    throw refused('unknown client or another method is registered');
  }
  try {
    const { payload } = await jwtVerify(assertion, createLocalJWKSet(client.authentication.jwks), {
      algorithms: ['ES256'],
      issuer: client.clientId,
      subject: client.clientId,
      audience: [provider.issuer, addressOf(provider, PATHS.token), addressOf(provider, PATHS.pushed)],
      requiredClaims: ['exp', 'jti'],
      currentDate: provider.now(),
      clockTolerance: 5,
    });
    const secondsLeft = (payload.exp ?? 0) - provider.now().getTime() / 1000;
    if (secondsLeft > LIMITS.assertionSeconds) throw new Error('lives too long');
    const replayKey = `${client.clientId}\n${payload.jti}`;
    if (provider.memory.assertions.get(replayKey) !== null) throw new Error('was used before');
    provider.memory.assertions.set(replayKey, true, Math.max(secondsLeft, 0) + 10);
    return client;
  } catch (error) {
    throw refused(`the client assertion is not acceptable: ${(error as Error).message}`);
  }
}

function subjectOf(assertion: string): string | null {
  try {
    return decodeJwt(assertion).sub ?? null;
  } catch {
    return null;
  }
}

function formDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/** Compares over hashes, so that neither content nor length shows in the time taken. */
function sameSecret(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

function refused(description: string, headers: Readonly<Record<string, string>> = {}): ProtocolError {
  return new ProtocolError('invalid_client', description, 401, headers);
}
