// Checking an authorization request: RFC 6749 §4.1, RFC 7636, RFC 9126 and OpenID Connect Core §3.1.2.
import { faultNamed } from './faults.ts';
import { type AuthorizationRequest, type Client, levelOfAcr, SCOPES } from './model.ts';
import type { Provider } from './provider.ts';
import { type Parameters, ProtocolError } from './wire.ts';

/** A request so broken that nobody may be redirected: the person gets a page instead (RFC 6749 §4.1.2.1). */
export class UntrustedRequest extends Error {}

/** An error that goes back to the client by redirect. */
export class RefusedRequest extends Error {
  readonly code: string;
  readonly redirectUri: string;
  readonly state: string | null;

  constructor(code: string, description: string, redirectUri: string, state: string | null) {
    super(description);
    this.code = code;
    this.redirectUri = redirectUri;
    this.state = state;
  }
}

export const PUSHED_PREFIX = 'urn:ietf:params:oauth:request_uri:';

const PROMPTS: readonly string[] = ['none', 'login', 'consent', 'select_account'];
const NOT_SUPPORTED = [
  ['request', 'request_not_supported'],
  ['registration', 'registration_not_supported'],
] as const;

/**
 * Checks the parameters of the authorization endpoint, or fetches the request that was pushed before.
 * @throws UntrustedRequest when client or redirect address are not certain; RefusedRequest otherwise
 */
export function readAuthorizationRequest(provider: Provider, parameters: Parameters): AuthorizationRequest {
  const client = provider.clients.get(parameters.get('client_id') ?? '');
  if (client === undefined) throw new UntrustedRequest('client_id is missing or unknown');
  const requestUri = parameters.get('request_uri');
  if (requestUri?.startsWith(PUSHED_PREFIX)) return takePushed(provider, client, requestUri);
  if (client.requirePushedRequests)
    throw new UntrustedRequest('this client must push its request first (RFC 9126)');
  return checkParameters(client, parameters);
}

function takePushed(provider: Provider, client: Client, requestUri: string): AuthorizationRequest {
  const request = provider.memory.pushed.take(requestUri);
  if (request === null || request.clientId !== client.clientId) {
    throw new UntrustedRequest('request_uri is unknown, used or expired');
  }
  return request;
}

/**
 * Checks a pushed request: the same rules, but every error is answered as JSON.
 * @throws ProtocolError
 */
export function readPushedRequest(client: Client, parameters: Parameters): AuthorizationRequest {
  if (parameters.has('request_uri'))
    throw new ProtocolError('invalid_request', 'request_uri cannot be pushed');
  try {
    return checkParameters(client, parameters);
  } catch (error) {
    if (error instanceof UntrustedRequest) throw new ProtocolError('invalid_request', error.message);
    if (error instanceof RefusedRequest) throw new ProtocolError(error.code, error.message);
    throw error;
  }
}

function checkParameters(client: Client, parameters: Parameters): AuthorizationRequest {
  const redirectUri = parameters.get('redirect_uri');
  if (redirectUri === undefined || !client.redirectUris.includes(redirectUri)) {
    throw new UntrustedRequest('redirect_uri is not registered for this client');
  }
  const state = parameters.get('state') ?? null;
  const refuse = (code: string, description: string) =>
    new RefusedRequest(code, description, redirectUri, state);
  for (const [name, code] of NOT_SUPPORTED)
    if (parameters.has(name)) throw refuse(code, `${name} is not supported`);
  if (parameters.has('request_uri'))
    throw refuse('request_uri_not_supported', 'only pushed request_uri values are known');
  const responseType = parameters.get('response_type');
  if (responseType === undefined) throw refuse('invalid_request', 'response_type is missing');
  if (responseType !== 'code')
    throw refuse('unsupported_response_type', 'only response_type code is supported');
  if ((parameters.get('response_mode') ?? 'query') !== 'query')
    throw refuse('invalid_request', 'only response_mode query is supported');
  const scopes = [...new Set((parameters.get('scope') ?? '').split(' ').filter((scope) => scope !== ''))];
  if (!scopes.includes('openid')) throw refuse('invalid_scope', 'scope must contain openid');
  const prompt = (parameters.get('prompt') ?? '').split(' ').filter((value) => value !== '');
  if (prompt.some((value) => !PROMPTS.includes(value)) || (prompt.includes('none') && prompt.length > 1)) {
    throw refuse('invalid_request', 'prompt is not acceptable');
  }
  return {
    clientId: client.clientId,
    redirectUri,
    // Unknown scopes are ignored (OIDC Core §3.1.2.1).
    scopes: scopes.filter((scope) => (SCOPES as readonly string[]).includes(scope)),
    state,
    nonce: parameters.get('nonce') ?? null,
    codeChallenge: checkChallenge(parameters, refuse),
    acrLevels: readLevels(parameters.get('acr_values')),
    prompt,
    maxAgeSeconds: checkMaxAge(parameters, refuse),
    language: readLanguage(parameters.get('ui_locales')),
    fault: faultNamed(parameters.get('vneid_fault')),
  };
}

type Refuse = (code: string, description: string) => RefusedRequest;

function checkChallenge(parameters: Parameters, refuse: Refuse): string {
  const challenge = parameters.get('code_challenge');
  if (challenge === undefined) throw refuse('invalid_request', 'code_challenge is required (RFC 7636)');
  if (parameters.get('code_challenge_method') !== 'S256')
    throw refuse('invalid_request', 'code_challenge_method must be S256');
  // base64url of a SHA-256 digest is always 43 characters.
  if (!/^[A-Za-z0-9_-]{43}$/.test(challenge)) throw refuse('invalid_request', 'code_challenge is malformed');
  return challenge;
}

function checkMaxAge(parameters: Parameters, refuse: Refuse): number | null {
  const text = parameters.get('max_age');
  if (text === undefined) return null;
  if (!/^\d{1,9}$/.test(text)) throw refuse('invalid_request', 'max_age must be a whole number of seconds');
  return Number(text);
}

function readLevels(acrValues: string | undefined): AuthorizationRequest['acrLevels'] {
  return (acrValues ?? '')
    .split(' ')
    .map(levelOfAcr)
    .filter((level) => level !== null);
}

/** The first language of ui_locales that we speak; Vietnamese when none is named. */
function readLanguage(locales: string | undefined): 'vi' | 'en' {
  for (const locale of (locales ?? '').toLowerCase().split(' ')) {
    if (locale === 'vi' || locale.startsWith('vi-')) return 'vi';
    if (locale === 'en' || locale.startsWith('en-')) return 'en';
  }
  return 'vi';
}
