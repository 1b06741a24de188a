// The authorization endpoint, the pushed-request endpoint, and the person's answer on the screen.
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  PUSHED_PREFIX,
  readAuthorizationRequest,
  readPushedRequest,
  RefusedRequest,
  UntrustedRequest,
} from './authorization-request.ts';
import { authenticateClient } from './clients.ts';
import { faultNamed } from './faults.ts';
import { makeToken } from './memory.ts';
import {
  type Approval,
  AUTHENTICATION_LEVELS,
  type AuthenticationLevel,
  type AuthorizationRequest,
  type Client,
  LIMITS,
  type Persona,
} from './model.ts';
import { addressOf, PATHS, type Provider } from './provider.ts';
import { approvalPage, messagePage } from './screen.ts';
import {
  cookieOf,
  type Parameters,
  parametersFrom,
  printable,
  ProtocolError,
  readForm,
  redirect,
  sendJson,
  sendPage,
} from './wire.ts';

export const BROWSER_COOKIE = 'vneid_browser';

/** GET or POST /authorize: checks the request and shows the screen, or answers at once for prompt=none. */
export async function authorize(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const parameters =
      request.method === 'POST'
        ? await readForm(request)
        : parametersFrom(new URL(request.url ?? '/', provider.issuer).searchParams);
    const asked = readAuthorizationRequest(provider, parameters);
    if (asked.prompt.includes('none')) return answerSilently(provider, request, response, asked);
    const id = makeToken();
    provider.memory.interactions.set(id, asked, LIMITS.interactionSeconds);
    redirect(response, `${addressOf(provider, PATHS.interaction)}${id}`);
  } catch (error) {
    answerError(provider, response, error);
  }
}

function answerError(provider: Provider, response: ServerResponse, error: unknown): void {
  if (error instanceof RefusedRequest) {
    return sendBack(provider, response, error.redirectUri, error.state, {
      error: error.code,
      error_description: error.message,
    });
  }
  if (error instanceof UntrustedRequest || error instanceof ProtocolError) {
    return sendPage(response, 400, messagePage(provider, 'vi', 'badRequest', error.message), null);
  }
  throw error;
}

/** POST /par (RFC 9126): keeps a checked request for a minute and gives it a name. */
export async function push(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parameters = await readForm(request);
  const client = await authenticateClient(provider, request, parameters);
  const asked = readPushedRequest(client, parameters);
  const requestUri = `${PUSHED_PREFIX}${makeToken()}`;
  provider.memory.pushed.set(requestUri, asked, LIMITS.pushedRequestSeconds);
  sendJson(response, 201, { request_uri: requestUri, expires_in: LIMITS.pushedRequestSeconds });
}

/** GET and POST /interaction/ID: the phone screen and the person's decision. */
export async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
): Promise<void> {
  const asked = provider.memory.interactions.get(id);
  const client = asked === null ? undefined : provider.clients.get(asked.clientId);
  const language = languageOf(request, provider, asked);
  if (asked === null || client === undefined) {
    return sendPage(response, 410, messagePage(provider, language, 'screenGone', null), null);
  }
  if (request.method !== 'POST')
    return showScreen(provider, request, response, { id, asked, client, language, problem: null });
  const form = await readForm(request);
  if (form.get('decision') === 'deny') {
    provider.memory.interactions.drop(id);
    return sendBack(provider, response, asked.redirectUri, asked.state, {
      error: 'access_denied',
      error_description: 'the person declined',
    });
  }
  const choice = readChoice(provider, form, asked);
  if ('problem' in choice) {
    return showScreen(provider, request, response, { id, asked, client, language, problem: choice.problem });
  }
  provider.memory.interactions.drop(id);
  finish(provider, request, response, choice);
}

type Screen = {
  readonly id: string;
  readonly asked: AuthorizationRequest;
  readonly client: Client;
  readonly language: 'vi' | 'en';
  readonly problem: 'choosePersona' | 'levelTooHigh' | null;
};

function showScreen(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  screen: Screen,
): void {
  const remembered = provider.memory.browsers.get(cookieOf(request, BROWSER_COOKIE) ?? '')?.personaId ?? null;
  const markup = approvalPage(provider, { ...screen, remembered });
  sendPage(response, screen.problem === null ? 200 : 422, markup, new URL(screen.asked.redirectUri).origin);
}

function readChoice(
  provider: Provider,
  form: Parameters,
  asked: AuthorizationRequest,
): Approval | { readonly problem: 'choosePersona' | 'levelTooHigh' } {
  const persona = provider.personas.get(form.get('persona') ?? '');
  if (persona === undefined) return { problem: 'choosePersona' };
  const wanted = form.get('identity_level') ?? String(persona.identityLevel);
  if (wanted !== '1' && wanted !== '2') return { problem: 'levelTooHigh' };
  const identityLevel = wanted === '2' ? 2 : 1;
  if (identityLevel > persona.identityLevel) return { problem: 'levelTooHigh' };
  return {
    request: asked,
    personaId: persona.id,
    identityLevel,
    authenticationLevel: readAuthenticationLevel(form.get('authentication_level'), asked),
    authenticatedAt: provider.now(),
    fault: faultNamed(form.get('fault')) ?? asked.fault ?? persona.fault ?? null,
  };
}

function readAuthenticationLevel(text: string | undefined, asked: AuthorizationRequest): AuthenticationLevel {
  return AUTHENTICATION_LEVELS.find((level) => String(level) === text) ?? asked.acrLevels[0] ?? 2;
}

function finish(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  approval: Approval,
): void {
  const { request: asked, fault, ...session } = approval;
  if (fault === 'deny' || provider.faults.take('deny')) {
    return sendBack(provider, response, asked.redirectUri, asked.state, {
      error: 'access_denied',
      error_description: 'the account is locked or the person declined',
    });
  }
  const previous = cookieOf(request, BROWSER_COOKIE);
  if (previous !== null) provider.memory.browsers.drop(previous);
  const browser = makeToken();
  provider.memory.browsers.set(browser, session, LIMITS.browserSessionSeconds);
  const secure = provider.issuer.startsWith('https:') ? '; Secure' : '';
  const cookie = `${BROWSER_COOKIE}=${browser}; Path=${provider.basePath || '/'}; HttpOnly; SameSite=Lax${secure}`;
  sendBack(
    provider,
    response,
    asked.redirectUri,
    asked.state,
    { code: issueCode(provider, approval) },
    { 'Set-Cookie': cookie },
  );
}

function answerSilently(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  asked: AuthorizationRequest,
): void {
  const session = provider.memory.browsers.get(cookieOf(request, BROWSER_COOKIE) ?? '');
  const lowestAsked = Math.min(...asked.acrLevels, 4);
  const ageSeconds =
    session === null ? Infinity : (provider.now().getTime() - session.authenticatedAt.getTime()) / 1000;
  const tooWeak = session !== null && asked.acrLevels.length > 0 && session.authenticationLevel < lowestAsked;
  if (session === null || tooWeak || ageSeconds > (asked.maxAgeSeconds ?? Infinity)) {
    return sendBack(provider, response, asked.redirectUri, asked.state, {
      error: 'login_required',
      error_description: 'the person must sign in',
    });
  }
  const persona = provider.personas.get(session.personaId) as Persona;
  const code = issueCode(provider, {
    ...session,
    request: asked,
    fault: asked.fault ?? persona.fault ?? null,
  });
  sendBack(provider, response, asked.redirectUri, asked.state, { code });
}

function issueCode(provider: Provider, approval: Approval): string {
  const code = makeToken();
  const expiresAt = new Date(provider.now().getTime() + LIMITS.codeSeconds * 1000);
  // Kept longer than it is valid, so that a late replay still kills the tokens made from it.
  provider.memory.codes.set(
    code,
    { approval, grantId: makeToken(), expiresAt, used: false },
    LIMITS.accessTokenSeconds * 2,
  );
  return code;
}

/** Redirects to the client with the answer, its state and our issuer (RFC 9207). */
function sendBack(
  provider: Provider,
  response: ServerResponse,
  redirectUri: string,
  state: string | null,
  answer: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): void {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) {
    target.searchParams.set(name, name === 'error_description' ? printable(value) : value);
  }
  if (state !== null) target.searchParams.set('state', state);
  target.searchParams.set('iss', provider.issuer);
  redirect(response, target.href, headers);
}

function languageOf(
  request: IncomingMessage,
  provider: Provider,
  asked: AuthorizationRequest | null,
): 'vi' | 'en' {
  const chosen = new URL(request.url ?? '/', provider.issuer).searchParams.get('lang');
  if (chosen === 'vi' || chosen === 'en') return chosen;
  return asked?.language ?? 'vi';
}
