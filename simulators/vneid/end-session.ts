// Signing out at the provider, started by a client (OpenID Connect RP-Initiated Logout 1.0).
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { BROWSER_COOKIE } from './authorize.ts';
import type { Client } from './model.ts';
import { type Provider, subjectFor } from './provider.ts';
import { messagePage, signOutPage } from './screen.ts';
import {
  cookieOf,
  type Parameters,
  parametersFrom,
  ProtocolError,
  readForm,
  redirect,
  sendPage,
} from './wire.ts';

/** GET or POST /end-session. Without a fitting id_token_hint the person is asked before anything happens. */
export async function endSession(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const parameters =
      request.method === 'POST'
        ? await readForm(request)
        : parametersFrom(new URL(request.url ?? '/', provider.issuer).searchParams);
    const language = parameters.get('ui_locales')?.toLowerCase().startsWith('en') ? 'en' : 'vi';
    const hint = await readHint(provider, parameters);
    const target = targetOf(hint.client, parameters);
    const browser = cookieOf(request, BROWSER_COOKIE);
    const session = provider.memory.browsers.get(browser ?? '');
    const isHinted =
      session !== null &&
      hint.client !== null &&
      hint.subject === subjectFor(provider, hint.client, session.personaId);
    const isConfirmed = request.method === 'POST' && parameters.get('decision') === 'sign-out';
    if (session !== null && !isHinted && !isConfirmed) {
      return sendPage(response, 200, signOutPage(provider, language, parameters), target?.origin ?? null);
    }
    if (browser !== null) provider.memory.browsers.drop(browser);
    const clear = {
      'Set-Cookie': `${BROWSER_COOKIE}=; Path=${provider.basePath || '/'}; HttpOnly; SameSite=Lax; Max-Age=0`,
    };
    if (target !== null) return redirect(response, target.href, clear);
    response.setHeader('Set-Cookie', clear['Set-Cookie']);
    sendPage(response, 200, messagePage(provider, language, 'signedOut', null), null);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    sendPage(response, 400, messagePage(provider, 'vi', 'badRequest', error.message), null);
  }
}

async function readHint(
  provider: Provider,
  parameters: Parameters,
): Promise<{ readonly client: Client | null; readonly subject: string | null }> {
  const clientId = parameters.get('client_id');
  const hint = parameters.get('id_token_hint');
  if (hint === undefined) return { client: provider.clients.get(clientId ?? '') ?? null, subject: null };
  try {
    // An expired hint is welcome (RP-Initiated Logout §2): time plays no part here.
    const { payload } = await jwtVerify(hint, createLocalJWKSet(provider.keys.jwks()), {
      issuer: provider.issuer,
      algorithms: ['ES256'],
      currentDate: new Date(0),
    });
    const client = provider.clients.get(String(payload.aud));
    if (client === undefined || (clientId !== undefined && clientId !== client.clientId))
      throw new Error('other client');
    return { client, subject: payload.sub ?? null };
  } catch {
    throw new ProtocolError('invalid_request', 'id_token_hint was not issued by us to this client');
  }
}

function targetOf(client: Client | null, parameters: Parameters): URL | null {
  const wanted = parameters.get('post_logout_redirect_uri');
  if (wanted === undefined) return null;
  if (client === null || !client.postLogoutRedirectUris?.includes(wanted)) {
    throw new ProtocolError('invalid_request', 'post_logout_redirect_uri is not registered');
  }
  const target = new URL(wanted);
  const state = parameters.get('state');
  if (state !== undefined) target.searchParams.set('state', state);
  return target;
}
