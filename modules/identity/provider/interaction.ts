// An interaction: where a person's sign-in or consent stands between two steps of an authorization.
import type Provider from 'oidc-provider';
import type { InteractionResults } from 'oidc-provider';
import type { Bilingual } from '@city/kernel/errors';
import type { MountContext, View } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import type { Identity } from '../identity.ts';
import type { AuthenticationLevel } from '../people/levels.ts';
import type { Tables } from '../tables.ts';
import { claimsByScope } from './claims.ts';
import { giveConsent } from './consent.store.ts';
import { acrOf, amrOf } from './levels.ts';
import { consentTextVersion, consentView, saidView } from './pages.tsx';
import { shownClient } from './provider.ts';
import { readDetails } from './resource-features.ts';
import { resourcesOf } from './resources.ts';
import { actor, inUnit } from './unit.ts';

type Details = Awaited<ReturnType<Provider['interactionDetails']>>;
interface Open {
  readonly provider: Provider;
  readonly details: Details;
}
export interface Login extends Open {
  readonly kind: 'login';
}
export interface Consent extends Open {
  readonly kind: 'consent';
  readonly view: View;
}
export type Interaction = Login | Consent | { readonly kind: 'gone'; readonly view: View };

const now = () => new Date();

/** What this browser is being asked; `gone` when it is over, or another browser's. */
export async function interactionOf(
  m: ModuleContext<Tables>,
  provider: Provider,
  c: MountContext,
): Promise<Interaction> {
  const gone = {
    kind: 'gone' as const,
    view: saidView(
      c.t,
      c.t('Không đi tiếp được'),
      c.t('Lần đăng nhập này không còn hiệu lực. Hãy quay lại dịch vụ và bắt đầu lại.'),
      400,
    ),
  };
  let details: Details;
  try {
    details = await inUnit(m.db, now, () => provider.interactionDetails(c.request, c.response));
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === undefined) throw error;
    return gone;
  }
  if (details.prompt.name === 'login') return { kind: 'login', provider, details };
  const client = await provider.Client.find(String(details.params['client_id']));
  if (!client) return gone;
  const view = consentView(c.t, {
    lang: c.lang,
    client: shownClient(client),
    claims: askedClaims(details),
    more: wordsOfResources(m, details),
    action: `/oidc/interaction/${details.uid}`,
    target: String(details.params['redirect_uri'] ?? client.redirectUris?.[0] ?? m.publicUrl),
  });
  return { kind: 'consent', provider, details, view };
}

interface Missing {
  readonly missingOIDCScope?: readonly string[];
  readonly missingOIDCClaims?: readonly string[];
  readonly missingResourceScopes?: Readonly<Record<string, readonly string[]>>;
}
const missingOf = (details: Details): Missing => details.prompt.details as Missing;

function askedClaims(details: Details): string[] {
  const { missingOIDCScope = [], missingOIDCClaims = [], missingResourceScopes = {} } = missingOf(details);
  const byScope = missingOIDCScope.flatMap((scope) =>
    scope === 'offline_access' ? [scope] : (claimsByScope[scope] ?? []),
  );
  return [...new Set([...byScope, ...missingOIDCClaims, ...Object.values(missingResourceScopes).flat()])];
}

/** What modules' resources are asked for, in their own words. */
function wordsOfResources(m: ModuleContext<Tables>, details: Details): readonly Bilingual[] {
  const { missingResourceScopes = {} } = missingOf(details);
  return resourcesOf(m).flatMap(({ address, scopes, details: understood }) => {
    const byScope = (missingResourceScopes[address] ?? []).flatMap((scope) => scopes().get(scope) ?? []);
    const given = understood ? readDetails(details.params['authorization_details']) : [];
    const inDetail = given.flatMap((one) =>
      one.type === understood?.type ? (understood.words(one) ?? []) : [],
    );
    return [...byScope, ...inDetail];
  });
}

/** Goes on when the person's session is strong and fresh enough for what was asked, else to the sign-in and back. */
export async function decideLogin(
  m: ModuleContext<Tables>,
  identity: Identity,
  { provider, details }: Login,
  c: MountContext,
): Promise<undefined> {
  const session = await identity.sessions.find(cookieOf(c, identity.sessionCookie));
  const { reasons } = details.prompt;
  const asked = details.prompt.details as { readonly level?: number; readonly session?: string | null };
  const level = (asked.level ?? 1) as AuthenticationLevel;
  // Each sign-in makes another session.
  const isNew = session !== null && session.id !== asked.session;
  const isAgain = reasons.some((reason) =>
    ['max_age', 'login_prompt', 'id_token_hint', 'claims_id_token_sub_value'].includes(reason),
  );
  if (session && session.authenticationLevel >= level && (!isAgain || isNew)) {
    const login = {
      accountId: session.personId,
      acr: acrOf(session.authenticationLevel),
      amr: amrOf(session.authenticationLevel),
      ts: Math.floor(session.authenticatedAt.getTime() / 1000),
    };
    return finish(m, provider, c, { login });
  }
  if (isNew)
    return finish(m, provider, c, {
      error: 'unmet_authentication_requirements',
      error_description: 'the person could not be authenticated at the level asked for',
    });
  const back = `/oidc/interaction/${details.uid}`;
  redirect(c, `/sign-in?return_to=${encodeURIComponent(back)}&level=${level}`);
  return undefined;
}

/** Writes what the person answered and goes on; a no is told to the client. */
export async function answerConsent(
  m: ModuleContext<Tables>,
  found: Login | Consent,
  c: MountContext,
  isYes: boolean,
): Promise<undefined> {
  const { provider, details } = found;
  const personId = details.session?.accountId;
  if (found.kind !== 'consent' || !isYes || !personId)
    return finish(m, provider, c, { error: 'access_denied', error_description: 'the person did not agree' });
  const { missingOIDCScope = [], missingOIDCClaims = [], missingResourceScopes = {} } = missingOf(details);
  const clientId = String(details.params['client_id']);
  const grantId = await inUnit(m.db, now, async () => {
    const before = details.grantId ? await provider.Grant.find(details.grantId) : undefined;
    const grant = before ?? new provider.Grant({ accountId: personId, clientId });
    if (missingOIDCScope.length > 0) grant.addOIDCScope(missingOIDCScope.join(' '));
    if (missingOIDCClaims.length > 0) grant.addOIDCClaims([...missingOIDCClaims]);
    for (const [resource, scopes] of Object.entries(missingResourceScopes))
      grant.addResourceScope(resource, scopes.join(' '));
    const id = await grant.save();
    await m.db.transaction(actor, async (tx) => {
      const given = [grant.getOIDCScope(), ...Object.values(grant.resources ?? {})];
      const scopes = [...new Set(given.flatMap((list) => list.split(' ')))].filter(Boolean);
      await giveConsent(tx, {
        personId,
        clientId,
        scopes,
        claims: grant.getOIDCClaims(),
        textVersion: consentTextVersion,
        lang: c.lang,
      });
      tx.trail({
        action: 'consent.given',
        object: { type: 'oidc-client', id: clientId },
        subject: personId,
        detail: { scopes, text: consentTextVersion },
      });
    });
    return id;
  });
  return finish(m, provider, c, { consent: { grantId } });
}

async function finish(
  m: ModuleContext<Tables>,
  provider: Provider,
  c: MountContext,
  result: InteractionResults,
): Promise<undefined> {
  const to = await inUnit(m.db, now, () =>
    provider.interactionResult(c.request, c.response, result, { mergeWithLastSubmission: true }),
  );
  redirect(c, to);
  return undefined;
}

function redirect(c: MountContext, to: string): void {
  c.response.writeHead(303, { location: to, 'cache-control': 'no-store' }).end();
}

function cookieOf(c: MountContext, name: string): string | undefined {
  const found = (c.request.headers.cookie ?? '').split(/;\s*/).find((part) => part.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}
