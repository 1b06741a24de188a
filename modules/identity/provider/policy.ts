// When a person is asked something: to sign in, more strongly or again, and what a client may know.
import type Provider from 'oidc-provider';
import { errors, type Grant, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import type { ModuleContext } from '@city/kernel/module';
import type { Tables } from '../tables.ts';
import { apiAddress, isApiScope } from './city-api.ts';
import { clientField } from './client-field.ts';
import { consentNow } from './consent.store.ts';
import { levelOf, wantedLevel } from './levels.ts';
import { stateCheck } from './resource-features.ts';
import { resourcesOf } from './resources.ts';
import { actor } from './unit.ts';

/** The least level this request needs, or null when it insists on one that does not exist. */
export function levelWanted({ oidc }: KoaContextWithOIDC) {
  return wantedLevel({
    acrValues: oidc.params?.['acr_values'] as string | undefined,
    claim: (oidc.claims as { id_token?: { acr?: never } } | undefined)?.id_token?.acr,
    required: clientField<number>(oidc.client, 'required_level') ?? 1,
  });
}

/** The checks of oidc-provider, with levels compared as levels. */
export function makePolicy(m: ModuleContext<Tables>): interactionPolicy.DefaultPolicy {
  const { Check, base } = interactionPolicy;
  const policy = base();
  const login = policy.get('login');
  if (!login) throw new Error('oidc-provider has no login prompt');
  const told = login.details;
  // Which session the person had when they were asked: another one is a new sign-in, however soon it came.
  login.details = async (ctx) => ({
    ...(await told(ctx)),
    session: ctx.oidc.session?.accountId ? ctx.oidc.session.uid : null,
  });
  login.checks.remove('essential_acr');
  login.checks.remove('essential_acrs');
  login.checks.add(
    new Check(
      'city_level',
      'a stronger sign-in is needed',
      'login_required',
      (ctx) => {
        const wanted = levelWanted(ctx);
        if (wanted === null)
          throw new errors.CustomOIDCProviderError(
            'unmet_authentication_requirements',
            'none of the requested acr values is known here',
          );
        return (levelOf(ctx.oidc.session?.acr) ?? 0) < wanted
          ? Check.REQUEST_PROMPT
          : Check.NO_NEED_TO_PROMPT;
      },
      (ctx) => ({ level: levelWanted(ctx) ?? 4 }),
    ),
  );
  login.checks.add(
    new Check(
      'city_sandbox',
      'only whoever registered a sandbox client signs in there',
      'access_denied',
      ({ oidc }) => {
        const owner = clientField<string | null>(oidc.client, 'sandbox_of');
        const person = oidc.session?.accountId;
        if (owner && person && person !== owner)
          throw new errors.AccessDenied('only whoever registered a sandbox client signs in there');
        return Check.NO_NEED_TO_PROMPT;
      },
    ),
  );
  policy.get('consent')?.checks.add(stateCheck(m), 0);
  return policy;
}

/**
 * The grant of this session for this client. The city's own services need no consent of their own; others get what the person
 * allowed before and has not withdrawn since.
 */
export function loadGrant(m: ModuleContext<Tables>) {
  const { db } = m;
  const api = apiAddress(m);
  return async (ctx: KoaContextWithOIDC): Promise<Grant | undefined> => {
    const { oidc } = ctx;
    const provider = oidc.provider as Provider;
    const { client, session, account } = oidc;
    if (!client || !session || !account) return undefined;
    const given = oidc.result?.consent?.grantId ?? session.grantIdFor(client.clientId);
    const grant = given ? await provider.Grant.find(given) : undefined;
    const isOwn = clientField<boolean>(client, 'first_party') === true;
    if (grant && !isOwn) return grant;
    const made = grant ?? new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
    const before = JSON.stringify([made.openid, made.resources]);
    if (isOwn) grantEverything(ctx, made);
    else {
      const consent = await db.transaction(
        actor,
        (tx) => consentNow(tx, account.accountId, client.clientId),
        {
          readOnly: true,
        },
      );
      if (!consent) return undefined;
      const ofResources = resourcesOf(m).flatMap((resource) => [...resource.scopes().keys()]);
      const isOfResource = (scope: string) => isApiScope(scope) || ofResources.includes(scope);
      made.addOIDCScope(consent.scopes.filter((scope) => !isOfResource(scope)).join(' '));
      for (const { address, scopes } of resourcesOf(m)) {
        const given = consent.scopes.filter((scope) => scopes().has(scope));
        if (given.length > 0) made.addResourceScope(address, given.join(' '));
      }
      if (consent.scopes.some(isApiScope))
        made.addResourceScope(api, consent.scopes.filter(isApiScope).join(' '));
      if (consent.claims.length > 0) made.addOIDCClaims([...consent.claims]);
    }
    if (made.jti === undefined || before !== JSON.stringify([made.openid, made.resources])) await made.save();
    return made;
  };
}

function grantEverything({ oidc }: KoaContextWithOIDC, grant: Grant): void {
  const { requestParamOIDCScopes: scopes, requestParamClaims: claims } = oidc;
  if (scopes.size > 0) grant.addOIDCScope([...scopes].join(' '));
  if (claims.size > 0) grant.addOIDCClaims([...claims]);
  for (const [resource, server] of Object.entries(oidc.resourceServers ?? {})) {
    const scope = [...oidc.requestParamScopes].filter((one) => server.scopes.has(one));
    if (scope.length > 0) grant.addResourceScope(resource, scope.join(' '));
  }
}
